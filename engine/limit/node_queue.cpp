#include "engine/limit/node_queue.hpp"

#include <algorithm>

namespace roamsync {

namespace {

/// Far above the spread of a healthy service, far below what one that hangs would cost.
constexpr double stuck_at_times = 5;
constexpr duration stuck_at_least{500};
/// Answers until the mean can be relied on, and those that it then looks back on.
constexpr std::uint32_t measured_enough = 32;
constexpr std::uint32_t measured_max = 256;

} // namespace

node_queue::node_queue(const node_limit& options, time_point now)
    : options_(options), gate_(options.allowed.lanes, pace_within(options.allowed), now) {}

void node_queue::add(const std::string& tenant, std::uint32_t weight, call_id id,
                     const std::optional<work_ahead>& ahead) {
  auto& x = flows_[tenant];
  x.cost = 1.0 / std::max(weight, 1U);
  if (ahead)
    take_ahead(tenant, x, *ahead);
  x.calls.push_back(id);
  if (x.calls.size() == 1)
    await_turn(tenant, x);
}

void node_queue::await_turn(const std::string& tenant, flow& x) {
  x.place = {x.tier, std::max(virtual_time_.at(x.tier), x.finish), ++arrivals_};
  x.waits = true;
  turn_.emplace(x.place, tenant);
  longest_.emplace(key_of(x), tenant);
}

void node_queue::end_turn(flow& x) {
  x.waits = false;
  turn_.erase(x.place);
  longest_.erase(key_of(x));
}

node_queue::longest_key node_queue::key_of(const flow& x) noexcept {
  return {x.tier, -x.ahead.remaining, x.place.arrival};
}

void node_queue::take_ahead(const std::string& tenant, flow& x, const work_ahead& ahead) {
  if (ahead == x.ahead)
    return;
  work_ += ahead.work - x.ahead.work;
  if (ahead.remaining != x.ahead.remaining) {
    if (auto it = unfinished_.find(x.ahead.remaining); it != unfinished_.end())
      unfinished_.erase(it);
    if (ahead.remaining > duration{0})
      unfinished_.insert(ahead.remaining);
  }
  if (x.waits)
    longest_.erase(key_of(x));
  x.ahead = ahead;
  if (x.waits)
    longest_.emplace(key_of(x), tenant);
  settle_tier(tenant, x);
}

std::size_t node_queue::tier_of(const work_ahead& x) const noexcept {
  if (!most_)
    return 0;
  return x.each < most_->each_from ? 0 : x.each <= most_->each_max ? 1 : 2;
}

void node_queue::settle_tier(const std::string& tenant, flow& x) {
  const auto tier = tier_of(x.ahead);
  if (tier == x.tier)
    return;
  const auto waited = x.waits;
  if (waited)
    end_turn(x);
  x.tier = tier;
  x.finish = virtual_time_.at(tier); // what it had of the other tier does not count in this one
  if (waited)
    await_turn(tenant, x);
}

void node_queue::set_most(const std::optional<most_first>& x) {
  if (x == most_)
    return;
  most_ = x;
  for (auto& [tenant, of] : flows_)
    settle_tier(tenant, of);
}

void node_queue::leave(const std::string& tenant) {
  if (auto it = flows_.find(tenant); it != flows_.end())
    take_ahead(tenant, it->second, {});
}

passage node_queue::view(const std::string& tenant, duration queued) const {
  auto it = flows_.find(tenant);
  return {.queued = queued,
          .critical = it != flows_.end() && is_critical(it->second.ahead.remaining),
          .crowded = !turn_.empty(),
          .waiting = it != flows_.end() ? static_cast<std::uint32_t>(it->second.calls.size()) : 0U};
}

/// What is left needs at least the longest remaining time, and at least all work over all places.
bool node_queue::is_critical(duration remaining) const {
  if (remaining <= duration{0} || unfinished_.empty())
    return false;
  auto places = std::chrono::duration<double, duration::period>(work_) / std::max(options_.allowed.lanes, 1U);
  auto longest = std::chrono::duration<double, duration::period>(*unfinished_.rbegin());
  return remaining >= options_.critical_from * std::max(places, longest);
}

/// Before all others of its tier, whatever these had.
bool node_queue::goes_first(const flow& x, time_point now) const {
  if (!most_)
    return is_critical(x.ahead.remaining);
  return (x.tier == 0 || most_->critical) && now < most_->closes
         && 2 * x.ahead.remaining >= most_->closes - now;
}

/// Takes the tenant whose turn it is out of those that wait.
std::string node_queue::take_next(time_point now) {
  auto next = turn_.begin();
  const auto last_waits = turn_.rbegin()->first.tier == tiers - 1;
  if (last_waits && next->first.tier != tiers - 1 && ++since_last_tier_ >= last_tier_each) {
    since_last_tier_ = 0;
    next = turn_.lower_bound({.tier = tiers - 1});
  } else {
    auto longest = longest_.begin()->second;
    if (auto& x = flows_.at(longest); goes_first(x, now)) {
      end_turn(x);
      return longest;
    }
  }
  auto [place, tenant] = *next;
  auto& x = flows_.at(tenant);
  end_turn(x);
  virtual_time_.at(place.tier) = place.start;
  x.finish = place.start + x.cost;
  return tenant;
}

node_queue::step node_queue::next(time_point now) {
  step out;
  give_places_away(now);
  while (!turn_.empty()) {
    auto at = gate_.opens_at(now);
    if (!at) { // A call in flight must end first, or hang for too long.
      if (!oldest_.empty() && stuck_ < options_.stuck_max)
        out.wake = flying_.at(oldest_.front()).sent + patience();
      break;
    }
    if (*at > now) {
      out.wake = *at;
      break;
    }
    auto tenant = take_next(now);
    auto& x = flows_.at(tenant);
    auto id = x.calls.front();
    x.calls.erase(x.calls.begin());
    gate_.start(now);
    flying_.emplace(id, flight{.sent = now});
    oldest_.push_back(id);
    out.send.push_back(id);
    if (!x.calls.empty())
      await_turn(tenant, x);
  }
  return out;
}

void node_queue::set_limit(const node_limit& options, time_point now) noexcept {
  options_ = options;
  gate_.set_lanes(options.allowed.lanes);
  gate_.set_pace(pace_within(options.allowed), now);
}

duration node_queue::patience() const noexcept {
  if (measured_ < measured_enough)
    return options_.stuck_after;
  auto usual = duration{static_cast<std::int64_t>(stuck_at_times * usual_ms_)};
  return std::min(options_.stuck_after, std::max(usual, stuck_at_least));
}

/// One that hangs counts like one that got stuck: its whole time would teach patience.
void node_queue::took(duration latency) noexcept {
  measured_ = std::min(measured_ + 1, measured_max);
  usual_ms_ += (static_cast<double>(std::min(latency, options_.stuck_after).count()) - usual_ms_) / measured_;
}

void node_queue::give_places_away(time_point now) {
  while (!oldest_.empty()) {
    auto it = flying_.find(oldest_.front());
    if (it != flying_.end()) {
      if (now - it->second.sent < patience() || stuck_ >= options_.stuck_max)
        return;
      it->second.holds_place = false;
      ++stuck_;
      gate_.end(now);
    }
    oldest_.pop_front();
  }
}

void node_queue::end(call_id id, time_point now) noexcept {
  auto it = flying_.find(id);
  if (it == flying_.end())
    return;
  took(now - it->second.sent);
  if (it->second.holds_place)
    gate_.end(now);
  else
    --stuck_;
  flying_.erase(it);
  while (!oldest_.empty() && !flying_.contains(oldest_.front()))
    oldest_.pop_front();
}

std::vector<node_queue::call_id> node_queue::take(const std::string& tenant) {
  auto it = flows_.find(tenant);
  if (it == flows_.end() || it->second.calls.empty())
    return {};
  auto& x = it->second;
  std::vector<call_id> out(x.calls.begin(), x.calls.end());
  x.calls.clear();
  end_turn(x);
  return out;
}

} // namespace roamsync
