#include "engine/tenant/service_users.hpp"

#include "engine/base/ascii.hpp"

#include <algorithm>

namespace roamsync {

namespace {

/// How the field of a further service user's password begins; its name follows.
const std::string further_password = "password ";

} // namespace

std::vector<tenant_settings> as_each_service_user(const tenant_settings& tenant) {
  std::vector<tenant_settings> out{tenant};
  out.front().more_service_users.clear();
  for (const auto& user : tenant.more_service_users) {
    const auto named = [&](const tenant_settings& x) { return same_text(x.service_user, user); };
    if (std::any_of(out.begin(), out.end(), named))
      continue;
    auto& x = out.emplace_back(out.front());
    x.service_user = user;
    x.service_mailbox.clear();
  }
  return out;
}

std::string password_field(const tenant_settings& tenant, std::string_view service_user) {
  return same_text(tenant.service_user, service_user) ? "password"
                                                      : further_password + ascii_lower(service_user);
}

bool is_of_nobody(const tenant_settings& tenant, std::string_view field) {
  return field.starts_with(further_password)
         && std::ranges::none_of(tenant.more_service_users, [&](const std::string& user) {
              return password_field(tenant, user) == field;
            });
}

bool posts_elsewhere(const tenant_settings& before, const tenant_settings& after) {
  return !same_text(before.service_user, after.service_user) || before.cloud != after.cloud
         || before.entra_tenant != after.entra_tenant || before.sign_in != after.sign_in;
}

standing standing_of(std::span<const standing> rows, const tenant_settings& as_user, remote service) {
  const auto user = service == remote::outlook ? as_user.service_user : std::string{};
  for (const auto& x : rows)
    if (x.service == service && x.service_user == user)
      return x;
  return {.tenant = as_user.id, .service = service, .service_user = user};
}

} // namespace roamsync
