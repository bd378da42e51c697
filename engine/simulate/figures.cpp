#include "engine/simulate/figures.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace roamsync {

namespace {

constexpr std::size_t ticks_a_second = 10;
constexpr std::size_t peak_ticks = 10 * ticks_a_second;

double seconds(duration x) {
  return std::chrono::duration<double>(x).count();
}

double peak_of(const std::vector<std::uint32_t>& ticks) {
  std::uint64_t sum = 0;
  std::uint64_t most = 0;
  for (std::size_t i = 0; i < ticks.size(); ++i) {
    sum += ticks[i];
    if (i >= peak_ticks)
      sum -= ticks[i - peak_ticks];
    most = std::max(most, sum);
  }
  const auto stretch = std::min(ticks.size(), peak_ticks);
  return stretch == 0 ? 0 : static_cast<double>(most) * ticks_a_second / static_cast<double>(stretch);
}

void add_rates(const std::vector<std::uint32_t>& ticks, night_figures& out) {
  const auto all = (ticks.size() + ticks_a_second - 1) / ticks_a_second; // seconds
  const auto each = std::max<std::size_t>(1, (all + night_figures::rates_max - 1) / night_figures::rates_max);
  out.rates_each = std::chrono::seconds{each};
  for (std::size_t from = 0; from < ticks.size(); from += each * ticks_a_second) {
    const auto to = std::min(ticks.size(), from + each * ticks_a_second);
    const auto sum = std::accumulate(ticks.begin() + static_cast<std::ptrdiff_t>(from),
                                     ticks.begin() + static_cast<std::ptrdiff_t>(to), std::uint64_t{0});
    out.rates.push_back(static_cast<double>(sum) / static_cast<double>(each));
  }
}

/// Whether calls may count as stuck (node_queue): four times the spread above their median, beside what calls of the
/// quickest tenant take.
bool has_slow_calls(const simulated_world& world) {
  auto quickest = world.node.allowed.stuck_after;
  double slowest = 0;
  for (const auto& x : world.tenants) {
    quickest = std::min(quickest, x.service.latency);
    slowest =
        std::max(slowest, static_cast<double>(x.service.latency.count()) * std::exp(4 * x.service.spread));
  }
  const auto stuck = std::min(world.node.allowed.stuck_after, std::max(5 * quickest, duration{500}));
  return slowest >= static_cast<double>(stuck.count());
}

/// What services take, and not more than roamsync may ask of them: settings bind as services do.
std::vector<tenant_load> loads_as_told(const simulated_world& world, const simulated_run& run) {
  auto out = loads_of(world.tenants, run);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto& told = world.tenants[i].told;
    const auto users = static_cast<double>(world.tenants[i].service_users);
    const auto lanes = users * told.lanes;
    out[i].lanes = out[i].lanes > 0 ? std::min(out[i].lanes, lanes) : lanes;
    if (told.rate > 0 && (out[i].rate <= 0 || users * told.rate < out[i].rate)) {
      out[i].rate = users * told.rate;
      out[i].burst = users * told.burst;
    }
  }
  return out;
}

} // namespace

night_figures figures_of(const simulated_world& world, const simulated_run& run) {
  night_figures out{.seed = world.node.seed, .ends = run.makespan};
  for (std::size_t i = 0; i < run.tenants.size(); ++i) {
    const auto& x = run.tenants[i];
    out.done += x.done;
    out.failed += x.failed;
    out.deferred += x.deferred;
    out.requests += x.requests;
    out.throttled += x.throttled;
    out.tenant_ends.push_back(x.finished - time_point{});
    out.last.push_back(
        {world.tenants[i].id, x.finished - time_point{}, world.tenants[i].mailboxes, x.deferred});
  }
  const auto shown = std::min(out.last.size(), night_figures::last_shown);
  std::partial_sort(
      out.last.begin(), out.last.begin() + static_cast<std::ptrdiff_t>(shown), out.last.end(),
      [](const auto& a, const auto& b) { return a.ends != b.ends ? a.ends > b.ends : a.id < b.id; });
  out.last.resize(shown);
  const auto& node = world.node.allowed;
  // A slow call gives its place away, and then more are in flight than places.
  const auto in_flight = node.allowed.lanes + (has_slow_calls(world) ? node.stuck_max : 0);
  out.bound = makespan_bound(loads_as_told(world, run), {.connections = static_cast<double>(in_flight),
                                                         .rate = node.allowed.rate,
                                                         .burst = static_cast<double>(node.allowed.burst),
                                                         .starts = world.node.starts.tenants_per_second});
  if (out.bound.seconds > 0)
    out.times_bound = seconds(out.ends) / out.bound.seconds;
  if (out.ends > duration::zero())
    out.mean_rate = static_cast<double>(out.requests) / seconds(out.ends);
  out.peak_rate = peak_of(run.per_tick);
  add_rates(run.per_tick, out);
  return out;
}

std::size_t median_of(std::span<const night_figures> nights) {
  std::vector<std::size_t> order(nights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return nights[a].ends < nights[b].ends; });
  return order[order.size() / 2];
}

} // namespace roamsync
