#include "console/prompt/prompt.hpp"

#include "console/live/terminal.hpp"
#include "console/prompt/password_rule.hpp"
#include "engine/base/ascii.hpp"
#include "engine/base/unicode.hpp"
#include "protocols/db/master_key.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <fmt/format.h>
#include <optional>
#include <poll.h>
#include <sys/signalfd.h>
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

/// Signals that are blocked and end a prompt.
int stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const auto x : {SIGINT, SIGTERM, SIGHUP})
    sigaddset(&set, x);
  return signalfd(-1, &set, SFD_CLOEXEC);
}

/// The signal that came before there was something to read; nothing: there is.
std::optional<int> signal_before_input(int tty, int signals) {
  std::array<pollfd, 2> either{pollfd{.fd = tty, .events = POLLIN, .revents = 0},
                               pollfd{.fd = signals, .events = POLLIN, .revents = 0}};
  while (::poll(either.data(), either.size(), -1) < 0 && errno == EINTR) {
  }
  signalfd_siginfo came{};
  if ((either[1].revents & POLLIN) == 0 || ::read(signals, &came, sizeof came) != sizeof came)
    return std::nullopt;
  return static_cast<int>(came.ssi_signo);
}

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

struct control_character {};
using line_read = std::variant<secret, prompt_stopped, control_character, error>;

/// The first line; what was read of a bad one is wiped.
line_read read_line(int fd) {
  // Reserved at once, so that no half of it is left behind in memory that grew.
  std::string line;
  line.reserve(secret_bytes_max);
  auto c = next_byte(fd);
  if (!c)
    return error{"Nothing was given. Write the secret as one line."};
  for (; c && *c != '\n'; c = next_byte(fd)) {
    const bool control = static_cast<unsigned char>(*c) < 0x20U && *c != '\r';
    if (!control && line.size() < secret_bytes_max) {
      line += *c;
      continue;
    }
    const secret wiped{std::move(line)};
    if (!control)
      return error{fmt::format("The secret is longer than {} bytes.", secret_bytes_max)};
    return *c == interrupt ? line_read{prompt_stopped{SIGINT}} : control_character{};
  }
  if (line.ends_with('\r'))
    line.pop_back();
  return secret{std::move(line)};
}

error holds_control_character() {
  return error{"The secret holds a control character. Write it as one line of text."};
}

/// Asks once. With ISIG off, Ctrl-C arrives as a byte. In canonical mode a line is there as a whole or not at all, so that no
/// signal is missed while it is read.
obtained_secret ask(int tty, int signals, const std::string& question, language lang) {
  write_all(tty, question);
  const auto signal = signal_before_input(tty, signals);
  auto line = signal ? line_read{prompt_stopped{*signal}} : read_line(tty);
  if (auto* typed = std::get_if<secret>(&line))
    return std::move(*typed);
  if (const auto* stopped = std::get_if<prompt_stopped>(&line)) {
    write_all(tty, lang == language::german ? "\nAbgebrochen. Es wurde nichts geändert.\n"
                                            : "\nStopped. Nothing was changed.\n");
    return *stopped;
  }
  const auto* why = std::get_if<error>(&line);
  return why ? *why : holds_control_character();
}

obtained_secret prompt_for(std::string_view question, language lang) {
  const descriptor tty{::open("/dev/tty", O_RDWR | O_CLOEXEC)};
  if (tty.get() < 0)
    return error{"There is no terminal to ask on. Use --stdin or --file FILE."};
  const without_echo quiet{tty.get()};
  if (!quiet.good())
    return error{"The terminal cannot hide what is typed. Use --stdin or --file FILE."};
  const descriptor signals{stop_signals()};
  auto first = ask(tty.get(), signals.get(), fmt::format("{}: ", question), lang);
  if (!std::holds_alternative<secret>(first))
    return first;
  const auto again = lang == language::german ? "noch einmal" : "again";
  auto second = ask(tty.get(), signals.get(), fmt::format("{} ({}): ", question, again), lang);
  if (!std::holds_alternative<secret>(second))
    return second;
  if (std::get<secret>(first) != std::get<secret>(second))
    return error{"The two are not the same. Nothing was changed."};
  return first;
}

obtained_secret obtained(result<secret> read) {
  if (!read)
    return read.failure();
  return std::move(read.value());
}

} // namespace

result<secret> read_secret_line(int fd) {
  auto line = read_line(fd);
  if (auto* read = std::get_if<secret>(&line))
    return std::move(*read);
  const auto* why = std::get_if<error>(&line);
  return why ? *why : holds_control_character();
}

obtained_secret obtain_secret(const secret_source& from, std::string_view question, language lang) {
  switch (from.from) {
  case secret_source::way::prompt:
    return prompt_for(question, lang);
  case secret_source::way::file:
    return obtained(db::read_secret_file(from.path));
  case secret_source::way::standard_input:
    return obtained(read_secret_line(STDIN_FILENO));
  case secret_source::way::none:
    break;
  }
  return error{"No source of the secret was named."};
}

bool ask_yes_no(int in_fd, int out_fd, std::string_view question, language lang) {
  write_all(out_fd, fmt::format("{} [{}/N] ", question, lang == language::german ? 'j' : 'y'));
  constexpr std::size_t answer_bytes_max = 16;
  std::string answer;
  for (auto c = next_byte(in_fd); c && *c != '\n'; c = next_byte(in_fd))
    if (answer.size() < answer_bytes_max)
      answer += *c;
  answer = ascii_lower(one_line(answer));
  return answer == "y" || answer == "yes" || answer == "j" || answer == "ja";
}

} // namespace roamsync::console
