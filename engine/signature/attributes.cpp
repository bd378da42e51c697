#include "engine/signature/attributes.hpp"

#include "engine/base/unicode.hpp"

#include <algorithm>
#include <array>

namespace roamsync {

namespace {

constexpr auto known = std::to_array<std::string_view>(
    {"businessPhones", "city", "companyName", "country", "department", "displayName", "faxNumber",
     "givenName", "jobTitle", "mail", "mailNickname", "mobilePhone", "officeLocation", "postalCode",
     "proxyAddresses", "state", "streetAddress", "surname", "userPrincipalName"});

constexpr std::string_view numbered = "extensionAttribute";
constexpr std::string_view custom = "extension_";

bool is_numbered(std::string_view name) {
  if (!name.starts_with(numbered))
    return false;
  for (int i = 1; i <= 15; ++i)
    if (name.substr(numbered.size()) == std::to_string(i))
      return true;
  return false;
}

} // namespace

// extension_<32 hex digits of the application's id>_<name>; the service decides what the name may be.
bool is_custom_attribute(std::string_view name) {
  if (!name.starts_with(custom) || name.size() > 300)
    return false;
  const auto rest = name.substr(custom.size());
  const auto split = rest.find('_');
  return split != std::string_view::npos && split > 0 && split + 1 < rest.size()
         && std::ranges::all_of(rest, [](char c) {
              return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
            });
}

bool is_known_attribute(std::string_view name) {
  if (name == photo_attribute)
    return true;
  if (name.starts_with(manager_prefix))
    name.remove_prefix(manager_prefix.size());
  return std::ranges::find(known, name) != known.end() || is_numbered(name) || is_custom_attribute(name);
}

std::string attribute_hint(std::string_view name) {
  const auto folded = fold_case(name);
  if (folded == photo_attribute)
    return "write photo (letter case counts)";
  const std::string prefix(folded.starts_with(manager_prefix) ? manager_prefix : "");
  for (const auto candidate : known)
    if (fold_case(candidate) == folded.substr(prefix.size()))
      return "write " + prefix + std::string(candidate) + " (letter case counts)";
  std::string all;
  for (const auto candidate : known)
    all += std::string(candidate) + ", ";
  return "known are " + all
         + "extensionAttribute1 to extensionAttribute15, extension_<application>_<name>, these with manager. "
           "before them, and photo";
}

attribute_values::attribute_values(const member& who) {
  for (const auto& [name, value] : who.attributes)
    if (name != photo_attribute)
      add(name, value);
  if (who.photo)
    values_[std::string(photo_attribute)] = {*who.photo};
  for (const auto& [name, list] : who.lists)
    for (const auto& value : list)
      if (name != photo_attribute)
        add(name, value);
  const auto fill = [this](const std::string& name, std::string_view value) {
    if (of(name).empty())
      add(name, value);
  };
  fill("mail", who.mail);
  fill("userPrincipalName", who.user_principal_name);
  if (of("proxyAddresses").empty())
    for (const auto& address : who.proxy_addresses)
      add("proxyAddresses", address);
}

void attribute_values::add(const std::string& name, std::string_view value) {
  if (auto line = one_line(value); !line.empty())
    values_[name].push_back(std::move(line));
}

std::span<const std::string> attribute_values::of(std::string_view name) const {
  const auto found = values_.find(name);
  if (found == values_.end())
    return {};
  return found->second;
}

} // namespace roamsync
