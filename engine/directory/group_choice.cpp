#include "engine/directory/group_choice.hpp"

#include <array>
#include <utility>

namespace roamsync {

namespace {

std::string_view trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

} // namespace

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
