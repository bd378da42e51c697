#include "console/top/raw_terminal.hpp"

#include "console/text/painted.hpp"

#include <utility>

namespace roamsync::console {

namespace {
// xterm's ctlseqs: the alternate screen, the cursor, and autowrap, which would scroll at the last column.
constexpr std::string_view take_screen = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";
constexpr std::string_view give_screen_back = "\x1b[?7h\x1b[?25h\x1b[?1049l";
constexpr std::string_view begin_frame = "\x1b[?2026h\x1b[H";
constexpr std::string_view end_frame = "\x1b[?2026l";
} // namespace

std::string full_frame(std::span<const std::string> lines, std::size_t columns) {
  std::string out{begin_frame};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out += i > 0 ? "\r\n" : "";
    out += lines[i];
    // Behind a full line the cursor stands on its last column, which would be cleared.
    if (painted_width(lines[i]) < columns)
      out += "\x1b[K";
  }
  if (lines.empty() || painted_width(lines.back()) < columns)
    out += "\x1b[J";
  out += end_frame;
  return out;
}

raw_terminal::raw_terminal(int in, int out)
    : in_(in), out_(out), good_(is_live_terminal(out) && tcgetattr(in, &before_) == 0) {
  enter();
}

void raw_terminal::enter() noexcept {
  if (!good_ || std::exchange(raw_, true))
    return;
  auto raw = before_;
  raw.c_iflag &= ~static_cast<tcflag_t>(ICRNL | IXON);
  raw.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | ISIG | IEXTEN);
  raw.c_cc[VMIN] = 0;
  raw.c_cc[VTIME] = 0;
  good_ = tcsetattr(in_, TCSAFLUSH, &raw) == 0;
  raw_ = good_;
  if (good_)
    write_all(out_, take_screen);
}

void raw_terminal::leave() noexcept {
  if (!std::exchange(raw_, false))
    return;
  write_all(out_, give_screen_back);
  tcsetattr(in_, TCSAFLUSH, &before_);
}

void raw_terminal::show(std::span<const std::string> lines) {
  write_all(out_, full_frame(lines, size_of_terminal(out_).columns));
}

} // namespace roamsync::console
