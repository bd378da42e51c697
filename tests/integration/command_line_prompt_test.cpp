#include "tests/integration/honesty.hpp"
#include "tests/pseudo_terminals.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

namespace roamsync::integration {
namespace {

/// roamsync on a terminal of its own. `answers` are typed one by one, each once the terminal shows a new ": "; then it is
/// sent `signal` at the next one, if it is not 0.
struct conversation {
  std::string shown;
  int code = -1;
  bool echoes = false; ///< at the end
};

conversation talk(const lab& in, std::vector<std::string> words, const std::vector<std::string>& answers,
                  int signal = 0) {
  words.insert(words.begin(), {roamsync_file().string(), "--config", in.config_file().string()});
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (auto& word : words)
    argv.push_back(word.data());
  argv.push_back(nullptr);
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) {
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  conversation out;
  std::size_t answered = 0;
  std::size_t seen = 0;
  pollfd ready{terminal, POLLIN, 0};
  char buffer[512];
  while (poll(&ready, 1, 60'000) > 0) {
    const auto got = ::read(terminal, buffer, sizeof buffer);
    if (got <= 0)
      break;
    out.shown.append(buffer, static_cast<std::size_t>(got));
    const auto question = out.shown.find(": ", seen);
    if (question == std::string::npos)
      continue;
    seen = question + 2;
    if (answered == answers.size()) {
      if (signal != 0)
        ::kill(child, signal);
      continue;
    }
    const auto& answer = answers[answered++];
    EXPECT_EQ(::write(terminal, answer.data(), answer.size()), static_cast<ssize_t>(answer.size()));
  }
  termios now{};
  out.echoes = tcgetattr(terminal, &now) == 0 && (now.c_lflag & ECHO) != 0;
  ::close(terminal); // ends a child that still reads
  int state = 0;
  ::waitpid(child, &state, 0);
  out.code = WIFEXITED(state) ? WEXITSTATUS(state) : -1;
  return out;
}

TEST(prompt, of_a_password_ends_with_130_at_control_c_and_changes_nothing) {
  NEEDS_PSEUDO_TERMINALS();
  lab in{{make_customer("firm", 1)}};
  for (const auto& typed :
       {std::vector<std::string>{"half\x03"}, {"A-new-password-that-is-long-enough-for-it\n", "\x03"}}) {
    const auto x = talk(in, {"tenant", "password", "firm"}, typed);
    EXPECT_EQ(x.code, 130) << x.shown;
    EXPECT_TRUE(x.echoes);
    EXPECT_NE(x.shown.find("Stopped. Nothing was changed."), std::string::npos) << x.shown;
    EXPECT_EQ(x.shown.find("half"), std::string::npos) << x.shown;
  }
  EXPECT_EQ(in.night().code, 0) << "the password is the old one";
}

TEST(prompt, of_a_password_ends_at_a_signal_and_changes_nothing) {
  NEEDS_PSEUDO_TERMINALS();
  lab in{{make_customer("firm", 1)}};
  const std::string typed = "A-new-password-that-is-long-enough-for-it\n";
  for (const auto& [signal, code] : {std::pair{SIGTERM, 143}, {SIGINT, 130}, {SIGHUP, 143}}) {
    const auto x = talk(in, {"--lang", "de", "tenant", "password", "firm"}, {typed}, signal);
    EXPECT_EQ(x.code, code) << x.shown;
    EXPECT_TRUE(x.echoes);
    for (const auto* word :
         {"Kennwort des Service-Benutzers: ", "(noch einmal): ", "Es wurde nichts geändert."})
      EXPECT_NE(x.shown.find(word), std::string::npos) << x.shown;
  }
  EXPECT_EQ(in.night().code, 0) << "the password is the old one";
}

TEST(prompt, asks_with_one_colon_and_takes_the_password) {
  NEEDS_PSEUDO_TERMINALS();
  auto c = make_customer("firm", 1);
  c.service_user()["password"] = "A-new-password-that-is-long-enough-for-it";
  lab in{{std::move(c)}};
  const std::string typed = "A-new-password-that-is-long-enough-for-it\n";
  const auto x = talk(in, {"tenant", "password", "firm"}, {typed, typed});
  EXPECT_EQ(x.code, 0) << x.shown;
  EXPECT_NE(x.shown.find("Password of the service user: "), std::string::npos) << x.shown;
  EXPECT_NE(x.shown.find("Password of the service user (again): "), std::string::npos) << x.shown;
  EXPECT_EQ(x.shown.find("long-enough"), std::string::npos) << x.shown;
  EXPECT_EQ(in.night().code, 0);
}

} // namespace
} // namespace roamsync::integration
