#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace mock_exchange {

/// A point in time, counted from the start of the mock. Whoever needs the date adds it to a wall_time.
using instant = std::chrono::nanoseconds;

/// The calendar time at which the mock started.
using wall_time = std::chrono::system_clock::time_point;

/// Seconds as a fraction, for limits and the ledger.
inline double seconds_of(instant t) {
  return std::chrono::duration<double>(t).count();
}

/// The instant that lies `seconds` after the start; values beyond a century are cut to one.
instant instant_of(double seconds);

/// "Sun, 06 Nov 1994 08:49:37 GMT", the date form of HTTP headers.
std::string http_date(wall_time t);

/// The same, made once per second; for one thread.
const std::string& cached_http_date(wall_time t);

/// "2026-01-01 00:00:00Z", the form in the error bodies of the token endpoint (wire.md 6.1).
std::string identity_date(wall_time t);

/// "2026-01-01T00:00:00Z", the form in Graph answers.
std::string iso_date(wall_time t);

/// .NET ticks: 621355968000000000 + unix_ms * 10000 (wire.md 4.1.4).
std::int64_t dotnet_ticks(wall_time t);

} // namespace mock_exchange
