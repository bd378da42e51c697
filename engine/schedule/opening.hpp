#pragma once

#include "engine/base/time_of_day.hpp"
#include "engine/model/night.hpp"
#include "engine/schedule/window.hpp"

#include <string_view>

namespace roamsync {

struct opening {
  utc_time opens{};
  utc_time closes{};
};

/// True if a tenant that opens at `own` (after midnight UTC) can wait for its time in the night's run. Others
/// have runs of their own: a run that waits all day would keep the database from everybody.
[[nodiscard]] bool opens_within(const window_rule& night, std::chrono::minutes own) noexcept;

/// The window of one tenant in a run: the run's own, or, for a tenant with an opening time of its own
/// ("HH:MM" UTC) in the run's window, from that time on, with the same length; another time is the run's
/// own.
[[nodiscard]] opening opening_of(const night& run, std::string_view own) noexcept;

} // namespace roamsync
