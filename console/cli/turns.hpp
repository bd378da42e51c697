#pragma once

#include "engine/base/result.hpp"

#include <string>
#include <utility>

namespace roamsync::console {

/// Reads "KNOB=VALUE"; knob and value are checked. An unknown knob gets the nearest one named; the name of a secret is
/// refused, and its value is not shown.
[[nodiscard]] result<std::pair<std::string, std::string>> parse_turn(const std::string& word);

} // namespace roamsync::console
