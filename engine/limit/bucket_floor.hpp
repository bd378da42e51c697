#pragma once

#include "engine/base/time.hpp"
#include "engine/limit/usage.hpp"

#include <algorithm>

namespace roamsync {

/// The least that a service's bucket holds if it is the one that is believed, whatever was in it at first: a restarted
/// process, or another client, may have left it empty, and one that is minutes deep does not fill up in a wait.
class bucket_floor {
public:
  explicit bucket_floor(time_point now) noexcept : at_(now) {}

  /// A call that the service takes: it had a token for it.
  void take(const bucket_guess& bucket, time_point now) noexcept {
    held_ = std::max(0.0, held(bucket, now) - 1);
    at_ = now;
  }
  /// A call was refused.
  void empty(time_point now) noexcept {
    held_ = 0;
    at_ = now;
  }
  [[nodiscard]] double held(const bucket_guess& bucket, time_point now) const noexcept {
    const auto seconds = std::chrono::duration<double>(now - at_).count();
    return std::min(bucket.burst, held_ + bucket.rate * std::max(seconds, 0.0));
  }

private:
  double held_ = 0;
  time_point at_;
};

} // namespace roamsync
