#pragma once

#include "engine/model/tenant.hpp"

#include <string>
#include <string_view>

namespace roamsync {

/// What stands for the words in capitals in the texts of advice_for. Empty: not known, the word stays.
struct advice_names {
  std::string_view tenant;       ///< TENANT
  std::string_view entra_tenant; ///< ENTRA-TENANT
  std::string_view service_user; ///< SERVICE-USER
  std::string_view mailbox;      ///< MAILBOX
  std::string_view client_id;    ///< CLIENT-ID: of the app registration that reads the directory
  std::string_view sign_in_host; ///< SIGN-IN-HOST: of the tenant's cloud
};

/// The names of a tenant, and of one of its mailboxes; they live as long as both.
[[nodiscard]] advice_names advice_names_of(const tenant_settings& tenant,
                                           std::string_view mailbox = {}) noexcept;

/// The text with the names in place of the words, so that its commands can be typed as they stand. The word
/// stays where a name is empty, or has a sign that a shell might interpret: whoever owns a mailbox chose it.
[[nodiscard]] std::string fill_in(std::string_view text, const advice_names& names);

} // namespace roamsync
