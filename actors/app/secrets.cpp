#include "actors/app/secrets.hpp"

#include "protocols/db/master_key.hpp"

namespace roamsync::app {

result<secret> read_master_key(const config& settings) {
  const auto& x = settings.vault;
  return x.key_file.empty() ? db::read_key_variable(x.key_variable) : db::read_key_file(x.key_file);
}

result<db::vault> open_vault(store& where, const config& settings) {
  auto key = read_master_key(settings);
  if (!key)
    return key.failure();
  return db::vault::make(where, std::move(*key));
}

status check_master_key(store& where, db::vault& vault) {
  auto tenants = where.tenants();
  if (!tenants)
    return tenants.failure();
  for (const auto& x : *tenants) {
    auto password = vault.get(x.id, "password");
    if (!password)
      return password.failure();
    if (*password)
      break;
  }
  return success();
}

result<secret> read_graph_secret(const config& settings) {
  const auto& file = settings.identity.client_secret_file;
  if (file.empty())
    return secret{};
  return db::read_secret_file(file);
}

} // namespace roamsync::app
