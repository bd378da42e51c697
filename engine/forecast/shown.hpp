#pragma once

#include "engine/forecast/forecast.hpp"
#include "engine/model/night_view.hpp"

#include <optional>
#include <string>

namespace roamsync {

/// A forecast as people see it: in UTC, and in whole mailboxes.
struct night_shown {
  std::optional<utc_time> ends_likely;
  std::optional<utc_time> ends_early;
  std::optional<utc_time> ends_late;
  window_fit fits = window_fit::unknown;
  std::uint64_t will_not_fit = 0;
};

/// `now` and `utc` are the same instant.
[[nodiscard]] night_shown shown_of(const night_forecast& x, time_point now, utc_time utc);
/// With the forecast what remains is up to it, so that no two figures of one view contradict each other.
void add_forecast(const night_shown& x, night_view& to);
void add_forecast(const tenant_forecast& x, time_point now, utc_time utc, tenant_view& to);

/// Of a tenant that still works: its next view has the forecast of the last.
void keep_forecast(const tenant_view& last, tenant_view& next);

/// Until its forecast end, or by its own guess while there is no forecast; at least a second until it ends.
[[nodiscard]] duration remaining_of(const tenant_view& x, utc_time now);

/// "likely ends at 05:20 UTC (05:11 to 05:31), its window at 05:00; 812 mailboxes will be deferred".
[[nodiscard]] std::string sentence_of(const night_shown& x, utc_time closes);

} // namespace roamsync
