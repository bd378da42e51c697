#include "bench/mock_exchange/server/transport.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <sys/socket.h>

namespace mock_exchange {

namespace {

using boost::system::error_code;

int bounded(std::size_t size) {
  return static_cast<int>(std::min<std::size_t>(size, std::numeric_limits<int>::max()));
}

bool would_block() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

} // namespace

transport::transport(boost::asio::ip::tcp::socket socket, SSL_CTX* context) : socket_(std::move(socket)) {
  error_code ignored;
  socket_.non_blocking(true, ignored);
  socket_.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
  if (!context)
    return;
  tls_.reset(SSL_new(context));
  SSL_set_fd(tls_.get(), socket_.native_handle());
  SSL_set_accept_state(tls_.get());
}

transport::step transport::handshake() {
  if (!tls_)
    return step::done;
  ERR_clear_error();
  return tls_step(SSL_do_handshake(tls_.get()));
}

transport::step transport::tls_step(int result) {
  if (result > 0)
    return step::done;
  switch (SSL_get_error(tls_.get(), result)) {
  case SSL_ERROR_WANT_READ:
    return step::want_read;
  case SSL_ERROR_WANT_WRITE:
    return step::want_write;
  default:
    return step::closed;
  }
}

transport::step transport::read_some(char* to, std::size_t size, std::size_t& got) {
  got = 0;
  if (tls_) {
    ERR_clear_error();
    auto result = SSL_read(tls_.get(), to, bounded(size));
    got = result > 0 ? static_cast<std::size_t>(result) : 0;
    return tls_step(result);
  }
  auto result = recv(socket_.native_handle(), to, size, 0);
  if (result > 0) {
    got = static_cast<std::size_t>(result);
    return step::done;
  }
  return result < 0 && would_block() ? step::want_read : step::closed;
}

transport::step transport::write_some(const char* from, std::size_t size, std::size_t& wrote) {
  wrote = 0;
  if (tls_) {
    ERR_clear_error();
    auto result = SSL_write(tls_.get(), from, bounded(size));
    wrote = result > 0 ? static_cast<std::size_t>(result) : 0;
    return tls_step(result);
  }
  auto result = send(socket_.native_handle(), from, size, MSG_NOSIGNAL);
  if (result >= 0) {
    wrote = static_cast<std::size_t>(result);
    return step::done;
  }
  return would_block() ? step::want_write : step::closed;
}

void transport::finish_sending() {
  if (tls_) {
    ERR_clear_error();
    SSL_shutdown(tls_.get());
  }
  error_code ignored;
  socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
}

void transport::reset() {
  error_code ignored;
  socket_.set_option(boost::asio::socket_base::linger(true, 0), ignored);
  socket_.close(ignored);
}

} // namespace mock_exchange
