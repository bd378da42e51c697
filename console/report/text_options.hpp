#pragma once

#include "engine/diagnosis/advice.hpp"

#include <cstddef>
#include <limits>
#include <string_view>

namespace roamsync::console {

/// How a text for a terminal is to look.
struct text_options {
  std::size_t width = 80; ///< columns, at least 60
  bool colours = false;
  language lang = language::english;
  bool bounded = true; ///< as a terminal is; otherwise rows may be wider than `width`

  /// Columns that one row of a table or a list may have.
  [[nodiscard]] std::size_t row_width() const noexcept {
    return bounded ? width : std::numeric_limits<std::size_t>::max();
  }
  /// The wording of the language.
  [[nodiscard]] std::string_view pick(std::string_view english, std::string_view german) const noexcept {
    return lang == language::german ? german : english;
  }
};

} // namespace roamsync::console
