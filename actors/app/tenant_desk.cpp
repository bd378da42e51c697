#include "actors/app/tenant_desk.hpp"

#include "actors/app/secrets.hpp"
#include "protocols/db/engine_lock.hpp"

namespace roamsync::app {

result<std::unique_ptr<desk>> open_desk(const app& x, store& where, const std::string& tenant) {
  auto settings = where.tenant(tenant);
  if (!settings)
    return settings.failure();
  if (!*settings)
    return no_tenant(tenant);
  auto vault = open_vault(where, x.settings);
  if (!vault)
    return vault.failure();
  desk::secrets keys;
  auto password = vault->get(tenant, "password");
  if (!password)
    return password.failure();
  if (!*password)
    return error{"no password is stored for tenant \"" + tenant
                 + "\"; store it with: roamsync tenant password " + tenant};
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
  return desk::open(x.settings, std::move(**settings), std::move(keys), where);
}

result<bool> run_under_way(const app& x) {
  return db::engine_lock::is_held(x.settings.store.path);
}

} // namespace roamsync::app
