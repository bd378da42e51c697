#include "bench/demo/night_bound.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

namespace roamsync::demo {
namespace {

/// A slow request may give its place away, at the soonest after so long (docs/architecture.md, "One node, many tenants").
constexpr double place_seconds = 0.5;

double in_its_place(double seconds) {
  return std::min(seconds, place_seconds);
}

/// Of one customer: the quickest request of each kind, and the requests to each mailbox.
struct customer_work {
  std::map<std::string, double> quickest; ///< seconds, by kind
  std::map<std::string, std::vector<double>> mailboxes;

  /// Sums over the kinds that occur.
  struct sum {
    double seconds = 0;
    double in_place = 0;
  };
  [[nodiscard]] sum steps(std::initializer_list<std::string_view> kinds) const {
    sum out;
    for (const auto kind : kinds)
      if (const auto found = quickest.find(std::string{kind}); found != quickest.end()) {
        out.seconds += found->second;
        out.in_place += in_its_place(found->second);
      }
    return out;
  }
};

bool is_mailbox_work(const std::string& kind) {
  return kind == "list" || kind == "content" || kind == "patch" || kind == "defaults" || kind == "delete";
}

} // namespace

std::vector<tenant_load> loads_of(const world& x, std::span<const ledger_line> lines) {
  std::map<std::string, customer_work> work;
  for (const auto& line : lines) {
    if (!line.breach.empty() || line.status == 0 || line.status == 429 || line.status == 503)
      continue;
    auto& customer = work[line.tenant];
    const auto seconds = line.ms / 1000;
    if (is_mailbox_work(line.kind)) {
      customer.mailboxes[line.mailbox].push_back(seconds);
      continue;
    }
    const auto [at, fresh] = customer.quickest.try_emplace(line.kind, seconds);
    if (!fresh)
      at->second = std::min(at->second, seconds);
  }
  std::vector<tenant_load> result;
  for (const auto& c : x.companies) {
    const auto found = work.find(c.id);
    if (found == work.end())
      continue;
    const auto& customer = found->second;
    // Sign-in and directory do not wait for each other; a token is the first step of either.
    auto& load = result.emplace_back();
    load.tenant = c.id;
    const auto sign_in = customer.steps({"authorize", "login", "handback", "owa"});
    const auto directory = customer.steps({"token", "members"});
    load.ready = std::max(sign_in.seconds, directory.seconds);
    load.getting_ready = sign_in.in_place + directory.in_place;
    load.rate = c.server.rate;
    load.burst = c.server.burst;
    load.lanes = c.server.lanes;
    for (const auto& [address, chain] : customer.mailboxes) {
      load.work.add(chain);
      for (const auto seconds : chain)
        load.lent += seconds - in_its_place(seconds);
    }
  }
  return result;
}

lower_bound night_bound(const world& x, std::span<const ledger_line> lines, unsigned node_requests) {
  const auto loads = loads_of(x, lines);
  return makespan_bound(loads, {.connections = static_cast<double>(node_requests)});
}

} // namespace roamsync::demo
