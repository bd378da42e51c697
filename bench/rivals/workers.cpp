#include "bench/rivals/workers.hpp"

#include <cassert>

namespace roamsync::bench {

workers::workers(const limit& allowed, time_point now)
    : allowed_(allowed), rate_(allowed.rate, std::max(allowed.burst, 1U), std::max(allowed.burst, 1U), now) {}

std::optional<time_point> workers::opens_at(time_point now) const {
  const auto most = std::min(width(), lanes());
  if (calls_.size() >= most)
    return std::nullopt;
  auto at = std::max({now, rests_until_, paced_at(now)});
  if (allowed_.rate > 0)
    at = std::max(at, rate_.opens_at(now));
  // All workers that are not at a call may be asleep.
  if (calls_.size() + sleepers_.size() >= lanes())
    at = std::max(at, sleepers_.at(calls_.size() + sleepers_.size() - lanes()).until);
  return at;
}

std::uint64_t workers::start(time_point now) {
  assert(opens_at(now) && *opens_at(now) <= now);
  started(now);
  if (allowed_.rate > 0)
    rate_.take(now);
  call x{.began = now, .beside = in_flight() + 1};
  if (!sleepers_.empty() && sleepers_.front().until <= now) {
    x.failures = sleepers_.front().failures;
    sleepers_.erase(sleepers_.begin());
  }
  calls_.emplace(++tickets_, x);
  return tickets_;
}

time_point workers::end(std::uint64_t which, const call_end& how, time_point now, double jitter) {
  const auto found = calls_.find(which);
  assert(found != calls_.end());
  const auto x = found->second;
  calls_.erase(found);
  const auto sleep = ended(x, how, now, jitter);
  if (how.what != verdict::throttled)
    return now;
  const sleeper one{now + sleep, x.failures + 1};
  const auto place = std::upper_bound(sleepers_.begin(), sleepers_.end(), one,
                                      [](const sleeper& a, const sleeper& b) { return a.until < b.until; });
  sleepers_.insert(place, one);
  return one.until;
}

void workers::set_limit(const limit& allowed, time_point now) {
  const double depth = std::max(allowed.burst, 1U);
  if (allowed_.rate > 0)
    rate_.change(allowed.rate, depth, now);
  else
    rate_ = {allowed.rate, depth, depth, now};
  allowed_ = allowed;
}

} // namespace roamsync::bench
