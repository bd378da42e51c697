#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace roamsync {

/// The candidate that a person most likely meant: the fewest edits (insert, delete, replace, swap of
/// neighbours), at most a third of the word's length and at least one; the first of equals. A candidate that
/// starts with the word (of 3 or more characters) counts as near. Of two words "section.key" the keys are
/// compared, and another section is one edit. Nothing for words above 64 bytes.
[[nodiscard]] std::optional<std::string> nearest(std::string_view word,
                                                 std::span<const std::string> candidates);

} // namespace roamsync
