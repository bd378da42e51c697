#pragma once

#include <gumbo.h>

#include <string>
#include <string_view>

namespace roamsync {

/// The HTML with our mark at its end: one empty span that says "made by roamsync" in its class, id, title, a
/// data- attribute and a quoted font name, since Exchange may drop any of them (wire.md 4.1.4). HTML that is
/// marked already is given back as it is.
[[nodiscard]] std::string with_mark(std::string_view html);

/// True if at least one trace of the mark is left in an element's attributes, also behind Exchange's "x_".
[[nodiscard]] bool has_mark(std::string_view html);

/// True if this element carries a trace of the mark.
[[nodiscard]] bool is_mark(const GumboNode& element);

} // namespace roamsync
