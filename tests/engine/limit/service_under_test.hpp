#pragma once

#include "engine/limit/limiter.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

namespace roamsync {

inline time_point at(std::int64_t ms) {
  return time_point{duration{ms}};
}

inline call_end throttled(duration wait) {
  return {.what = verdict::throttled, .latency = duration{20}, .retry_after = wait};
}
inline call_end good(duration latency = duration{200}) {
  return {.what = verdict::ok, .latency = latency};
}

/// A token bucket with places that freezes on a breach, and a limiter that works on it at full speed.
class service_under_test {
public:
  double rate = 10;
  double burst = 20;
  std::uint32_t lanes = 0;
  duration freeze{10'000};
  double tokens = 1e9; ///< in its bucket, as far as that holds them
  int noise = 0;       ///< so many calls, and one of them is refused for nothing; 0: none

  /// Works until `until`; gives the calls that were served since the last time.
  int work(limiter& x, std::int64_t until, bool critical = true) {
    auto served = 0;
    for (; now_ < until; ++now_) {
      x.set_stakes({.critical = critical, .remaining = std::chrono::minutes{30}}, at(now_));
      for (auto it = flying_.begin(); it != flying_.end();) {
        if (std::get<0>(*it) > now_) {
          ++it;
          continue;
        }
        auto [when, ticket, how] = *it;
        it = flying_.erase(it);
        (void)x.end(ticket, how, at(now_), 0.5);
        served += how.what == verdict::ok ? 1 : 0;
      }
      while (x.opens_at(at(now_)) && *x.opens_at(at(now_)) <= at(now_))
        arrive(x.start(at(now_)));
    }
    return served;
  }
  [[nodiscard]] std::int64_t now() const { return now_; }
  int breaches = 0;
  int refused = 0;

private:
  void arrive(limiter::ticket ticket) {
    if (now_ < frozen_until_) {
      ++refused;
      flying_.emplace_back(now_ + 20, ticket, throttled(duration{frozen_until_ - now_}));
      return;
    }
    tokens = std::min(burst, tokens + static_cast<double>(now_ - filled_) / 1'000 * rate);
    filled_ = now_;
    const auto for_nothing = noise > 0 && drawn() % noise == 0;
    if (for_nothing || tokens < 1 || (lanes > 0 && flying_.size() >= lanes)) {
      ++breaches;
      ++refused;
      frozen_until_ = now_ + freeze.count();
      flying_.emplace_back(now_ + 20, ticket, throttled(freeze));
      return;
    }
    tokens -= 1;
    flying_.emplace_back(now_ + 200, ticket, good());
  }

  std::int64_t now_ = 0;
  std::int64_t frozen_until_ = 0;
  std::int64_t filled_ = 0;
  int drawn() { return static_cast<int>((seed_ = seed_ * 1'103'515'245 + 12'345) >> 16); }
  std::uint32_t seed_ = 7;
  std::vector<std::tuple<std::int64_t, limiter::ticket, call_end>> flying_;
};

} // namespace roamsync
