#pragma once

#include <chrono>

namespace roamsync {

using duration = std::chrono::milliseconds;

/// The clock of the machines: monotonic milliseconds from an arbitrary start. It has no now(): the shell
/// reads a real or a virtual clock and hands the value in.
struct mono_clock {
  using duration = roamsync::duration;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<mono_clock, duration>;
  static constexpr bool is_steady = true;
};

/// A point of monotonic time; only for waits, deadlines and forecasts inside one process.
using time_point = mono_clock::time_point;

/// A point of wall-clock time (UTC); for the schedule, the store and the reports.
using utc_time = std::chrono::sys_time<duration>;

/// A calendar day in UTC.
using utc_date = std::chrono::year_month_day;

} // namespace roamsync
