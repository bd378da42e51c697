#pragma once

#include "engine/model/tenant.hpp"

#include <string>

namespace roamsync {

/// What a tenant lacks to be worked on, as a list for people: "service_user, password"; empty: nothing.
[[nodiscard]] std::string missing_settings(const tenant_settings& tenant, bool has_password);

} // namespace roamsync
