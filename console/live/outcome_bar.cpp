#include "console/live/outcome_bar.hpp"

#include "console/text/bar.hpp"

#include <algorithm>
#include <array>

namespace roamsync::console {

namespace {

std::string repeated(std::string_view mark, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i)
    out += mark;
  return out;
}

/// Columns of each outcome: ends are rounded down along the bar, so that they never sum to more than the
/// share of all; what is above 0 then borrows one column from the widest.
std::array<std::size_t, 5> columns(const outcome_counts& counts, std::uint64_t total, std::size_t width) {
  std::array<std::size_t, 5> out{};
  std::uint64_t sum = 0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    sum += counts.by_kind[i];
    const auto end = static_cast<std::size_t>(static_cast<double>(sum) / static_cast<double>(total)
                                              * static_cast<double>(width));
    out[i] = std::min(end, width) - at;
    at = std::min(end, width);
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    auto& widest = *std::max_element(out.begin(), out.end());
    if (counts.by_kind[i] == 0 || out[i] > 0 || widest < 2)
      continue;
    --widest;
    ++out[i];
  }
  return out;
}

} // namespace

std::string_view outcome_mark(outcome_kind x, bool colours) noexcept {
  constexpr std::array<std::string_view, 5> shapes{"█", "▓", "▒", "x", "~"};
  return colours ? "█" : shapes[static_cast<std::size_t>(x)];
}

std::string outcome_bar(const outcome_counts& counts, std::uint64_t total, std::size_t width, paint ink) {
  total = std::max(total, counts.total());
  std::string out;
  std::size_t used = 0;
  if (total > 0) {
    const auto parts = columns(counts, total, width);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto kind = static_cast<outcome_kind>(i);
      out += ink(outcome_colour(kind), repeated(outcome_mark(kind, ink.on), parts[i]));
      used += parts[i];
    }
  }
  return out + ink(colour::dim, repeated("░", width - used));
}

} // namespace roamsync::console
