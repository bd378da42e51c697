#pragma once

#include "engine/config/config.hpp"
#include "engine/config/field.hpp"
#include "engine/config/tenant_config.hpp"

#include <vector>

namespace roamsync {

/// Every setting of the file but the [cloud.NAME] tables, bound to `x`, which must outlive the result. In the
/// order of the reference, the fields of a section together. The single source of the parser, the printer and
/// docs/configuration.md.
[[nodiscard]] std::vector<bound_field> bind(config& x);

/// What a [cloud.NAME] table may have beside its services.
[[nodiscard]] std::vector<bound_field> bind(cloud_identity& x);

/// From when to when a [[limits.at]] table holds; its limits are those of [limits].
[[nodiscard]] std::vector<bound_field> bind(limits_rule& x);

/// The settings of one tenant.
[[nodiscard]] std::vector<bound_field> bind(tenant_settings& x);

/// The same for one [[tenant]] table, with `password_file` behind them.
[[nodiscard]] std::vector<bound_field> bind(tenant_import& x);

} // namespace roamsync
