#include "bench/policies/cells.hpp"
#include "bench/policies/worlds.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace roamsync::bench {

namespace {

std::string number(double x) {
  auto text = std::to_string(x);
  return text.substr(0, text.find('.') + 3);
}

simulated_node full_node(std::uint64_t seed, std::uint32_t places, turn_order turns) {
  auto out = wide_node(seed);
  out.allowed.allowed.lanes = places;
  out.starts.tenants_per_second = 500;
  out.limits = limits_of("fixed");
  out.turns = turns;
  return out;
}

cell known_cell(const bench_order& order, double zipf, double ratio) {
  auto out = blank_cell(order, "Zipf " + number(zipf) + ", ratio " + number(ratio),
                        {.median = 1.02, .worst = 1.04}, "times the bound");
  out.base = 1;
  rival round_robin{"round robin", {}};
  rival random{"random", {}};
  bad_policy fifo{"tenant by tenant", {}, zipf > 0 ? std::optional{1.3} : std::nullopt};
  for (auto seed : order.seeds) {
    const auto world = known_world(zipf, seed);
    const auto places = places_for(world, ratio);
    auto play = [&](turn_order turns) {
      return times_the_bound(world, simulate(world, full_node(seed, places, turns)), places);
    };
    out.values.push_back(play(turn_order::critical_first));
    round_robin.values.push_back(play(turn_order::round_robin));
    random.values.push_back(play(turn_order::random));
    fifo.values.push_back(play(turn_order::tenant_by_tenant));
  }
  if (zipf > 0)
    out.bad.push_back({round_robin.name, round_robin.values, 1.15});
  else
    out.rivals.push_back(round_robin);
  out.rivals.push_back(random);
  out.bad.push_back(fifo);
  add_doubts(out);
  return out;
}

/// Healthy tenants beside sick ones: a tenth throttled for ever, a tenth at 30 s a request, one in a hundred hanging.
std::vector<simulated_tenant> ward(bool with_sick) {
  std::vector<simulated_tenant> out;
  for (std::size_t i = 0; i < 1'000; ++i) {
    auto kind = i % 100;
    auto sick = kind < 21;
    if (sick && !with_sick)
      continue;
    simulated_tenant x{.id = "t" + std::to_string(i),
                       .mailboxes = 60,
                       .told = {.lanes = 3, .rate = 2, .burst = 6},
                       .before = {.calls = 3, .latency_ms = 209, .mailboxes = 50},
                       .service = {.takes = {.rate = 2, .burst = 6, .lanes = 3}}};
    if (kind < 10)
      x.service.takes = {.rate = 1e-6, .burst = 1, .lanes = 3};
    else if (kind < 20)
      x.service.latency = duration{30'000};
    else if (kind == 20)
      x.service.hangs = 1;
    out.push_back(std::move(x));
  }
  return out;
}

cell neighbours_cell(const bench_order& order) {
  auto out = blank_cell(order, "healthy beside sick", {.median = std::nullopt, .worst = 1.02},
                        "times their night alone");
  bad_policy fifo{"tenant by tenant", {}, std::nullopt};
  const auto crowd = ward(true);
  const auto healthy = ward(false);
  auto worst = [&](std::uint64_t seed, turn_order turns) {
    auto play = [&](const std::vector<simulated_tenant>& tenants) {
      auto node = full_node(seed, 400, turns);
      node.allowed.stuck_max = 2'000;
      node.retry = {};
      node.window = std::chrono::hours{1};
      std::vector<std::pair<std::string, double>> ends;
      auto run = simulate(tenants, node);
      for (std::size_t i = 0; i < tenants.size(); ++i)
        ends.emplace_back(tenants[i].id,
                          std::chrono::duration<double>(run.tenants[i].finished - time_point{}).count());
      std::sort(ends.begin(), ends.end());
      return ends;
    };
    auto with = play(crowd);
    double most = 0;
    for (const auto& [id, alone] : play(healthy)) {
      auto it = std::lower_bound(with.begin(), with.end(), std::pair{id, 0.0});
      most = std::max(most, it->second / alone);
    }
    return most;
  };
  for (auto seed : order.seeds) {
    out.values.push_back(worst(seed, turn_order::critical_first));
    fifo.values.push_back(worst(seed, turn_order::tenant_by_tenant));
  }
  out.bad.push_back(fifo);
  out.notes.push_back(
      "For each seed the healthy tenant that suffers most, of 790 beside 210 sick ones; 400 places.");
  return out;
}

/// Jain, Chiu and Hawe 1984: 1 if all have the same, 1/n if one has all.
double jain(const std::vector<double>& x) {
  double sum = 0;
  double squares = 0;
  for (auto v : x) {
    sum += v;
    squares += v * v;
  }
  return sum * sum / (static_cast<double>(x.size()) * squares);
}

cell fairness_cell(const bench_order& order) {
  auto out = blank_cell(order, "fairness at half time", {.is = side::at_least, .median = 0.99, .worst = 0.99},
                        "Jain index");
  bad_policy fifo{"tenant by tenant", {}, std::nullopt};
  auto play = [](std::uint64_t seed, turn_order turns) {
    // A giant on the critical path, and many that could all take more than the node has.
    std::vector<simulated_tenant> world;
    for (std::size_t i = 0; i < 200; ++i)
      world.push_back({.id = "t" + std::to_string(i),
                       .mailboxes = i == 0 ? 6'000U : 400U,
                       .told = {.lanes = i == 0 ? 6U : 4U},
                       .before = {.calls = 3, .latency_ms = 209, .mailboxes = 50},
                       .service = {.takes = {.lanes = i == 0 ? 6U : 4U}}});
    auto node = full_node(seed, 200, turns);
    auto whole = simulate(world, node);
    node.sample_at = time_point{} + whole.makespan / 4;
    auto half = simulate(world, node);
    std::vector<double> served;
    for (const auto& x : half.tenants)
      if (!x.sample.critical && !x.sample.ended)
        served.push_back(static_cast<double>(x.sample.served));
    return served.empty() ? 0.0 : jain(served);
  };
  for (auto seed : order.seeds) {
    out.values.push_back(play(seed, turn_order::critical_first));
    fifo.values.push_back(play(seed, turn_order::tenant_by_tenant));
  }
  out.bad.push_back(fifo);
  return out;
}

} // namespace

std::vector<cell> cells_of_nights(const bench_order& order) {
  std::vector<cell> out;
  for (auto zipf : {0.0, 0.5, 1.0})
    for (auto ratio : {0.8, 1.0, 1.25})
      out.push_back(known_cell(order, zipf, ratio));
  out.push_back(neighbours_cell(order));
  out.push_back(fairness_cell(order));
  return out;
}

} // namespace roamsync::bench
