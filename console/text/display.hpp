#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::console {

/// Columns that a terminal gives to the text: combining characters 0, East Asian wide ones and emoji 2, bytes
/// that are not UTF-8 1 each. The text must hold no escape sequences and no control characters.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// The text without what could steer a terminal: control characters (C0, DEL, C1), line and paragraph
/// separators and bidirectional overrides become a blank, a byte that is not UTF-8 becomes U+FFFD. For every
/// text from outside.
[[nodiscard]] std::string printable(std::string_view text);

/// At most `width` columns; a text that is cut ends with "…". Never splits a character.
[[nodiscard]] std::string cut_to_width(std::string_view text, std::size_t width);

/// Exactly `width` columns: cut, or filled with blanks on the right (pad_left: on the left).
[[nodiscard]] std::string pad_right(std::string_view text, std::size_t width);
[[nodiscard]] std::string pad_left(std::string_view text, std::size_t width);

/// Broken at blanks into lines of at most `width` columns (at least 1); a longer word is broken anywhere.
/// Never empty.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width);

} // namespace roamsync::console
