#include "actors/app/tenant_desk.hpp"

#include "actors/app/secrets.hpp"
#include "console/report/standing_words.hpp"
#include "engine/base/ascii.hpp"
#include "engine/tenant/service_users.hpp"
#include "protocols/db/engine_lock.hpp"

namespace roamsync::app {

result<std::unique_ptr<desk>> open_desk(const app& x, store& where, const std::string& tenant,
                                        const std::string& service_user) {
  auto settings = where.tenant(tenant);
  if (!settings)
    return settings.failure();
  if (!*settings)
    return no_tenant(tenant);
  auto vault = open_vault(where, x.settings);
  if (!vault)
    return vault.failure();
  desk::secrets keys;
  const auto& user = service_user.empty() ? (**settings).service_user : service_user;
  auto password = vault->get(tenant, password_field(**settings, user));
  if (!password)
    return password.failure();
  if (!*password)
    return error{console::no_password(tenant, service_user, password_command(**settings, user), x.text)};
  keys.password = std::move(**password);
  auto client_secret = vault->get(tenant, "client_secret");
  if (!client_secret)
    return client_secret.failure();
  if (*client_secret)
    keys.client_secret = std::move(**client_secret);
  auto graph = read_graph_secret(x.settings);
  if (!graph)
    return graph.failure();
  keys.graph = std::move(*graph);
  for (auto& as_user : as_each_service_user(**settings))
    if (same_text(as_user.service_user, user))
      return desk::open(x.settings, std::move(as_user), std::move(keys), where, x.text);
  return error{console::no_service_user(tenant, service_user, x.text)};
}

std::string password_command(const tenant_settings& tenant, const std::string& service_user) {
  auto out = "roamsync tenant password " + tenant.id;
  return same_text(service_user, tenant.service_user) ? out : out + " --service-user " + service_user;
}

result<bool> run_under_way(const app& x) {
  return db::engine_lock::is_held(x.settings.store.path);
}

} // namespace roamsync::app
