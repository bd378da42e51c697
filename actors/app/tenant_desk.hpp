#pragma once

#include "actors/app/app.hpp"
#include "actors/app/desk.hpp"
#include "engine/model/tenant.hpp"

#include <memory>
#include <string>

namespace roamsync::app {

/// Opens the desk of a tenant with its secrets from the store, for its first service user or the one named. The error
/// says what is missing.
[[nodiscard]] result<std::unique_ptr<desk>> open_desk(const app& x, store& where, const std::string& tenant,
                                                      const std::string& service_user = {});
/// The command that stores the service user's password.
[[nodiscard]] std::string password_command(const tenant_settings& tenant, const std::string& service_user);

/// True while a run is under way on the database, to which the desk gives way: its lanes are all that a
/// service user may have (I1). It only looks. To hold the lock would keep a night from opening.
[[nodiscard]] result<bool> run_under_way(const app& x);

} // namespace roamsync::app
