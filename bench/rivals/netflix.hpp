#pragma once

#include "bench/rivals/workers.hpp"

namespace roamsync::bench {

/// A rule of Netflix' concurrency-limits (Netflix/concurrency-limits, AIMDLimit and Gradient2Limit), which bounds the
/// calls in flight. Both begin at 20 and go up to 200, as far as there are lanes. Their floor of 20 is lowered to 1:
/// where the service takes two to four calls side by side they would have no chance with it. They say nothing of when
/// a call is tried again; here its worker honours the Retry-After of its own call, or waits a second.
class netflix : public workers {
public:
  netflix(const limit& allowed, time_point now) : workers(allowed, now) {
    limit_ = std::min(limit_, ceiling());
  }

  /// Calls that may be in flight, by the rule; only whole ones count.
  [[nodiscard]] double concurrency() const noexcept { return limit_; }
  void set_limit(const limit& allowed, time_point now) final;

protected:
  [[nodiscard]] double ceiling() const noexcept { return std::min(200.0, static_cast<double>(lanes())); }
  /// The limit after an answer.
  [[nodiscard]] virtual double next(double current, const call& x, duration latency, bool dropped) = 0;

private:
  [[nodiscard]] std::uint32_t width() const final { return static_cast<std::uint32_t>(limit_); }
  duration ended(const call& x, const call_end& how, time_point now, double jitter) final;

  double limit_ = 20;
};

/// A drop, or more than 5 s: the limit times 0.9, rounded down. Otherwise one more, if at least half of it was in use.
class netflix_aimd final : public netflix {
public:
  using netflix::netflix;

private:
  [[nodiscard]] double next(double current, const call& x, duration latency, bool dropped) override;
};

/// Follows the latency: limit * gradient + 4, smoothed by 0.2, with gradient = 1.5 * long / latency within 0.5 and 1.
/// `long` is the mean of the first 10 latencies, then a moving average of 600; while it is more than twice the
/// latency it is taken down by 0.95. Nothing changes while less than half of the limit is in use. A drop is a latency
/// like any other, as in the original.
class netflix_gradient2 final : public netflix {
public:
  using netflix::netflix;

private:
  [[nodiscard]] double next(double current, const call& x, duration latency, bool dropped) override;

  double long_ = 0;
  std::uint32_t samples_ = 0;
};

} // namespace roamsync::bench
