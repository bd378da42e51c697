#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace roamsync {

/// Minutes after midnight of "HH:MM" (00:00 to 23:59); nothing for anything else.
[[nodiscard]] std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text) noexcept;

} // namespace roamsync
