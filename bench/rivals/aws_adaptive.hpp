#pragma once

#include "bench/rivals/workers.hpp"

namespace roamsync::bench {

/// The adaptive retry mode of the AWS SDKs (boto/botocore, retries/adaptive, throttling, bucket, standard, as of
/// version 2.0): no limit before the first throttle, then a token bucket whose rate follows CUBIC,
///     rate(t) = 0.4 * (t - K)^3 + w_max,  K = cbrt(w_max * (1 - 0.7) / 0.4),
/// t seconds after the last throttle. A throttle sets w_max to the measured rate or that of the bucket, whichever is
/// less, and the rate to 0.7 of it. The rate is never more than twice what is measured and never less than 0.5 a
/// second; the bucket holds one second of it. Measured is a moving average, 0.8 new and 0.2 old, of the answers in
/// steps of half a second. A throttled call waits random(0, min(20 s, 2^(n-1) s)) after its n-th failure; Retry-After
/// is not looked at. The three attempts and the retry quota are left out, since a night gives no call up.
class aws_adaptive final : public workers {
public:
  aws_adaptive(const limit& allowed, time_point now);

  [[nodiscard]] double rate() const noexcept { return send_.rate(); }
  [[nodiscard]] double measured_rate() const noexcept { return measured_; }
  [[nodiscard]] bool is_limiting() const noexcept { return on_; }

private:
  [[nodiscard]] time_point paced_at(time_point now) const override { return on_ ? send_.opens_at(now) : now; }
  void started(time_point now) override;
  duration ended(const call& x, const call_end& how, time_point now, double jitter) override;

  void measure(time_point now);
  void set_rate(double rate, time_point now);

  bool on_ = false;
  bucket send_;
  double w_max_ = 0;
  double k_ = 0;
  time_point last_throttle_;
  double measured_ = 0;
  double step_ = 0; ///< the last half second that was counted, in seconds
  std::uint32_t answers_ = 0;
};

} // namespace roamsync::bench
