#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>

namespace roamsync::bench {

/// What a measurement and the program whose wall clock it moves share: the bytes of a file that both map.
struct shift {
  std::atomic<std::int64_t> seconds; ///< the wall clock is that much ahead
  std::atomic<std::int64_t>
      lost_bytes; ///< lost with each change of `seconds`, and one descriptor; 0: nothing
};

/// The measurement's side. Programs that are started while it lives have the moved clock.
class moved_clock {
public:
  /// `file` is made. Throws std::runtime_error if it cannot be.
  explicit moved_clock(const std::filesystem::path& file);
  ~moved_clock();
  moved_clock(const moved_clock&) = delete;
  moved_clock& operator=(const moved_clock&) = delete;

  void lose_with_each_step(std::int64_t bytes) { shared_->lost_bytes = bytes; }
  void step(std::int64_t seconds) { shared_->seconds += seconds; }

private:
  shift* shared_ = nullptr;
};

} // namespace roamsync::bench
