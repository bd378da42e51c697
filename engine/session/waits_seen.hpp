#pragma once

#include "engine/base/time.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace roamsync {

/// How much of its time a scope spends in waits and rests, and how fast it is between them. What is told is that of
/// the younger half of its time, at least: a limit that was learned is not broken again, and an outage that is over does not go on.
class waits_seen {
public:
  /// `until`: the end of the scope's wait as it stands now; in the past if there is none. `calls`: answered so far.
  void see(time_point now, time_point until, double calls) noexcept {
    calls_ = calls;
    if (!first_) {
      first_ = now;
      older_.at = younger_.at = now;
    }
    if (now - *first_ >= 2 * (younger_.at - *first_) + mark_after) {
      older_ = younger_;
      younger_ = {now, lost(now), count_, calls};
    }
    if (until <= std::max(now, until_))
      return;
    count_ += until_ <= now ? 1 : 0;
    lost_ += until - std::max(now, until_);
    until_ = until;
  }

  /// 0 to 0.8: however bad it was, the rest does not take more than five times as long as without waits.
  [[nodiscard]] double share(time_point now) const noexcept {
    const auto seen = watched(now);
    if (seen <= duration{0})
      return 0;
    return std::min(0.8, static_cast<double>((lost(now) - older_.lost).count())
                             / static_cast<double>(seen.count()));
  }
  [[nodiscard]] duration each(time_point now) const noexcept {
    return count_ > older_.count ? (lost(now) - older_.lost) / static_cast<int>(count_ - older_.count)
                                 : duration{0};
  }
  /// Calls a second outside of waits; 0: not known.
  [[nodiscard]] double pace(time_point now) const noexcept {
    const auto worked = watched(now) - (lost(now) - older_.lost);
    return worked > duration{0} ? (calls_ - older_.calls) / std::chrono::duration<double>(worked).count() : 0;
  }
  [[nodiscard]] duration watched(time_point now) const noexcept {
    return first_ ? now - older_.at : duration{0};
  }
  [[nodiscard]] time_point until() const noexcept { return until_; }

private:
  static constexpr duration mark_after{10'000};
  struct mark {
    time_point at{};
    duration lost{0};
    std::uint32_t count = 0;
    double calls = 0;
  };
  [[nodiscard]] duration lost(time_point now) const noexcept {
    return lost_ - std::max(until_ - now, duration{0});
  }

  std::optional<time_point> first_;
  mark older_;
  mark younger_;
  double calls_ = 0;
  duration lost_{0}; ///< waits up to until_
  std::uint32_t count_ = 0;
  time_point until_{};
};

} // namespace roamsync
