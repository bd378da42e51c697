#include "protocols/net/local_call.hpp"

#include "protocols/net/http/request_text.hpp"
#include "protocols/net/http/response_reader.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace roamsync::net {

namespace {

/// An open descriptor.
class descriptor {
public:
  explicit descriptor(int fd) noexcept : fd_(fd) {}
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  ~descriptor() {
    if (fd_ >= 0)
      ::close(fd_);
  }
  [[nodiscard]] int get() const noexcept { return fd_; }

private:
  int fd_;
};

void limit_time(int fd, duration longest) {
  const timeval time{.tv_sec = longest.count() / 1'000, .tv_usec = (longest.count() % 1'000) * 1'000};
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

bool send_all(int fd, const std::string& text) {
  std::size_t sent = 0;
  while (sent < text.size()) {
    const auto n = ::send(fd, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return false;
    sent += static_cast<std::size_t>(n);
  }
  return true;
}

} // namespace

result<std::optional<wire::http_response>> local_call(const std::string& path, wire::http_request request,
                                                      duration longest) {
  const auto failed = [&](const std::string& why) { return error{"the socket " + path + ": " + why}; };
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  if (path.size() >= sizeof to.sun_path)
    return std::optional<wire::http_response>{}; // nobody can listen there
  std::memcpy(to.sun_path, path.data(), path.size());
  const descriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  limit_time(socket.get(), longest);
  if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
    if (errno == ENOENT || errno == ECONNREFUSED)
      return std::optional<wire::http_response>{};
    return failed(std::strerror(errno));
  }
  request.to = {.scheme = "http", .host = "localhost", .port = 80};
  const auto text = request_text(request, false);
  if (!text)
    return text.failure();
  if (!send_all(socket.get(), *text))
    return failed(std::string{"the request was not taken: "} + std::strerror(errno));
  const read_limits limits;
  response_reader reader{limits, false};
  std::array<char, 16'384> buffer{};
  const auto deadline = std::chrono::steady_clock::now() + longest;
  for (;;) {
    const auto left = std::chrono::duration_cast<duration>(deadline - std::chrono::steady_clock::now());
    if (left <= duration{0})
      return failed("no answer within " + std::to_string(longest.count() / 1'000) + " s");
    limit_time(socket.get(), left);
    const auto n = ::recv(socket.get(), buffer.data(), buffer.size(), 0);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return failed(std::string{"no answer: "} + std::strerror(errno));
    const auto state = n == 0 ? reader.finish() : reader.feed({buffer.data(), static_cast<std::size_t>(n)});
    if (state == response_reader::state::done)
      return std::optional{reader.take()};
    if (state == response_reader::state::failed)
      return failed("the answer is not usable: " + reader.detail());
  }
}

} // namespace roamsync::net
