#pragma once

#include "engine/base/time.hpp"

#include <optional>
#include <string_view>

namespace roamsync::wire {

/// Reads an HTTP date in its three forms (RFC 9110 5.6.7) and the sloppy forms that cookies use (RFC
/// 6265 5.1.1). Always UTC; nothing if day, month, year or time of day is missing or out of range (years 1601
/// to 9999).
[[nodiscard]] std::optional<utc_time> parse_http_date(std::string_view text);

} // namespace roamsync::wire
