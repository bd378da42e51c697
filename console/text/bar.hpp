#pragma once

#include "console/text/paint.hpp"
#include "engine/model/outcome.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace roamsync::console {

/// The colour that an outcome has everywhere: green, blue, dim, red, yellow.
[[nodiscard]] colour outcome_colour(outcome_kind x) noexcept;

/// A bar of part/whole in eighths of a column, without the rest of the width; a part above 0 shows at least
/// an eighth.
[[nodiscard]] std::string bar(std::uint64_t part, std::uint64_t whole, std::size_t width);

/// One column for each value, the highest full: "▁▂▅█". Values below 0 count as 0.
[[nodiscard]] std::string sparkline(std::span<const double> values);

} // namespace roamsync::console
