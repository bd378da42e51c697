#pragma once

#include "console/report/text_options.hpp"
#include "engine/model/tenant.hpp"

#include <span>
#include <string>
#include <vector>

namespace roamsync::console {

/// A tenant with what is known of its secrets: only whether they are there.
struct tenant_entry {
  tenant_settings settings;
  struct password {
    std::string service_user;
    bool stored = false;

    friend bool operator==(const password&, const password&) = default;
  };
  std::vector<password> passwords; ///< of each service user, the tenant's first one first
  bool has_client_secret = false;
};

/// `tenant list`: one line a tenant, ending with the count.
[[nodiscard]] std::string tenants_text(std::span<const tenant_entry> tenants, const text_options& options);
/// Why a night had nobody to work on: there are no tenants, or none takes part; empty if one does.
[[nodiscard]] std::string nobody_text(std::span<const tenant_settings> tenants, const text_options& options);
/// {"tenants":[{...settings, "has_password", "has_client_secret"}]}: has_password if no service user lacks one.
[[nodiscard]] std::string tenants_json(std::span<const tenant_entry> tenants);

/// `tenant show`: one line a setting, as `tenant set` takes it; defaults are dim.
[[nodiscard]] std::string tenant_text(const tenant_entry& tenant, const text_options& options);
/// {...settings, "has_password", "has_client_secret"}
[[nodiscard]] std::string tenant_json(const tenant_entry& tenant);

} // namespace roamsync::console
