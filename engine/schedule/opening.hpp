#pragma once

#include "engine/model/night.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace roamsync {

/// Minutes after midnight of "HH:MM" (00:00 to 23:59); nothing for anything else.
[[nodiscard]] std::optional<std::chrono::minutes> parse_time_of_day(std::string_view text) noexcept;

struct opening {
  utc_time opens{};
  utc_time closes{};
};

/// The window of one tenant in a run: the run's own, or, for a tenant with an opening time of its own
/// ("HH:MM" UTC), from that time of the run's day on, with the same length; a time that has passed when the
/// run opens is the run's own.
[[nodiscard]] opening opening_of(const night& run, std::string_view own) noexcept;

} // namespace roamsync
