#pragma once

#include "bench/rivals/workers.hpp"

namespace roamsync::bench {

/// Additive increase, multiplicative decrease of the rate (Chiu and Jain 1989) with one shared wait: the plainest
/// limiter that does what the service says. As TCP does (RFC 5681) it starts slowly, from one call a second with one
/// more for each good answer, which doubles the rate each second; from the first throttle on it grows by half a call a
/// second each second; it grows only while it, and not the lanes, holds calls back (RFC 7661). A throttle halves the rate, once for all calls that left under it, and stops all calls for its
/// Retry-After, or a second.
class aimd_rate final : public workers {
public:
  aimd_rate(const limit& allowed, time_point now)
      : workers(allowed, now), send_(1, 1, 1, now), halved_at_(now) {}

  [[nodiscard]] double rate() const noexcept { return send_.rate(); }

private:
  [[nodiscard]] time_point paced_at(time_point now) const override { return send_.opens_at(now); }
  void started(time_point now) override { send_.take(now); }
  duration ended(const call& x, const call_end& how, time_point now, double jitter) override;

  bucket send_;
  bool slow_start_ = true;
  time_point halved_at_;
};

} // namespace roamsync::bench
