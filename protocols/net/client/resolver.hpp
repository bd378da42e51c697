#pragma once

#include "protocols/net/options.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace roamsync::net {

/// The addresses of a name, best first, or why there are none.
struct lookup_outcome {
  std::vector<boost::asio::ip::address> addresses;
  std::string why;
};

/// Resolves names without blocking the I/O thread and remembers them for a while. Lookups run on a few
/// detached threads, so that a dead name server cannot hold up close(). All calls and callbacks on the I/O
/// thread.
class resolver {
public:
  using callback = std::function<void(const lookup_outcome&)>;

  resolver(boost::asio::io_context& context, lookup_function lookup, duration ttl);
  ~resolver();
  resolver(const resolver&) = delete;
  resolver& operator=(const resolver&) = delete;

  /// Calls back once: at once for a numeric or a remembered name, else later; never after close().
  void resolve(const std::string& host, callback then);

  /// That address did not answer: tried last from now on.
  void demote(const std::string& host, const boost::asio::ip::address& address);

  /// Forgets all callbacks; lookups under way are left to end on their own.
  void close();

  static constexpr std::size_t threads_max = 4;
  static constexpr std::size_t names_max = 4096;

private:
  struct entry {
    lookup_outcome outcome;
    std::chrono::steady_clock::time_point expires;
    std::vector<callback> waiting; // not empty: a lookup is under way
  };
  class workers;

  void on_answer(const std::string& host, result<std::vector<std::string>> answer);
  void make_room(std::chrono::steady_clock::time_point now);

  std::chrono::steady_clock::duration ttl_;
  std::unordered_map<std::string, entry> names_;
  std::shared_ptr<workers> workers_;
};

} // namespace roamsync::net
