#include "actors/support/accounts.hpp"

#include "engine/directory/address.hpp"

namespace roamsync::actors {

std::string own_mailbox_of(const tenant_settings& tenant) {
  const auto& named = tenant.service_mailbox.empty() ? tenant.service_user : tenant.service_mailbox;
  return normal_address(named).value_or(named);
}

wire::app_registration app_registration_of(remote service, const config& settings,
                                           const tenant_settings& tenant, const secret& client_secret,
                                           const secret& product) {
  const auto identity = identity_of(settings, tenant.cloud);
  // Without a registration of its own for tokens, the one that reads the directory is asked for both
  // (wire.md 1.3).
  auto of_tokens = service == remote::outlook && !identity.token_client_id.empty();
  return {.tenant = tenant.entra_tenant,
          .client_id = of_tokens ? identity.token_client_id : identity.client_id,
          .client_secret = !of_tokens && client_secret.empty() && !identity.client_secret_file.empty()
                               ? product
                               : client_secret};
}

} // namespace roamsync::actors
