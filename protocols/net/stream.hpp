#pragma once

#include "protocols/net/tls/context.hpp"

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace roamsync::net {

/// How one non-blocking step on a stream went.
enum class io : std::uint8_t {
  ok,         ///< `bytes` moved (0 for a handshake)
  want_read,  ///< again once the socket is readable
  want_write, ///< again once the socket is writable
  eof,        ///< the peer said that nothing more comes (TLS: by close_notify)
  failed,     ///< see stream::why()
};

struct io_step {
  io state = io::ok;
  std::size_t bytes = 0;
};

/// A socket of whatever kind: TCP, or of this machine.
using stream_socket = boost::asio::generic::stream_protocol::socket;

/// A connection, plain or with TLS on its descriptor: 45 KB of an idle one instead of the 91 KB of
/// asio::ssl::stream, which has buffers of its own. All steps are non-blocking; the caller waits for
/// readiness. I/O thread only.
class stream {
public:
  stream(boost::asio::io_context& context, traffic_counters& counters);
  stream(const stream&) = delete;
  stream& operator=(const stream&) = delete;
  ~stream();

  /// For connecting; after that call adopt_socket.
  [[nodiscard]] stream_socket& socket() noexcept { return socket_; }

  /// The socket is connected: makes it non-blocking, and over TCP sends small packets at once.
  [[nodiscard]] bool adopt_socket();

  /// From here on everything is TLS; `tls` must outlive the stream. False: see why().
  [[nodiscard]] bool start_tls(tls_context& tls, tls_peer peer);

  [[nodiscard]] io_step handshake();
  [[nodiscard]] io_step read_some(std::span<char> into);
  [[nodiscard]] io_step write_some(std::string_view bytes);

  /// There are bytes that no readiness of the socket will announce.
  [[nodiscard]] bool has_pending() const noexcept { return ssl_ && SSL_has_pending(ssl_.get()) == 1; }
  [[nodiscard]] bool resumed() const noexcept { return ssl_ && SSL_session_reused(ssl_.get()) == 1; }
  [[nodiscard]] bool is_open() const noexcept { return socket_.is_open(); }

  /// Bytes of this connection that were given to the kernel, handshake included.
  [[nodiscard]] std::uint64_t bytes_sent() const noexcept { return link_.bytes_sent; }

  /// Why the last step failed.
  [[nodiscard]] const std::string& why() const noexcept { return why_; }

  /// `then(error_code)` once the socket is readable, also if it was closed by the peer.
  template <class F>
  void wait_readable(F&& then) {
    socket_.async_wait(stream_socket::wait_read, std::forward<F>(then));
  }
  template <class F>
  void wait_writable(F&& then) {
    socket_.async_wait(stream_socket::wait_write, std::forward<F>(then));
  }

  /// Says goodbye (close_notify, best effort) and closes; waits end with an error. Idempotent.
  void close();

private:
  io_step plain_step(long n);
  io_step tls_step(int returned, std::size_t bytes);
  io_step failed_with_errno(int error);

  stream_socket socket_;
  socket_link link_;
  tls_context* tls_ = nullptr;
  tls_peer peer_;
  ssl_ptr ssl_;
  bool may_say_goodbye_ = false; // the handshake is done and nothing failed since
  std::string why_;
};

} // namespace roamsync::net
