#pragma once

#include "engine/base/time.hpp"
#include "engine/limit/limit.hpp"
#include "engine/limit/node_queue.hpp"
#include "engine/session/mailbox_cost.hpp"

#include <algorithm>
#include <cstdint>

namespace roamsync {

/// How much work a session has ahead: the mailboxes that are left, at what those before them took, tonight and
/// in the last run.
class work_left {
public:
  explicit work_left(const mailbox_cost& before = {}) noexcept : before_(before) {}

  /// `waiting`: mailboxes that have not begun; `open`: those in work.
  void set_mailboxes(std::uint32_t waiting, std::uint32_t open) noexcept {
    auto left = waiting + open;
    ended_ += left < left_ ? left_ - left : 0;
    left_ = left;
    open_ = open;
  }
  void call_answered(duration latency) noexcept {
    ++calls_;
    time_ += static_cast<double>(latency.count());
  }

  /// Of what was seen so far; for the next run.
  [[nodiscard]] mailbox_cost cost() const noexcept {
    auto weight = std::min(before_.mailboxes, weight_max);
    auto done = ended_ + open_ / 2.0; // those in work are half done on average
    auto calls = (before_.calls * weight + calls_) / (weight + done);
    auto latency = (before_.latency_ms * before_.calls * weight + time_) / (before_.calls * weight + calls_);
    return {.calls = calls, .latency_ms = latency, .mailboxes = weight + ended_};
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

  mailbox_cost before_;
  std::uint32_t left_ = 0;
  std::uint32_t open_ = 0;
  std::uint32_t ended_ = 0;
  double calls_ = 0;
  double time_ = 0;
};

} // namespace roamsync
