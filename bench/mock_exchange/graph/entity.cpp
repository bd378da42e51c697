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
  if (query.has("$select")) {
    out.given = true;
    for (auto name : split(query.get("$select"), ',')) {
      name = trimmed(name);
      if (name != "id" && name != "userPrincipalName" && name != "accountEnabled" && name != "proxyAddresses"
          && !is_user_attribute(name))
        return std::nullopt;
      out.names.emplace_back(name);
    }
  } else {
    out.names.assign(default_names.begin(), default_names.end());
  }
  auto expand = query.get("$expand");
  if (!expand.empty() && !expand.starts_with("manager"))
    return std::nullopt;
  out.expand_manager = !expand.empty();
  return out;
}

void append_user(std::string& out, const user_plan& user, const selection& chosen, std::string_view type) {
  open_object(out, type);
  for (const auto& name : chosen.names)
    if (name != "manager")
      append_attribute(out, user, name);
  if (chosen.given && std::ranges::find(chosen.names, "id") == chosen.names.end())
    append_attribute(out, user, "id"); // directory objects show their id in any case
  auto manager = text_of(user.attributes, "manager");
  if (chosen.expand_manager && !manager.empty()) {
    append_raw_field(out, "manager", "{");
    append_text_field(out, "@odata.type", "#microsoft.graph.user");
    append_text_field(out, "id", manager);
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
