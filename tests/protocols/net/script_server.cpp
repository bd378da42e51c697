#include "tests/protocols/net/script_server.hpp"

#include <arpa/inet.h>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace net_test {

namespace {

void must(bool ok, const char* what) {
  if (ok)
    return;
  std::perror(what);
  std::abort();
}

int bound_socket(std::string_view address, std::uint16_t& port) {
  sockaddr_storage any{};
  socklen_t size = sizeof(sockaddr_in);
  auto* v4 = reinterpret_cast<sockaddr_in*>(&any);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&any);
  any.ss_family = AF_INET;
  if (::inet_pton(AF_INET, std::string{address}.c_str(), &v4->sin_addr) != 1) {
    any.ss_family = AF_INET6;
    size = sizeof(sockaddr_in6);
    must(::inet_pton(AF_INET6, std::string{address}.c_str(), &v6->sin6_addr) == 1, "inet_pton");
  }
  auto fd = ::socket(any.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  must(fd >= 0 && ::bind(fd, reinterpret_cast<sockaddr*>(&any), size) == 0, "bind");
  must(::getsockname(fd, reinterpret_cast<sockaddr*>(&any), &size) == 0, "getsockname");
  port = ntohs(any.ss_family == AF_INET ? v4->sin_port : v6->sin6_port);
  return fd;
}

} // namespace

void gate::open() {
  std::lock_guard lock{mutex_};
  open_ = true;
  changed_.notify_all();
}

void gate::wait() {
  std::unique_lock lock{mutex_};
  must(changed_.wait_for(lock, std::chrono::seconds{30}, [&] { return open_; }), "gate stayed shut");
}

peer::~peer() {
  SSL_free(ssl_);
  ::close(fd_);
}

bool peer::fill() {
  char chunk[16384];
  auto n = ssl_ ? SSL_read(ssl_, chunk, sizeof chunk) : static_cast<int>(::recv(fd_, chunk, sizeof chunk, 0));
  if (n > 0)
    buffer_.append(chunk, static_cast<std::size_t>(n));
  return n > 0;
}

std::string peer::read_header() {
  for (;;) {
    if (auto end = buffer_.find("\r\n\r\n"); end != buffer_.npos) {
      auto header = buffer_.substr(0, end + 4);
      buffer_.erase(0, end + 4);
      return header;
    }
    if (!fill())
      return {};
  }
}

std::string peer::read_request() {
  auto text = read_header();
  constexpr std::string_view name = "\r\nContent-Length: ";
  auto at = text.find(name);
  if (at == text.npos)
    return text;
  auto size = std::stoul(text.substr(at + name.size()));
  while (buffer_.size() < size)
    if (!fill())
      return {};
  text += buffer_.substr(0, size);
  buffer_.erase(0, size);
  return text;
}

std::string peer::read_all() {
  while (fill()) {
  }
  return std::exchange(buffer_, {});
}

bool peer::read_byte() {
  return !buffer_.empty() || fill();
}

void peer::write(std::string_view bytes) {
  while (!bytes.empty()) {
    auto n = ssl_ ? SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()))
                  : static_cast<int>(::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL));
    if (n <= 0)
      return; // the client went away, which is its right
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

void peer::shut() {
  ::shutdown(fd_, SHUT_WR);
}

void peer::reset() {
  linger hard{1, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  // The descriptor stays ours: closing happens by replacing it.
  auto other = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ::dup2(other, fd_);
  ::close(other);
}

bool peer::start_tls(SSL_CTX* context) {
  ssl_ = SSL_new(context);
  SSL_set_fd(ssl_, fd_);
  return SSL_accept(ssl_) == 1;
}

std::string peer::server_name() const {
  const auto* name = SSL_get_servername(ssl_, TLSEXT_NAMETYPE_host_name);
  return name ? name : "";
}

void peer::update_keys() {
  SSL_key_update(ssl_, SSL_KEY_UPDATE_REQUESTED);
}

void peer::write_raw(std::string_view bytes) {
  ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

std::string peer::address() const {
  sockaddr_in from{};
  socklen_t size = sizeof from;
  ::getpeername(fd_, reinterpret_cast<sockaddr*>(&from), &size);
  char text[INET_ADDRSTRLEN];
  return ::inet_ntop(AF_INET, &from.sin_addr, text, sizeof text) ? text : "";
}

void peer::say_goodbye() {
  SSL_shutdown(ssl_);
  shut();
}

void peer::interrupt() {
  ::shutdown(fd_, SHUT_RDWR);
}

script_server::script_server(script play, std::string_view address)
    : play_(std::move(play)), listener_(bound_socket(address, port_)) {
  must(::listen(listener_, SOMAXCONN) == 0, "listen");
  acceptor_ = std::thread{[this] { accept_all(); }};
}

void script_server::accept_all() {
  for (;;) {
    auto fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0)
      return;
    int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    std::lock_guard lock{mutex_};
    auto& x = peers_.emplace_back(fd, ++accepted_);
    threads_.emplace_back([this, &x] {
      play_(x);
      x.interrupt();
    });
  }
}

script_server::~script_server() {
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  ::close(listener_);
  for (auto& x : peers_)
    x.interrupt();
  for (auto& x : threads_)
    x.join();
}

std::string ok_response(std::string_view body, std::string_view more_fields) {
  auto text = "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  return text.append(more_fields).append("\r\n").append(body);
}

std::string target_of(const std::string& request) {
  auto from = request.find(' ') + 1;
  return request.substr(from, request.find(' ', from) - from);
}

void echo_target(peer& x) {
  for (auto request = x.read_request(); !request.empty(); request = x.read_request())
    x.write(ok_response(target_of(request)));
}

dead_port::dead_port() : fd_(bound_socket("127.0.0.1", port_)) {}

dead_port::~dead_port() {
  ::close(fd_);
}

} // namespace net_test
