#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace roamsync::console {

/// Columns of a text with the escape sequences of paint; they count none.
[[nodiscard]] std::size_t painted_width(std::string_view text);

/// At most `width` columns of such a text; colours are ended where it is cut.
[[nodiscard]] std::string cut_painted(std::string_view text, std::size_t width);

} // namespace roamsync::console
