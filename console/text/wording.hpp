#pragma once

#include "engine/diagnosis/advice.hpp"
#include "engine/model/outcome.hpp"

#include <string_view>

namespace roamsync::console {

/// "written", "geschrieben".
[[nodiscard]] std::string_view outcome_word(outcome_kind x, language lang) noexcept;
/// At most 8 columns: "same", "gleich".
[[nodiscard]] std::string_view short_outcome_word(outcome_kind x, language lang) noexcept;

} // namespace roamsync::console
