#pragma once

#include <string>
#include <string_view>

namespace roamsync {

/// The canonical form of a style attribute: "name:value;name:value" in the given order (it matters in CSS),
/// names and words in lower case, blanks collapsed, colours as #rrggbb, 0 without a unit, no quotes round
/// font names. What only Word reads (mso-...) is left out. Idempotent.
[[nodiscard]] std::string normal_style(std::string_view style);

/// The canonical form of a colour as HTML attributes and CSS write it.
[[nodiscard]] std::string normal_colour(std::string_view colour);

} // namespace roamsync
