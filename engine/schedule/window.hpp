#pragma once

#include "engine/base/time.hpp"

#include <chrono>
#include <optional>

namespace roamsync {

/// When nights open and how long they last.
struct window_rule {
  std::chrono::minutes opens{60};   ///< after midnight UTC, 0 to 1439
  std::chrono::minutes length{240}; ///< 1 to 1440
  std::optional<utc_time> closes{}; ///< of the one window that it fits (fits_window): another end
};

/// True if a window that opened then can end at `closes`: after its opening, and before the next one.
[[nodiscard]] bool fits_window(utc_time opened, utc_time closes) noexcept;

/// One night's window; `date` is the UTC day that it opens on.
struct window {
  utc_date date{};
  utc_time opens{};
  utc_time closes{};

  friend bool operator==(const window&, const window&) = default;
};

/// The window that is open at `now`, if one is. A window that reaches past midnight belongs to the day
/// before.
[[nodiscard]] std::optional<window> window_at(const window_rule& rule, utc_time now) noexcept;

/// The next window that opens after `now`.
[[nodiscard]] window next_window(const window_rule& rule, utc_time now) noexcept;

/// The window of that day.
[[nodiscard]] window window_on(const window_rule& rule, utc_date date) noexcept;

/// Days since 1970-01-01.
[[nodiscard]] std::int64_t day_number(utc_date date) noexcept;

} // namespace roamsync
