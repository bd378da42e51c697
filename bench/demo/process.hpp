#pragma once

#include <chrono>
#include <csignal>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace roamsync::demo {

/// Where a child's standard output and error go: to files, or, if empty, where ours go.
struct child_output {
  std::filesystem::path out;
  std::filesystem::path err;
};

/// What a program took that has ended, its threads included.
struct child_usage {
  double cpu_seconds = 0;
  double peak_mb = 0; ///< of resident memory; 1 MB is 2^20 bytes
};

/// A program that we started: in a process group of its own, so that Ctrl-C reaches it by us alone and once,
/// with an empty signal mask. Destroying it ends it, as end() does. Not thread-safe.
class child {
public:
  /// A name without a slash is looked for in PATH. Throws std::runtime_error if the program cannot be started. No
  /// shell is involved.
  child(const std::filesystem::path& program, const std::vector<std::string>& arguments,
        const child_output& to);
  ~child();
  child(const child&) = delete;
  child& operator=(const child&) = delete;

  /// The exit code, or 128 + signal; nullopt while it runs.
  [[nodiscard]] std::optional<int> exit_code();

  /// What it took; nullopt while it runs.
  [[nodiscard]] std::optional<child_usage> used();

  /// From now on it runs on that core alone: call it before the program has made threads, at once after the start.
  /// Throws std::runtime_error if this machine has no such core.
  void pin(unsigned core);

  /// Asks it to stop by `signal_number`, by SIGKILL after `patience`; waits until it is gone.
  void end(int signal_number = SIGTERM, std::chrono::seconds patience = std::chrono::seconds{20});

  /// Lets it live on when this object goes.
  void let_go() { pid_ = 0; }

  [[nodiscard]] pid_t pid() const { return pid_; }

private:
  pid_t pid_ = 0;
  std::optional<int> code_;
  child_usage used_;
};

/// Blocks SIGINT, SIGTERM, SIGHUP and SIGCHLD for this thread while it lives and waits for them, so that no
/// handler runs in the middle of anything. Make it before the first child.
class signal_gate {
public:
  signal_gate();
  ~signal_gate();
  signal_gate(const signal_gate&) = delete;
  signal_gate& operator=(const signal_gate&) = delete;

  /// Waits up to `time` for a signal or the end of a child. Returns the signal that asks us to stop, once one
  /// came.
  std::optional<int> wait(std::chrono::milliseconds time);

  /// The signal that asked us to stop, if one has come.
  [[nodiscard]] std::optional<int> stop() const { return stop_; }

private:
  sigset_t watched_{};
  sigset_t before_{};
  std::optional<int> stop_;
};

/// Somebody asked us to stop.
struct stopped {
  int signal_number;
};

/// Waits until `x` ends and returns its exit code. When we are asked to stop, passes that on, waits for its
/// end and throws `stopped`. Throws std::runtime_error when `limit` is over; the child has ended then.
int wait_for_end(child& x, signal_gate& gate, std::chrono::seconds limit, const std::string& name);

} // namespace roamsync::demo
