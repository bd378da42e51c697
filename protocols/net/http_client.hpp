#pragma once

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "protocols/net/counters.hpp"
#include "protocols/net/options.hpp"
#include "protocols/wire/http/message.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace roamsync::net {

/// How a submitted request ended.
struct completion {
  std::uint64_t id = 0;
  wire::http_result result;
};

/// Sends requests over kept-alive connections from one I/O thread of its own. Follows no redirect, keeps no
/// cookie.
///
/// Threads: submit and stats may be called from any thread, also from the sink. The sink is only ever
/// called on the I/O thread, once for each burst of completions, and must neither block nor throw. stop and
/// the destructor must not be called from the sink.
///
/// Repeats: a request is silently sent once more, on a new connection, if the kept connection it was put on
/// turned out to be closed, nothing of an answer had come, and either its method is idempotent (RFC
/// 9110 9.2.2) or no byte of it had left. Everything else is the caller's decision; http_result::request_sent
/// tells what to fear.
///
/// Reuse: connections are shared by all requests for one scheme, host and port; the one used last is taken
/// first.
class http_client {
public:
  /// Takes all completions of one burst.
  using sink = std::function<void(std::vector<completion>)>;

  /// Starts the I/O thread; fails if the options are out of range or the trusted roots cannot be read.
  [[nodiscard]] static result<std::unique_ptr<http_client>> create(client_options options, sink completions);

  http_client(const http_client&) = delete;
  http_client& operator=(const http_client&) = delete;
  ~http_client(); ///< stops

  /// Takes a request over and returns at once. True: exactly one completion with this id will come. False:
  /// the client is stopped, nothing will come. `id` must differ from all ids in flight (else that completion
  /// is `malformed`). `timeout` counts from now and covers everything: waiting for a connection, opening it,
  /// a repeat, the answer. While connections_max is reached, requests wait in line, one line for each
  /// `flow`, served in turn.
  [[nodiscard]] bool submit(std::uint64_t id, wire::http_request request, duration timeout,
                            std::string flow = {});

  /// Ends all requests with `aborted`, closes all connections and joins the I/O thread. When it returns, all
  /// completions have been handed over. Idempotent.
  void stop();

  [[nodiscard]] client_stats stats() const noexcept;

private:
  class impl;
  explicit http_client(std::unique_ptr<impl> x);
  std::unique_ptr<impl> impl_;
};

} // namespace roamsync::net
