#include "console/live/terminal.hpp"

#include "console/text/painted.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace roamsync::console {

namespace {

constexpr std::string_view hide_cursor = "\x1b[?25l";
constexpr std::string_view show_cursor = "\x1b[?25h";
// Synchronized output: a terminal that knows it shows the frame as a whole, others ignore it.
constexpr std::string_view begin_frame = "\x1b[?2026h";
constexpr std::string_view end_frame = "\x1b[?2026l";

bool is_dumb() {
  const char* term = std::getenv("TERM");
  return term == nullptr || *term == '\0' || std::strcmp(term, "dumb") == 0;
}

} // namespace

bool is_live_terminal(int fd) {
  return isatty(fd) == 1 && !is_dumb();
}

terminal_size size_of_terminal(int fd) {
  winsize told{};
  if (ioctl(fd, TIOCGWINSZ, &told) != 0 || told.ws_col == 0 || told.ws_row == 0)
    return {};
  return {told.ws_col, told.ws_row};
}

std::optional<std::size_t> columns_of_output(int fd) {
  winsize told{};
  if (ioctl(fd, TIOCGWINSZ, &told) == 0 && told.ws_col > 0)
    return told.ws_col;
  const std::string_view named = std::getenv("COLUMNS") != nullptr ? std::getenv("COLUMNS") : "";
  std::size_t columns = 0;
  const auto read = std::from_chars(named.data(), named.data() + named.size(), columns);
  if (read.ec == std::errc{} && read.ptr == named.data() + named.size() && columns > 0)
    return columns;
  return isatty(fd) == 1 ? std::optional{terminal_size{}.columns} : std::nullopt;
}

bool wants_colours(int fd) {
  const char* no = std::getenv("NO_COLOR");
  return is_live_terminal(fd) && (no == nullptr || *no == '\0');
}

std::string redraw(std::span<const std::size_t> before, std::span<const std::string> lines,
                   std::size_t columns) {
  columns = std::max<std::size_t>(columns, 1);
  std::size_t up = 0;
  for (const auto width : before)
    up += std::max<std::size_t>(1, (width + columns - 1) / columns);
  std::string out{begin_frame};
  if (up > 0)
    out += fmt::format("\x1b[{}A", up);
  out += '\r';
  for (const auto& line : lines) {
    out += line;
    // Behind a full line the cursor still stands on its last column: nothing to clear, and that would be
    // cleared.
    if (painted_width(line) < columns)
      out += "\x1b[K";
    out += "\r\n";
  }
  out += "\x1b[J";
  out += end_frame;
  return out;
}

void write_all(int fd, std::string_view bytes) noexcept {
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

live_screen::~live_screen() {
  if (hidden_)
    write_all(fd_, show_cursor);
}

void live_screen::show(std::span<const std::string> lines) {
  auto bytes = redraw(before_, lines, size_of_terminal(fd_).columns);
  if (!hidden_)
    bytes.insert(0, hide_cursor);
  hidden_ = true;
  write_all(fd_, bytes);
  before_.clear();
  for (const auto& line : lines)
    before_.push_back(painted_width(line));
}

} // namespace roamsync::console
