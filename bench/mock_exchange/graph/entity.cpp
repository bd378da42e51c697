#include "bench/mock_exchange/graph/entity.hpp"

#include "bench/mock_exchange/base/json_text.hpp"
#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/scenario/read_tenant.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>

namespace mock_exchange {

namespace json = boost::json;

namespace {

/// What Graph shows of a user without $select.
constexpr std::array<std::string_view, 11> default_names{
    "businessPhones", "displayName",    "givenName",         "id",      "jobTitle",         "mail",
    "mobilePhone",    "officeLocation", "preferredLanguage", "surname", "userPrincipalName"};

void append_value(std::string& out, std::string_view name, const json::value& value) {
  if (const auto* text = value.if_string())
    append_text_field(out, name, {text->data(), text->size()});
  else
    append_raw_field(out, name, json::serialize(value));
}

void append_attribute(std::string& out, const user_plan& user, std::string_view name) {
  if (name == "id")
    return append_text_field(out, "id", user.id);
  if (name == "userPrincipalName")
    return append_text_field(out, "userPrincipalName", user.upn);
  if (name == "accountEnabled")
    return append_raw_field(out, "accountEnabled", user.enabled ? "true" : "false");
  if (name == "proxyAddresses") {
    append_raw_field(out, "proxyAddresses", "[");
    for (const auto& address : user.proxy_addresses)
      out += (out.back() == '[' ? "" : ",") + quoted(address);
    out += ']';
    return;
  }
  if (const auto* held = user.attributes.if_contains(name))
    return append_value(out, name, *held);
  append_raw_field(out, name, name == "businessPhones" ? "[]" : "null");
}

/// Directory objects show their id in any case.
void append_attributes(std::string& out, const user_plan& user, const std::vector<std::string>& names,
                       bool with_id) {
  for (const auto& name : names)
    if (name != "manager")
      append_attribute(out, user, name);
  if (with_id && std::ranges::find(names, "id") == names.end())
    append_attribute(out, user, "id");
}

/// The names of a $select; nothing if one is unknown.
std::optional<std::vector<std::string>> read_names(std::string_view list) {
  std::vector<std::string> out;
  for (auto name : split(list, ',')) {
    name = trimmed(name);
    if (name != "id" && name != "userPrincipalName" && name != "accountEnabled" && name != "proxyAddresses"
        && !is_user_attribute(name))
      return std::nullopt;
    out.emplace_back(name);
  }
  return out;
}

void open_object(std::string& out, std::string_view type) {
  out += '{';
  if (!type.empty())
    append_text_field(out, "@odata.type", type);
}

std::string_view text_of(const json::object& from, std::string_view name) {
  const auto* held = from.if_contains(name);
  const auto* text = held ? held->if_string() : nullptr;
  return text ? std::string_view{text->data(), text->size()} : std::string_view{};
}

/// The text between the quotes of "<before>'text'<after>", if `filter` has that form.
std::optional<std::string> quoted_operand(std::string_view filter, std::string_view before,
                                          std::string_view after) {
  if (!filter.starts_with(before) || !filter.ends_with(after) || filter.size() < before.size() + after.size())
    return std::nullopt;
  std::string out;
  auto inner = filter.substr(before.size(), filter.size() - before.size() - after.size());
  for (std::size_t i = 0; i < inner.size(); ++i) {
    out += inner[i];
    i += inner.substr(i, 2) == "''" ? 1 : 0; // a quote inside is doubled
  }
  return out;
}

} // namespace

std::optional<selection> read_selection(const call& c) {
  selection out;
  const auto& query = c.url.query;
  out.given = query.has("$select");
  auto names = out.given
                   ? read_names(query.get("$select"))
                   : std::optional(std::vector<std::string>(default_names.begin(), default_names.end()));
  if (!names)
    return std::nullopt;
  out.names = std::move(*names);
  auto expand = query.get("$expand");
  constexpr std::string_view chosen = "manager($select=";
  if (expand == "manager")
    out.manager.emplace(default_names.begin(), default_names.end());
  else if (expand.starts_with(chosen) && expand.ends_with(')'))
    out.manager = read_names(expand.substr(chosen.size(), expand.size() - chosen.size() - 1));
  if (!expand.empty() && !out.manager)
    return std::nullopt;
  return out;
}

void append_user(std::string& out, directory& people, const user_plan& user, const selection& chosen,
                 std::string_view type) {
  open_object(out, type);
  append_attributes(out, user, chosen.names, chosen.given);
  const auto* manager = chosen.manager ? people.user(text_of(user.attributes, "manager")) : nullptr;
  if (manager) {
    append_raw_field(out, "manager", "{");
    append_text_field(out, "@odata.type", "#microsoft.graph.user");
    append_attributes(out, manager->plan, *chosen.manager, true);
    out += '}';
  }
  out += '}';
}

void append_group(std::string& out, const group_plan& group, std::string_view type) {
  open_object(out, type);
  append_text_field(out, "id", group.id);
  for (const auto& attribute : group.attributes)
    append_value(out, {attribute.key().data(), attribute.key().size()}, attribute.value());
  out += '}';
}

void append_bare(std::string& out, std::string_view id, std::string_view type) {
  open_object(out, type);
  append_text_field(out, "id", id);
  out += '}';
}

std::optional<bool> fits_filter(const user_plan& user, std::string_view filter) {
  filter = trimmed(filter);
  if (filter.empty())
    return true;
  if (filter == "accountEnabled eq true" || filter == "accountEnabled eq false")
    return user.enabled == filter.ends_with("true");
  if (auto mail = quoted_operand(filter, "mail eq '", "'"))
    return same_text(text_of(user.attributes, "mail"), *mail);
  if (auto upn = quoted_operand(filter, "userPrincipalName eq '", "'"))
    return same_text(user.upn, *upn);
  if (filter.size() > 22 && filter.starts_with("proxyAddresses/any(") && filter.ends_with("')")) {
    auto variable = filter.substr(19, filter.find(':') - std::min<std::size_t>(filter.find(':'), 19));
    auto before = "proxyAddresses/any(" + std::string(variable) + ':' + std::string(variable) + " eq '";
    if (auto address = quoted_operand(filter, before, "')"))
      return std::ranges::any_of(user.proxy_addresses,
                                 [&](const auto& held) { return same_text(held, *address); });
  }
  return std::nullopt;
}

} // namespace mock_exchange
