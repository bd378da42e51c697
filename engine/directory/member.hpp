#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// Before the name of an attribute: the manager's.
constexpr std::string_view manager_prefix = "manager.";

/// One user of the directory with the attributes that templates may use (wire.md 6.5).
struct member {
  std::string user_id; ///< Graph object id
  std::string user_principal_name;
  std::string mail; ///< empty if the directory has none
  bool account_enabled = true;
  std::vector<std::string> proxy_addresses; ///< "SMTP:primary@..." and "smtp:other@..."
  /// Single values by Graph name ("displayName", "jobTitle", "extensionAttribute1", ...), the manager's with
  /// manager_prefix; absent and null are left out.
  std::map<std::string, std::string> attributes;
  /// Values that are lists ("businessPhones").
  std::map<std::string, std::vector<std::string>> lists;
  /// A data URI, null if there is none. Shared: it is large, and a member is copied into its plan.
  std::shared_ptr<const std::string> photo;

  friend bool operator==(const member&, const member&) = default;
};

} // namespace roamsync
