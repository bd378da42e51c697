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

/// The same for one [[tenant]] table. `password_file` is the last one.
[[nodiscard]] std::vector<bound_field> bind(tenant_import& x);

} // namespace roamsync
