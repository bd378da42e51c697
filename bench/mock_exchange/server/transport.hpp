#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace mock_exchange {

/// A connected socket, plain or TLS, that never blocks: each call does what it can and tells what to wait
/// for.
class transport {
public:
  enum class step { done, want_read, want_write, closed };

  /// `context` is null for plain TCP; it must outlive the transport.
  transport(boost::asio::ip::tcp::socket socket, SSL_CTX* context);

  /// Goes on with the TLS handshake; done at once for plain TCP.
  step handshake();

  /// Reads what is there into `to` (at most `size` bytes); `got` tells how many.
  step read_some(char* to, std::size_t size, std::size_t& got);

  /// Writes what fits; `wrote` tells how many bytes.
  step write_some(const char* from, std::size_t size, std::size_t& wrote);

  /// Ends the sending side in order.
  void finish_sending();

  /// Drops the connection with a reset.
  void reset();

  [[nodiscard]] bool secure() const { return tls_ != nullptr; }
  [[nodiscard]] bool resumed() const { return tls_ && SSL_session_reused(tls_.get()) == 1; }
  boost::asio::ip::tcp::socket& socket() { return socket_; }

private:
  struct tls_end {
    void operator()(SSL* tls) const { SSL_free(tls); }
  };
  step tls_step(int result);

  boost::asio::ip::tcp::socket socket_;
  std::unique_ptr<SSL, tls_end> tls_;
};

} // namespace mock_exchange
