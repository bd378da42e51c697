#pragma once

#include "bench/cells/cell.hpp"

namespace roamsync::bench {

/// The cell beside its rivals and its bad policies, the best at the top, with the goal.
[[nodiscard]] console::chart::bar_chart picture_of(const cell& x);

} // namespace roamsync::bench
