#pragma once

#include "console/chart/drawing.hpp"

namespace roamsync::console::chart {

[[nodiscard]] drawing draw(const line_chart& x);
[[nodiscard]] drawing draw(const bar_chart& x);
[[nodiscard]] drawing draw(const strip_chart& x);

} // namespace roamsync::console::chart
