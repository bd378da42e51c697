#pragma once

#include "engine/diagnosis/advice.hpp"
#include "engine/model/tenant.hpp"
#include "engine/readiness/readiness.hpp"

#include <string>
#include <vector>

namespace roamsync {

/// A service user as far as its password goes.
struct password_fact {
  std::string service_user;
  bool stored = false;
  std::string store_it; ///< the command that does
};

/// What roamsync knows of a tenant without asking a service.
struct setup_facts {
  tenant_settings tenant;
  bool cloud_known = true;
  bool has_client_id = false;
  std::string key_problem;         ///< why the master key opens nothing; empty: it does
  std::string secret_file_problem; ///< why the application's secret cannot be read; empty: it can
  std::vector<password_fact>
      passwords; ///< of the tenant's first service user, then of the others; not known without
                 ///< the key
};

/// Settings, master key, secret and passwords. With one of them broken no service can be asked anything that means
/// something: a sign-in without a user name fails like one through a closed firewall.
[[nodiscard]] std::vector<readiness_check> setup_checks(const setup_facts& x, language in);

/// Whether services may be asked after these checks.
[[nodiscard]] bool is_set_up(const std::vector<readiness_check>& checks) noexcept;

} // namespace roamsync
