#pragma once

#include "engine/base/time.hpp"
#include "engine/limit/limiter.hpp"
#include "engine/retry/backoff.hpp"

#include <algorithm>
#include <cstdint>

namespace roamsync {

/// The wait that a service asks of a whole scope, and the way back: one call goes first, the others follow
/// once it was answered well. Of several calls that left under one allowance, the first that is throttled
/// counts as the breach; the others had crossed its answer.
class shared_wait {
public:
  explicit shared_wait(const retry_options& options) noexcept : options_(options) {}

  /// While one call is on trial, no other starts. Calls from before the wait do not count: they may hang.
  [[nodiscard]] bool lets_start() const noexcept { return !trial_ || flying_ == 0; }
  /// A call starts: its era, which grows with each wait.
  [[nodiscard]] std::uint32_t start() noexcept {
    ++flying_;
    return era_;
  }
  /// A call of `era` has ended, in whichever way.
  void end(std::uint32_t era) noexcept { flying_ -= era == era_ ? 1 : 0; }

  /// A call of `era` was throttled. Without a wait told, the back-off grows from one second with each such
  /// answer in a row. The result is the end of the wait.
  [[nodiscard]] time_point throttled(const call_end& how, std::uint32_t era, time_point now,
                                     double jitter) noexcept {
    first_ = era == era_;
    auto own = std::max(duration{1'000}, full_jitter(in_row_ + 1, jitter, options_));
    asked_ = how.retry_after > duration{0} ? how.retry_after : own;
    if (first_) {
      ++in_row_;
      rested();
    }
    return now + asked_ + late_by(asked_, jitter);
  }
  /// Whether the last throttled call was the breach, and the wait that it brought.
  [[nodiscard]] bool first() const noexcept { return first_; }
  [[nodiscard]] duration asked() const noexcept { return asked_; }

  void rested() noexcept {
    ++era_;
    flying_ = 0;
    trial_ = true;
  }
  /// A call of `era` was answered by a service that works.
  void answered(std::uint32_t era) noexcept {
    if (era != era_)
      return; // It was on its way when the wait began, and says nothing about it.
    trial_ = false;
    in_row_ = 0;
  }

private:
  retry_options options_;
  std::uint32_t era_ = 0;
  std::uint32_t in_row_ = 0;
  std::uint32_t flying_ = 0; ///< of this era
  duration asked_{0};
  bool first_ = false;
  bool trial_ = false;
};

} // namespace roamsync
