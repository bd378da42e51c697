#include "engine/simulate/node_in_play.hpp"

#include "engine/limit/policies.hpp"
#include "engine/simulate/service.hpp"

namespace roamsync {

supervisor_options without_watchdog(supervisor_options x) {
  x.watchdog = duration{0};
  return x;
}

simulated_node with_limits(simulated_node x) {
  if (!x.limits)
    x.limits = [](const limit& told, const retry_options& retry, time_point now,
                  const std::optional<learned_limit>& past) {
      return make_limiter(limit_policy::learn, told, retry, now, past);
    };
  return x;
}

node_limit limit_of(const simulated_node& node) {
  auto out = node.allowed;
  if (node.turns == turn_order::round_robin)
    out.critical_from = 2;
  else if (node.turns != turn_order::critical_first)
    out.critical_from = 0;
  return out;
}

work_ahead turn_of(const simulated_node& node, std::uint32_t tenant, std::uint32_t tenants,
                   const work_ahead& ahead, std::uint64_t& draws) {
  if (node.turns == turn_order::tenant_by_tenant)
    return {.remaining = duration{static_cast<std::int64_t>(tenants - tenant)}};
  if (node.turns == turn_order::random)
    return {.remaining = duration{1 + static_cast<std::int64_t>(drawn(node.seed, 7, tenant, ++draws) * 1e9)}};
  return ahead;
}

void count_arrival(simulated_run& run, time_point at, bool good) {
  const auto tick = static_cast<std::size_t>(at.time_since_epoch().count() / 100);
  if (tick >= run.per_tick.size()) {
    run.per_tick.resize(tick + 1);
    run.good_per_tick.resize(tick + 1);
  }
  ++run.per_tick[tick];
  run.good_per_tick[tick] += good ? 1 : 0;
}

} // namespace roamsync
