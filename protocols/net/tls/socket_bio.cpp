#include "protocols/net/tls/socket_bio.hpp"

#include <cerrno>
#include <memory>
#include <sys/socket.h>

namespace roamsync::net {

namespace {

bool is_transient(int error) noexcept {
  return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

socket_link& link_of(BIO* bio) {
  return *static_cast<socket_link*>(BIO_get_data(bio));
}

int bio_write(BIO* bio, const char* data, std::size_t size, std::size_t* done) {
  BIO_clear_retry_flags(bio);
  auto n = transmit(link_of(bio), data, size);
  if (n < 0 && is_transient(errno))
    BIO_set_retry_write(bio);
  *done = n > 0 ? static_cast<std::size_t>(n) : 0;
  return n > 0 ? 1 : 0;
}

int bio_read(BIO* bio, char* data, std::size_t size, std::size_t* done) {
  BIO_clear_retry_flags(bio);
  auto n = receive(link_of(bio), data, size);
  if (n < 0 && is_transient(errno))
    BIO_set_retry_read(bio);
  if (n == 0)
    BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
  *done = n > 0 ? static_cast<std::size_t>(n) : 0;
  return n > 0 ? 1 : 0;
}

long bio_ctrl(BIO* bio, int command, long, void*) {
  if (command == BIO_CTRL_EOF)
    return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 ? 1 : 0;
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

struct method_free {
  void operator()(BIO_METHOD* x) const { BIO_meth_free(x); }
};

std::unique_ptr<BIO_METHOD, method_free> make_method() {
  std::unique_ptr<BIO_METHOD, method_free> method{
      BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "roamsync socket")};
  if (method) {
    BIO_meth_set_write_ex(method.get(), bio_write);
    BIO_meth_set_read_ex(method.get(), bio_read);
    BIO_meth_set_ctrl(method.get(), bio_ctrl);
  }
  return method;
}

} // namespace

BIO* new_socket_bio(socket_link& link) {
  static const auto method = make_method();
  auto* bio = method ? BIO_new(method.get()) : nullptr;
  if (bio) {
    BIO_set_data(bio, &link);
    BIO_set_init(bio, 1);
  }
  return bio;
}

long receive(socket_link& link, char* data, std::size_t size) noexcept {
  auto n = ::recv(link.fd, data, size, 0);
  if (n > 0)
    link.counters->bytes_received.add(static_cast<std::uint64_t>(n));
  return n;
}

long transmit(socket_link& link, const char* data, std::size_t size) noexcept {
  auto n = ::send(link.fd, data, size, MSG_NOSIGNAL);
  if (n > 0) {
    link.bytes_sent += static_cast<std::uint64_t>(n);
    link.counters->bytes_sent.add(static_cast<std::uint64_t>(n));
  }
  return n;
}

} // namespace roamsync::net
