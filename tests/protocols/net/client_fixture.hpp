#pragma once

#include "protocols/net/http_client.hpp"
#include "tests/protocols/net/script_server.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace net_test {

namespace wire = roamsync::wire;
using roamsync::net::client_options;
using roamsync::net::client_stats;
using roamsync::net::completion;
using roamsync::net::http_client;
using namespace std::chrono_literals;

/// A client and the completions it gave, waited for by id.
class recorder {
public:
  explicit recorder(client_options options = {});

  http_client& client() { return *client_; }

  /// Submits a request; its id.
  std::uint64_t send(wire::http_request request, roamsync::duration timeout = 20s, std::string flow = {});

  /// The completion of that id. Ends the test program if none comes in 30 s.
  completion wait(std::uint64_t id);

  /// send and wait, the result.
  wire::http_result fetch(wire::http_request request, roamsync::duration timeout = 20s);

  /// All ids in the order of their completions so far.
  std::vector<std::uint64_t> order();

  /// How often the sink was called.
  std::size_t bursts();

  /// Completions of an id that had one already.
  std::size_t repeats();

private:
  void take(std::vector<completion> all);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::uint64_t, completion> done_;
  std::vector<std::uint64_t> order_;
  std::size_t bursts_ = 0;
  std::size_t repeats_ = 0;
  std::uint64_t ids_ = 0;
  std::unique_ptr<http_client> client_; // last: stops before the rest goes
};

/// A GET of that target from a loopback port.
wire::http_request get(std::uint16_t port, std::string target = "/");

/// The same by TLS, to "localhost" or another name.
wire::http_request get_tls(std::uint16_t port, std::string target = "/", std::string host = "localhost");

/// A POST with that body to a loopback port.
wire::http_request post(std::uint16_t port, std::string body, std::string target = "/");

/// Looks again and again until the condition holds; ends the test program if it does not in 30 s.
void until(const std::function<bool()>& holds);

/// Every name is 127.0.0.1.
roamsync::result<std::vector<std::string>> to_loopback(const std::string&);

} // namespace net_test
