#pragma once

#include "engine/model/signature.hpp"

#include <string>

namespace roamsync {

/// A stable name for the wanted state of a mailbox: 64 hex digits (SHA-256). Equal for equal values, on every
/// machine and in every version that has the same form number; kept in receipts.
[[nodiscard]] std::string digest(const wanted_signatures& wanted);

} // namespace roamsync
