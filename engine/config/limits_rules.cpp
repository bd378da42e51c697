#include "engine/config/limits_rules.hpp"

#include "engine/config/config_fields.hpp"
#include "engine/config/table_reader.hpp"

#include <algorithm>
#include <utility>

namespace roamsync {

namespace {

/// The settings of [limits], bound to `x`.
std::vector<bound_field> limits_of(config& x) {
  auto fields = bind(x);
  std::erase_if(fields, [](const bound_field& f) { return f.what->section != "limits"; });
  return fields;
}

limits_rule read_rule(const toml::table& table, problems& found) {
  limits_rule rule;
  config values;
  auto own = bind(rule);
  const auto limits = limits_of(values);
  std::vector<std::string> keys;
  keys.reserve(own.size() + limits.size());
  for (const auto& f : own)
    keys.push_back(full_key(*f.what));
  for (const auto& f : limits)
    keys.push_back("limits.at." + std::string{f.what->key});
  for (const auto& [key, node] : table) {
    const auto is_it = [&key = key](const bound_field& f) { return f.what->key == key.str(); };
    if (const auto f = std::find_if(own.begin(), own.end(), is_it); f != own.end()) {
      read_value(*f, node, {}, found);
    } else if (const auto l = std::find_if(limits.begin(), limits.end(), is_it); l != limits.end()) {
      read_value(*l, node, {}, found);
      rule.values.emplace(key.str(), to_word(*l));
    } else {
      found.add(line_of(node), unknown_key("limits.at." + std::string{key.str()}, keys));
    }
  }
  for (const auto& f : own)
    if (!table.contains(f.what->key))
      found.add(line_of(table), full_key(*f.what) + " is missing. Allowed: " + allowed(f) + ".");
  if (!rule.from.empty() && rule.from == rule.to)
    found.add(line_of(table),
              "limits.at: from and to are the same, so the table never holds. What holds all day "
              "stands in [limits].");
  if (rule.values.empty())
    found.add(line_of(table), "limits.at: no limit is named. Name at least one setting of [limits].");
  return rule;
}

} // namespace

void read_limits_rules(const toml::node& node, config& into, problems& found) {
  const auto* list = node.as_array();
  if (!list || !list->is_array_of_tables() || list->size() > limits_rules_max) {
    found.add(line_of(node), "limits.at must be at most " + std::to_string(limits_rules_max)
                                 + " tables, each with the line [[limits.at]] above it.");
    return;
  }
  for (const auto& item : *list)
    into.limits.at.push_back(read_rule(*item.as_table(), found));
}

std::string print_limits_rules(const config& x) {
  std::string text;
  for (auto rule : x.limits.at) {
    text += "\n[[limits.at]]\n";
    for (const auto& f : bind(rule))
      text += std::string{f.what->key} + " = " + to_toml(f) + "\n";
    config values;
    for (const auto& f : limits_of(values))
      if (const auto it = rule.values.find(f.what->key); it != rule.values.end()) {
        (void)assign_word(f, f, it->second);
        text += it->first + " = " + to_toml(f) + "\n";
      }
  }
  return text;
}

} // namespace roamsync
