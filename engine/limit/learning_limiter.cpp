#include "engine/limit/learning_limiter.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace roamsync {

namespace {

constexpr std::size_t breaches_kept = 3;
/// How often a limit rises in a quiet service, in one that has moved tonight, and how much then.
constexpr double rises_each_s = 4 * 3600;
constexpr double rises_each_s_when_moving = 600;
constexpr double rise = 0.5;
/// Share of the mean rate before the first breach that is tried next: far enough from it for a stretch of
/// another length, near enough to break soon.
constexpr double second_try = 0.6;
/// A pace that holds this long without a breach is raised while the limit is searched.
constexpr duration climb_after{12'000};
constexpr double climb_by = 1.25;

double seconds(duration x) {
  return std::chrono::duration<double>(x).count();
}

} // namespace

learning_limiter::learning_limiter(const limit& allowed, const retry_options& options, time_point now,
                                   const std::optional<learned_limit>& past)
    : ceiling_(allowed), gate_(allowed.lanes, pace_within(allowed), now), wait_(options),
      lanes_(allowed.lanes, past ? past->lanes : 0), evidence_(now) {
  if (past && past->rate > 0) {
    guess_ = {.rate = past->rate, .burst = past->burst, .doubt = past->doubt};
    cost_ = past->wait;
    evidence_ = now - past->quiet;
    settle(now);
  }
  apply_lanes();
}

std::optional<time_point> learning_limiter::opens_at(time_point now) const {
  if (wait_.trial() && gate_.in_flight() > 0)
    return std::nullopt;
  return gate_.opens_at(now);
}

limiter::ticket learning_limiter::start(time_point now) {
  gate_.start(now);
  usage_.add(now, std::exchange(after_pause_, false));
  flights_.emplace(++last_, flight{now, usage_.count(), gate_.in_flight(), wait_.era()});
  climb(now);
  probe_if_due(now);
  return last_;
}

time_point learning_limiter::end(ticket which, const call_end& how, time_point now, double jitter) {
  auto x = flights_.extract(which).mapped();
  x.at += how.queued;
  gate_.end(now);
  if (how.what == verdict::throttled) {
    auto until = wait_.throttled(how, x.era, now, jitter);
    if (wait_.first()) {
      cost_ = wait_.asked();
      on_breach(x, now);
    }
    usage_.take_back(1);
    gate_.rest_until(until);
    after_pause_ = true;
    apply_lanes();
    return gate_.waits_until();
  }
  if (how.what == verdict::ok || how.what == verdict::failed) {
    wait_.answered(x.era);
    brake_.answered(how.latency, lanes_.lanes());
    lanes_.good(x.in_flight);
    apply_lanes();
  }
  return now;
}

void learning_limiter::forget(ticket which, time_point now) {
  flights_.erase(which);
  gate_.end(now);
  usage_.take_back(1);
}

void learning_limiter::rest_until(time_point until) {
  gate_.rest_until(until);
  wait_.rested();
  after_pause_ = true;
}

// -- what a breach tells ------------------------------------------------------------

void learning_limiter::on_breach(const flight& x, time_point now) {
  evidence_ = now;
  if (!lanes_.breach(x.in_flight))
    on_rate_breach(x, now);
}

void learning_limiter::on_rate_breach(const flight& x, time_point now) {
  auto windows = usage_.before(x.at, x.number);
  auto mean = 0.0; // since the bucket was last full, as far as that is known
  if (!windows.empty() && windows.back().seconds >= 0)
    for (const auto& w : windows)
      if (w.seconds > 0)
        mean = mean == 0 ? w.calls / w.seconds : std::max(mean, std::min(w.calls / w.seconds, 1e6));
  auto in_reach = guess_.rate > 0 ? burst_at(windows, guess_.rate) : 0;
  if (is_settled() && in_reach < guess_.burst - 1.5) {
    // It broke where it should have held: the limit has moved, and what was known of the rate goes.
    ++moved_;
    breaches_.clear();
    usage_.clear();
    searching_ = true;
    use(pace_ * second_try, 1, now);
    return;
  }
  breaches_.push_back(std::move(windows));
  if (breaches_.size() > breaches_kept)
    breaches_.erase(breaches_.begin());
  bucket_answer best;
  for (std::size_t i = 0; i + 1 < breaches_.size(); ++i)
    if (auto y = explain(breaches_[i], breaches_.back());
        y.found && (!best.found || y.guess.doubt < best.guess.doubt))
      best = y;
  if (best.found && best.guess.doubt < 0.5) {
    guess_ = best.guess;
    settle(now);
    return;
  }
  searching_ = true;
  use((pace_ > 0 ? pace_ : mean) * second_try, 1, now);
}

/// Just below what is believed, or just above it once more where a better guess pays for the breach.
void learning_limiter::settle(time_point now) {
  auto lost = guess_.doubt * seconds(stakes_.remaining);
  if (guess_.doubt > 0.004 && stakes_.critical && lost > 1.5 * seconds(cost_)) {
    searching_ = true;
    use(guess_.rate * (1 + std::max(2 * guess_.doubt, 0.03)), guess_.burst, now);
    return;
  }
  searching_ = false;
  auto safe = pace_within({.lanes = 1,
                           .rate = guess_.rate * (1 - std::min(guess_.doubt, 0.2)),
                           .burst = static_cast<std::uint32_t>(std::max(1.0, guess_.burst))});
  use(safe.rate, safe.depth, now);
}

// -- going up -----------------------------------------------------------------------

void learning_limiter::climb(time_point now) {
  if (!searching_ || pace_ <= 0 || now - paced_since_ < climb_after)
    return;
  // While the pace is above what is believed, the breach that it will bring is waited for.
  if (guess_.rate > 0 && !breaches_.empty())
    return;
  use(pace_ * climb_by, 1, now);
}

/// Limits rise once in a long while: to look is worth a breach about once in sqrt(2 * cost / (how often * by
/// how much)), where what a look costs and what a late look loses are equal.
void learning_limiter::probe_if_due(time_point now) {
  if (!is_settled() || !stakes_.critical || cost_ <= duration{0})
    return;
  auto each = moved_ > 0 ? rises_each_s_when_moving : rises_each_s;
  auto interval = std::sqrt(2 * seconds(cost_) * each / rise);
  if (seconds(now - evidence_) < interval || seconds(stakes_.remaining) < interval / 2)
    return;
  evidence_ = now;
  searching_ = true;
  use(guess_.rate * (1 + rise), guess_.burst, now);
}

void learning_limiter::use(double rate, double depth, time_point now) {
  pace_ = rate;
  paced_since_ = now;
  if (ceiling_.rate > 0)
    if (auto told = pace_within(ceiling_); rate >= told.rate) {
      gate_.set_pace(told, now);
      return;
    }
  gate_.set_pace({.rate = rate, .depth = std::max(1.0, depth)}, now);
}

void learning_limiter::apply_lanes() {
  auto lanes = lanes_.lanes();
  gate_.set_lanes(lanes - brake_.spare(lanes));
}

void learning_limiter::set_limit(const limit& allowed, time_point now) {
  ceiling_ = allowed;
  lanes_.set_ceiling(allowed.lanes);
  apply_lanes();
  if (pace_ > 0)
    use(pace_, gate_.spacing().depth, now);
  else
    gate_.set_pace(pace_within(allowed), now);
}

std::optional<learned_limit> learning_limiter::learned(time_point now) const {
  if (guess_.rate <= 0 && lanes_.known() == 0)
    return std::nullopt;
  return learned_limit{.rate = guess_.rate,
                       .burst = guess_.burst,
                       .doubt = guess_.doubt,
                       .lanes = lanes_.known(),
                       .wait = cost_,
                       .quiet = now - evidence_};
}

limit learning_limiter::in_use() const {
  const auto& x = gate_.spacing();
  return {.lanes = gate_.lanes(), .rate = x.rate, .burst = static_cast<std::uint32_t>(x.depth)};
}

} // namespace roamsync
