#pragma once

#include "engine/base/time.hpp"

#include <algorithm>
#include <cmath>

namespace roamsync::bench {

inline double seconds_of(duration x) {
  return std::chrono::duration<double>(x).count();
}

/// Rounded up, so that nobody starts early.
inline duration duration_of(double seconds) {
  return duration{static_cast<std::int64_t>(std::ceil(seconds * 1000 - 1e-6))};
}

/// A token bucket. A call takes one token.
class bucket {
public:
  bucket(double rate, double depth, double tokens, time_point now) noexcept
      : rate_(rate), depth_(depth), tokens_(tokens), counted_at_(now) {}

  [[nodiscard]] double rate() const noexcept { return rate_; }
  [[nodiscard]] double depth() const noexcept { return depth_; }
  [[nodiscard]] double tokens_at(time_point now) const noexcept {
    return std::min(depth_, tokens_ + std::max(0.0, seconds_of(now - counted_at_)) * rate_);
  }
  [[nodiscard]] time_point opens_at(time_point now) const noexcept {
    const auto missing = 1 - tokens_at(now);
    return missing > 1e-9 ? now + duration_of(missing / rate_) : now;
  }
  void take(time_point now) noexcept {
    tokens_ = tokens_at(now) - 1;
    counted_at_ = now;
  }
  /// Another rate and depth from now on; what came in until now came in at the old rate.
  void change(double rate, double depth, time_point now) noexcept {
    tokens_ = std::min(tokens_at(now), depth);
    counted_at_ = now;
    rate_ = rate;
    depth_ = depth;
  }

private:
  double rate_;
  double depth_;
  double tokens_;
  time_point counted_at_;
};

} // namespace roamsync::bench
