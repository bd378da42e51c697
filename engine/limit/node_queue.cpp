#include "engine/limit/node_queue.hpp"

#include <algorithm>

namespace roamsync {

node_queue::node_queue(const node_limit& options, time_point now)
    : options_(options), gate_(options.allowed, now) {}

void node_queue::add(const std::string& tenant, std::uint32_t weight, call_id id) {
  auto& x = flows_[tenant];
  x.cost = 1.0 / std::max(weight, 1U);
  x.calls.push_back(id);
  if (x.calls.size() == 1)
    await_turn(tenant, x);
}

void node_queue::await_turn(const std::string& tenant, flow& x) {
  x.place = {std::max(virtual_time_, x.finish), ++arrivals_};
  turn_.emplace(x.place, tenant);
}

node_queue::step node_queue::next(time_point now) {
  step out;
  give_places_away(now);
  while (!turn_.empty()) {
    auto at = gate_.opens_at(now);
    if (!at) { // A call in flight must end first, or hang for too long.
      if (!oldest_.empty() && stuck_ < options_.stuck_max)
        out.wake = oldest_.front().first + options_.stuck_after;
      break;
    }
    if (*at > now) {
      out.wake = *at;
      break;
    }
    auto first = turn_.extract(turn_.begin());
    auto& x = flows_.at(first.mapped());
    virtual_time_ = first.key().first;
    x.finish = virtual_time_ + x.cost;
    auto id = x.calls.front();
    x.calls.pop_front();
    (void)gate_.start(now);
    flying_.emplace(id, true);
    oldest_.emplace_back(now, id);
    out.send.push_back(id);
    if (!x.calls.empty())
      await_turn(first.mapped(), x);
  }
  return out;
}

void node_queue::set_limit(const node_limit& options, time_point now) noexcept {
  options_ = options;
  gate_.set_limit(options.allowed, now);
}

void node_queue::give_places_away(time_point now) {
  while (!oldest_.empty()) {
    auto [sent, id] = oldest_.front();
    auto it = flying_.find(id);
    if (it != flying_.end()) {
      if (now - sent < options_.stuck_after || stuck_ >= options_.stuck_max)
        return;
      it->second = false;
      ++stuck_;
      gate_.end(true, 0);
    }
    oldest_.pop_front();
  }
}

void node_queue::end(call_id id) noexcept {
  auto it = flying_.find(id);
  if (it == flying_.end())
    return;
  if (it->second)
    gate_.end(true, 0);
  else
    --stuck_;
  flying_.erase(it);
  while (!oldest_.empty() && !flying_.contains(oldest_.front().second))
    oldest_.pop_front();
}

std::vector<node_queue::call_id> node_queue::take(const std::string& tenant) {
  auto it = flows_.find(tenant);
  if (it == flows_.end() || it->second.calls.empty())
    return {};
  auto& x = it->second;
  std::vector<call_id> out(x.calls.begin(), x.calls.end());
  x.calls.clear();
  turn_.erase(x.place);
  return out;
}

} // namespace roamsync
