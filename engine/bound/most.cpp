#include "engine/bound/most.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <utility>

namespace roamsync {

namespace {

/// What is lost to rounding when many numbers are added up must not cost a mailbox.
constexpr double slack = 1e-9;

/// How many of these, the smallest first, fit into `room`.
std::size_t fitting(std::vector<double> sizes, double room) {
  std::sort(sizes.begin(), sizes.end());
  double sum = 0;
  std::size_t n = 0;
  for (; n < sizes.size() && (sum += sizes[n]) <= room * (1 + slack) + slack; ++n)
    ;
  return n;
}

} // namespace

std::uint64_t most_mailboxes(std::span<const tenant_mailboxes> tenants, const shared_limits& shared,
                             double end) {
  std::vector<std::pair<double, std::size_t>> all; // seconds, tenant
  std::vector<std::size_t> most;
  double requests_max = std::numeric_limits<double>::infinity();
  if (shared.cores > 0 && shared.cpu_per_request > 0)
    requests_max = shared.cores * end / shared.cpu_per_request;
  std::vector<double> requests_of_all;
  for (std::size_t i = 0; i < tenants.size(); ++i) {
    const auto& [load, mailboxes] = tenants[i];
    const auto time = end - load.ready;
    std::vector<double> seconds;
    std::vector<double> requests;
    for (const auto& x : mailboxes) {
      if (x.seconds > time + slack)
        continue;
      seconds.push_back(x.seconds);
      requests.push_back(x.requests);
      all.emplace_back(x.seconds, i);
    }
    requests_of_all.insert(requests_of_all.end(), requests.begin(), requests.end());
    auto n = seconds.size();
    if (load.lanes > 0)
      n = std::min(n, fitting(std::move(seconds), load.lanes * time));
    if (load.rate > 0)
      n = std::min(n, fitting(std::move(requests), load.burst + load.rate * time));
    most.push_back(n);
  }
  std::sort(all.begin(), all.end());
  const auto room =
      shared.connections > 0 ? shared.connections * end : std::numeric_limits<double>::infinity();
  double used = 0;
  std::uint64_t taken = 0;
  for (const auto& [seconds, tenant] : all) {
    if (most[tenant] == 0)
      continue;
    used += seconds;
    if (used > room * (1 + slack) + slack)
      break;
    --most[tenant];
    ++taken;
  }
  return std::min<std::uint64_t>(taken, fitting(std::move(requests_of_all), requests_max));
}

} // namespace roamsync
