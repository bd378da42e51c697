#include "bench/policies/window_worlds.hpp"

#include "bench/policies/play.hpp"
#include "engine/simulate/service.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace roamsync::bench {

namespace {

constexpr double mailboxes_in_all = 40'000;
constexpr std::size_t tenants_in_all = 100;

duration milliseconds(double seconds) {
  return duration{static_cast<std::int64_t>(seconds * 1'000)};
}

simulated_tenant sized(std::size_t i, double share, short_of what, std::uint64_t seed) {
  const auto size = std::max(10.0, std::round(mailboxes_in_all * share));
  // A mailbox takes eight times as long in one tenant as in another, whatever their sizes.
  const auto latency = 100 * std::pow(8.0, drawn(seed, 21, i, 0));
  simulated_tenant out{.id = "t" + std::to_string(i),
                       .mailboxes = static_cast<std::uint32_t>(size),
                       .calls = 3,
                       .told = {.lanes = 4},
                       .before = {.calls = 3, .latency_ms = latency * 1.05, .mailboxes = 50},
                       .service = {.latency = duration{static_cast<std::int64_t>(latency)}}};
  if (what != short_of::places) {
    const auto rate = 0.5 * std::pow(size / 50, 0.7);
    out.told = {.lanes = static_cast<std::uint32_t>(std::max(3.0, std::ceil(1.5 * rate * latency / 1'000))),
                .rate = rate,
                .burst = static_cast<std::uint32_t>(std::max(4.0, std::ceil(2 * rate)))};
  }
  out.service.takes = {
      .rate = out.told.rate, .burst = static_cast<double>(out.told.burst), .lanes = out.told.lanes};
  return out;
}

} // namespace

std::string_view to_string(short_of x) noexcept {
  switch (x) {
  case short_of::places:
    return "short of places";
  case short_of::limits:
    return "short of limits";
  case short_of::both:
    break;
  }
  return "short of both";
}

window_world short_night(short_of what, std::uint64_t seed) {
  window_world out{.tenants = {}, .node = wide_node(seed)};
  constexpr double zipf = 0.6;
  double whole = 0;
  for (std::size_t i = 1; i <= tenants_in_all; ++i)
    whole += std::pow(static_cast<double>(i), -zipf);
  for (std::size_t i = 1; i <= tenants_in_all; ++i)
    out.tenants.push_back(sized(i, std::pow(static_cast<double>(i), -zipf) / whole, what, seed));
  auto& node = out.node;
  node.limits = limits_of("fixed");
  const auto loads = loads_of(out.tenants, node);
  double places = 0;
  if (what != short_of::limits) {
    double work = 0;
    for (const auto& x : loads)
      work += x.work.seconds;
    const auto ratio = what == short_of::both ? 1.0 : 2.0;
    places = std::ceil(work / (ratio * makespan_bound(loads, {}).seconds));
  }
  if (places > 0)
    node.allowed.allowed.lanes = static_cast<std::uint32_t>(places);
  out.bound = makespan_bound(loads, {.connections = places}).seconds;
  node.window = milliseconds(out.bound / 1.5);
  node.look_every = node.window / 200;
  return out;
}

window_world feasible_night(std::uint64_t seed) {
  window_world out{.tenants = {}, .node = wide_node(seed)};
  auto dice = [seed, n = std::uint64_t{0}]() mutable { return drawn(seed, 31, ++n, 0); };
  const auto tenants = 5 + static_cast<std::size_t>(35 * dice());
  for (std::size_t i = 0; i < tenants; ++i) {
    const auto size = std::floor(20 * std::pow(10.0, dice()));
    const auto rate = 0.2 + 2 * dice();
    const auto lanes = 2 + static_cast<std::uint32_t>(4 * dice());
    const auto latency = 100 * std::pow(8.0, dice());
    const auto told = dice() < 0.5;
    simulated_tenant x{
        .id = "t" + std::to_string(i),
        .mailboxes = static_cast<std::uint32_t>(size),
        .calls = 3,
        .told = {.lanes = lanes, .rate = told ? rate : 0, .burst = 6},
        .before = {.calls = 2 + 3 * dice(), .latency_ms = latency * (0.5 + dice()), .mailboxes = 20},
        .service = {.takes = {.rate = rate, .burst = 6, .lanes = lanes},
                    .retry_after = milliseconds(2 + 28 * dice()),
                    .latency = duration{static_cast<std::int64_t>(latency)}}};
    if (dice() < 0.2)
      x.service.unavailable = 0.05 * dice();
    out.tenants.push_back(std::move(x));
  }
  auto& node = out.node;
  const auto loads = loads_of(out.tenants, node);
  double work = 0;
  for (const auto& x : loads)
    work += x.work.seconds;
  const auto longest = makespan_bound(loads, {}).seconds;
  double places = 0;
  if (dice() < 0.5) {
    places = std::max(2.0, std::ceil(work / (longest * (0.8 + 0.7 * dice()))));
    node.allowed.allowed.lanes = static_cast<std::uint32_t>(places);
  }
  out.bound = makespan_bound(loads, {.connections = places}).seconds;
  node.window = milliseconds(out.bound / (0.3 + 0.65 * dice()));
  node.look_every = node.window / 200;
  // Outages and freezes: as long as a night of four hours has them, in proportion.
  for (auto& x : out.tenants) {
    if (dice() < 0.2) {
      const auto from = dice() * out.bound;
      x.service.outage_from = time_point{milliseconds(from)};
      x.service.outage_until = time_point{milliseconds(from + 0.05 * out.bound * dice())};
    }
    if (dice() < 0.2)
      x.service.freezes = {time_point{milliseconds(dice() * out.bound)}};
  }
  return out;
}

} // namespace roamsync::bench
