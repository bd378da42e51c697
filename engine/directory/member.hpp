#pragma once

#include "engine/model/cause.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// Before the name of an attribute: the manager's.
constexpr std::string_view manager_prefix = "manager.";

/// Why a detail of a member could not be read.
struct detail_failure {
  cause why = cause::none;
  std::string detail; ///< which one it was, and facts for support

  friend bool operator==(const detail_failure&, const detail_failure&) = default;
};

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
  std::string manager_id; ///< of the manager whose attributes stand here; empty: none, or not asked for
  /// A data URI, null if there is none. Shared: it is large, and a member is copied into its plan.
  std::shared_ptr<const std::string> photo;
  /// Set if the manager or the photo is wanted and could not be read: what the user's signatures should say is
  /// not known then.
  std::optional<detail_failure> unread;

  friend bool operator==(const member& a, const member& b) {
    const bool same_photo = a.photo && b.photo ? *a.photo == *b.photo : a.photo == b.photo;
    return same_photo && a.user_id == b.user_id && a.user_principal_name == b.user_principal_name
           && a.mail == b.mail && a.account_enabled == b.account_enabled
           && a.proxy_addresses == b.proxy_addresses && a.attributes == b.attributes && a.lists == b.lists
           && a.manager_id == b.manager_id && a.unread == b.unread;
  }
};

} // namespace roamsync
