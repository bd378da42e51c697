#include "tests/mock_exchange/socket_client.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace mock_exchange {

socket_client::socket_client(std::uint16_t port) : handle_(socket(AF_INET, SOCK_STREAM, 0)) {
  timeval patience{.tv_sec = 10, .tv_usec = 0};
  setsockopt(handle_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in there{};
  there.sin_family = AF_INET;
  there.sin_port = htons(port);
  there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(handle_, reinterpret_cast<const sockaddr*>(&there), sizeof there) != 0)
    reset_ = true;
}

socket_client::~socket_client() {
  close(handle_);
}

long socket_client::write_some(const char* from, std::size_t size) {
  return ::send(handle_, from, size, MSG_NOSIGNAL);
}

long socket_client::read_some(char* to, std::size_t size) {
  return recv(handle_, to, size, 0);
}

void socket_client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    auto wrote = write_some(bytes.data(), bytes.size());
    if (wrote <= 0)
      return;
    bytes.remove_prefix(static_cast<std::size_t>(wrote));
  }
}

bool socket_client::more() {
  std::array<char, 16384> bytes;
  auto got = read_some(bytes.data(), bytes.size());
  if (got <= 0) {
    reset_ = got < 0 && errno == ECONNRESET;
    return false;
  }
  ++pieces_;
  held_.append(bytes.data(), static_cast<std::size_t>(got));
  return true;
}

std::string socket_client::read_answer() {
  auto end = held_.find("\r\n\r\n");
  while (end == std::string::npos && more())
    end = held_.find("\r\n\r\n");
  auto length = held_.find("Content-Length: ");
  if (end == std::string::npos || length == std::string::npos || length > end)
    return std::move(held_);
  return read_bytes(end + 4 + std::stoul(held_.substr(length + 16)));
}

std::string socket_client::read_bytes(std::size_t size) {
  while (held_.size() < size && more()) {
  }
  auto out = held_.substr(0, size);
  held_.erase(0, size);
  return out;
}

std::string socket_client::read_all() {
  while (more()) {
  }
  return std::move(held_);
}

tls_client::tls_client(std::uint16_t port, const std::string& authority_pem, tls_client* resume)
    : socket_client(port), context_(SSL_CTX_new(TLS_client_method())), tls_(nullptr) {
  auto* memory = BIO_new_mem_buf(authority_pem.data(), static_cast<int>(authority_pem.size()));
  auto* authority = PEM_read_bio_X509(memory, nullptr, nullptr, nullptr);
  X509_STORE_add_cert(SSL_CTX_get_cert_store(context_), authority);
  X509_free(authority);
  BIO_free(memory);
  tls_ = SSL_new(context_);
  SSL_set_verify(tls_, SSL_VERIFY_PEER, nullptr);
  SSL_set1_host(tls_, "localhost");
  SSL_set_tlsext_host_name(tls_, "localhost");
  SSL_set_fd(tls_, handle());
  if (resume) {
    auto* session = SSL_get1_session(resume->tls_);
    SSL_set_session(tls_, session);
    SSL_SESSION_free(session);
  }
  connected_ = SSL_connect(tls_) == 1;
  if (!connected_)
    complaint_ = ERR_error_string(ERR_get_error(), nullptr);
}

tls_client::~tls_client() {
  SSL_free(tls_);
  SSL_CTX_free(context_);
}

long tls_client::write_some(const char* from, std::size_t size) {
  return SSL_write(tls_, from, static_cast<int>(size));
}

long tls_client::read_some(char* to, std::size_t size) {
  return SSL_read(tls_, to, static_cast<int>(size));
}

} // namespace mock_exchange
