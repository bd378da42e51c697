#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace roamsync {

/// Takes the next code point off the front of `text`, which must not be empty. A byte that is not valid UTF-8
/// counts as U+FFFD and is taken alone.
[[nodiscard]] char32_t take_code_point(std::string_view& text);

/// Appends `x` as UTF-8.
void append_utf8(std::string& out, char32_t x);

/// False if `text` holds a byte that is not valid UTF-8.
[[nodiscard]] bool is_utf8(std::string_view text);

/// The number of code points.
[[nodiscard]] std::size_t count_code_points(std::string_view text);

/// The text with small letters for the Latin, Greek and Cyrillic ones, independent of any locale; for
/// comparing names and attribute values without letter case, never for showing.
[[nodiscard]] std::string fold_case(std::string_view text);

/// Whether fold_case makes the same of both; without making it.
[[nodiscard]] bool same_but_for_case(std::string_view a, std::string_view b);

/// True if it holds a letter that is written from right to left (Hebrew, Arabic and their kin).
[[nodiscard]] bool has_right_to_left(std::string_view text);

/// A directory value as one harmless line: valid UTF-8, runs of control characters and line breaks become one
/// space, the controls that turn the writing direction of what follows are left out, no blanks at the ends.
[[nodiscard]] std::string one_line(std::string_view value);

} // namespace roamsync
