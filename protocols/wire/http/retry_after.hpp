#pragma once

#include "engine/base/time.hpp"
#include "protocols/wire/http/message.hpp"

#include <optional>
#include <string_view>

namespace roamsync::wire {

/// The longest wait that is taken from an answer; more is clamped to it. No night lasts longer.
constexpr duration retry_after_max = std::chrono::hours(24);

/// Reads the value of one Retry-After field (wire.md 5.6): seconds, also fractional ("1.5", rounded up to the
/// next ms), or an HTTP date in any of its three forms. A date that has passed and "0" give 0; negative
/// numbers, garbage and an empty value count as absent. A list of numbers ("120, 60", several fields joined
/// by a proxy) gives the largest. At most retry_after_max.
[[nodiscard]] std::optional<duration> parse_retry_after(std::string_view value, utc_time now);

/// The largest wait of all Retry-After fields of the answer, or nothing.
[[nodiscard]] std::optional<duration> retry_after(const http_fields& fields, utc_time now);

} // namespace roamsync::wire
