#pragma once

#include "console/chart/chart.hpp"

#include <string>
#include <vector>

namespace roamsync::console::chart {

/// Round values of an axis: 1, 2 or 5 times a power of ten; of seconds those of a clock.
struct ticks {
  double step = 1;
  std::vector<double> at; ///< within the range, by growing value
};

/// At most `most` + 1 ticks between `from` and `to`; none unless `from` < `to`.
[[nodiscard]] ticks ticks_between(double from, double to, quantity shows, std::size_t most);

/// As a tick reads, with as many decimals as `step` needs: "0.25", "12,000", "1 h 20 min", "12 %".
[[nodiscard]] std::string tick_text(double value, double step, quantity shows);

/// As a value reads that stands alone, with four digits that count at most: "1.007", "48.4 s", "1 h 20 min".
[[nodiscard]] std::string value_text(double value, quantity shows);

} // namespace roamsync::console::chart
