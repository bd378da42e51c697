#pragma once

#include "console/text/paint.hpp"
#include "engine/model/night_view.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace roamsync::console {

/// What stands for an outcome in a bar: with colours a full block, without them one shape each.
[[nodiscard]] std::string_view outcome_mark(outcome_kind x, bool colours) noexcept;

/// A bar of exactly `width` columns: a part for each outcome, by its share of `total`, and the rest empty. An
/// outcome above 0 has at least one column while there is room; only a finished run fills the bar.
[[nodiscard]] std::string outcome_bar(const outcome_counts& counts, std::uint64_t total, std::size_t width,
                                      paint ink);

} // namespace roamsync::console
