#include "bench/cells/cell.hpp"

#include "console/chart/ticks.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <set>

namespace roamsync::bench {

namespace {

constexpr auto no_number = std::numeric_limits<double>::quiet_NaN();

/// Never true of what is no number.
bool reaches(double value, double limit, side good) {
  return good == side::at_most ? value <= limit : value >= limit;
}

bool is_better(double a, double b, side good) {
  return good == side::at_most ? a < b : a > b;
}

std::string_view sign(side x) {
  return x == side::at_most ? "<=" : ">=";
}

bool has_a_strange_value(const std::vector<double>& values) {
  return !std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

/// What is wrong with the values of one policy.
void check_values(const cell& x, const std::string& whose, const std::vector<double>& values,
                  std::vector<std::string>& why) {
  if (values.size() != x.seeds.size())
    why.push_back(fmt::format("{}: {} values for {} seeds", whose, values.size(), x.seeds.size()));
  if (has_a_strange_value(values))
    why.push_back(fmt::format("{}: a value is no number", whose));
}

void check_bad(const cell& x, const bad_policy& bad, std::vector<std::string>& why) {
  check_values(x, "bad policy '" + bad.name + "'", bad.values, why);
  const auto median = median_of(bad.values);
  // Only its median counts: a bad policy that fails at one seed in ten is hardly seen.
  const auto limit = x.wanted.median ? x.wanted.median : x.wanted.worst;
  if (limit && reaches(median, *limit, x.wanted.is))
    why.push_back(
        fmt::format("bad policy '{}' meets the goal with {}: the measurement cannot tell good from bad",
                    bad.name, figure_text(median, *limit, x)));
  const auto other = x.wanted.is == side::at_most ? side::at_least : side::at_most;
  if (bad.at_least_as_bad_as && !reaches(median, *bad.at_least_as_bad_as, other))
    why.push_back(fmt::format("bad policy '{}' has {}, which should be {} {}", bad.name,
                              figure_text(median, *bad.at_least_as_bad_as, x), sign(other),
                              figure_text(*bad.at_least_as_bad_as, x)));
}

std::vector<std::string> why_invalid(const cell& x) {
  auto why = x.doubts;
  if (!x.wanted.median && !x.wanted.worst)
    why.emplace_back("no goal");
  if (x.seeds.size() < x.seeds_least)
    why.push_back(fmt::format("{} of at least {} seeds", x.seeds.size(), x.seeds_least));
  if (std::set(x.seeds.begin(), x.seeds.end()).size() != x.seeds.size())
    why.emplace_back("a seed counts twice");
  if (x.values.empty())
    why.emplace_back("nothing was measured");
  check_values(x, "roamsync", x.values, why);
  for (const auto& r : x.rivals)
    check_values(x, "rival '" + r.name + "'", r.values, why);
  if (x.bad.empty())
    why.emplace_back("no bad policy took part");
  for (const auto& b : x.bad)
    check_bad(x, b, why);
  return why;
}

std::vector<std::string> why_not_met(const cell& x) {
  std::vector<std::string> why;
  const auto check = [&](std::string_view what, double value, const std::optional<double>& limit) {
    if (limit && !reaches(value, *limit, x.wanted.is))
      why.push_back(fmt::format("{} {}, wanted {} {}", what, figure_text(value, *limit, x), sign(x.wanted.is),
                                figure_text(*limit, x)));
  };
  check("median", median_of(x.values), x.wanted.median);
  check("worst", worst_of(x.values, x.wanted.is), x.wanted.worst);
  return why;
}

/// Of rivals or bad policies the one with the best median.
template <class Policy>
const Policy* best(const std::vector<Policy>& all, side good) {
  const auto found = std::min_element(all.begin(), all.end(), [good](const Policy& a, const Policy& b) {
    return is_better(median_of(a.values), median_of(b.values), good);
  });
  return found == all.end() ? nullptr : &*found;
}

} // namespace

double median_of(std::vector<double> values) {
  if (values.empty())
    return no_number;
  std::sort(values.begin(), values.end());
  const auto middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double worst_of(const std::vector<double>& values, side good) {
  if (values.empty())
    return no_number;
  return good == side::at_most ? *std::max_element(values.begin(), values.end())
                               : *std::min_element(values.begin(), values.end());
}

std::string_view to_string(judgement x) noexcept {
  switch (x) {
  case judgement::met:
    return "met";
  case judgement::not_met:
    return "not met";
  case judgement::invalid:
    break;
  }
  return "invalid";
}

finding judge(const cell& x) {
  if (auto why = why_invalid(x); !why.empty())
    return {judgement::invalid, std::move(why)};
  if (auto why = why_not_met(x); !why.empty())
    return {judgement::not_met, std::move(why)};
  return {judgement::met, {}};
}

const rival* best_rival(const cell& x) {
  return best(x.rivals, x.wanted.is);
}

const bad_policy* best_of_the_bad(const cell& x) {
  return best(x.bad, x.wanted.is);
}

std::string goal_text(const cell& x) {
  std::string out;
  const auto add = [&](const std::optional<double>& limit, std::string_view what) {
    if (limit)
      out +=
          fmt::format("{}{} {} {}", out.empty() ? "" : ", ", sign(x.wanted.is), figure_text(*limit, x), what);
  };
  add(x.wanted.median, "median");
  add(x.wanted.worst, "worst");
  return out.empty() ? "none" : out;
}

std::string figure_text(double value, const cell& x) {
  return console::chart::value_text(value, x.shows);
}

std::string figure_text(double value, double limit, const cell& x) {
  using console::chart::quantity;
  auto text = figure_text(value, x);
  if (value == limit || text != figure_text(limit, x))
    return text;
  const auto factor = x.shows == quantity::share ? 100.0 : 1.0;
  const auto unit = x.shows == quantity::share ? " %" : x.shows == quantity::seconds ? " s" : "";
  const auto with = [&](double v, int digits) { return fmt::format("{:.{}g}{}", v * factor, digits, unit); };
  for (int digits = 4; digits <= std::numeric_limits<double>::max_digits10; ++digits)
    if (text = with(value, digits); text != with(limit, digits))
      break;
  return text;
}

std::string figure_text(double value, const std::optional<double>& limit, const cell& x) {
  return limit ? figure_text(value, *limit, x) : figure_text(value, x);
}

} // namespace roamsync::bench
