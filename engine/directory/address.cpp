#include "engine/directory/address.hpp"

#include <utility>

namespace roamsync {

std::optional<std::string> primary_address(const member& who) {
  constexpr std::string_view primary = "SMTP:";
  for (const auto& proxy : who.proxy_addresses)
    if (proxy.starts_with(primary))
      if (auto address = normal_address(std::string_view(proxy).substr(primary.size())))
        return address;
  return normal_address(who.mail);
}

std::vector<std::string> other_addresses(const member& who, std::string_view primary) {
  constexpr std::string_view smtp = "smtp:";
  std::vector<std::string> out;
  auto add = [&](std::string_view raw) {
    auto address = normal_address(raw);
    if (address && *address != primary)
      out.push_back(std::move(*address));
  };
  for (std::string_view x : who.proxy_addresses)
    if (x.starts_with(smtp) || x.starts_with("SMTP:"))
      add(x.substr(smtp.size()));
  add(who.user_principal_name);
  return out;
}

} // namespace roamsync
