#pragma once

#include "bench/cells/cell.hpp"
#include "console/text/paint.hpp"

#include <cstddef>
#include <span>
#include <string>

namespace roamsync::bench {

/// The cells as a table for a terminal, below it why some are not met or invalid and all notes, then the sum. The
/// words say what the colours say.
[[nodiscard]] std::string text_of(std::span<const cell> cells, std::size_t width, console::paint ink);

/// "3 met, 1 not met, 0 invalid".
[[nodiscard]] std::string sum_text(std::span<const cell> cells);

} // namespace roamsync::bench
