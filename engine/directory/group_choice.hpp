#pragma once

#include "engine/model/cause.hpp"
#include "engine/model/tenant.hpp"

#include <string>
#include <string_view>

namespace roamsync {

/// Which group's members get signatures, and which of the three settings named it (S4). The same answer
/// counts for the night, for a push and for a check.
struct group_choice {
  cause why = cause::none; ///< none or group_not_set; then nobody is touched (I7)
  std::string group;       ///< object id
  std::string_view
      source; ///< "group", "connector" or "synchronisation"; the word of tenant_run::group_source

  [[nodiscard]] bool ok() const noexcept { return why == cause::none; }
};

/// The tenant's own group, else the connector's, else that of the user synchronisation. Blank counts as not
/// set.
[[nodiscard]] group_choice choose_group(const tenant_settings& tenant);

} // namespace roamsync
