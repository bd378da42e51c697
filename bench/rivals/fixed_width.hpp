#pragma once

#include "bench/rivals/workers.hpp"

namespace roamsync::bench {

/// A fixed number of workers; each honours the Retry-After of its own call and knows nothing of the others: what
/// RFC 9110 10.2.3 asks of a client, without a thought for its other calls. Where none is told it waits a second.
class own_retry_after final : public workers {
public:
  using workers::workers;

private:
  duration ended(const call&, const call_end& how, time_point, double) override {
    constexpr duration untold{1'000};
    return how.retry_after > duration::zero() ? how.retry_after : untold;
  }
};

/// A fixed number of workers with full jitter and without a look at Retry-After: after the n-th failure in a row
/// random(0, min(20 s, 1 s * 2^n)). Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog 2015; n
/// counts from 1 as in its simulator (aws-samples/aws-arch-backoff-simulator).
class full_jitter final : public workers {
public:
  using workers::workers;

private:
  duration ended(const call& x, const call_end&, time_point, double jitter) override {
    constexpr double base = 1;
    constexpr double cap = 20;
    return duration_of(jitter * std::min(cap, base * std::pow(2.0, std::min(x.failures + 1, 30U))));
  }
};

} // namespace roamsync::bench
