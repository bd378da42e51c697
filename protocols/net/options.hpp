#pragma once

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace roamsync::net {

/// What may come from the other side before it counts as hostile; all of it is checked before memory is
/// taken.
struct read_limits {
  std::size_t header_bytes_max = 64 * 1024; ///< status line and fields of one message, 1 KiB .. 1 MiB
  std::size_t header_count_max = 200;       ///< fields of one message, 1 .. 10,000
  std::size_t body_bytes_max = 16 << 20;    ///< decoded body of one message, 1 .. 1 GiB
  std::size_t interim_max = 8;              ///< 1xx answers before the real one, 0 .. 100
};

/// An HTTP proxy that is spoken to in plain TCP: CONNECT for https, absolute-form for http.
struct proxy_options {
  std::string host; ///< name or address
  std::uint16_t port = 3128;
};

/// Addresses of a name in the order to try them (numeric, without port), or why there are none.
/// Called on a resolver thread, may block. A call that is under way when the client stops is not waited for:
/// the function must own what it uses.
using lookup_function = std::function<result<std::vector<std::string>>(const std::string& host)>;

/// getaddrinfo, both families.
[[nodiscard]] result<std::vector<std::string>> system_lookup(const std::string& host);

/// Settings of an http_client; fixed for its life.
struct client_options {
  std::size_t connections_max = 4096;      ///< open or opening, all hosts together, 1 .. 100,000
  std::size_t idle_connections_max = 2048; ///< of them kept without a request, 0 .. connections_max
  duration idle_timeout{50'000};           ///< an idle connection is closed after this, 1 ms .. 1 h
  duration connect_timeout{10'000}; ///< for each address, CONNECT and handshake on their own, 1 ms .. 5 min
  duration name_ttl{60'000};        ///< a resolved name is kept for this, 0 .. 1 h; a failure for 1 s
  duration sweep_period{100};       ///< how late a deadline may be noticed, 1 ms .. 10 s
  read_limits limits;
  std::string ca_file;             ///< PEM file of the trusted roots; empty: those of the system
  std::vector<std::string> egress; ///< local addresses to send from, taken in turn; empty: the system chooses
  std::optional<proxy_options> proxy;
  lookup_function lookup = system_lookup;
};

/// A sentence for the first field that is out of range.
[[nodiscard]] status validate(const client_options& x);

/// Settings of an http_server; fixed for its life.
struct server_options {
  std::string address = "127.0.0.1"; ///< numeric
  std::uint16_t port = 0;            ///< 0: the system chooses, see http_server::port()
  std::string local_path{}; ///< if not empty: a Unix socket (mode 0600) there, instead of address and port
  std::size_t connections_max = 128; ///< more are answered 503 and closed, 1 .. 10,000
  duration request_timeout{
      10'000}; ///< from the first byte of a request to the last of its answer, 1 ms .. 5 min
  duration idle_timeout{60'000}; ///< a connection without a request is closed after this, 1 ms .. 1 h
  duration sweep_period{100};    ///< how late a timeout may be noticed, 1 ms .. 10 s
  read_limits limits{
      .header_bytes_max = 16 * 1024, .header_count_max = 100, .body_bytes_max = 1 << 20, .interim_max = 0};
};

/// A sentence for the first field that is out of range.
[[nodiscard]] status validate(const server_options& x);

} // namespace roamsync::net
