#pragma once

#include "engine/mailbox/shown.hpp"

#include <span>
#include <string>

namespace roamsync {

/// Names what a mailbox shows under the names of `wanted`, byte by byte: 32 hex digits, 128 bits of SHA-256. Two
/// looks with the same fingerprint show the same, so that what was compared once (normal_form.hpp, some hundred
/// microseconds) need not be compared again. Empty if one of the names is not among `contents`.
[[nodiscard]] std::string fingerprint(std::span<const signature> wanted,
                                      std::span<const shown_signature> contents);

} // namespace roamsync
