#pragma once

#include "bench/rivals/workers.hpp"

#include <chrono>

namespace roamsync::bench {

/// rclone's default pacer (rclone/rclone, lib/pacer, "Default"): one token for all calls, back a sleep after it was
/// taken. The sleep is 10 ms at first; a failure doubles it, up to 2 s; a success takes a quarter off, down to 10 ms;
/// Retry-After replaces it without a maximum. A call that failed is tried again at once, behind the pacer. The token
/// that is under way when an answer asks for a wait comes back as it was meant to, as in the original. Its limit of
/// tries is left out, since a night gives no call up.
class rclone_pacer final : public workers {
public:
  rclone_pacer(const limit& allowed, time_point now) : workers(allowed, now), token_at_(now) {}

  /// Until the token is back after the next call.
  [[nodiscard]] std::chrono::nanoseconds sleep() const noexcept { return sleep_; }

private:
  [[nodiscard]] time_point paced_at(time_point now) const override { return std::max(now, token_at_); }
  void started(time_point now) override { token_at_ = now + std::chrono::ceil<duration>(sleep_); }

  duration ended(const call&, const call_end& how, time_point, double) override {
    using namespace std::chrono_literals;
    constexpr std::chrono::nanoseconds least = 10ms;
    constexpr std::chrono::nanoseconds most = 2s;
    if (how.what != verdict::throttled && how.what != verdict::transient)
      sleep_ = std::max(least, sleep_ - sleep_ / 4);
    else if (how.retry_after > duration::zero())
      sleep_ = std::max<std::chrono::nanoseconds>(least, how.retry_after);
    else
      sleep_ = std::min(most, sleep_ * 2);
    return duration::zero();
  }

  std::chrono::nanoseconds sleep_ = std::chrono::milliseconds{10};
  time_point token_at_;
};

} // namespace roamsync::bench
