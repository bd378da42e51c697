#include "engine/directory/group_choice.hpp"

#include "engine/base/ascii.hpp"

#include <array>
#include <utility>

namespace roamsync {

group_choice choose_group(const tenant_settings& tenant) {
  const auto sources = std::to_array<std::pair<std::string_view, std::string_view>>({
      {trim(tenant.group), "group"},
      {trim(tenant.connector_group), "connector"},
      {trim(tenant.sync_group), "synchronisation"},
  });
  for (const auto& [group, source] : sources)
    if (!group.empty())
      return {cause::none, std::string(group), source};
  return {cause::group_not_set, {}, {}};
}

} // namespace roamsync
