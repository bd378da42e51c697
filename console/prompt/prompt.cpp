#include "console/prompt/prompt.hpp"

#include "console/cli/checks.hpp"
#include "console/live/terminal.hpp"
#include "console/prompt/password_rule.hpp"
#include "engine/signature/unicode.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <optional>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

namespace roamsync::console {

namespace {

constexpr char interrupt = '\x03'; ///< Ctrl-C

/// Closes what it opened.
class descriptor {
public:
  explicit descriptor(int fd) : fd_(fd) {}
  ~descriptor() {
    if (fd_ >= 0)
      ::close(fd_);
  }
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  [[nodiscard]] int get() const noexcept { return fd_; }

private:
  int fd_;
};

/// Turns the echo of a terminal off and puts the old settings back at the end.
class without_echo {
public:
  explicit without_echo(int fd) : fd_(fd), good_(tcgetattr(fd, &before_) == 0) {
    if (!good_)
      return;
    auto quiet = before_;
    // Without ISIG no signal can end the process while the echo is off; Ctrl-C then ends the line instead.
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
    quiet.c_cc[VEOL] = static_cast<cc_t>(interrupt);
    quiet.c_lflag |= ICANON | ECHONL;
    good_ = tcsetattr(fd_, TCSAFLUSH, &quiet) == 0;
  }
  ~without_echo() {
    if (good_)
      tcsetattr(fd_, TCSAFLUSH, &before_);
  }
  without_echo(const without_echo&) = delete;
  without_echo& operator=(const without_echo&) = delete;
  [[nodiscard]] bool good() const noexcept { return good_; }

private:
  int fd_;
  termios before_{};
  bool good_;
};

/// The next byte, or nothing at the end and on errors. One read a byte: what is behind the line is left to
/// others.
std::optional<char> next_byte(int fd) {
  char c = 0;
  while (true) {
    const auto got = ::read(fd, &c, 1);
    if (got == 1)
      return c;
    if (got < 0 && errno == EINTR)
      continue;
    return std::nullopt;
  }
}

/// The file that `path` names, opened for reading.
result<int> open_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return error{fmt::format("{} cannot be read: {}.", in_quotes(path), std::strerror(errno))};
  return fd;
}

result<read_secret> prompt_for(std::string_view question) {
  const descriptor tty{::open("/dev/tty", O_RDWR | O_CLOEXEC)};
  if (tty.get() < 0)
    return error{"There is no terminal to ask on. Use --stdin or --file FILE."};
  const without_echo quiet{tty.get()};
  if (!quiet.good())
    return error{"The terminal cannot hide what is typed. Use --stdin or --file FILE."};
  write_all(tty.get(), fmt::format("{}: ", question));
  auto first = read_secret_line(tty.get());
  if (!first)
    return first.failure();
  write_all(tty.get(), fmt::format("{} (again): ", question));
  auto second = read_secret_line(tty.get());
  if (!second)
    return second.failure();
  if (!(first.value() == second.value()))
    return error{"The two are not the same. Nothing was changed."};
  return read_secret{std::move(first.value()), {}};
}

} // namespace

result<secret> read_secret_line(int fd) {
  // Reserved at once, so that no half of it is left behind in memory that grew.
  std::string line;
  line.reserve(secret_bytes_max);
  auto c = next_byte(fd);
  if (!c)
    return error{"Nothing was given. Write the secret as one line."};
  for (; c && *c != '\n'; c = next_byte(fd)) {
    if (line.size() == secret_bytes_max) {
      const secret wiped{std::move(line)};
      return error{fmt::format("The secret is longer than {} bytes.", secret_bytes_max)};
    }
    if (static_cast<unsigned char>(*c) < 0x20U && *c != '\r') {
      const secret wiped{std::move(line)};
      return error{*c == interrupt ? "Stopped. Nothing was changed."
                                   : "The secret holds a control character. Write it as one line of text."};
    }
    line += *c;
  }
  if (line.ends_with('\r'))
    line.pop_back();
  return secret{std::move(line)};
}

result<read_secret> read_secret_file(const std::string& path) {
  auto opened = open_file(path);
  if (!opened)
    return opened.failure();
  const descriptor file{opened.value()};
  struct stat facts {};
  if (::fstat(file.get(), &facts) != 0 || S_ISDIR(facts.st_mode))
    return error{fmt::format("{} is not a file.", in_quotes(path))};
  auto line = read_secret_line(file.get());
  if (!line)
    return error{fmt::format("{}: {}", in_quotes(path), line.failure().message)};
  read_secret out{std::move(line.value()), {}};
  if (S_ISREG(facts.st_mode) && (facts.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    out.warning = fmt::format("{} can be opened by others than its owner (mode {:04o}). Run: chmod 600 {}",
                              in_quotes(path), facts.st_mode & 07777U, path);
  return out;
}

result<read_secret> obtain_secret(const secret_source& from, std::string_view question) {
  switch (from.from) {
  case secret_source::way::prompt:
    return prompt_for(question);
  case secret_source::way::file:
    return read_secret_file(from.path);
  case secret_source::way::standard_input: {
    auto line = read_secret_line(STDIN_FILENO);
    if (!line)
      return line.failure();
    return read_secret{std::move(line.value()), {}};
  }
  case secret_source::way::none:
    break;
  }
  return error{"No source of the secret was named."};
}

bool ask_yes_no(int in_fd, int out_fd, std::string_view question) {
  write_all(out_fd, fmt::format("{} [y/N] ", question));
  constexpr std::size_t answer_bytes_max = 16;
  std::string answer;
  for (auto c = next_byte(in_fd); c && *c != '\n'; c = next_byte(in_fd))
    if (answer.size() < answer_bytes_max)
      answer += *c;
  answer = ascii_lower(one_line(answer));
  return answer == "y" || answer == "yes" || answer == "j" || answer == "ja";
}

} // namespace roamsync::console
