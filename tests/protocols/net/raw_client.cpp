#include "tests/protocols/net/raw_client.hpp"

#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace net_test {

raw_client::raw_client(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  timeval patience{30, 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) {
    std::perror("connect");
    std::abort();
  }
}

raw_client::~raw_client() {
  ::close(fd_);
}

bool raw_client::write(std::string_view bytes) {
  while (!bytes.empty()) {
    auto n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0)
      return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

bool raw_client::fill() {
  char chunk[16384];
  auto n = ::recv(fd_, chunk, sizeof chunk, 0);
  if (n > 0)
    buffer_.append(chunk, static_cast<std::size_t>(n));
  return n > 0;
}

std::string raw_client::read_all() {
  while (fill()) {
  }
  return std::exchange(buffer_, {});
}

std::string raw_client::read_header() {
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

std::string raw_client::read_response_body() {
  auto header = read_header();
  constexpr std::string_view name = "\r\nContent-Length: ";
  auto at = header.find(name);
  if (at == header.npos)
    return "no length: " + header;
  auto size = std::stoul(header.substr(at + name.size()));
  while (buffer_.size() < size)
    if (!fill())
      return "cut: " + buffer_;
  auto body = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return body;
}

void raw_client::wait_closed_by_peer() {
  pollfd wanted{fd_, POLLRDHUP, 0};
  if (::poll(&wanted, 1, 30'000) != 1) {
    std::fprintf(stderr, "the server never closed\n");
    std::abort();
  }
}

} // namespace net_test
