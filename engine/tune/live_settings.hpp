#pragma once

#include "engine/base/time.hpp"
#include "engine/config/config.hpp"
#include "engine/limit/gate.hpp"
#include "engine/model/night.hpp"
#include "engine/model/tenant.hpp"
#include "engine/model/tuning.hpp"
#include "engine/supervisor/supervisor_options.hpp"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace roamsync {

/// What the configuration says of the knobs.
struct live_base {
  limits_config limits;
  night_config night;
};

/// What holds of the knobs at one instant.
struct live_settings {
  limits_config limits; ///< without the rules
  supervisor_options pace;
  duration length{0};                        ///< of the window
  std::optional<utc_time> closes;            ///< end of the window that it fits
  std::set<std::string, std::less<>> paused; ///< tenants

  friend bool operator==(const live_settings&, const live_settings&) = default;
};

/// The configuration, then the rules of the time of day, then the overrides. One whose knob or value this version
/// does not know is left out.
[[nodiscard]] live_settings live_settings_at(const live_base& base, std::span<const override_row> overrides,
                                             utc_time now);

/// The rules that hold at that time, in order.
[[nodiscard]] std::vector<const limits_rule*> rules_at(const limits_config& x, utc_time now);
/// When another set of rules may hold next; nothing without rules.
[[nodiscard]] std::optional<utc_time> rules_change_after(const limits_config& x, utc_time now);

/// What one tenant may have.
struct tenant_share {
  limit allowed;
  limit_policy policy = limit_policy::learn;
  std::uint32_t weight = 1;
  bool paused = false;
};
[[nodiscard]] tenant_share share_of(const tenant_settings& tenant, const live_settings& now);

} // namespace roamsync
