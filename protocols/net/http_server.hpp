#pragma once

#include "engine/base/result.hpp"
#include "protocols/net/options.hpp"
#include "protocols/wire/http/message.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace roamsync::net {

/// A request as the server got it.
struct http_request_in {
  std::string method; ///< "GET", ...
  std::string target; ///< path and query as sent, not decoded
  wire::http_fields fields;
  std::string body;
  std::string peer; ///< address of the client, without port; empty: of this machine, by a Unix socket
  std::optional<std::uint32_t> user; ///< the client's user id, as the kernel knows it, by a Unix socket

  /// The first field of that name, or empty. Without letter case.
  [[nodiscard]] std::string_view field(std::string_view name) const noexcept;
};

/// A small HTTP/1.1 server without TLS, for metrics, health and the console. Has an I/O thread of its own.
///
/// Keeps connections, understands Expect: 100-continue and requests sent ahead. It answers itself: 400 to
/// what is not HTTP or has no Host, 408 to what takes longer than request_timeout, 413 and 431 above the
/// limits, 503 above connections_max, 500 if the handler throws or gives a field with a line break; it closes
/// after each of them.
///
/// On a Unix socket: one that a process left behind is replaced, one that somebody listens on never is. Of several
/// processes that open the same path, one at a time must call create.
///
/// Threads: the handler is called on the I/O thread, one request at a time, so it must not block; all else
/// may be called from any thread. stop and the destructor must not be called from the handler.
class http_server {
public:
  /// Content-Length and Connection are added to what it returns; the body is dropped for HEAD.
  using handler = std::function<wire::http_response(const http_request_in&)>;

  /// Listens and starts the I/O thread; fails if the options are out of range or the address cannot be bound.
  [[nodiscard]] static result<std::unique_ptr<http_server>> create(server_options options, handler answer);

  http_server(const http_server&) = delete;
  http_server& operator=(const http_server&) = delete;
  ~http_server(); ///< stops

  /// The port it listens on; 0 on a Unix socket.
  [[nodiscard]] std::uint16_t port() const noexcept;

  /// Closes all connections and joins the I/O thread. Idempotent.
  void stop();

private:
  class impl;
  explicit http_server(std::unique_ptr<impl> x);
  std::unique_ptr<impl> impl_;
};

} // namespace roamsync::net
