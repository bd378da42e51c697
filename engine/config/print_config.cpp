#include "engine/config/cloud_tables.hpp"
#include "engine/config/config.hpp"
#include "engine/config/config_fields.hpp"
#include "engine/config/limits_rules.hpp"

namespace roamsync {

namespace {

template <class Value>
Value of(const std::map<std::string, Value, std::less<>>& all, std::string_view name) {
  const auto it = all.find(name);
  return it == all.end() ? Value{} : it->second;
}

/// The clouds that differ from the presets.
std::string print_clouds(const config& x) {
  std::string text;
  for (const auto& [name, hosts] : x.cloud.named) {
    auto own = of(x.cloud.identities, name);
    if (of(cloud_presets(), name) == hosts && of(cloud_identity_presets(), name) == own)
      continue;
    text += "\n[cloud." + quoted(name) + "]\n";
    for (const auto& [service, member] : cloud_services)
      text += std::string{service} + " = " + quoted(to_string(hosts.*member)) + "\n";
    for (const auto& f : bind(own))
      if (const auto value = to_word(f); !value.empty())
        text += std::string{f.what->key} + " = " + quoted(value) + "\n";
  }
  return text;
}

} // namespace

std::string print_config(const config& x) {
  auto copy = x;
  config defaults;
  const auto fields = bind(copy);
  const auto default_fields = bind(defaults);
  std::string text = "# The effective configuration of roamsync; docs/configuration.md has the ranges.\n";
  std::string_view section;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto& f = *fields[i].what;
    if (f.section != section) {
      if (section == "cloud")
        text += print_clouds(x);
      if (section == "limits")
        text += print_limits_rules(x);
      section = f.section;
      text += "\n[" + std::string{section} + "]\n";
    }
    const auto value = to_toml(fields[i]);
    const auto normal = to_toml(default_fields[i]);
    text += "# " + meaning(fields[i]) + (value == normal ? "" : " Default: " + normal + ".") + "\n";
    text += std::string{f.key} + " = " + value + "\n";
  }
  return text;
}

} // namespace roamsync
