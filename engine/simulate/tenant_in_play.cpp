#include "engine/simulate/tenant_in_play.hpp"

#include "engine/session/expected_work.hpp"

namespace roamsync {

namespace {

limit likely_limit_of(const simulated_tenant& x) {
  return likely_limit(x.told, x.learned.value_or(learned_limit{}));
}

work_left whole_work(const simulated_tenant& x) {
  return expected_work(x.before, {.waiting = x.mailboxes});
}

} // namespace

std::uint64_t tenant_in_play::expected() const {
  return static_cast<std::uint64_t>(whole_work(*what).ahead(likely_limit_of(*what)).remaining.count());
}

tenant_outlook tenant_in_play::outlook(duration window, time_point now) const {
  tenant_outlook out{.weight = what->weight, .known = started, .closes = time_point{} + window};
  out.work = queue ? left.outlook(queue->scope().in_use(), queue->scope().searching(), now)
                   : whole_work(*what).outlook(likely_limit_of(*what), false, now);
  return out;
}

} // namespace roamsync
