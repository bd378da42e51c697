#include "engine/simulate/tenant_in_play.hpp"

namespace roamsync {

namespace {

limit known_limit_of(const simulated_tenant& x) {
  return x.learned && x.learned->rate > 0 ? limit{.lanes = x.told.lanes, .rate = x.learned->rate} : x.told;
}

/// As the last run tells it.
work_left whole_work(const simulated_tenant& x) {
  work_left left{x.before};
  left.set_mailboxes({.waiting = x.mailboxes});
  return left;
}

} // namespace

std::uint64_t tenant_in_play::expected() const {
  return static_cast<std::uint64_t>(whole_work(*what).ahead(known_limit_of(*what)).remaining.count());
}

tenant_outlook tenant_in_play::outlook(duration window, time_point now) const {
  tenant_outlook out{.weight = what->weight, .known = started, .closes = time_point{} + window};
  out.work = queue ? left.outlook(queue->scope().in_use(), queue->scope().searching(), now)
                   : whole_work(*what).outlook(known_limit_of(*what), false, now);
  return out;
}

} // namespace roamsync
