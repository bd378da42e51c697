#pragma once

#include "engine/base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// The way by which a knob was turned.
enum class tune_way : std::uint8_t {
  tune, ///< `roamsync tune` or `roamsync tenant set`
  api,  ///< another program, by the socket
  file, ///< the configuration, read again on SIGHUP
};
[[nodiscard]] std::string_view to_string(tune_way x) noexcept;
[[nodiscard]] std::optional<tune_way> tune_way_from_string(std::string_view name) noexcept;

/// A knob that stands otherwise than the configuration says.
struct override_row {
  std::string knob;  ///< "limits.lanes", "tenant.ID.paused"
  std::string value; ///< as the configuration spells it
  std::string who;
  utc_time at{};

  friend bool operator==(const override_row&, const override_row&) = default;
};

/// One turn of a knob, for the audit.
struct change_row {
  std::int64_t number = 0; ///< grows by one for each, from 1; given by the store
  utc_time at{};
  std::string who;
  tune_way way = tune_way::tune;
  std::string knob;
  std::string before; ///< what held; empty: nothing was set
  std::string after;
  std::string note;

  friend bool operator==(const change_row&, const change_row&) = default;
};

/// What a tenant may have by its own settings; 0: the default of the configuration.
struct tenant_limits {
  std::string tenant;
  std::uint32_t lanes = 0;
  double rate = 0;
  std::uint32_t burst = 0;
  std::uint32_t weight = 0;

  friend bool operator==(const tenant_limits&, const tenant_limits&) = default;
};

/// Changes that are kept together or not at all.
struct tuning {
  std::vector<override_row> put;    ///< replaces that of the same knob
  std::vector<std::string> removed; ///< knobs that stand as the configuration says again
  std::vector<tenant_limits> tenants;
  std::vector<change_row> changes;
};

} // namespace roamsync
