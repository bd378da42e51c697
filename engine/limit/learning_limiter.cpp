#include "engine/limit/learning_limiter.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace roamsync {

namespace {

constexpr std::size_t breaches_kept = 3;
/// A limit that was kept for so many calls is one.
constexpr std::uint64_t held_calls = 200;
/// Tokens that the service's bucket may have held by our reckoning when it refused a call.
constexpr double breaks_at_most = 1.5;
/// How often a limit rises in a quiet service, in one that has moved tonight, and how much then.
constexpr double rises_each_s = 12 * 3600;
constexpr double rises_each_s_after_a_move = 600;
constexpr double calms_by = 4;
constexpr double rise = 0.5;
/// Share of the mean rate before the first breach that is tried next: far enough from it for a stretch of
/// another length, near enough to break soon.
constexpr double next_try = 0.6;
/// A try above a limit that is known: so little that the stretch until it breaks tells the rate well.
constexpr double probe_by = 1.12;
/// A pace that holds this long without a breach is raised while the limit is searched.
constexpr duration climb_after{12'000};
constexpr double climb_by = 1.3;

double seconds(duration x) {
  return std::chrono::duration<double>(x).count();
}

} // namespace

learning_limiter::learning_limiter(const limit& allowed, const retry_options& options, time_point now,
                                   const std::optional<learned_limit>& past)
    : ceiling_(allowed), gate_(allowed.lanes, pace_within(allowed), now), wait_(options),
      lanes_(allowed.lanes, past ? past->lanes : 0), floor_(now), rises_each_(rises_each_s), evidence_(now) {
  if (past) {
    cost_ = past->wait;
    evidence_ = now - past->quiet;
    if (past->rate > 0) {
      guess_ = {.rate = past->rate, .burst = past->burst, .doubt = past->doubt};
      settle(now);
    }
  }
  apply_lanes();
}

std::optional<time_point> learning_limiter::opens_at(time_point now) const {
  if (!wait_.lets_start())
    return std::nullopt;
  return gate_.opens_at(now);
}

limiter::ticket learning_limiter::start(time_point now) {
  gate_.start(now);
  if (after_pause_) {
    resumed_ = paced_since_ = now;
    resumed_at_ = paced_from_ = usage_.count();
  }
  usage_.add(now, std::exchange(after_pause_, false));
  flights_.emplace(++last_, flight{.at = now,
                                   .number = usage_.count(),
                                   .in_flight = gate_.in_flight(),
                                   .era = wait_.start(),
                                   .floor = floor_.held(guess_, now)});
  floor_.take(guess_, now);
  climb(now);
  probe_if_due(now);
  return last_;
}

time_point learning_limiter::end(ticket which, const call_end& how, time_point now, double jitter) {
  auto x = flights_.extract(which).mapped();
  x.at += how.queued;
  gate_.end(now);
  wait_.end(x.era);
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
  wait_.end(flights_.extract(which).mapped().era);
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
  floor_.empty(now);
  usage_.empty(x.at);
  if (std::exchange(probing_, false) && confirms(windows)) {
    settle(now);
    return;
  }
  if (is_settled() && x.floor >= breaks_at_most) {
    // It broke where it should have held: the limit has moved, and what was known of the rate goes.
    rises_each_ = rises_each_s_after_a_move;
    // One that broke at once is not known to have been a bucket at all, and gives no shape.
    before_ = usage_.count() - paced_from_ >= held_calls ? std::optional{guess_} : std::nullopt;
    guess_ = {};
    breaches_.clear();
    usage_.clear();
    search_at(gate_.spacing().rate * next_try, now);
    return;
  }
  if (is_settled()) // The bucket may have been as empty as that: the limit is where it was.
    return settle(now);
  auto since_pause = std::chrono::duration<double>(x.at - resumed_).count();
  auto mean = since_pause > 0 ? static_cast<double>(x.number - resumed_at_) / since_pause : 0;
  breaches_.push_back(std::move(windows));
  if (breaches_.size() > breaches_kept)
    breaches_.erase(breaches_.begin());
  if (auto found = explain(breaches_, before_); found && found->doubt < 0.5) {
    guess_ = *found;
    settle(now);
    return;
  }
  guess_ = {};
  auto paced = gate_.spacing().rate;
  search_at((paced > 0 ? std::min(paced, mean) : mean) * next_try, now);
}

/// A try above the limit broke where it had to: the limit is where it was, and may be known better now.
bool learning_limiter::confirms(const breach_windows& windows) {
  auto found = explain({&windows, 1}, guess_);
  if (!found || std::abs(found->rate - guess_.rate) > std::max(2 * guess_.doubt, 0.06) * guess_.rate)
    return false;
  if (found->doubt < guess_.doubt)
    guess_ = *found;
  rises_each_ = std::min(rises_each_ * calms_by, rises_each_s);
  return true;
}

/// Just below what is believed, or just above it once more where a better guess pays for the breach.
void learning_limiter::settle(time_point now) {
  auto lost = guess_.doubt * seconds(stakes_.remaining);
  if (guess_.doubt > 0.004 && stakes_.critical && lost > 1.5 * seconds(cost_)) {
    search_at(guess_.rate * (1 + std::max(2 * guess_.doubt, 0.03)), now);
    return;
  }
  searching_ = false;
  auto safe = pace_within({.lanes = 1,
                           .rate = guess_.rate * (1 - std::min(guess_.doubt, 0.2)),
                           .burst = static_cast<std::uint32_t>(std::max(1.0, guess_.burst))});
  use(safe.rate, safe.depth, now);
}

// -- going up -----------------------------------------------------------------------

/// Without saved-up calls, so that the stretch until the next breach tells the rate.
void learning_limiter::search_at(double rate, time_point now) {
  if (rate <= 0)
    return; // The first call of all was refused, which says nothing of a rate.
  searching_ = true;
  use(rate, 1, now);
}

void learning_limiter::climb(time_point now) {
  if (!searching_ || pace_ <= 0 || now - paced_since_ < climb_after)
    return;
  if (guess_.rate > 0) {
    // It should have broken by now if the limit were the one that is believed.
    auto windows = usage_.before(now, usage_.count() + 1);
    if (burst_at(windows, guess_.rate * (1 + guess_.doubt)) < guess_.burst + 4) {
      paced_since_ = now - climb_after + duration{1'000};
      return;
    }
    rises_each_ = rises_each_s_after_a_move;
    probing_ = false;
    before_ = guess_;
    guess_ = {};
    breaches_.clear();
  }
  const auto stretch = seconds(now - paced_since_);
  if (static_cast<double>(usage_.count() - paced_from_) < stretch * pace_ / 2)
    return end_search(now);
  search_at(pace_ * climb_by, now);
}

/// Something else binds: a higher pace would not be tried by it either.
void learning_limiter::end_search(time_point now) {
  searching_ = false;
  pace_ = 0;
  gate_.set_pace(pace_within(ceiling_), now);
}

/// Limits rise once in a long while: to look is worth a breach about once in sqrt(2 * cost / (how often * by
/// how much)), where what a look costs and what a late look loses are equal.
void learning_limiter::probe_if_due(time_point now) {
  auto nothing_to_find = guess_.rate <= 0 && lanes_.known() == 0;
  if (searching_ || nothing_to_find || !stakes_.critical || cost_ <= duration{0})
    return;
  auto interval = std::sqrt(2 * seconds(cost_) * rises_each_ / rise);
  if (seconds(now - evidence_) < interval || seconds(stakes_.remaining) < interval / 2)
    return;
  evidence_ = now;
  auto busy = guess_.rate * brake_.latency() / 1'000; // lanes that the rate keeps busy (Little's law)
  if (lanes_.known() > 0 && (guess_.rate <= 0 || busy > 0.9 * lanes_.lanes())) {
    lanes_.try_more();
    apply_lanes();
    return;
  }
  if (guess_.rate <= 0)
    return;
  probing_ = true;
  search_at(guess_.rate * probe_by, now);
}

void learning_limiter::use(double rate, double depth, time_point now) {
  pace_ = rate;
  paced_since_ = now;
  paced_from_ = usage_.count();
  pace found{.rate = rate, .depth = std::max(1.0, depth)};
  if (ceiling_.rate > 0) {
    auto told = pace_within(ceiling_);
    found = {.rate = std::min(found.rate, told.rate), .depth = std::min(found.depth, told.depth)};
  }
  gate_.set_pace(found, now);
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
