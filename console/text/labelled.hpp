#pragma once

#include "console/text/paint.hpp"

#include <string>
#include <string_view>

namespace roamsync::console {

/// A text of several lines (parted by LF) behind a dim label, made printable and wrapped to `width` columns.
/// A line that is a command or a web address is not wrapped, so that it can be copied. Empty for no text.
[[nodiscard]] std::string labelled(std::string_view label, std::string_view text, std::size_t width,
                                   paint ink);

} // namespace roamsync::console
