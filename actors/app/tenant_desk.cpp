#include "actors/app/tenant_desk.hpp"

#include "actors/app/secrets.hpp"

namespace roamsync::app {

result<std::unique_ptr<desk>> open_desk(const app& x, store& where, const std::string& tenant) {
  auto settings = where.tenant(tenant);
  if (!settings)
    return settings.failure();
  if (!*settings)
    return error{"there is no tenant \"" + tenant + "\"; roamsync tenant list shows those that there are"};
  auto vault = open_vault(where, x.settings);
  if (!vault)
    return vault.failure();
  desk::secrets keys;
  auto password = vault->get(tenant, "password");
  if (!password)
    return password.failure();
  if (!*password)
    return error{"no password is stored for tenant \"" + tenant
                 + "\"; store it with: roamsync tenant password " + tenant + " --stdin"};
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
  return desk::open(x.settings, std::move(**settings), std::move(keys));
}

std::string explain(const call_result& why, const console::text_options& options) {
  const auto& text = advice_for(why.why, options.lang);
  std::string out{text.title};
  if (!why.detail.empty())
    out += " (" + why.detail + ")";
  if (!why.request_id.empty())
    out += " [" + why.request_id + "]";
  out += ".\n" + std::string{text.wrong};
  if (!text.check.empty())
    out += "\n" + std::string{text.check};
  return out + "\n" + std::string{text.remedy};
}

} // namespace roamsync::app
