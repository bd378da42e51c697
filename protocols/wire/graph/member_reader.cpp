#include "protocols/wire/graph/member_reader.hpp"

#include "engine/base/ascii.hpp"
#include "protocols/wire/graph/answers.hpp"
#include "protocols/wire/http/json.hpp"

namespace roamsync::wire {

namespace {

std::vector<std::string> texts_of(const boost::json::array& list) {
  std::vector<std::string> out;
  for (const auto& value : list) {
    const auto* text = value.if_string();
    if (text && !text->empty() && out.size() < user_list_max)
      out.emplace_back(text->data(), text->size());
  }
  return out;
}

void add_text(member& out, std::string_view name, const boost::json::value& value) {
  const auto* text = value.if_string();
  if (text && !text->empty() && out.attributes.size() < user_attributes_max)
    out.attributes.emplace(std::string(name), std::string(text->data(), text->size()));
}

void add_attribute(member& out, std::string_view name, const boost::json::value& value) {
  if (name == "id" || name == "userPrincipalName" || name == "proxyAddresses" || name.starts_with('@'))
    return;
  if (const auto* list = value.if_array()) {
    if (auto texts = texts_of(*list); !texts.empty() && out.lists.size() < user_attributes_max)
      out.lists.emplace(std::string(name), std::move(texts));
  } else if (const auto* group = value.if_object(); group && name == "onPremisesExtensionAttributes") {
    for (const auto& inner : *group)
      add_text(out, {inner.key().data(), inner.key().size()}, inner.value());
  } else {
    add_text(out, name, value);
  }
}

} // namespace

std::optional<member> read_member(const boost::json::value& value) {
  const auto* user = value.if_object();
  if (!user)
    return std::nullopt;
  auto kind = text_of(*user, "@odata.type");
  if (!kind.empty() && !same_text(kind, "#microsoft.graph.user"))
    return std::nullopt;
  member out;
  out.user_id = text_of(*user, "id");
  if (out.user_id.empty())
    return std::nullopt;
  out.user_principal_name = text_of(*user, "userPrincipalName");
  out.mail = text_of(*user, "mail");
  out.account_enabled = text_of(*user, "accountEnabled") != "false";
  if (const auto* addresses = find_array(*user, "proxyAddresses"))
    out.proxy_addresses = texts_of(*addresses);
  for (const auto& attribute : *user)
    add_attribute(out, {attribute.key().data(), attribute.key().size()}, attribute.value());
  return out;
}

} // namespace roamsync::wire
