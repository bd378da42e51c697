#pragma once

#include "bench/cells/cell.hpp"

#include <span>
#include <string>

namespace roamsync::bench {

/// The cells as a JSON list, one member a line. First `name`, `goal` (as goal_text), `median`, `worst`, `seeds` (the
/// seeds), `rivals` and `bad` (name to median), `met`, `command`; then what else is known. `met` is false of an
/// invalid cell, too. What is no number is null.
[[nodiscard]] std::string json_of(std::span<const cell> cells);

} // namespace roamsync::bench
