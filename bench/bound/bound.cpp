#include "bench/bound/bound.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>

namespace roamsync::bench {
namespace {

/// Sums over one tenant's requests.
struct work {
  double requests = 0;
  double seconds = 0;
  double longest_request = 0;
  double longest_mailbox = 0;
  double shortest_last = 0; ///< the last request to start takes at least this
};

work sum_up(const tenant_load& x) {
  work result;
  auto shortest_last = std::numeric_limits<double>::infinity();
  for (const auto& chain : x.mailboxes) {
    if (chain.empty())
      continue;
    const auto seconds = std::accumulate(chain.begin(), chain.end(), 0.0);
    result.requests += static_cast<double>(chain.size());
    result.seconds += seconds;
    result.longest_mailbox = std::max(result.longest_mailbox, seconds);
    result.longest_request = std::max(result.longest_request, *std::max_element(chain.begin(), chain.end()));
    shortest_last = std::min(shortest_last, chain.back());
  }
  if (result.requests > 0)
    result.shortest_last = shortest_last;
  return result;
}

double rate_term(const tenant_load& x, const work& sum) {
  if (x.rate <= 0)
    return 0;
  const auto frozen = std::max(0.0, x.freeze - x.burst / x.rate);
  return x.ready + frozen + std::max(0.0, sum.requests - x.burst) / x.rate + sum.shortest_last;
}

double lanes_term(const tenant_load& x, const work& sum) {
  if (x.lanes <= 0)
    return 0;
  return x.ready + std::max(0.0, x.freeze - sum.longest_request) + sum.seconds / x.lanes;
}

/// Work that tenant i cannot have had done by time t.
double left_at(double t, const tenant_load& x, const work& sum) {
  if (t <= x.ready)
    return sum.seconds;
  return x.lanes > 0 ? std::max(0.0, sum.seconds - x.lanes * (t - x.ready)) : 0;
}

double connections_term(std::span<const tenant_load> tenants, const std::vector<work>& sums,
                        double connections) {
  if (connections <= 0)
    return 0;
  std::vector<double> times{0.0};
  for (const auto& x : tenants)
    times.push_back(x.ready);
  double worst = 0;
  for (const auto t : times) {
    double left = 0;
    for (std::size_t i = 0; i < tenants.size(); ++i)
      left += left_at(t, tenants[i], sums[i]);
    if (left > 0) // all done by t: t itself is no bound
      worst = std::max(worst, t + left / connections);
  }
  return worst;
}

} // namespace

std::string_view to_string(bound_term x) noexcept {
  switch (x) {
  case bound_term::rate:
    return "rate";
  case bound_term::lanes:
    return "lanes";
  case bound_term::chain:
    return "chain";
  case bound_term::connections:
    return "connections";
  case bound_term::cpu:
    break;
  }
  return "cpu";
}

lower_bound makespan_bound(std::span<const tenant_load> tenants, const shared_limits& shared) {
  lower_bound best;
  const auto raise = [&best](double seconds, bound_term term, const std::string& tenant) {
    if (seconds > best.seconds)
      best = {seconds, term, tenant};
  };
  std::vector<work> sums;
  double requests = 0;
  for (const auto& x : tenants) {
    const auto& sum = sums.emplace_back(sum_up(x));
    if (sum.requests == 0)
      continue;
    requests += sum.requests;
    raise(rate_term(x, sum), bound_term::rate, x.tenant);
    raise(lanes_term(x, sum), bound_term::lanes, x.tenant);
    raise(x.ready + sum.longest_mailbox, bound_term::chain, x.tenant);
  }
  raise(connections_term(tenants, sums, shared.connections), bound_term::connections, {});
  if (shared.cores > 0)
    raise(shared.cpu_per_request * requests / shared.cores, bound_term::cpu, {});
  return best;
}

} // namespace roamsync::bench
