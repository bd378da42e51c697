#include "protocols/net/client/idle_pool.hpp"

#include <utility>

namespace roamsync::net {

void idle_pool::park(std::shared_ptr<connection> x, steady::time_point now) {
  auto& kept = *x;
  auto& same_origin = kept.to()->idle;
  kept.parked.parked = true;
  kept.parked.since = now;
  kept.parked.by_age = by_age_.insert(by_age_.end(), &kept);
  kept.parked.in_origin = same_origin.insert(same_origin.end(), std::move(x));
}

std::shared_ptr<connection> idle_pool::take(origin& to) {
  if (to.idle.empty())
    return nullptr;
  auto x = to.idle.back();
  remove(*x);
  return x;
}

std::shared_ptr<connection> idle_pool::take_oldest() {
  if (by_age_.empty())
    return nullptr;
  auto x = *by_age_.front()->parked.in_origin;
  remove(*x);
  return x;
}

void idle_pool::remove(connection& x) {
  if (!std::exchange(x.parked.parked, false))
    return;
  by_age_.erase(x.parked.by_age);
  auto to = x.to(); // keeps the list alive if this was the last reference
  to->idle.erase(x.parked.in_origin);
}

} // namespace roamsync::net
