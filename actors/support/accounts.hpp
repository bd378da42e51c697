#pragma once

#include "engine/config/config.hpp"
#include "engine/model/standing.hpp"
#include "engine/model/tenant.hpp"
#include "protocols/wire/identity/tokens.hpp"

#include <string>

namespace roamsync::actors {

/// The service user's own mailbox, lower case.
[[nodiscard]] std::string own_mailbox_of(const tenant_settings& tenant);

/// The app registration that asks for tokens of a service. `client_secret` is the tenant's own, `product`
/// that of the product's registration, which stands in where the tenant has none and its cloud has no
/// registration of its own.
[[nodiscard]] wire::app_registration app_registration_of(remote service, const config& settings,
                                                         const tenant_settings& tenant,
                                                         const secret& client_secret, const secret& product);

} // namespace roamsync::actors
