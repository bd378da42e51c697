#include "engine/signature/toml_keys.hpp"

#include "engine/base/unicode.hpp"

#include <algorithm>

namespace roamsync::toml_keys {

namespace {

/// Items of one list.
constexpr std::size_t items_max = 1'000;

} // namespace

std::string quoted(std::string_view text) {
  return "\"" + one_line(text.substr(0, 200)) + "\"";
}

error refuse(const toml::node& at, std::string_view why) {
  return {std::string(catalogue_file) + ", line " + std::to_string(at.source().begin.line) + ": "
          + std::string(why)};
}

status only_keys(const toml::table& table, std::string_view what,
                 std::initializer_list<std::string_view> allowed) {
  for (const auto& [key, value] : table) {
    if (std::ranges::find(allowed, key.str()) != allowed.end())
      continue;
    std::string list;
    for (const auto name : allowed)
      list += (list.empty() ? "" : ", ") + std::string(name);
    return refuse(value, "key " + quoted(key.str()) + " is not known in " + std::string(what)
                             + "; allowed are " + list);
  }
  return success();
}

result<std::string> text_of(const toml::table& table, std::string_view key, bool needed) {
  const auto* const node = table.get(key);
  if (node == nullptr && !needed)
    return std::string{};
  if (node == nullptr)
    return refuse(table, "key " + std::string(key) + " is missing; write " + std::string(key) + " = \"...\"");
  const auto value = node->value_exact<std::string>();
  if (!value || value->empty())
    return refuse(*node, "key " + std::string(key) + " must be a text in quotes that is not empty");
  return *value;
}

result<std::vector<std::string>> texts_of(const toml::node& node, std::string_view key) {
  std::vector<std::string> out;
  const auto wrong = [&](const toml::node& at) {
    return refuse(at, "key " + quoted(key) + " must be a text in quotes or a list of them: [\"a\", \"b\"]");
  };
  if (const auto one = node.value_exact<std::string>())
    return std::vector<std::string>{*one};
  const auto* const list = node.as_array();
  if (list == nullptr || list->empty() || list->size() > items_max)
    return wrong(node);
  for (const auto& item : *list) {
    const auto value = item.value_exact<std::string>();
    if (!value)
      return wrong(item);
    out.push_back(*value);
  }
  return out;
}

} // namespace roamsync::toml_keys
