#include "bench/policies/cells.hpp"
#include "bench/policies/worlds.hpp"
#include "bench/rivals/rivals.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace roamsync::bench {

namespace {

/// The rivals that somebody ships. A plain AIMD on a shared rate is nobody's product; it stands beside them.
constexpr std::string_view unshipped = "aimd-rate";

struct two_nights {
  double cold = 0;
  double warm = 0;
  double cold_throttled = 0; ///< per cent of the requests
  double warm_throttled = 0;
};

two_nights play(std::string_view policy, duration retry_after, std::uint32_t lanes, std::uint64_t seed) {
  std::vector<simulated_tenant> world{hidden_tenant(retry_after, lanes)};
  auto night = [&](std::uint64_t of_night) {
    auto node = wide_node(seed * 1'000 + of_night);
    node.limits = limits_of(policy);
    auto run = simulate(world, node);
    const auto& end = run.tenants.front();
    auto share = 100 * static_cast<double>(end.throttled) / static_cast<double>(end.requests);
    auto times = end.failed > 0 ? std::numeric_limits<double>::infinity() : times_the_bound(world, run, 0);
    world.front().learned = end.learned;
    world.front().before = end.cost;
    return std::pair{times, share};
  };
  auto [cold, cold_share] = night(1);
  auto [warm, warm_share] = night(2);
  return {cold, warm, cold_share, warm_share};
}

void add_hidden(const bench_order& order, duration retry_after, double cold_goal, double warm_goal,
                std::vector<cell>& out) {
  auto name = "hidden, " + std::to_string(retry_after.count() / 1'000) + " s";
  std::vector<rival> cold_rivals;
  std::vector<rival> warm_rivals;
  auto cold = blank_cell(order, name + ", cold", {.median = cold_goal}, "times the bound");
  auto warm = blank_cell(order, name + ", warm", {.median = warm_goal}, "times the bound");
  auto cold_429 = blank_cell(order, name + ", cold, 429s", {.median = 0.3}, "% of the requests");
  auto warm_429 = blank_cell(order, name + ", warm, 429s", {.median = 0.05}, "% of the requests");
  cold.base = warm.base = 1;
  for (auto seed : order.seeds) {
    auto x = play("learn", retry_after, 4, seed);
    cold.values.push_back(x.cold);
    warm.values.push_back(x.warm);
    cold_429.values.push_back(x.cold_throttled);
    warm_429.values.push_back(x.warm_throttled);
  }
  std::vector<double> best_cold(order.seeds.size(), 1e9);
  std::vector<double> best_warm(order.seeds.size(), 1e9);
  double unshipped_cold = 0;
  for (auto policy : rival_names()) {
    rival rc{std::string{policy}, {}};
    rival rw = rc;
    rival tc = rc;
    rival tw = rc;
    for (std::size_t i = 0; i < order.seeds.size(); ++i) {
      auto x = play(policy, retry_after, 4, order.seeds[i]);
      rc.values.push_back(x.cold);
      rw.values.push_back(x.warm);
      tc.values.push_back(x.cold_throttled);
      tw.values.push_back(x.warm_throttled);
      if (policy != unshipped) {
        best_cold[i] = std::min(best_cold[i], x.cold);
        best_warm[i] = std::min(best_warm[i], x.warm);
      }
    }
    if (policy == unshipped)
      unshipped_cold = median_of(rc.values);
    if (policy == "full-jitter") {
      for (auto [to, from] : {std::pair{&cold, &rc}, {&warm, &rw}, {&cold_429, &tc}, {&warm_429, &tw}})
        to->bad.push_back({from->name, from->values, std::nullopt});
      continue;
    }
    cold.rivals.push_back(rc);
    warm.rivals.push_back(rw);
    cold_429.rivals.push_back(tc);
    warm_429.rivals.push_back(tw);
  }
  auto faster = [&](std::string which, double goal_of, const std::vector<double>& best, const cell& ours) {
    auto c = blank_cell(order, name + ", " + which + ", best rival",
                        {.is = side::at_least, .median = goal_of}, "times as fast");
    for (std::size_t i = 0; i < best.size(); ++i)
      c.values.push_back(best[i] / ours.values[i]);
    c.bad.push_back({"the best rival itself", std::vector<double>(best.size(), 1.0), std::nullopt});
    c.notes.push_back(
        "The best for each seed of those that somebody ships. A plain AIMD on a rate that all lanes "
        "share, which nobody ships, has a median of "
        + figure_text(unshipped_cold, ours) + " times the bound in the first night.");
    return c;
  };
  auto faster_cold = faster("cold", 1.7, best_cold, cold);
  auto faster_warm = faster("warm", 2.0, best_warm, warm);
  add_doubts(cold);
  add_doubts(warm);
  for (auto* x : {&cold, &warm, &cold_429, &warm_429, &faster_cold, &faster_warm})
    out.push_back(std::move(*x));
}

/// Seconds from a change of the limit until the pace is within 15 % of the new one and stays so for a minute.
double learned_after(std::string_view policy, duration retry_after, double factor, std::uint64_t seed) {
  auto tenant = hidden_tenant(retry_after, 8, 4'000);
  tenant.service.takes.lanes = 8;
  const auto changes = time_point{std::chrono::seconds{300}};
  tenant.service.changes = {{changes, {10 * factor, 20 * factor, 8}}};
  tenant.learned = learned_limit{.rate = 10, .burst = 20, .doubt = 0.01, .lanes = 8, .wait = retry_after};
  auto node = wide_node(seed);
  node.limits = limits_of(policy);
  auto run = simulate({tenant}, node);
  const auto& rates = run.tenants.front().rates;
  auto good = [&](double x) { return x > 0.85 * 10 * factor && x < 1.15 * 10 * factor; };
  for (std::size_t i = 0; i < rates.size(); ++i) {
    if (rates[i].first < changes || !good(rates[i].second))
      continue;
    auto holds = true;
    for (auto k = i + 1; k < rates.size() && rates[k].first < rates[i].first + std::chrono::minutes{1}; ++k)
      holds = holds && good(rates[k].second);
    if (holds)
      return std::chrono::duration<double>(rates[i].first - changes).count();
  }
  return std::chrono::duration<double>(run.makespan).count();
}

cell change_cell(const bench_order& order, duration retry_after, double factor) {
  auto seconds = static_cast<double>(retry_after.count()) / 1'000;
  auto out = blank_cell(order,
                        std::string{factor < 1 ? "halved" : "doubled"} + " at night, "
                            + std::to_string(retry_after.count() / 1'000) + " s",
                        {.median = seconds + 30}, "s until it is learned");
  bad_policy fixed{"fixed", {}, std::nullopt};
  for (auto seed : order.seeds) {
    out.values.push_back(learned_after("learn", retry_after, factor, seed));
    fixed.values.push_back(learned_after("fixed", retry_after, factor, seed));
  }
  out.bad.push_back(fixed);
  out.notes.push_back(
      "Until the pace is within 15 % of the new limit and stays so for a minute; the wait that the last "
      "breach brought comes on top.");
  if (factor > 1)
    out.notes.push_back(
        "A limit that rose shows only to one who breaks the old one, and a breach costs the wait. A look "
        "each sqrt(2 * wait * how seldom limits rise / by how much) seconds of work is where looking and "
        "not knowing cost the same; at one rise in 12 hours that is far longer than the goal.");
  return out;
}

} // namespace

std::vector<cell> cells_of_limits(const bench_order& order) {
  std::vector<cell> out;
  add_hidden(order, duration{10'000}, 1.20, 1.03, out);
  add_hidden(order, duration{30'000}, 1.50, 1.06, out);
  for (auto factor : {0.5, 2.0})
    for (auto wait : {10'000, 30'000})
      out.push_back(change_cell(order, duration{wait}, factor));
  return out;
}

} // namespace roamsync::bench
