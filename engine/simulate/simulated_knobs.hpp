#pragma once

#include "engine/base/result.hpp"
#include "engine/config/config.hpp"
#include "engine/model/tenant.hpp"
#include "engine/model/tuning.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace roamsync {

/// A knob and its value, as `roamsync simulate --set` takes them.
using knob_value = std::pair<std::string, std::string>;

/// The settings of the process that a simulated night can have otherwise: the knobs of `roamsync tune` but for
/// night.closes (--window is for that), and those of [net], [night] and [retry] that the simulation knows.
[[nodiscard]] const std::vector<std::string>& simulated_settings();

/// Reads "KNOB=VALUE" of one of these or of a tenant's knobs; an unknown one gets the nearest named.
[[nodiscard]] result<knob_value> parse_simulated_knob(std::string_view word);

/// What a night begins with.
struct simulated_settings_of {
  config settings;
  std::vector<override_row> overrides; ///< what was turned by hand
  std::vector<tenant_settings> tenants;
};

/// Sets it. Returns the value that held before, as the configuration spells it; an error for a tenant that is not there.
[[nodiscard]] result<std::string> set_knob(simulated_settings_of& in, const knob_value& what, utc_time at);

} // namespace roamsync
