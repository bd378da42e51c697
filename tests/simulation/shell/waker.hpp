#pragma once

#include "engine/base/time.hpp"

#include <cstdint>
#include <optional>

namespace roamsync::simulation {

/// The one timer of a machine, as actors/support/clock.hpp has it: the earliest time asked for counts, and an
/// event that is not the last one armed is stale.
class waker {
public:
  /// The token to come back with, or nothing if an earlier time is asked for already.
  [[nodiscard]] std::optional<std::uint64_t> arm(time_point at) noexcept {
    if (due_ && *due_ <= at)
      return std::nullopt;
    due_ = at;
    return ++armed_;
  }
  [[nodiscard]] bool take(std::uint64_t token) noexcept {
    if (!due_ || token != armed_)
      return false;
    due_.reset();
    return true;
  }

private:
  std::uint64_t armed_ = 0;
  std::optional<time_point> due_;
};

} // namespace roamsync::simulation
