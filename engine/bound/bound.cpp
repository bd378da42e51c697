#include "engine/bound/bound.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>

namespace roamsync {

void tenant_work::add(std::span<const double> mailbox) {
  if (mailbox.empty())
    return;
  const auto sum = std::accumulate(mailbox.begin(), mailbox.end(), 0.0);
  shortest_last = requests > 0 ? std::min(shortest_last, mailbox.back()) : mailbox.back();
  requests += static_cast<double>(mailbox.size());
  seconds += sum;
  longest_mailbox = std::max(longest_mailbox, sum);
  longest_request = std::max(longest_request, *std::max_element(mailbox.begin(), mailbox.end()));
}

namespace {

double rate_term(const tenant_load& x) {
  if (x.rate <= 0)
    return 0;
  const auto frozen = std::max(0.0, x.freeze - x.burst / x.rate);
  return x.ready + frozen + std::max(0.0, x.work.requests - x.burst) / x.rate + x.work.shortest_last;
}

double lanes_term(const tenant_load& x) {
  if (x.lanes <= 0)
    return 0;
  return x.ready + std::max(0.0, x.freeze - x.work.longest_request) + x.work.seconds / x.lanes;
}

/// Work with a connection of its own that tenant i cannot have had done by time t.
double left_at(double t, const tenant_load& x) {
  const auto all = x.work.seconds - x.lent;
  if (t <= x.ready)
    return all;
  return x.lanes > 0 ? std::max(0.0, all - x.lanes * (t - x.ready)) : 0;
}

double connections_term(std::span<const tenant_load> tenants, double connections) {
  if (connections <= 0)
    return 0;
  std::vector<double> times{0.0};
  for (const auto& x : tenants)
    times.push_back(x.ready);
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  double all = 0;
  for (const auto& x : tenants)
    all += x.getting_ready + left_at(0, x);
  auto worst = all / connections;
  for (const auto t : times) {
    double left = 0;
    for (const auto& x : tenants)
      left += left_at(t, x);
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
  case bound_term::egress:
    return "egress";
  case bound_term::starts:
    return "starts";
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
  double requests = 0;
  double started = 0;
  double shortest = std::numeric_limits<double>::infinity();
  for (const auto& x : tenants) {
    if (x.work.requests == 0)
      continue;
    requests += x.work.requests;
    ++started;
    shortest = std::min(shortest, x.ready + x.work.longest_mailbox);
    raise(rate_term(x), bound_term::rate, x.tenant);
    raise(lanes_term(x), bound_term::lanes, x.tenant);
    raise(x.ready + x.work.longest_mailbox, bound_term::chain, x.tenant);
  }
  raise(connections_term(tenants, shared.connections), bound_term::connections, {});
  if (shared.cores > 0)
    raise(shared.cpu_per_request * requests / shared.cores, bound_term::cpu, {});
  if (shared.rate > 0)
    raise(std::max(0.0, requests - shared.burst) / shared.rate, bound_term::egress, {});
  if (shared.starts > 0 && started > 0)
    raise((started - 1) / shared.starts + shortest, bound_term::starts, {});
  return best;
}

} // namespace roamsync
