#include "console/cli/tenant_fields.hpp"

#include "console/cli/checks.hpp"
#include "console/cli/secret_words.hpp"
#include "console/text/display.hpp"
#include "engine/base/nearest.hpp"
#include "engine/config/config_fields.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <vector>

namespace roamsync::console {

namespace {

/// The setting of that tenant; nothing for `id`, which names it and does not change.
std::optional<bound_field> find_field(tenant_settings& tenant, std::string_view key) {
  for (const auto& f : bind(tenant))
    if (f.what->key == key && key != "id")
      return f;
  return std::nullopt;
}

/// What stands for the value: its choices, else the first word of its unit.
std::string placeholder(const bound_field& f) {
  if (std::holds_alternative<bool*>(f.where))
    return "true|false";
  if (std::holds_alternative<choice_slot>(f.where))
    return fmt::format("{}", fmt::join(f.what->choices, "|"));
  const auto list = std::holds_alternative<std::vector<std::string>*>(f.where);
  if (!list && !std::holds_alternative<std::string*>(f.where))
    return "NUMBER";
  std::string word{f.what->unit.substr(0, f.what->unit.find(' '))};
  for (auto& c : word)
    if (c >= 'a' && c <= 'z')
      c = static_cast<char>(c - 'a' + 'A');
  return word.empty() ? "TEXT" : list ? word + ",..." : word;
}

std::vector<tenant_field> made_from_the_table() {
  tenant_settings unset;
  std::vector<tenant_field> made;
  for (const auto& f : bind(unset))
    if (f.what->key != "id")
      made.push_back({std::string{f.what->key}, placeholder(f),
                      fmt::format("{} Allowed: {}.", meaning(f), allowed(f)), !f.what->unset.empty()});
  return made;
}

error unknown_key(const std::string& key) {
  std::vector<std::string> keys;
  for (const auto& f : tenant_fields())
    keys.push_back(f.key);
  const auto near = nearest(key, keys);
  return error{near ? fmt::format("{} is not a setting of a tenant. Did you mean {}?", in_quotes(key), *near)
                    : fmt::format("{} is not a setting of a tenant. Settings are: {}.", in_quotes(key),
                                  fmt::join(keys, ", "))};
}

/// Sets one of them; an error tells what is allowed.
status apply(tenant_settings& tenant, const std::string& key, const std::string& value) {
  const auto field = find_field(tenant, key);
  if (!field)
    return unknown_key(key);
  tenant_settings unset;
  if (auto done = assign_word(*field, *find_field(unset, key), value); !done)
    return error{printable(done.failure().message)};
  return success();
}

} // namespace

std::string tenant_field::get(const tenant_settings& tenant) const {
  auto copy = tenant;
  const auto word = to_word(*find_field(copy, key));
  return word == "0" ? std::string{} : word;
}

std::span<const tenant_field> tenant_fields() {
  static const auto fields = made_from_the_table();
  return fields;
}

result<field_change> parse_field_change(const std::string& word) {
  const auto equals = word.find('=');
  if (equals == std::string::npos || equals == 0)
    return error{"A change is written KEY=VALUE, such as lanes=4 or automate=false."};
  auto key = word.substr(0, equals);
  std::replace(key.begin(), key.end(), '-', '_');
  if (names_a_secret(key))
    return error{secret_refusal(key)};
  auto value = word.substr(equals + 1);
  if (auto good = check_field(key, value); !good)
    return good.failure();
  return field_change{std::move(key), std::move(value)};
}

status check_field(std::string_view key, const std::string& value) {
  tenant_settings unused;
  return apply(unused, std::string{key}, value);
}

status apply_changes(tenant_settings& tenant, std::span<const field_change> changes) {
  for (const auto& change : changes)
    if (auto good = apply(tenant, change.key, change.value); !good)
      return good;
  return success();
}

} // namespace roamsync::console
