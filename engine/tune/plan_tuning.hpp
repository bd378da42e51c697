#pragma once

#include "engine/tune/knob.hpp"
#include "engine/tune/live_settings.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace roamsync {

/// What somebody asks for: all of it, or nothing.
struct tune_request {
  std::vector<std::pair<std::string, std::string>> set; ///< knob and value
  std::vector<std::string> reset;                       ///< knobs that go back to the configuration
  std::string note;
};

/// Knobs in one request.
inline constexpr std::size_t tune_knobs_max = 1'000;
inline constexpr std::size_t tune_note_bytes_max = 500;

/// Who asks, when, and by which way.
struct tune_stamp {
  utc_time at{};
  std::string who;
  tune_way way = tune_way::tune;
};

/// What there is when the request comes.
struct tune_state {
  live_base base;
  std::vector<override_row> overrides;
  std::vector<tenant_settings> tenants; ///< at least those that the request names and the store has
  utc_time after{};                     ///< a time of day for night.closes is the next one after this
  utc_time opened{};                    ///< of the window that night.closes is about
};

/// The tenants that the request names; an error for what is no knob.
[[nodiscard]] result<std::vector<std::string>> tenants_of(const tune_request& x);

/// Checks the request, and says what is to be kept. All errors are in the message, one a line. A tenant's lanes, rate,
/// burst and weight are its settings; all else becomes an override.
[[nodiscard]] result<tuning> plan_tuning(const tune_request& x, const tune_state& now,
                                         const tune_stamp& stamp);

/// Where the value of a knob comes from.
enum class knob_source : std::uint8_t { standard, file, by_time, by_hand, tenant };
[[nodiscard]] std::string_view to_string(knob_source x) noexcept;

/// A knob as it stands.
struct knob_row {
  std::string knob;
  std::string value; ///< empty: not set
  knob_source source = knob_source::standard;
  std::string configured; ///< what holds without the override
  std::string who;        ///< of an override
  utc_time at{};          ///< of an override
  std::string rule;       ///< "06:00-18:00", of a time of day
};

/// All knobs of the process, then those of tenants that stand otherwise than the default.
[[nodiscard]] std::vector<knob_row> knob_rows(const tune_state& now, utc_time at);

/// What turned, between two configurations, for the audit: the knobs whose value in the file is another, and
/// "limits.at".
[[nodiscard]] std::vector<change_row> file_changes(const live_base& before, const live_base& after,
                                                   const tune_stamp& stamp);
/// Other settings that differ, by name: they need a restart.
[[nodiscard]] std::vector<std::string> needing_restart(const config& before, const config& after);

} // namespace roamsync
