#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace roamsync::wire {

/// ASCII only; other bytes stay as they are.
[[nodiscard]] std::string to_lower(std::string_view text);

/// Equal without ASCII letter case, as HTTP field names, hosts and setting names are compared.
[[nodiscard]] bool same_text(std::string_view a, std::string_view b) noexcept;

/// True if `text` holds `part`, without ASCII letter case.
[[nodiscard]] bool contains_text(std::string_view text, std::string_view part) noexcept;

/// Without blanks, tabs and line ends at both ends.
[[nodiscard]] std::string_view trim(std::string_view text) noexcept;

/// Foreign text made fit for a detail or a log: one line of printable ASCII, at most `length_max` characters.
[[nodiscard]] std::string one_line(std::string_view text, std::size_t length_max = 200);

/// True if the text looks like a page and not like JSON: its first visible character is '<'.
[[nodiscard]] bool looks_like_html(std::string_view body) noexcept;

} // namespace roamsync::wire
