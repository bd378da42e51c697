#pragma once

#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/faults/fault.hpp"
#include "bench/mock_exchange/scenario/settings.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mock_exchange {

/// An application registered with the login host.
struct app_plan {
  std::string client_id;
  std::string client_secret; ///< Empty = a public client.
};

/// How the sign-in of a service user ends (wire.md 1.2.3, 6.1).
enum class sign_in_result {
  ok,
  wrong_password,
  user_not_found,
  locked,
  disabled,
  expired,
  mfa,
  security_info,
  conditional_access,
  consent,
  federated,
  blank_page,
  errorfe,
  service_exception,
  throttled,
  hang,
  html_500,
  language, ///< Forms-based only: the first-logon page (wire.md 1.1.4).
};

/// An account that works on the mailboxes of others. A tenant may have several: limits, tickets and access are
/// those of one account (wire.md 3.3, 5).
struct service_user_plan {
  std::string upn;
  std::string password;
  std::string mailbox; ///< Address of its own mailbox; empty = it has none.
  sign_in_result sign_in = sign_in_result::ok;
  bool full_access = true; ///< False: it may act on no mailbox but its own, whatever the mailboxes say.
  std::optional<limit_settings> limit; ///< Instead of service_user_limit of the tenant.
};

/// A signature that a mailbox holds from the start; a format that is absent has no entry.
struct signature_plan {
  std::string name;
  std::optional<std::string> html;
  std::optional<std::string> text;
};

/// What stands behind an address (wire.md 3.3, U10).
enum class mailbox_kind { user, shared, none, unlicensed };

/// Which service users a mailbox lets in besides the one whose own it is.
struct full_access_plan {
  bool all = true;               ///< Every service user of the tenant.
  std::vector<std::string> only; ///< Else these, by sign-in name.

  [[nodiscard]] bool includes(std::string_view upn) const {
    return all || std::ranges::any_of(only, [&](const auto& name) { return same_text(name, upn); });
  }
};

/// The mailbox of a user.
struct mailbox_plan {
  mailbox_kind kind = mailbox_kind::user;
  full_access_plan full_access;
  std::vector<signature_plan> signatures;
  std::optional<std::string> default_new;
  std::optional<std::string> default_reply;
};

/// A photo as it was uploaded.
struct photo_plan {
  std::string type; ///< Content-Type
  std::string bytes;
};

/// What goes wrong when the photo or the manager of a user is asked for. `permission` and `refused` are 403,
/// with and without the words that a permission is missing; `broken` is a 200 whose body is neither.
enum class detail_fault { none, permission, refused, server_error, broken };

/// A user of the directory.
struct user_plan {
  std::string id;
  std::string upn;
  boost::json::object attributes; ///< Graph attributes, without id and userPrincipalName.
  std::vector<std::string> proxy_addresses;
  bool enabled = true;
  std::optional<photo_plan> photo;
  detail_fault photo_fault = detail_fault::none;
  detail_fault manager_fault = detail_fault::none;
  mailbox_plan mailbox;
  std::optional<fault_plan> fault;
};

/// A group of the directory. `fault` is the status of every answer about it, 0 = none.
struct group_plan {
  std::string id;
  boost::json::object attributes;   ///< displayName and the like.
  std::vector<std::string> members; ///< Ids of users and groups.
  unsigned fault = 0;
};

/// A tenant.
struct tenant_plan {
  std::string id;
  std::string domain;
  bool consent = true;
  settings rules;
  bool own_egress = false; ///< The tenant sets an egress limit of its own.
  std::vector<service_user_plan> service_users;
  std::vector<user_plan> users;
  std::vector<group_plan> groups;
  std::optional<fault_plan> fault;
};

/// What the mock plays.
struct scenario {
  std::uint64_t seed = 1;
  bool forms_front = false; ///< /owa/ asks for forms-based sign-in (wire.md 1.1) instead of the cloud's.
  settings defaults;
  std::vector<app_plan> apps;
  std::vector<tenant_plan> tenants;
};

} // namespace mock_exchange
