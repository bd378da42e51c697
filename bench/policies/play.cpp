#include "bench/policies/play.hpp"

#include "bench/rivals/rivals.hpp"
#include "engine/bound/bound.hpp"
#include "engine/limit/policies.hpp"

#include <algorithm>
#include <utility>

namespace roamsync::bench {

cell blank_cell(const bench_order& order, std::string name, goal wanted, std::string unit) {
  cell out;
  out.name = std::move(name);
  out.wanted = wanted;
  out.unit = std::move(unit);
  out.seeds = order.seeds;
  out.command = order.command;
  out.on = order.on;
  return out;
}

limiter_maker limits_of(std::string_view policy) {
  return [name = std::string{policy}](const limit& told, const retry_options& retry, time_point now,
                                      const std::optional<learned_limit>& past) {
    if (name == "learn" || name == "fixed")
      return make_limiter(name == "learn" ? limit_policy::learn : limit_policy::fixed, told, retry, now,
                          past);
    return make_rival(name, told, now);
  };
}

double times_the_bound(const std::vector<simulated_tenant>& tenants, const simulated_run& run,
                       double places) {
  auto bound = makespan_bound(loads_of(tenants, run), {.connections = places});
  return std::chrono::duration<double>(run.makespan).count() / bound.seconds;
}

simulated_node wide_node(std::uint64_t seed) {
  simulated_node out;
  out.allowed.allowed.lanes = 100'000;
  out.starts.tenants_per_second = 1'000;
  // No call is given up for want of time: every policy has to do all of the work.
  out.call_deadline = std::chrono::hours{24};
  out.retry.throttle_wait_max = std::chrono::hours{24};
  out.seed = seed;
  return out;
}

void add_doubts(cell& x) {
  if (std::any_of(x.values.begin(), x.values.end(), [&](double v) { return v < x.base; }))
    x.doubts.push_back("a night ended before its lower bound: the bound or the simulated limits are wrong");
}

} // namespace roamsync::bench
