#pragma once

#include "engine/diagnosis/advice.hpp"

#include <cstddef>
#include <string_view>

namespace roamsync::console {

/// How a text for a terminal is to look.
struct text_options {
  std::size_t width = 80; ///< columns, at least 60
  bool colours = false;
  language lang = language::english;

  /// The wording of the language.
  [[nodiscard]] std::string_view pick(std::string_view english, std::string_view german) const noexcept {
    return lang == language::german ? german : english;
  }
};

} // namespace roamsync::console
