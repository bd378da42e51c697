#include "bench/rivals/aws_adaptive.hpp"

namespace roamsync::bench {

namespace {

constexpr double scale = 0.4;
constexpr double beta = 0.7;
constexpr double least_rate = 0.5;
constexpr double bin = 0.5;
constexpr double smoothing = 0.8;

} // namespace

aws_adaptive::aws_adaptive(const limit& allowed, time_point now)
    : workers(allowed, now), send_(1, 1, 0, now), last_throttle_(now),
      step_(std::floor(seconds_of(now.time_since_epoch()))) {}

void aws_adaptive::started(time_point now) {
  if (on_)
    send_.take(now);
}

void aws_adaptive::measure(time_point now) {
  const auto step = std::floor(seconds_of(now.time_since_epoch()) / bin) * bin;
  ++answers_;
  if (step <= step_)
    return;
  measured_ = smoothing * (answers_ / (step - step_)) + (1 - smoothing) * measured_;
  answers_ = 0;
  step_ = step;
}

void aws_adaptive::set_rate(double rate, time_point now) {
  rate = std::min(rate, 2 * measured_);
  send_.change(std::max(rate, least_rate), std::max(rate, 1.0), now);
}

duration aws_adaptive::ended(const call& x, const call_end& how, time_point now, double jitter) {
  constexpr double longest = 20;
  measure(now);
  if (how.what != verdict::throttled) {
    const auto t = seconds_of(now - last_throttle_);
    set_rate(scale * std::pow(t - k_, 3) + w_max_, now);
    return duration::zero();
  }
  w_max_ = on_ ? std::min(measured_, send_.rate()) : measured_;
  k_ = std::cbrt(w_max_ * (1 - beta) / scale);
  last_throttle_ = now;
  on_ = true;
  set_rate(w_max_ * beta, now);
  return duration_of(jitter * std::min(longest, std::pow(2.0, std::min(x.failures, 30U))));
}

} // namespace roamsync::bench
