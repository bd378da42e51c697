#pragma once

#include <string>
#include <string_view>

namespace roamsync {

/// The text form of an HTML signature (G2), lines ended by LF. Blocks and table rows begin a line, cells are
/// parted by a blank, paragraphs by an empty line, list items begin with "- " or their number, a link shows
/// its address in <> unless that is its text, an image its alt text, entities and blanks are those that a
/// reader sees. Style sheets, comments and what is hidden by display:none are left out. Empty if the HTML is
/// beyond the bounds of html_tree.
[[nodiscard]] std::string html_to_text(std::string_view html);

} // namespace roamsync
