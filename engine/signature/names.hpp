#pragma once

#include "engine/base/result.hpp"

#include <cstddef>
#include <string_view>

namespace roamsync {

/// Longest name of a signature, in characters. Our own bound: the service's is not known (wire.md 4.1.1).
constexpr std::size_t signature_name_characters_max = 100;

/// Whether a catalogue may use this name for a signature (wire.md 4.1.1): 1 to 100 characters, no control
/// character, none of \ / : " * ? > < , | @, no blank at the ends, and not a name of the service's own
/// settings.
[[nodiscard]] status check_signature_name(std::string_view name);

/// True if the service takes both for the same signature: it may change the letter case (wire.md 4.1.1).
[[nodiscard]] bool same_signature_name(std::string_view a, std::string_view b);

} // namespace roamsync
