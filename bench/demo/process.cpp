#include "bench/demo/process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <sched.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

extern char** environ; // NOLINT(readability-redundant-declaration): POSIX says the program declares it

namespace roamsync::demo {
namespace {

constexpr std::array watched_signals{SIGINT, SIGTERM, SIGHUP, SIGCHLD};

/// Attributes and file actions of posix_spawn, released at the end.
struct spawn_plan {
  posix_spawnattr_t attributes{};
  posix_spawn_file_actions_t files{};

  explicit spawn_plan(const child_output& to) {
    sigset_t none;
    sigset_t defaults;
    sigemptyset(&none);
    sigemptyset(&defaults);
    for (const auto signal_number : watched_signals)
      sigaddset(&defaults, signal_number);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    if (!to.out.empty())
      posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, to.out.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                       0644);
    if (!to.err.empty())
      posix_spawn_file_actions_addopen(&files, STDERR_FILENO, to.err.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                       0644);
  }
  ~spawn_plan() {
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
  }
  spawn_plan(const spawn_plan&) = delete;
  spawn_plan& operator=(const spawn_plan&) = delete;
};

double seconds_of(const timeval& x) {
  return static_cast<double>(x.tv_sec) + static_cast<double>(x.tv_usec) / 1e6;
}

timespec to_timespec(std::chrono::milliseconds x) {
  return {.tv_sec = static_cast<time_t>(x.count() / 1000),
          .tv_nsec = static_cast<long>(x.count() % 1000) * 1'000'000};
}

} // namespace

child::child(const std::filesystem::path& program, const std::vector<std::string>& arguments,
             const child_output& to) {
  std::vector<std::string> words{program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  argv.reserve(words.size() + 1);
  for (auto& x : words)
    argv.push_back(x.data());
  argv.push_back(nullptr);
  const spawn_plan plan{to};
  const int failure =
      posix_spawnp(&pid_, program.c_str(), &plan.files, &plan.attributes, argv.data(), environ);
  if (failure != 0)
    throw std::runtime_error(program.string()
                             + " cannot be started: " + std::generic_category().message(failure));
}

child::~child() {
  end();
}

std::optional<int> child::exit_code() {
  if (code_ || pid_ == 0)
    return code_;
  int status = 0;
  rusage used{};
  const auto done = wait4(pid_, &status, WNOHANG, &used);
  if (done == pid_) {
    code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    used_ = {seconds_of(used.ru_utime) + seconds_of(used.ru_stime),
             static_cast<double>(used.ru_maxrss) / 1024};
  }
  return code_;
}

std::optional<child_usage> child::used() {
  return exit_code() ? std::optional{used_} : std::nullopt;
}

void child::pin(unsigned core) {
  cpu_set_t only;
  CPU_ZERO(&only);
  CPU_SET(core, &only);
  if (sched_setaffinity(pid_, sizeof only, &only) != 0)
    throw std::runtime_error("a program cannot be bound to core " + std::to_string(core) + ": "
                             + std::generic_category().message(errno));
}

void child::end(int signal_number, std::chrono::seconds patience) {
  if (pid_ == 0 || exit_code())
    return;
  ::kill(pid_, signal_number);
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (!exit_code()) {
    if (std::chrono::steady_clock::now() > deadline)
      ::kill(pid_, SIGKILL);
    const auto pause = to_timespec(std::chrono::milliseconds{10});
    nanosleep(&pause, nullptr);
  }
}

signal_gate::signal_gate() {
  sigemptyset(&watched_);
  for (const auto signal_number : watched_signals)
    sigaddset(&watched_, signal_number);
  pthread_sigmask(SIG_BLOCK, &watched_, &before_);
}

signal_gate::~signal_gate() {
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

std::optional<int> signal_gate::wait(std::chrono::milliseconds time) {
  const auto limit = to_timespec(time);
  const int signal_number = sigtimedwait(&watched_, nullptr, &limit);
  if (signal_number > 0 && signal_number != SIGCHLD && !stop_)
    stop_ = signal_number;
  return stop_;
}

int wait_for_end(child& x, signal_gate& gate, std::chrono::seconds limit, const std::string& name) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  for (;;) {
    if (const auto code = x.exit_code())
      return *code;
    if (const auto signal_number = gate.wait(std::chrono::milliseconds{200})) {
      x.end(*signal_number);
      throw stopped{*signal_number};
    }
    if (std::chrono::steady_clock::now() > deadline) {
      x.end();
      throw std::runtime_error(name + " did not end within " + std::to_string(limit.count()) + " seconds");
    }
  }
}

} // namespace roamsync::demo
