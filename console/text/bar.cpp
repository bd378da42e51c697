#include "console/text/bar.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace roamsync::console {

colour outcome_colour(outcome_kind x) noexcept {
  switch (x) {
  case outcome_kind::written:
    return colour::green;
  case outcome_kind::unchanged:
    return colour::blue;
  case outcome_kind::skipped:
    return colour::dim;
  case outcome_kind::failed:
    return colour::red;
  case outcome_kind::deferred:
    return colour::yellow;
  }
  return colour::plain;
}

std::string bar(std::uint64_t part, std::uint64_t whole, std::size_t width) {
  if (part == 0 || whole == 0)
    return {};
  constexpr std::array<std::string_view, 8> eighths{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const auto share = std::min(1.0, static_cast<double>(part) / static_cast<double>(whole));
  const auto full = static_cast<double>(width) * 8;
  const auto steps = std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(share * full)));
  std::string out;
  for (std::size_t i = 0; i < steps / 8; ++i)
    out += "█";
  return out += eighths[steps % 8];
}

std::string sparkline(std::span<const double> values) {
  constexpr std::array<std::string_view, 8> heights{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const auto highest = values.empty() ? 0.0 : *std::max_element(values.begin(), values.end());
  std::string out;
  for (const auto value : values) {
    const auto share = highest > 0 ? std::clamp(value / highest, 0.0, 1.0) : 0.0;
    out += heights[static_cast<std::size_t>(std::lround(share * 7))];
  }
  return out;
}

} // namespace roamsync::console
