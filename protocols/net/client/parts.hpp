#pragma once

#include "protocols/net/client/resolver.hpp"
#include "protocols/net/counters.hpp"
#include "protocols/net/tls/context.hpp"

#include <boost/asio/io_context.hpp>

#include <array>

namespace roamsync::net {

/// What all connections of one client share; used by its I/O thread only.
struct client_parts {
  client_parts(boost::asio::io_context& context_, const client_options& options_, tls_context& tls_,
               client_counters& counters_)
      : context(context_), options(options_), tls(tls_), counters(counters_),
        names(context_, options_.lookup, options_.name_ttl) {}

  boost::asio::io_context& context;
  const client_options& options;
  tls_context& tls;
  client_counters& counters;
  resolver names;
  std::size_t egress_turn = 0;
  std::array<char, 64 * 1024>
      received; ///< one for all: a connection keeps only what it could not use at once
};

} // namespace roamsync::net
