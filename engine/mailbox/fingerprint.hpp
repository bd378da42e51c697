#pragma once

#include "engine/mailbox/shown.hpp"

#include <span>
#include <string>

namespace roamsync {

/// Names what a mailbox shows under `names`, and its defaults, byte by byte: 32 hex digits, 128 bits of SHA-256. Two
/// looks with the same fingerprint show the same, so that what was found right once need be neither rendered nor
/// compared again. Empty if one of the names is not among `contents`.
[[nodiscard]] std::string fingerprint(std::span<const std::string> names,
                                      std::span<const shown_signature> contents,
                                      const shown_defaults& defaults);

} // namespace roamsync
