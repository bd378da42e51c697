#include "bench/cells/picture.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace roamsync::bench {

namespace chart = console::chart;

namespace {

chart::bar bar_of(const std::string& name, const std::vector<double>& values, side good, chart::role as) {
  return {name, median_of(values), worst_of(values, good), as};
}

/// Where the axis ends: a few policies that are many times as bad as all others are cut, or nothing could be read off
/// the rest.
std::optional<double> end_of_axis(const cell& x, const std::vector<chart::bar>& bars) {
  constexpr double times_the_middle = 8;
  std::vector<double> excess;
  double most = 0;
  for (const auto& b : bars)
    if (std::isfinite(b.worst)) {
      excess.push_back(b.worst - x.base);
      most = std::max(most, b.worst - x.base);
    }
  const auto middle = median_of(excess);
  if (!(middle > 0) || most <= times_the_middle * middle)
    return std::nullopt;
  const auto goal = std::max(x.wanted.median.value_or(x.base), x.wanted.worst.value_or(x.base)) - x.base;
  return x.base + std::max(4 * middle, 2 * goal);
}

} // namespace

chart::bar_chart picture_of(const cell& x) {
  chart::bar_chart out{.title = x.name, .values = {.title = x.unit, .shows = x.shows}, .base = x.base};
  out.subtitle = fmt::format("median of {} seeds, whisker: worst; goal {}: {}", x.seeds.size(), goal_text(x),
                             to_string(judge(x).is));
  const auto good = x.wanted.is;
  out.bars.push_back(bar_of("roamsync", x.values, good, chart::role::ours));
  for (const auto& r : x.rivals)
    out.bars.push_back(bar_of(r.name, r.values, good, chart::role::rival));
  for (const auto& b : x.bad)
    out.bars.push_back(bar_of(b.name, b.values, good, chart::role::bad));
  std::erase_if(out.bars, [](const chart::bar& b) { return !std::isfinite(b.median); });
  std::stable_sort(out.bars.begin(), out.bars.end(), [good](const chart::bar& a, const chart::bar& b) {
    return good == side::at_most ? a.median < b.median : a.median > b.median;
  });
  out.values.to = end_of_axis(x, out.bars);
  if (x.wanted.median)
    out.goals.push_back({*x.wanted.median, "goal: median " + figure_text(*x.wanted.median, x)});
  if (x.wanted.worst)
    out.goals.push_back({*x.wanted.worst, "goal: worst " + figure_text(*x.wanted.worst, x)});
  return out;
}

} // namespace roamsync::bench
