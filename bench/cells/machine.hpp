#pragma once

#include "bench/cells/cell.hpp"

#include <string_view>

namespace roamsync::bench {

/// The machine that /proc/cpuinfo tells of.
[[nodiscard]] machine machine_of(std::string_view cpuinfo);

} // namespace roamsync::bench
