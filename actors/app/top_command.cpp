#include "actors/app/app.hpp"
#include "actors/app/knob_desk.hpp"
#include "actors/app/signals.hpp"
#include "console/admin/night_json.hpp"
#include "console/admin/tune_json.hpp"
#include "console/live/terminal.hpp"
#include "console/report/knobs.hpp"
#include "console/top/raw_terminal.hpp"
#include "console/top/top_model.hpp"
#include "protocols/db/engine_lock.hpp"
#include "protocols/net/local_call.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <poll.h>
#include <sys/signalfd.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace roamsync::app {

namespace {

using std::chrono::steady_clock;

constexpr duration top_looks_every{500};
constexpr duration lone_escape{50};
/// `--once` looks twice, because a rate needs two looks; the run tells where it stands each 250 ms, and less than a
/// second is too short for a rate.
constexpr duration between_two_looks{1'500};
/// A process that is busy writing answers late; one that does not answer at all must not freeze the keys for long.
constexpr duration answer_within{2'000};

time_point top_clock() {
  return time_point{std::chrono::duration_cast<duration>(steady_clock::now().time_since_epoch())};
}

/// Asks the process that runs, and says what it shows.
class window_on_the_run {
public:
  explicit window_on_the_run(const app& x) : app_(x), socket_(socket_path(x.settings)) {}

  [[nodiscard]] const std::string& socket() const noexcept { return socket_; }

  [[nodiscard]] console::top_facts look(const console::tenant_query& query) const {
    console::top_facts out;
    const auto night = get("/v1/night", out);
    if (!night)
      return out;
    auto view = console::parse_night(*night);
    const auto tenants = get(console::tenant_target(query), out);
    auto page = tenants ? console::parse_tenants(*tenants) : result<console::tenant_page>{error{out.problem}};
    if (!view || !page) {
      out.problem = view ? page.failure().message : view.failure().message;
      return out;
    }
    out.night = std::move(*view);
    out.page = std::move(*page);
    return out;
  }

  /// What became of it in one line, and whether it was done.
  [[nodiscard]] std::pair<std::string, bool> turn(tune_request what) const {
    const auto answer = net::local_call(socket_,
                                        {.method = "POST",
                                         .target = "/v1/tune",
                                         .fields = {{"Content-Type", "application/json"}},
                                         .body = console::tuning_json({std::move(what), tune_way::tune})},
                                        answer_within);
    if (!answer)
      return {answer.failure().message, false};
    if (!*answer)
      return {std::string{app_.text.pick("Nothing was changed: the process has ended.",
                                         "Es wurde nichts geändert: Der Prozess ist zu Ende.")},
              false};
    if ((*answer)->status != 200)
      return {problems_in((*answer)->body), false};
    const auto done = console::parse_knobs((*answer)->body);
    return done ? std::pair{console::turned_text(done->changes, app_.text), true}
                : std::pair{done.failure().message, false};
  }

private:
  /// The body of a good answer; otherwise what is wrong is in `into`.
  [[nodiscard]] std::optional<std::string> get(std::string target, console::top_facts& into) const {
    auto answer = net::local_call(socket_, {.method = "GET", .target = std::move(target)}, answer_within);
    into.reached = !answer || answer->has_value();
    if (!answer) {
      into.problem = answer.failure().message;
      return std::nullopt;
    }
    if (!*answer) {
      const auto held = db::engine_lock::is_held(app_.settings.store.path);
      into.run_elsewhere = held && *held;
      return std::nullopt;
    }
    if ((*answer)->status != 200) {
      into.problem = problems_in((*answer)->body);
      return std::nullopt;
    }
    return std::move((*answer)->body);
  }

  const app& app_;
  std::string socket_;
};

/// A descriptor that has the signals of a whole-screen program to read.
class signal_reader {
public:
  signal_reader() {
    sigemptyset(&set_);
    for (const auto x : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGWINCH})
      sigaddset(&set_, x);
    pthread_sigmask(SIG_BLOCK, &set_, &before_);
    fd_ = signalfd(-1, &set_, SFD_CLOEXEC | SFD_NONBLOCK);
  }
  ~signal_reader() {
    if (fd_ >= 0)
      ::close(fd_);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  signal_reader(const signal_reader&) = delete;
  signal_reader& operator=(const signal_reader&) = delete;

  [[nodiscard]] int fd() const noexcept { return fd_; }
  /// The next one that came; 0 for none.
  [[nodiscard]] int next() const noexcept {
    signalfd_siginfo x{};
    return ::read(fd_, &x, sizeof x) == sizeof x ? static_cast<int>(x.ssi_signo) : 0;
  }

private:
  sigset_t set_{};
  sigset_t before_{};
  int fd_ = -1;
};

/// `roamsync top` on a terminal.
class top_screen {
public:
  top_screen(const app& x, const console::tenant_query& first)
      : run_(x), model_(x.text, first, run_.socket()), terminal_(STDIN_FILENO, STDOUT_FILENO) {}

  [[nodiscard]] bool good() const noexcept { return terminal_.good() && signals_.fd() >= 0; }

  exit_code watch() {
    while (!end_) {
      if (top_clock() >= look_at_)
        look();
      // Each time, because signals of quick resizes come as one, and before the last of them.
      model_.resize(console::size_of_terminal(STDOUT_FILENO));
      terminal_.show(model_.draw(top_clock()));
      wait();
    }
    return *end_;
  }

private:
  void look() {
    model_.on_facts(run_.look(model_.query()), top_clock());
    look_at_ = top_clock() + top_looks_every;
  }

  void wait() {
    const auto longest = keys_.pending() ? lone_escape : std::max(look_at_ - top_clock(), duration{0});
    std::array<pollfd, 2> on{{{STDIN_FILENO, POLLIN, 0}, {signals_.fd(), POLLIN, 0}}};
    const auto came = ::poll(on.data(), on.size(), static_cast<int>(longest.count()));
    if (came < 0)
      return; // a signal, and it can be read
    if (came == 0 && keys_.pending())
      return take(keys_.flush());
    while (const auto signal = signals_.next())
      on_signal(signal);
    if (on[0].revents != 0)
      read_keys();
  }

  void read_keys() {
    std::array<char, 256> bytes{};
    const auto got = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (got > 0)
      return take(keys_.feed({bytes.data(), static_cast<std::size_t>(got)}));
    if (got == 0 || errno != EINTR) // the terminal is gone
      end_ = exit_code::done;
  }

  void take(const std::vector<console::key_press>& keys) {
    for (const auto& key : keys) {
      auto asked = model_.on_key(key, top_clock());
      if (asked.quit)
        end_ = exit_code::done;
      if (asked.suspend)
        suspend();
      if (asked.turn) {
        const auto [text, good] = run_.turn(std::move(*asked.turn));
        model_.on_turned(text, good, top_clock());
      }
      if (asked.look || asked.turn)
        look_at_ = top_clock();
    }
  }

  void on_signal(int signal) {
    if (signal == SIGTSTP)
      suspend();
    else if (signal != SIGWINCH)
      end_ = signal == SIGHUP || signal == SIGQUIT ? exit_code::terminated : exit_code_of(signal);
  }

  /// As a shell expects of Ctrl-Z: the terminal is its own meanwhile.
  void suspend() {
    terminal_.leave();
    ::raise(SIGSTOP);
    terminal_.enter();
    look_at_ = top_clock();
  }

  window_on_the_run run_;
  console::top_model model_;
  signal_reader signals_;
  console::raw_terminal terminal_;
  console::key_decoder keys_;
  time_point look_at_{};
  std::optional<exit_code> end_;
};

exit_code show_once(const app& x, console::tenant_query query, duration apart) {
  const signals_let_through ctrl_c_ends_it;
  const window_on_the_run run{x};
  query.limit = console::tenants_page_max;
  auto facts = run.look(query);
  std::optional<night_view> before;
  if (!x.json && facts.night && facts.night->active) {
    std::this_thread::sleep_for(apart);
    // Its process may have ended meanwhile; then the first look is what there is.
    if (auto second = run.look(query);
        second.problem.empty() && second.night && second.night->run.number == facts.night->run.number) {
      before = std::move(facts.night);
      facts = std::move(second);
    }
  }
  if (!facts.problem.empty())
    return fail(x, exit_code::unusable, facts.problem);
  print(x.json ? console::top_json(facts) : console::top_text(before, facts, run.socket(), x.text));
  return exit_code::done;
}

} // namespace

exit_code top(const app& x, const console::top_command& command) {
  if (!command.once && !x.json && console::is_live_terminal(STDOUT_FILENO) && ::isatty(STDIN_FILENO) == 1) {
    top_screen screen{x, command.first};
    if (screen.good())
      return screen.watch();
  }
  return show_once(x, command.first, between_two_looks);
}

} // namespace roamsync::app
