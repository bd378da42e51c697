#include "console/live/terminal.hpp"
#include "tests/pseudo_terminals.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fcntl.h>
#include <optional>
#include <pty.h>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>
#include <vector>

namespace roamsync::console {

namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// A terminal of a size, with what was written to it.
class pseudo_terminal {
public:
  pseudo_terminal(unsigned short columns, unsigned short rows) {
    winsize size{rows, columns, 0, 0};
    EXPECT_EQ(openpty(&outside_, &inside_, nullptr, nullptr, &size), 0);
    fcntl(outside_, F_SETFL, O_NONBLOCK);
  }
  ~pseudo_terminal() {
    close(inside_);
    close(outside_);
  }
  [[nodiscard]] int fd() const { return inside_; }
  void resize(unsigned short columns, unsigned short rows) const {
    const winsize size{rows, columns, 0, 0};
    ioctl(inside_, TIOCSWINSZ, &size);
  }
  [[nodiscard]] std::string written() const {
    std::string out;
    char buffer[4096];
    for (auto got = read(outside_, buffer, sizeof buffer); got > 0;
         got = read(outside_, buffer, sizeof buffer))
      out.append(buffer, static_cast<std::size_t>(got));
    return out;
  }

private:
  int outside_ = -1;
  int inside_ = -1;
};

/// Sets a variable of the environment and puts the old value back.
class variable {
public:
  variable(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name))
      old_ = old;
    set(value);
  }
  ~variable() { set(old_ ? old_->c_str() : nullptr); }
  variable(const variable&) = delete;
  variable& operator=(const variable&) = delete;

private:
  void set(const char* value) const {
    if (value == nullptr)
      unsetenv(name_);
    else
      setenv(name_, value, 1);
  }
  const char* name_;
  std::optional<std::string> old_;
};

} // namespace

TEST(redraw, first_frame_moves_nothing) {
  const std::vector<std::string> lines{"ab", "c"};
  EXPECT_EQ(redraw({}, lines, 80), "\x1b[?2026h\rab\x1b[K\r\nc\x1b[K\r\n\x1b[J\x1b[?2026l");
}

TEST(redraw, goes_up_by_the_lines_before) {
  const std::vector<std::size_t> before{10, 0, 80};
  EXPECT_THAT(redraw(before, {}, 80), HasSubstr("\x1b[3A\r\x1b[J"));
}

TEST(redraw, counts_the_lines_that_a_narrower_terminal_wrapped) {
  const std::vector<std::size_t> before{80, 41, 40, 0};
  EXPECT_THAT(redraw(before, {}, 40), HasSubstr("\x1b[6A")) << "2 + 2 + 1 + 1";
}

TEST(redraw, does_not_clear_the_last_column_of_a_full_line) {
  const std::vector<std::string> lines{"abcd"};
  EXPECT_THAT(redraw({}, lines, 4), Not(HasSubstr("abcd\x1b[K")));
  EXPECT_THAT(redraw({}, lines, 5), HasSubstr("abcd\x1b[K"));
}

TEST(live_screen, hides_the_cursor_once_and_shows_it_at_the_end) {
  NEEDS_PSEUDO_TERMINALS();
  const pseudo_terminal terminal{80, 24};
  const std::vector<std::string> lines{"one", "two"};
  {
    live_screen screen{terminal.fd()};
    EXPECT_EQ(terminal.written(), "") << "nothing before the first frame";
    screen.show(lines);
    EXPECT_THAT(terminal.written(), StartsWith("\x1b[?25l"));
    screen.show(lines);
    EXPECT_THAT(terminal.written(), AllOf(Not(HasSubstr("\x1b[?25l")), HasSubstr("\x1b[2A")));
  }
  EXPECT_THAT(terminal.written(), EndsWith("\x1b[?25h"));
}

TEST(live_screen, looks_at_the_size_for_each_frame) {
  NEEDS_PSEUDO_TERMINALS();
  const pseudo_terminal terminal{80, 24};
  live_screen screen{terminal.fd()};
  screen.show(std::vector<std::string>{std::string(60, 'x')});
  terminal.resize(30, 24);
  static_cast<void>(terminal.written());
  screen.show(std::vector<std::string>{"y"});
  EXPECT_THAT(terminal.written(), HasSubstr("\x1b[2A"));
}

TEST(terminal, tells_its_size) {
  NEEDS_PSEUDO_TERMINALS();
  const pseudo_terminal terminal{132, 43};
  EXPECT_EQ(size_of_terminal(terminal.fd()).columns, 132U);
  EXPECT_EQ(size_of_terminal(terminal.fd()).rows, 43U);
  const pseudo_terminal unknown{0, 0};
  EXPECT_EQ(size_of_terminal(unknown.fd()).columns, 80U);
  EXPECT_EQ(size_of_terminal(-1).rows, 24U);
}

TEST(terminal, bounds_what_is_written_and_COLUMNS_bounds_a_pipe) {
  const variable none{"COLUMNS", nullptr};
  EXPECT_EQ(columns_of_output(-1), std::nullopt);
  {
    const variable named{"COLUMNS", "133"};
    EXPECT_EQ(columns_of_output(-1), 133U);
  }
  for (const auto* bad : {"", "0", "-1", "80x", " 80"}) {
    const variable named{"COLUMNS", bad};
    EXPECT_EQ(columns_of_output(-1), std::nullopt) << bad;
  }
  NEEDS_PSEUDO_TERMINALS();
  const variable named{"COLUMNS", "100"};
  EXPECT_EQ(columns_of_output(pseudo_terminal{132, 43}.fd()), 132U) << "the terminal knows it best";
  EXPECT_EQ(columns_of_output(pseudo_terminal{0, 0}.fd()), 100U);
  const variable again{"COLUMNS", nullptr};
  EXPECT_EQ(columns_of_output(pseudo_terminal{0, 0}.fd()), 80U);
}

TEST(terminal, colours_follow_the_environment) {
  NEEDS_PSEUDO_TERMINALS();
  const pseudo_terminal terminal{80, 24};
  const variable term{"TERM", "xterm-256color"};
  const variable none{"NO_COLOR", nullptr};
  EXPECT_TRUE(wants_colours(terminal.fd()));
  {
    const variable no{"NO_COLOR", "1"};
    EXPECT_FALSE(wants_colours(terminal.fd()));
    EXPECT_TRUE(is_live_terminal(terminal.fd())) << "the picture stays, without colours";
  }
  {
    const variable empty{"NO_COLOR", ""};
    EXPECT_TRUE(wants_colours(terminal.fd()));
  }
  const variable dumb{"TERM", "dumb"};
  EXPECT_FALSE(wants_colours(terminal.fd()));
  EXPECT_FALSE(is_live_terminal(terminal.fd()));
}

TEST(terminal, a_pipe_is_none) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  EXPECT_FALSE(is_live_terminal(ends[1]));
  EXPECT_FALSE(wants_colours(ends[1]));
  close(ends[0]);
  close(ends[1]);
}

} // namespace roamsync::console
