#include "console/top/raw_terminal.hpp"
#include "tests/pseudo_terminals.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fcntl.h>
#include <pty.h>
#include <string>
#include <termios.h>
#include <unistd.h>
#include <vector>

namespace roamsync::console {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct pty_pair {
  pty_pair() {
    setenv("TERM", "xterm", 1);
    const winsize size{24, 80, 0, 0};
    EXPECT_EQ(openpty(&outside, &inside, nullptr, nullptr, &size), 0);
    fcntl(outside, F_SETFL, O_NONBLOCK);
  }
  ~pty_pair() {
    close(inside);
    close(outside);
  }
  [[nodiscard]] tcflag_t modes() const {
    termios x{};
    EXPECT_EQ(tcgetattr(inside, &x), 0);
    return x.c_lflag & (ECHO | ICANON | ISIG);
  }
  [[nodiscard]] std::string written() const {
    std::string out;
    char buffer[4096];
    for (auto got = read(outside, buffer, sizeof buffer); got > 0; got = read(outside, buffer, sizeof buffer))
      out.append(buffer, static_cast<std::size_t>(got));
    return out;
  }
  int outside = -1;
  int inside = -1;
};

TEST(raw_terminal, gives_the_terminal_back_as_it_was) {
  NEEDS_PSEUDO_TERMINALS();
  const pty_pair x;
  const auto before = x.modes();
  ASSERT_NE(before, 0U);
  {
    raw_terminal screen{x.inside, x.inside};
    EXPECT_TRUE(screen.good());
    EXPECT_EQ(x.modes(), 0U) << "no echo, no lines, no signals by keys";
    EXPECT_THAT(x.written(), StartsWith("\x1b[?1049h\x1b[?25l"));
    screen.leave();
    EXPECT_EQ(x.modes(), before);
    EXPECT_THAT(x.written(), EndsWith("\x1b[?25h\x1b[?1049l"));
    screen.leave();
    EXPECT_EQ(x.written(), "") << "once is enough";
    screen.enter();
    EXPECT_EQ(x.modes(), 0U);
  }
  EXPECT_EQ(x.modes(), before);
  EXPECT_THAT(x.written(), EndsWith("\x1b[?25h\x1b[?1049l"));
}

TEST(raw_terminal, draws_from_the_first_row_on) {
  NEEDS_PSEUDO_TERMINALS();
  const pty_pair x;
  raw_terminal screen{x.inside, x.inside};
  static_cast<void>(x.written());
  screen.show(std::vector<std::string>{"ab", "c"});
  EXPECT_THAT(x.written(), HasSubstr("\x1b[Hab\x1b[K"));
}

TEST(raw_terminal, is_none_where_there_is_no_terminal) {
  int ends[2] = {-1, -1};
  ASSERT_EQ(pipe(ends), 0);
  const raw_terminal screen{ends[0], ends[1]};
  EXPECT_FALSE(screen.good());
  close(ends[0]);
  close(ends[1]);
}

TEST(full_frame, clears_beside_short_lines_and_not_behind_full_ones) {
  const std::vector<std::string> lines{"ab", "abcd"};
  EXPECT_EQ(full_frame(lines, 4), "\x1b[?2026h\x1b[Hab\x1b[K\r\nabcd\x1b[?2026l");
  EXPECT_EQ(full_frame(std::vector<std::string>{"ab"}, 4), "\x1b[?2026h\x1b[Hab\x1b[K\x1b[J\x1b[?2026l");
}

} // namespace
} // namespace roamsync::console
