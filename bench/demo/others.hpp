#pragma once

#include <cstdint>
#include <sys/types.h>
#include <vector>

namespace roamsync::demo {

/// What of this machine's processors others took than we, our children that have ended, and those that run.
class others_watch {
public:
  /// Begins to watch. Throws std::runtime_error where /proc does not tell.
  explicit others_watch(std::vector<pid_t> running);

  /// Since the beginning: 0 to 1 of all processors, what a hypervisor gave to others included.
  [[nodiscard]] double share() const;

private:
  [[nodiscard]] double ours() const;

  std::vector<pid_t> running_;
  double busy_;
  double whole_;
  double ours_;
};

} // namespace roamsync::demo
