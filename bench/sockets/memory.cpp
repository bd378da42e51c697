#include "bench/demo/files.hpp"
#include "bench/sockets/crowd.hpp"
#include "bench/sockets/suites.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <fmt/format.h>
#include <utility>

namespace roamsync::bench {

namespace {

/// Connections for a tenant: 4,000 for 10,000.
constexpr double connections_share = 0.4;
constexpr double goal_mb = 400;
/// Some mailboxes are begun while the last groups are still being read: more than the million that has to wait.
constexpr double spare = 1.05;
/// As many tenants begin in a second as one core plans; at `rushed`, answers with groups queue for it.
constexpr unsigned starts = 50;
constexpr unsigned rushed = 1'000;

void add(cell& to, std::uint64_t seed, const crowd_peak& x) {
  to.values.push_back(x.mb);
  if (!x.short_of.empty())
    to.doubts.push_back(fmt::format("repeat {}: {}", seed, x.short_of));
  to.notes.push_back(
      fmt::format("Repeat {}: after {:.0f} s, {} mailboxes waited, {} were planned, {} TLS connections "
                  "were open.",
                  seed, x.seconds, x.waiting, x.planned, x.open));
}

} // namespace

std::vector<cell> cells_of_memory(const socket_order& order, demo::signal_gate& gate) {
  const auto tenants = order.tenants > 0 ? order.tenants : 10'000;
  const auto mailboxes = order.mailboxes > 0 ? order.mailboxes : 1'000'000;
  const auto connections = static_cast<unsigned>(connections_share * static_cast<double>(tenants));
  // With three lanes each, half as many tenants again as it takes to keep all connections busy.
  const auto at_once = connections / 2;
  const goal wanted{.median = goal_mb, .worst = goal_mb};
  auto bounded =
      blank_cell(order, "memory with half as many tenants at once as connections", wanted, "MB at most");
  auto planned = blank_cell(order, "memory with all mailboxes planned", wanted, "MB at most");
  bad_policy all{"all tenants at once", {}, std::nullopt};
  bad_policy rush{fmt::format("{} tenants begun in a second", rushed), {}, std::nullopt};
  const auto members = static_cast<std::size_t>(static_cast<double>(mailboxes) * spare) / tenants;
  crowd_night night{.starts = starts, .connections = connections, .mailboxes = mailboxes};
  crowd world{tenants, members, gate};
  for (const auto seed : order.seeds) {
    night.at_once = at_once;
    night.all_planned = false;
    night.starts = starts;
    add(bounded, seed, world.measure(night));
    night.at_once = 0;
    night.all_planned = true;
    add(planned, seed, world.measure(night));
    all.values.push_back(planned.values.back());
    night.starts = rushed;
    rush.values.push_back(world.measure(night).mb);
  }
  if (!order.figures.empty()) {
    constexpr double megabyte = 1 << 20;
    demo::write_file(order.figures, boost::json::serialize(boost::json::object{
                                        {"mailboxes", tenants * members},
                                        {"connections", connections},
                                        {"tenants_at_once", at_once},
                                        {"peak_bytes", median_of(bounded.values) * megabyte},
                                        {"all_planned_bytes", median_of(planned.values) * megabyte}})
                                        + "\n");
  }
  for (auto* x : {&bounded, &planned})
    x->notes.emplace_back("The same world each time: the seeds count repeats.");
  bounded.bad.push_back(std::move(all));
  planned.bad.push_back(std::move(rush));
  return {std::move(bounded), std::move(planned)};
}

} // namespace roamsync::bench
