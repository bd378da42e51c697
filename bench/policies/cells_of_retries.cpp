#include "bench/policies/cells.hpp"
#include "bench/policies/worlds.hpp"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

namespace roamsync::bench {

namespace {

constexpr std::size_t ticks_a_second = 10;

double mean(const std::vector<std::uint32_t>& ticks, std::size_t from, std::size_t to) {
  to = std::min(to, ticks.size());
  return from >= to
             ? 0
             : static_cast<double>(std::accumulate(ticks.begin() + static_cast<std::ptrdiff_t>(from),
                                                   ticks.begin() + static_cast<std::ptrdiff_t>(to), 0ULL))
                   / static_cast<double>(to - from);
}

/// Requests sent inside a wait that had been told, in a night of some million requests to services that freeze.
cell waits_cell(const bench_order& order) {
  auto out = blank_cell(order, "inside a wait", {.median = 0, .worst = 0}, "requests");
  bad_policy jitter{"full-jitter", {}, std::nullopt};
  double requests = 0;
  auto play = [&](std::string_view policy, std::uint64_t seed) {
    std::vector<simulated_tenant> world;
    for (std::size_t i = 0; i < 170 / order.seeds.size() + 1; ++i) {
      world.push_back(hidden_tenant(duration{1'000 + 7'000 * static_cast<std::int64_t>(i % 5)}, 8));
      world.back().id += std::to_string(i);
      world.back().service.tells = i % 4 != 3;
    }
    auto node = wide_node(seed);
    node.limits = limits_of(policy);
    double inside = 0;
    for (const auto& x : simulate(world, node).tenants) {
      inside += static_cast<double>(x.inside_wait);
      requests += policy == "learn" ? static_cast<double>(x.requests) : 0;
    }
    return inside;
  };
  for (auto seed : order.seeds) {
    out.values.push_back(play("learn", seed));
    jitter.values.push_back(play("full-jitter", seed));
  }
  out.bad.push_back(jitter);
  out.notes.push_back(
      std::to_string(static_cast<std::uint64_t>(requests))
      + " requests over all seeds; a quarter of the services name no wait. The forms of Retry-After "
        "are tested on the wire: tests/protocols/wire/http/retry_after_test.cpp, "
        "tests/integration/promise_i02_waits_test.cpp.");
  if (requests < 1e6)
    out.doubts.push_back("fewer than a million requests");
  return out;
}

/// Many tenants that are frozen at one instant for ten seconds although they broke no limit.
struct thaw {
  double back_after = 0; ///< seconds from the end of the wait to 95 % of the rate
  double peak = 0;       ///< the busiest tenth of a second after it, of the steady rate
};

thaw freeze_all(std::size_t tenants, std::uint64_t seed, bool herd) {
  std::vector<simulated_tenant> world;
  for (std::size_t i = 0; i < tenants; ++i)
    world.push_back({.id = "t" + std::to_string(i),
                     .mailboxes = 400,
                     .told = {.lanes = 4, .rate = 10, .burst = 20},
                     .service = {.takes = {.rate = 10, .burst = 20, .lanes = 4},
                                 .freezes = {time_point{std::chrono::seconds{60}}}}});
  auto node = wide_node(seed);
  node.limits = limits_of(herd ? "own-retry-after" : "fixed");
  auto run = simulate(world, node);
  constexpr auto frozen = 60 * ticks_a_second;
  constexpr auto thawed = 70 * ticks_a_second;
  auto steady = mean(run.good_per_tick, 30 * ticks_a_second, frozen);
  thaw out;
  for (auto at = thawed; at < run.good_per_tick.size(); ++at)
    if (mean(run.good_per_tick, at, at + ticks_a_second) >= 0.95 * steady) {
      out.back_after = static_cast<double>(at - thawed) / ticks_a_second;
      break;
    }
  for (auto at = thawed; at < std::min(thawed + 10 * ticks_a_second, run.per_tick.size()); ++at)
    out.peak = std::max(out.peak, run.per_tick[at] / steady);
  return out;
}

void add_thaw(const bench_order& order, std::vector<cell>& out) {
  auto back = blank_cell(order, "back after a wait", {.worst = 1.5}, "s");
  auto peak = blank_cell(order, "1,000 thawed together", {.worst = 1.3}, "times the steady rate");
  bad_policy stampede{"own-retry-after", {}, std::nullopt};
  bad_policy pacer{"rclone-pacer", {}, std::nullopt};
  for (auto seed : order.seeds) {
    auto x = freeze_all(1'000, seed, false);
    back.values.push_back(x.back_after);
    peak.values.push_back(x.peak);
    stampede.values.push_back(freeze_all(1'000, seed, true).peak);
    pacer.values.push_back([&] {
      auto node = wide_node(seed);
      node.limits = limits_of("rclone-pacer");
      simulated_tenant one{.id = "t",
                           .mailboxes = 400,
                           .told = {.lanes = 4, .rate = 10, .burst = 20},
                           .service = {.takes = {.rate = 10, .burst = 20, .lanes = 4},
                                       .freezes = {time_point{std::chrono::seconds{60}}}}};
      auto run = simulate({one}, node);
      auto steady = mean(run.good_per_tick, 300, 600);
      for (std::size_t at = 700; at < run.good_per_tick.size(); ++at)
        if (mean(run.good_per_tick, at, at + ticks_a_second) >= 0.95 * steady)
          return static_cast<double>(at - 700) / ticks_a_second;
      return 1e3;
    }());
  }
  back.bad.push_back(pacer);
  peak.bad.push_back(stampede);
  out.push_back(std::move(back));
  out.push_back(std::move(peak));
}

double amplification(double unavailable, double budget, std::uint64_t seed, double* undone) {
  auto tenant = hidden_tenant(duration{10'000}, 4);
  tenant.told = {.lanes = 4, .rate = 10, .burst = 20};
  tenant.service.unavailable = unavailable;
  auto node = wide_node(seed);
  node.limits = limits_of("fixed");
  node.retry.budget_ratio = budget;
  if (budget >= 1)
    node.retry.budget_max = 1e9;
  auto run = simulate({tenant}, node);
  const auto& x = run.tenants.front();
  if (undone)
    *undone = static_cast<double>(x.failed) / tenant.mailboxes;
  return static_cast<double>(x.requests) / static_cast<double>(x.requests - x.retries);
}

void add_amplification(const bench_order& order, std::vector<cell>& out) {
  for (auto [name, share, wanted] :
       {std::tuple{"retries, healthy", 0.0, 1.01}, {"retries, 30 % 503", 0.3, 1.10}}) {
    auto c = blank_cell(order, name, {.median = wanted, .worst = wanted}, "requests for each call");
    bad_policy bad{share > 0 ? "without a budget" : "without a budget, at 30 % random 503", {}, std::nullopt};
    std::vector<double> undone;
    for (auto seed : order.seeds) {
      double left = 0;
      c.values.push_back(amplification(share, retry_options{}.budget_ratio, seed, &left));
      undone.push_back(100 * left);
      bad.values.push_back(amplification(0.3, 1e9, seed, nullptr));
    }
    c.bad.push_back(bad);
    if (share > 0)
      c.notes.push_back(
          "The price: " + std::to_string(static_cast<int>(median_of(undone)))
          + " % of the mailboxes end as failed for tonight, each with its cause, and are tried again in "
            "the next night. Whoever wants all of them done tonight needs 1.43 requests for each call.");
    out.push_back(std::move(c));
  }
}

constexpr std::size_t outage_tenants = 50;

/// Ten minutes without a good answer for everybody.
cell outage_cell(const bench_order& order) {
  auto out = blank_cell(order, "back after an outage", {.median = 5, .worst = 5}, "s");
  bad_policy slow{"rests up to 30 s", {}, std::nullopt};
  std::vector<double> probes;
  auto play = [&](std::uint64_t seed, duration rest, bool count) {
    std::vector<simulated_tenant> world;
    for (std::size_t i = 0; i < outage_tenants; ++i)
      world.push_back({.id = "t" + std::to_string(i),
                       .mailboxes = 400,
                       .told = {.lanes = 4, .rate = 10, .burst = 20},
                       .service = {.takes = {.rate = 10, .burst = 20, .lanes = 4},
                                   .outage_from = time_point{std::chrono::seconds{60}},
                                   .outage_until = time_point{std::chrono::seconds{660}}}});
    auto node = wide_node(seed);
    node.limits = limits_of("fixed");
    node.retry.rest_max = rest;
    auto run = simulate(world, node);
    constexpr std::size_t over = 660 * ticks_a_second;
    if (count)
      probes.push_back(mean(run.per_tick, 120 * ticks_a_second, over) * ticks_a_second / outage_tenants);
    auto steady = mean(run.good_per_tick, 30 * ticks_a_second, 60 * ticks_a_second);
    for (auto at = over; at < run.good_per_tick.size(); ++at)
      if (mean(run.good_per_tick, at, at + ticks_a_second) >= 0.95 * steady)
        return static_cast<double>(at - over) / ticks_a_second;
    return 1e3;
  };
  for (auto seed : order.seeds) {
    out.values.push_back(play(seed, retry_options{}.rest_max, true));
    slow.values.push_back(play(seed, duration{30'000}, false));
  }
  out.bad.push_back(slow);
  out.notes.push_back("While it lasts, each tenant sends " + figure_text(median_of(probes), out)
                      + " trial calls a second, one at a time.");
  return out;
}

} // namespace

std::vector<cell> cells_of_retries(const bench_order& order) {
  std::vector<cell> out;
  out.push_back(waits_cell(order));
  add_thaw(order, out);
  add_amplification(order, out);
  out.push_back(outage_cell(order));
  return out;
}

} // namespace roamsync::bench
