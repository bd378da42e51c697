#pragma once

#include "engine/base/time.hpp"
#include "engine/limit/limit.hpp"
#include "engine/limit/node_queue.hpp"
#include "engine/session/mailbox_cost.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace roamsync {

/// How much work a session has ahead: the mailboxes that are left, at what those before them took, tonight and
/// in the last run.
class work_left {
public:
  explicit work_left(const mailbox_cost& before = {}) noexcept : before_(before), calls_each_(before.calls) {}

  /// `waiting`: mailboxes that have not begun; `open`: those in work.
  void set_mailboxes(std::uint32_t waiting, std::uint32_t open) noexcept {
    auto left = waiting + open;
    auto ended = left < left_ ? left_ - left : 0;
    ended_ += ended;
    left_ = left;
    if (ended == 0)
      return;
    // Those in work are half done on average. What moves by less than a twentieth is that, and no news: tenants
    // that are alike must not overtake each other by noise.
    auto seen = (before_.calls * weight() + calls_) / (weight() + ended_ + open / 2.0);
    if (std::abs(seen - calls_each_) > calls_each_ / 20)
      calls_each_ = seen;
  }
  void call_answered(duration latency) noexcept {
    ++calls_;
    time_ += static_cast<double>(latency.count());
  }

  /// Of what was seen so far; for the next run.
  [[nodiscard]] mailbox_cost cost() const noexcept {
    auto calls = before_.calls * weight();
    return {.calls = calls_each_,
            .latency_ms = (before_.latency_ms * calls + time_) / (calls + calls_),
            .mailboxes = weight() + ended_};
  }

  /// With the limit that is in use.
  [[nodiscard]] work_ahead ahead(const limit& in_use) const noexcept {
    if (left_ == 0)
      return {};
    auto each = cost();
    auto calls = std::max(1.0, each.calls * (ended_ + left_) - calls_);
    auto work = calls * each.latency_ms;
    auto by_lanes = work / std::max(in_use.lanes, 1U);
    auto by_rate = in_use.rate > 0 ? calls / in_use.rate * 1000.0 : 0.0;
    return {.remaining = duration{static_cast<std::int64_t>(std::max({by_lanes, by_rate, 1.0}))},
            .work = duration{static_cast<std::int64_t>(work)}};
  }

private:
  static constexpr double weight_max = 50;
  [[nodiscard]] double weight() const noexcept { return std::min(before_.mailboxes, weight_max); }

  mailbox_cost before_;
  double calls_each_;
  std::uint32_t left_ = 0;
  std::uint32_t ended_ = 0;
  double calls_ = 0;
  double time_ = 0;
};

} // namespace roamsync
