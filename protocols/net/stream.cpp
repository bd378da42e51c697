#include "protocols/net/stream.hpp"

#include <openssl/err.h>

#include <cerrno>
#include <system_error>

namespace roamsync::net {

stream::stream(boost::asio::io_context& context, traffic_counters& counters) : socket_(context) {
  link_.counters = &counters;
}

stream::~stream() {
  close();
}

bool stream::adopt_socket() {
  boost::system::error_code ec;
  link_.fd = socket_.native_handle();
  socket_.non_blocking(true, ec);
  boost::system::error_code not_tcp;
  socket_.set_option(boost::asio::ip::tcp::no_delay{true}, not_tcp);
  why_ = ec.message();
  return !ec;
}

bool stream::start_tls(tls_context& tls, tls_peer peer) {
  ERR_clear_error();
  tls_ = &tls;
  peer_ = std::move(peer);
  ssl_ = tls.connect(link_, peer_);
  if (!ssl_)
    why_ = tls_error_text(nullptr);
  return ssl_ != nullptr;
}

io_step stream::handshake() {
  ERR_clear_error();
  auto step = tls_step(SSL_do_handshake(ssl_.get()), 0);
  may_say_goodbye_ = step.state == io::ok;
  if (step.state == io::failed || step.state == io::eof)
    tls_->sessions().erase(peer_.server); // in case the offered session was what the server could not bear
  return step;
}

io_step stream::read_some(std::span<char> into) {
  if (!ssl_)
    return plain_step(receive(link_, into.data(), into.size()));
  ERR_clear_error();
  std::size_t bytes = 0;
  auto returned = SSL_read_ex(ssl_.get(), into.data(), into.size(), &bytes);
  return tls_step(returned, bytes);
}

io_step stream::write_some(std::string_view bytes) {
  if (!ssl_) {
    auto step = plain_step(transmit(link_, bytes.data(), bytes.size()));
    if (step.state == io::want_read)
      step.state = io::want_write;
    return step;
  }
  ERR_clear_error();
  std::size_t done = 0;
  auto returned = SSL_write_ex(ssl_.get(), bytes.data(), bytes.size(), &done);
  return tls_step(returned, done);
}

io_step stream::plain_step(long n) {
  if (n > 0)
    return {io::ok, static_cast<std::size_t>(n)};
  if (n == 0)
    return {io::eof, 0};
  if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR)
    return {io::want_read, 0};
  return failed_with_errno(errno);
}

io_step stream::tls_step(int returned, std::size_t bytes) {
  if (returned == 1)
    return {io::ok, bytes};
  auto system_error = errno;
  switch (SSL_get_error(ssl_.get(), returned)) {
  case SSL_ERROR_WANT_READ:
    return {io::want_read, 0};
  case SSL_ERROR_WANT_WRITE:
    return {io::want_write, 0};
  case SSL_ERROR_ZERO_RETURN:
    return {io::eof, 0};
  case SSL_ERROR_SYSCALL:
    may_say_goodbye_ = false;
    return failed_with_errno(system_error);
  default:
    may_say_goodbye_ = false;
    why_ = tls_error_text(ssl_.get());
    return {io::failed, 0};
  }
}

io_step stream::failed_with_errno(int error) {
  why_ = error != 0 ? std::generic_category().message(error) : "closed without a word";
  return {io::failed, 0};
}

void stream::close() {
  ERR_clear_error();
  if (may_say_goodbye_)
    SSL_shutdown(ssl_.get());
  may_say_goodbye_ = false;
  ssl_.reset();
  ERR_clear_error();
  boost::system::error_code ignored;
  socket_.close(ignored);
  link_.fd = -1;
}

} // namespace roamsync::net
