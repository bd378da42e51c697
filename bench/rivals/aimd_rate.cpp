#include "bench/rivals/aimd_rate.hpp"

namespace roamsync::bench {

duration aimd_rate::ended(const call& x, const call_end& how, time_point now, double) {
  constexpr double step = 0.5;
  constexpr double beta = 0.5;
  constexpr double least = 0.1;
  constexpr duration untold{1'000};
  const auto rate = send_.rate();
  if (how.what == verdict::throttled) {
    const auto wait = how.retry_after > duration::zero() ? how.retry_after : untold;
    if (slow_start_ || x.began >= halved_at_) {
      send_.change(std::max(rate * beta, least), 1, now);
      halved_at_ = now;
    }
    slow_start_ = false;
    rest_until(now + wait);
    return wait;
  }
  const bool holds_back = send_.tokens_at(now) < send_.depth();
  if (holds_back && (how.what == verdict::ok || how.what == verdict::failed))
    send_.change(rate + (slow_start_ ? 1 : step / rate), 1, now);
  return duration::zero();
}

} // namespace roamsync::bench
