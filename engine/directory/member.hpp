#pragma once

#include <map>
#include <string>
#include <vector>

namespace roamsync {

/// One user of the directory with the attributes that templates may use (wire.md 6.5).
struct member {
  std::string user_id; ///< Graph object id
  std::string user_principal_name;
  std::string mail; ///< empty if the directory has none
  bool account_enabled = true;
  std::vector<std::string> proxy_addresses; ///< "SMTP:primary@..." and "smtp:other@..."
  /// Single values by Graph name ("displayName", "jobTitle", "extensionAttribute1", ...); absent and null are
  /// left out.
  std::map<std::string, std::string> attributes;
  /// Values that are lists ("businessPhones").
  std::map<std::string, std::vector<std::string>> lists;

  friend bool operator==(const member&, const member&) = default;
};

} // namespace roamsync
