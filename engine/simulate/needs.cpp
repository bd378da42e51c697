#include "engine/simulate/service.hpp"
#include "engine/simulate/simulate.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

// What a simulated night has to do, whoever does it.
namespace roamsync {

namespace {

tenant_load load_of(const simulated_tenant& x, tenant_work work) {
  const auto users = std::max(x.service_users, 1U);
  return {.tenant = x.id,
          .ready = std::chrono::duration<double>(x.sign_in).count(),
          .rate = users * x.service.takes.rate,
          .burst = users * x.service.takes.burst,
          .lanes = static_cast<double>(users * x.service.takes.lanes),
          .work = work};
}

/// The seconds of each call of one mailbox.
std::vector<double> calls_of(const simulated_tenant& x, std::uint64_t seed, std::uint64_t tenant,
                             std::uint32_t mailbox) {
  std::vector<double> out;
  const auto count = call_count(x, seed, tenant, mailbox);
  for (std::uint32_t step = 0; step < count; ++step)
    out.push_back(std::chrono::duration<double>(latency_of(x, seed, tenant, mailbox, step)).count());
  return out;
}

} // namespace

std::vector<tenant_load> loads_of(const std::vector<simulated_tenant>& tenants, const simulated_run& run) {
  std::vector<tenant_load> out;
  for (std::size_t i = 0; i < tenants.size(); ++i)
    out.push_back(load_of(tenants[i], run.tenants[i].served));
  return out;
}

std::vector<tenant_load> loads_of(const std::vector<simulated_tenant>& tenants, const simulated_node& node) {
  std::vector<tenant_load> out;
  for (std::size_t i = 0; i < tenants.size(); ++i) {
    tenant_work work;
    for (std::uint32_t box = 0; box < tenants[i].mailboxes; ++box)
      work.add(calls_of(tenants[i], node.seed, i, box));
    out.push_back(load_of(tenants[i], work));
  }
  return out;
}

std::vector<tenant_mailboxes> mailboxes_of(const std::vector<simulated_tenant>& tenants,
                                           const simulated_node& node) {
  std::vector<tenant_mailboxes> out;
  for (std::size_t i = 0; i < tenants.size(); ++i) {
    out.push_back({.load = load_of(tenants[i], {}), .mailboxes = {}});
    for (std::uint32_t box = 0; box < tenants[i].mailboxes; ++box) {
      const auto calls = calls_of(tenants[i], node.seed, i, box);
      out.back().mailboxes.push_back({.requests = static_cast<double>(calls.size()),
                                      .seconds = std::accumulate(calls.begin(), calls.end(), 0.0)});
    }
  }
  return out;
}

} // namespace roamsync
