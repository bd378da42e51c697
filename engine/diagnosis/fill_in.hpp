#pragma once

#include <string>
#include <string_view>

namespace roamsync {

/// What stands for the words in capitals in the texts of advice_for. Empty: not known, the word stays.
struct advice_names {
  std::string_view tenant;       ///< TENANT
  std::string_view entra_tenant; ///< ENTRA-TENANT
  std::string_view service_user; ///< SERVICE-USER
  std::string_view mailbox;      ///< MAILBOX
};

/// The text with the names in place of the words, so that its commands can be typed as they stand.
[[nodiscard]] std::string fill_in(std::string_view text, const advice_names& names);

} // namespace roamsync
