#pragma once

#include "engine/base/result.hpp"
#include "engine/base/time.hpp"
#include "engine/config/config.hpp"
#include "engine/config/field.hpp"
#include "engine/model/tenant.hpp"
#include "engine/model/tuning.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// A setting that may be changed while a run is under way: one of the configuration ("limits.lanes",
/// "night.closes"), or one of a tenant ("tenant.contoso.lanes").
struct knob {
  std::string tenant; ///< empty: of the whole process
  std::string key;    ///< "limits.lanes"; of a tenant "lanes"

  [[nodiscard]] std::string name() const { return tenant.empty() ? key : "tenant." + tenant + "." + key; }
  /// It is one of the tenant's own settings in the store; "paused" is not.
  [[nodiscard]] bool is_tenant_setting() const noexcept { return !tenant.empty() && key != "paused"; }

  friend bool operator==(const knob&, const knob&) = default;
};

inline constexpr std::string_view closes_knob = "night.closes";

/// The knobs of the whole process, in the order of the configuration.
[[nodiscard]] const std::vector<std::string>& process_knobs();
/// What a tenant has: lanes, rate, burst, weight, paused.
[[nodiscard]] const std::vector<std::string>& tenant_knobs();
[[nodiscard]] std::string paused_knob(std::string_view tenant);

/// Reads a name; an unknown one gets the nearest named.
[[nodiscard]] result<knob> parse_knob(std::string_view name);

/// Checks a value and gives its usual spelling; an error says what is allowed. `after`: a time of day stands
/// for its first instant after this.
[[nodiscard]] result<std::string> parse_knob_value(const knob& of, std::string_view word, utc_time after);

/// What is allowed, and what the knob is for.
struct knob_text {
  std::string allowed;
  std::string meaning;
};
[[nodiscard]] knob_text text_of(const knob& of);

/// The member of the configuration that a knob of the process stands for; nothing for night.closes.
[[nodiscard]] std::optional<bound_field> field_of(config& x, std::string_view key);
/// The same of a tenant; nothing for paused.
[[nodiscard]] std::optional<bound_field> field_of(tenant_settings& x, std::string_view key);

/// "2026-03-01T05:30:00Z"; reads also without the seconds.
[[nodiscard]] std::string instant_text(utc_time x);
[[nodiscard]] std::optional<utc_time> parse_instant(std::string_view text);

} // namespace roamsync
