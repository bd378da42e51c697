#include "engine/tenant/missing_settings.hpp"

namespace roamsync {

std::string missing_settings(const tenant_settings& tenant, bool has_password) {
  std::string out;
  auto need = [&out](bool there, const char* name) {
    if (!there)
      (out += out.empty() ? "" : ", ") += name;
  };
  need(!tenant.entra_tenant.empty(), "entra_tenant");
  need(!tenant.service_user.empty(), "service_user");
  need(has_password, "password");
  return out;
}

} // namespace roamsync
