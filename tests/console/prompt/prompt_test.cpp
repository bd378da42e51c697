#include "console/prompt/password_rule.hpp"
#include "console/prompt/prompt.hpp"
#include "tests/pseudo_terminals.hpp"

#include <gmock/gmock.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <poll.h>
#include <pty.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace roamsync::console {

namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// A pipe that holds a text and then ends.
class piped {
public:
  explicit piped(const std::string& text) {
    EXPECT_EQ(pipe(ends_.data()), 0);
    EXPECT_EQ(write(ends_[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
    close(ends_[1]);
  }
  ~piped() { close(ends_[0]); }
  [[nodiscard]] int fd() const { return ends_[0]; }

private:
  std::array<int, 2> ends_{};
};

std::string line_of(const std::string& text) {
  const auto x = read_secret_line(piped{text}.fd());
  return x ? std::string{x.value().reveal()} : "error: " + x.failure().message;
}

/// A file with a mode, removed at the end.
class secret_file {
public:
  secret_file(const std::string& text, mode_t mode) : path_(::testing::TempDir() + "roamsync-secret-XXXXXX") {
    close(mkstemp(path_.data()));
    std::ofstream{path_} << text;
    chmod(path_.c_str(), mode);
  }
  ~secret_file() { std::filesystem::remove(path_); }
  [[nodiscard]] obtained_secret read() const { return obtain_secret({secret_source::way::file, path_}, ""); }

private:
  std::string path_;
};

/// Runs `body` in a child with a terminal of its own; what the terminal showed, and the child's exit code.
/// `answers` are typed one by one, each once the terminal shows a new ": ".
struct conversation {
  std::string shown;
  int code = -1;
};
conversation talk(const std::function<int()>& body, const std::vector<std::string>& answers) {
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0)
    _exit(body());
  conversation out;
  std::size_t answered = 0;
  std::size_t seen = 0;
  pollfd ready{terminal, POLLIN, 0};
  char buffer[512];
  while (poll(&ready, 1, 10'000) > 0) {
    const auto got = read(terminal, buffer, sizeof buffer);
    if (got <= 0)
      break;
    out.shown.append(buffer, static_cast<std::size_t>(got));
    const auto question = out.shown.find(": ", seen);
    if (question == std::string::npos || answered == answers.size())
      continue;
    seen = question + 2;
    const auto& answer = answers[answered++];
    EXPECT_EQ(write(terminal, answer.data(), answer.size()), static_cast<ssize_t>(answer.size()));
  }
  int state = 0;
  waitpid(child, &state, 0);
  close(terminal);
  out.code = WIFEXITED(state) ? WEXITSTATUS(state) : -1;
  return out;
}

/// 0: the secret is "geheim"; 1: another; 2: refused, and the reason is on the terminal; 3: stopped.
int ask_for_geheim() {
  const auto x = obtain_secret({secret_source::way::prompt, {}}, "Password of contoso");
  if (const auto* read = std::get_if<secret>(&x))
    return read->reveal() == "geheim" ? 0 : 1;
  const auto* why = std::get_if<error>(&x);
  if (!why)
    return 3;
  return write(STDOUT_FILENO, why->message.data(), why->message.size()) > 0 ? 2 : 4;
}

bool yes_to(const std::string& answer, language lang = language::english) {
  const piped in{answer};
  std::array<int, 2> out{};
  EXPECT_EQ(pipe(out.data()), 0);
  const bool yes = ask_yes_no(in.fd(), out[1], "Remove?", lang);
  char shown[64] = {};
  EXPECT_GT(read(out[0], shown, sizeof shown - 1), 0);
  EXPECT_STREQ(shown, lang == language::german ? "Remove? [j/N] " : "Remove? [y/N] ");
  close(out[0]);
  close(out[1]);
  return yes;
}

} // namespace

TEST(secret_line, is_the_first_one_without_its_end) {
  EXPECT_EQ(line_of("geheim\n"), "geheim");
  EXPECT_EQ(line_of("geheim"), "geheim") << "no line end";
  EXPECT_EQ(line_of("geheim\r\nmore\n"), "geheim");
  EXPECT_EQ(line_of(" ge heim \n"), " ge heim ") << "blanks belong to it";
  EXPECT_EQ(line_of("schlüssel\n"), "schlüssel");
}

TEST(secret_line, leaves_the_next_line_alone) {
  const piped two{"first\nsecond\n"};
  ASSERT_TRUE(read_secret_line(two.fd()).ok());
  const auto second = read_secret_line(two.fd());
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second.value().reveal(), "second");
}

TEST(secret_line, refuses_what_cannot_be_one_and_never_shows_it) {
  EXPECT_THAT(line_of(""), HasSubstr("Nothing was given"));
  EXPECT_THAT(line_of("geheim\x01\n"), AllOf(HasSubstr("control character"), Not(HasSubstr("geheim"))));
  EXPECT_THAT(line_of("geheim\x03"), AllOf(HasSubstr("control character"), Not(HasSubstr("geheim"))))
      << "nobody stops a pipe";
  EXPECT_EQ(line_of(std::string(4096, 'x')).size(), 4096U);
  EXPECT_THAT(line_of(std::string(4097, 'x')),
              AllOf(HasSubstr("longer than 4096 bytes"), Not(HasSubstr("xx"))));
}

TEST(secret_file, is_read_if_nobody_else_may) {
  const auto x = secret_file{"geheim\n", 0600}.read();
  ASSERT_TRUE(std::holds_alternative<secret>(x));
  EXPECT_EQ(std::get<secret>(x).reveal(), "geheim");
}

TEST(secret_file, that_others_can_open_is_refused) {
  for (const mode_t mode : {0640U, 0604U, 0620U}) {
    const auto x = secret_file{"geheim\n", mode}.read();
    ASSERT_TRUE(std::holds_alternative<error>(x)) << mode;
    EXPECT_THAT(std::get<error>(x).message, AllOf(HasSubstr("chmod 600"), Not(HasSubstr("geheim"))));
  }
}

TEST(secret_prompt, asks_twice_and_shows_nothing_typed) {
  NEEDS_PSEUDO_TERMINALS();
  const auto x = talk(ask_for_geheim, {"geheim\n", "geheim\n"});
  EXPECT_EQ(x.code, 0) << x.shown;
  EXPECT_THAT(x.shown, AllOf(HasSubstr("Password of contoso: "), HasSubstr("Password of contoso (again): "),
                             Not(HasSubstr("geheim"))));
}

TEST(secret_prompt, refuses_two_that_differ) {
  NEEDS_PSEUDO_TERMINALS();
  const auto x = talk(ask_for_geheim, {"geheim\n", "gehein\n"});
  EXPECT_EQ(x.code, 2);
  EXPECT_THAT(x.shown, AllOf(HasSubstr("not the same"), Not(HasSubstr("gehei"))));
}

TEST(secret_prompt, can_be_left_by_control_c_at_either_question) {
  NEEDS_PSEUDO_TERMINALS();
  for (const auto& typed : {std::vector<std::string>{"gehei\x03"}, {"geheim\n", "\x03"}}) {
    const auto x = talk(ask_for_geheim, typed);
    EXPECT_EQ(x.code, 3) << "an orderly end: the echo is on again";
    EXPECT_THAT(x.shown, AllOf(HasSubstr("Stopped"), Not(HasSubstr("gehei"))));
  }
}

TEST(secret_prompt, puts_the_echo_back) {
  NEEDS_PSEUDO_TERMINALS();
  const auto x = talk(
      [] {
        const int code = ask_for_geheim();
        termios now{};
        tcgetattr(STDIN_FILENO, &now);
        return (now.c_lflag & ECHO) != 0 && (now.c_lflag & ISIG) != 0 ? code : 9;
      },
      {"geheim\n", "geheim\n"});
  EXPECT_EQ(x.code, 0);
}

TEST(password_rule, wants_32_characters) {
  EXPECT_TRUE(check_password(secret{std::string(32, 'x')}).ok());
  const auto refused = check_password(secret{std::string(31, 'x')});
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.failure().message, AllOf(HasSubstr("31 characters"), HasSubstr("at least 32"),
                                               HasSubstr("every mailbox"), Not(HasSubstr("xx"))));
}

TEST(password_rule, counts_characters_not_bytes) {
  std::string umlauts;
  for (int i = 0; i < 31; ++i)
    umlauts += "ü";
  EXPECT_FALSE(check_password(secret{umlauts}).ok());
  EXPECT_TRUE(check_password(secret{umlauts + "ü"}).ok());
}

TEST(password_rule, is_for_the_password_only) {
  EXPECT_FALSE(check_secret("password", secret{"short"}).ok());
  EXPECT_TRUE(check_secret("client_secret", secret{"short"}).ok());
  EXPECT_FALSE(check_secret("client_secret", secret{}).ok());
}

TEST(confirmation, takes_yes_in_both_languages_and_nothing_else) {
  for (const char* yes : {"y\n", "Y\n", "yes\n", "YES", " yes \n", "j\n", "Ja\n"})
    EXPECT_TRUE(yes_to(yes)) << yes;
  EXPECT_TRUE(yes_to("j\n", language::german)) << "and asks in the language of the reader";
  for (const char* no : {"", "\n", "n\n", "no\n", "yep\n", "yesyesyesyesyesyes\n", "y y\n"})
    EXPECT_FALSE(yes_to(no)) << no;
}

} // namespace roamsync::console
