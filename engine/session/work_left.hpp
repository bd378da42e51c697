#pragma once

#include "engine/base/time.hpp"
#include "engine/forecast/work_outlook.hpp"
#include "engine/limit/limit.hpp"
#include "engine/limit/node_queue.hpp"
#include "engine/session/mailbox_cost.hpp"
#include "engine/session/mailboxes_ahead.hpp"
#include "engine/session/waits_seen.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace roamsync {

/// How much work a session has ahead, and its tenant by all sessions together: the mailboxes that are left, at what those before them took, tonight and
/// in the last run.
class work_left {
public:
  explicit work_left(const mailbox_cost& before = {}) noexcept : before_(before), calls_each_(before.calls) {}

  void set_mailboxes(const mailboxes_ahead& x) noexcept {
    left_ = x.waiting + x.open;
    open_ = x.open;
    lines_ = std::max(x.lines, 1U);
    if (std::exchange(ended_, x.ended) == x.ended)
      return;
    // Those in work are half done on average. What moves by less than a twentieth is that, and no news: tenants
    // that are alike must not overtake each other by noise.
    auto seen = (before_.calls * weight() + calls_) / (weight() + ended_ + open_ / 2.0);
    if (std::abs(seen - calls_each_) > calls_each_ / 20)
      calls_each_ = seen;
  }
  void call_answered(duration latency) noexcept {
    ++calls_;
    time_ += static_cast<double>(latency.count());
  }

  /// A call was sent that brought nothing and is sent again.
  void call_failed() noexcept { ++failed_; }
  /// `until`: the end of the wait as it stands; after each answer.
  void see_wait(time_point now, time_point until) noexcept { waits_.see(now, until, calls_); }

  /// Of what was seen so far; for the next run.
  [[nodiscard]] mailbox_cost cost() const noexcept {
    // Answers come soon, and a guess at their time that outlives them hides which tenants are critical.
    auto calls = is_guess() ? 1 : before_.calls * weight();
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
            .work = duration{static_cast<std::int64_t>(work * lines_)},
            .each =
                duration{std::max<std::int64_t>(1, static_cast<std::int64_t>(each.calls * each.latency_ms))}};
  }

  /// The same for a forecast, which is to be right and need not be steady: what the last run tells counts as three
  /// mailboxes only, and a guess as one. Calls that have to be sent again come as often as they did.
  ///
  /// The spread is that of a sum foretold from the mean of others (the prediction interval of Hahn and Meeker
  /// 1991, ch. 4): what n mailboxes took tells of m more within cv * sqrt(1/n + 1/m). On top comes what the last run may be
  /// off, as far as it still counts.
  ///
  /// `searching`: the rate in use is a step of a search, and the soonest end does not rely on it.
  [[nodiscard]] work_outlook outlook(const limit& in_use, bool searching, time_point now) const noexcept {
    work_outlook out{.ahead = ahead(in_use), .mailboxes = static_cast<double>(left_) * lines_};
    if (left_ == 0)
      return out;
    const auto past = is_guess() ? 1.0 : 3.0;
    const auto tonight = ended_ + open_ / 2.0;
    const auto calls_each = (before_.calls * past + calls_) / (past + tonight);
    const auto past_calls = before_.calls * past;
    const auto latency = (before_.latency_ms * past_calls + time_) / (past_calls + calls_);
    const auto again = calls_ > 0 ? 1 + failed_ / calls_ : 1.0;
    out.calls = std::max(1.0, calls_each * (left_ - open_ / 2.0)) * again;
    const auto work = out.calls * latency;
    const auto by_rate = in_use.rate > 0 ? out.calls / in_use.rate * 1000.0 : 0.0;
    out.ahead.work = duration{static_cast<std::int64_t>(work * lines_)};
    const auto by_lanes = work / std::max(in_use.lanes, 1U);
    out.ahead.remaining = duration{static_cast<std::int64_t>(std::max({by_lanes, by_rate, 1.0}))};
    out.soonest = searching ? duration{static_cast<std::int64_t>(by_lanes)} : out.ahead.remaining;
    if (const auto pace = waits_.pace(now); pace > 0)
      out.soonest =
          std::min(out.soonest, duration{static_cast<std::int64_t>(out.calls / again / pace * 1000.0)});
    out.calls *= lines_;
    const auto off = nights_differ * past / (past + tonight);
    // How far those in work are is not known: anything from nothing to all of it, and they may go in step.
    const auto in_step = open_ / std::sqrt(12.0) / (past + tonight);
    out.spread = std::sqrt(mailboxes_differ * mailboxes_differ * (1 / (past + tonight) + 1.0 / left_)
                           + off * off + in_step * in_step);
    out.waits = waits_.share(now);
    out.wait_each = waits_.each(now);
    out.watched = waits_.watched(now);
    out.not_before = waits_.until();
    return out;
  }

private:
  static constexpr double weight_max = 50;
  /// The coefficient of variation of what a mailbox takes: one that is only read takes a third of one that is written.
  static constexpr double mailboxes_differ = 0.5;
  static constexpr double nights_differ = 0.5; ///< the same of a mailbox in one night and in the next

  [[nodiscard]] bool is_guess() const noexcept { return before_.mailboxes <= mailbox_cost{}.mailboxes; }
  [[nodiscard]] double weight() const noexcept { return std::min(before_.mailboxes, weight_max); }

  mailbox_cost before_;
  double calls_each_;
  std::uint32_t left_ = 0;
  std::uint32_t open_ = 0;
  std::uint32_t ended_ = 0;
  std::uint32_t lines_ = 1; ///< that share what the tenant has ahead
  double calls_ = 0;
  double time_ = 0;
  double failed_ = 0;
  waits_seen waits_;
};

} // namespace roamsync
