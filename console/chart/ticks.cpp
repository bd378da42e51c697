#include "console/chart/ticks.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>

namespace roamsync::console::chart {

namespace {

double round_step(double least) {
  const auto power = std::pow(10.0, std::floor(std::log10(least)));
  for (const auto factor : {1.0, 2.0, 5.0})
    if (factor * power >= least * (1 - 1e-9))
      return factor * power;
  return 10 * power;
}

double round_step_of_a_clock(double least) {
  constexpr double day = 86'400;
  constexpr std::array<double, 20> steps{1,   2,   5,    10,   15,   20,   30,    60,    120,   300,
                                         600, 900, 1200, 1800, 3600, 7200, 10800, 21600, 43200, day};
  if (least <= 0.5)
    return round_step(least);
  const auto fits =
      std::find_if(steps.begin(), steps.end(), [least](double x) { return x >= least * (1 - 1e-9); });
  return fits != steps.end() ? *fits : day * round_step(least / day);
}

/// "12,345.60"; decimals that say nothing are left out if `trim`.
std::string grouped_decimal(double value, int decimals, bool trim) {
  auto text = fmt::format("{:.{}f}", std::abs(value), decimals);
  if (trim && text.find('.') != std::string::npos)
    text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.')
    text.pop_back();
  const auto whole = static_cast<std::ptrdiff_t>(std::min(text.find('.'), text.size()));
  for (auto at = whole - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), 1, ',');
  const bool is_zero = text.find_first_not_of("0.,") == std::string::npos;
  return value < 0 && !is_zero ? "\u2212" + text : text;
}

int decimals_of(double step) {
  return std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 9);
}

/// Decimals with which a value has four digits that count.
int decimals_for(double value) {
  if (value == 0)
    return 0;
  return std::clamp(3 - static_cast<int>(std::floor(std::log10(std::abs(value)))), 0, 9);
}

/// Whole seconds in at most `units` units, those that are zero left out: "1 h 20 min".
std::string clock_span(std::int64_t seconds, std::size_t units) {
  struct unit {
    std::int64_t seconds;
    std::string_view name;
  };
  constexpr std::array<unit, 4> all{{{86'400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}}};
  std::string out;
  std::size_t used = 0;
  for (const auto& u : all) {
    const auto count = seconds / u.seconds;
    seconds %= u.seconds;
    if (used > 0 && ++used > units)
      break;
    if (count == 0)
      continue;
    used = std::max<std::size_t>(used, 1);
    out += fmt::format("{}{} {}", out.empty() ? "" : " ", count, u.name);
  }
  return out.empty() ? "0" : out;
}

std::string with_sign(double value, const std::string& text) {
  return value < 0 ? "\u2212" + text : text;
}

} // namespace

ticks ticks_between(double from, double to, quantity shows, std::size_t most) {
  if (!std::isfinite(from) || !std::isfinite(to) || !(from < to))
    return {};
  const auto least = (to - from) / static_cast<double>(std::max<std::size_t>(most, 1));
  const auto step = shows == quantity::seconds ? round_step_of_a_clock(least) : round_step(least);
  ticks out{.step = step};
  const auto first = std::ceil(from / step - 1e-9);
  const auto count = static_cast<std::size_t>(std::max(0.0, std::floor(to / step + 1e-9) - first + 1));
  for (std::size_t n = 0; n < count; ++n) {
    const auto i = first + static_cast<double>(n);
    out.at.push_back(i == 0 ? 0 : i * step);
  }
  return out;
}

std::string tick_text(double value, double step, quantity shows) {
  if (shows == quantity::share)
    return grouped_decimal(value * 100, decimals_of(step * 100), false) + " %";
  if (shows == quantity::number)
    return grouped_decimal(value, decimals_of(step), false);
  if (value == 0)
    return "0";
  if (step < 0.1)
    return grouped_decimal(value * 1000, decimals_of(step * 1000), false) + " ms";
  if (step < 1)
    return grouped_decimal(value, decimals_of(step), false) + " s";
  return with_sign(value, clock_span(std::llround(std::abs(value)), 4));
}

std::string value_text(double value, quantity shows) {
  if (!std::isfinite(value))
    return "-";
  if (shows == quantity::share)
    return grouped_decimal(value * 100, std::min(2, decimals_for(value * 100)), true) + " %";
  if (shows == quantity::number)
    return grouped_decimal(value, decimals_for(value), true);
  if (value == 0)
    return "0 s";
  if (std::abs(value) < 1)
    return grouped_decimal(value * 1000, std::min(1, decimals_for(value * 1000)), true) + " ms";
  if (std::abs(value) < 60)
    return grouped_decimal(value, 1, true) + " s";
  const auto size = std::abs(value);
  const auto unit = size >= 86'400 ? 3600.0 : size >= 3600 ? 60.0 : 1.0;
  return with_sign(value, clock_span(std::llround(size / unit) * std::llround(unit), 2));
}

} // namespace roamsync::console::chart
