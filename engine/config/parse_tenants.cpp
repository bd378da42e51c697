#include "engine/base/ascii.hpp"
#include "engine/config/config_fields.hpp"
#include "engine/config/table_reader.hpp"
#include "engine/config/tenant_config.hpp"

#include <algorithm>
#include <map>

namespace roamsync {

namespace {

/// Room for some ten thousand tenants.
constexpr std::size_t tenants_bytes_max = 67'108'864;

std::vector<std::string> tenant_keys() {
  tenant_import unused;
  std::vector<std::string> keys;
  for (const auto& f : bind(unused))
    keys.push_back(full_key(*f.what));
  return keys;
}

tenant_import read_tenant(const toml::table& table, problems& found) {
  static const auto keys = tenant_keys();
  tenant_import x;
  const auto fields = bind(x);
  for (const auto& [key, node] : table) {
    const auto it = std::find(keys.begin(), keys.end(), key.str());
    if (it == keys.end())
      found.add(line_of(node), "[[tenant]]: " + unknown_key(key.str(), keys));
    else
      read_value(fields[static_cast<std::size_t>(it - keys.begin())], node, {}, found);
  }
  if (!table.contains("id"))
    found.add(line_of(table), "[[tenant]]: id is missing. Each tenant needs one.");
  return x;
}

} // namespace

result<std::vector<tenant_import>> parse_tenants(std::string_view text, std::string_view file_name) {
  problems found{file_name};
  const auto file = read_toml(text, tenants_bytes_max, found);
  if (!file)
    return found.report();
  std::vector<tenant_import> tenants;
  std::map<std::string, std::uint32_t> lines;
  for (const auto& [key, node] : *file) {
    const auto* list = node.as_array();
    if (key.str() != "tenant" || !list || !list->is_array_of_tables()) {
      found.add(line_of(node), "Only [[tenant]] tables are known here.");
      continue;
    }
    for (const auto& item : *list) {
      auto& x = tenants.emplace_back(read_tenant(*item.as_table(), found));
      const auto [earlier, fresh] = lines.emplace(x.settings.id, line_of(item));
      if (!fresh && !x.settings.id.empty())
        found.add(line_of(item), "The tenant \"" + x.settings.id + "\" stands on line "
                                     + std::to_string(earlier->second) + " already.");
    }
  }
  if (!found.none())
    return found.report();
  return tenants;
}

status validate(const tenant_settings& x) {
  auto copy = x;
  std::string text;
  for (const auto& f : bind(copy))
    if (!fits(f))
      text += (text.empty() ? "" : "\n") + full_key(*f.what) + ": not allowed. Allowed: " + allowed(f) + ". "
              + meaning(f);
  const auto say = [&](const std::string& what) { text += (text.empty() ? "" : "\n") + what; };
  std::vector<std::string_view> named{x.service_user};
  for (const auto& user : x.more_service_users) {
    if (std::any_of(named.begin(), named.end(), [&](auto other) { return same_text(other, user); }))
      say("more_service_users: " + user
          + " is named twice, or is service_user. Name each service user once.");
    named.push_back(user);
  }
  return text.empty() ? success() : status{error{text}};
}

} // namespace roamsync
