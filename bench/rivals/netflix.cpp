#include "bench/rivals/netflix.hpp"

namespace roamsync::bench {

void netflix::set_limit(const limit& allowed, time_point now) {
  workers::set_limit(allowed, now);
  limit_ = std::min(limit_, ceiling());
}

duration netflix::ended(const call& x, const call_end& how, time_point, double) {
  constexpr duration untold{1'000};
  const bool dropped = how.what == verdict::throttled || how.what == verdict::transient;
  if (how.what != verdict::sign_in_again) // says nothing of the service's load
    limit_ = std::clamp(next(limit_, x, how.latency, dropped), 1.0, ceiling());
  return how.retry_after > duration::zero() ? how.retry_after : untold;
}

double netflix_aimd::next(double current, const call& x, duration latency, bool dropped) {
  constexpr double back = 0.9;
  constexpr duration too_long{5'000};
  if (dropped || latency > too_long)
    return std::floor(current * back);
  return x.beside * 2 >= current ? current + 1 : current;
}

double netflix_gradient2::next(double current, const call& x, duration latency, bool) {
  constexpr std::uint32_t warm_up = 10;
  constexpr double window = 600;
  constexpr double tolerance = 1.5;
  constexpr double queue = 4;
  constexpr double smoothing = 0.2;
  const auto now = std::max(seconds_of(latency), 1e-6);
  if (samples_ < warm_up)
    long_ += (now - long_) / ++samples_;
  else
    long_ += (now - long_) * 2 / (window + 1);
  const auto before = long_;
  if (long_ / now > 2)
    long_ *= 0.95;
  if (x.beside < current / 2)
    return current;
  const auto gradient = std::clamp(tolerance * before / now, 0.5, 1.0);
  return current * (1 - smoothing) + (current * gradient + queue) * smoothing;
}

} // namespace roamsync::bench
