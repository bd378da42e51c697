#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace roamsync {

/// Dots in one line of TOML that are still read. The library descends once for each part of a dotted key, so a
/// hostile file could use up the stack; a key stands on one line, and no key of ours has more than a few parts.
inline constexpr std::size_t dots_in_a_line_max = 1'000;

/// The first line (from 1) with more dots than that.
[[nodiscard]] std::optional<std::uint32_t> line_with_too_many_dots(std::string_view toml) noexcept;

} // namespace roamsync
