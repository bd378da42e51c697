#pragma once

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <optional>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace roamsync::db {

/// A process that runs `work` and ends with its value. `work` gets the writing end of a pipe whose reading
/// end the parent has.
class child {
public:
  explicit child(const std::function<int(int)>& work) {
    int ends[2];
    if (::pipe(ends) != 0)
      std::abort();
    pid_ = ::fork();
    if (pid_ == 0) {
      ::close(ends[0]);
      ::_exit(work(ends[1]));
    }
    ::close(ends[1]);
    from_ = ends[0];
  }
  child(child&& other) noexcept
      : pid_(std::exchange(other.pid_, -1)), from_(std::exchange(other.from_, -1)) {}
  child& operator=(child&&) = delete;
  ~child() {
    if (pid_ > 0)
      kill();
    if (from_ >= 0)
      ::close(from_);
  }

  [[nodiscard]] pid_t pid() const { return pid_; }

  /// The next number that the child told; nothing when it has ended.
  std::optional<std::uint32_t> next() {
    std::uint32_t x = 0;
    return ::read(from_, &x, sizeof x) == sizeof x ? std::optional{x} : std::nullopt;
  }

  /// Ends it without any warning.
  void kill() {
    ::kill(pid_, SIGKILL);
    (void)wait();
  }

  /// The value that it ended with, or -1.
  int wait() {
    int how = 0;
    ::waitpid(std::exchange(pid_, -1), &how, 0);
    return WIFEXITED(how) ? WEXITSTATUS(how) : -1;
  }

private:
  pid_t pid_ = -1;
  int from_ = -1;
};

/// Called in the child.
inline void tell(int to, std::uint32_t x) {
  if (::write(to, &x, sizeof x) != sizeof x)
    ::_exit(9);
}

} // namespace roamsync::db
