#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace roamsync::wire {

/// Foreign text made fit for a detail or a log: one line of printable ASCII, at most `length_max` characters.
[[nodiscard]] std::string one_line(std::string_view text, std::size_t length_max = 200);

/// True if the text looks like a page and not like JSON: its first visible character is '<'.
[[nodiscard]] bool looks_like_html(std::string_view body) noexcept;

} // namespace roamsync::wire
