#pragma once

#include "engine/model/standing.hpp"
#include "engine/model/tenant.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// The tenant's settings as each of its service users works with them: with its name and its mailbox, and no further
/// ones. The tenant's first service user comes first, also where the settings name none; who is named twice comes
/// once.
[[nodiscard]] std::vector<tenant_settings> as_each_service_user(const tenant_settings& tenant);

/// The field of the vault that holds a service user's password: "password" for the tenant's first.
[[nodiscard]] std::string password_field(const tenant_settings& tenant, std::string_view service_user);

/// Whether the field holds the password of a further service user that the settings do not name.
[[nodiscard]] bool is_of_nobody(const tenant_settings& tenant, std::string_view field);

/// Whether passwords go to another account or another place: posts that were counted before say nothing about it (I10).
[[nodiscard]] bool posts_elsewhere(const tenant_settings& before, const tenant_settings& after);

/// How the service user stands with a service, of the tenant's rows; with a service that does not know service users,
/// how the tenant does.
[[nodiscard]] standing standing_of(std::span<const standing> rows, const tenant_settings& as_user,
                                   remote service);

} // namespace roamsync
