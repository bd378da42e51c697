#pragma once

#include "engine/base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// How the service user signs in.
enum class sign_in_way : std::uint8_t {
  browser, ///< the pages of Outlook on the web, with user name and password (wire.md 1.2)
  token,   ///< password grant, a bearer token (wire.md 1.3, 6.1)
};
[[nodiscard]] std::string_view to_string(sign_in_way x) noexcept;
[[nodiscard]] std::optional<sign_in_way> sign_in_way_from_string(std::string_view name) noexcept;

/// What happens where a mailbox does not show any more what roamsync wrote, though nothing else is wanted now.
enum class drift_rule : std::uint8_t {
  repair, ///< the wanted signatures are brought back
  keep,   ///< the user's change stays
  ask,    ///< the user's change stays, and the report names it
};
[[nodiscard]] std::string_view to_string(drift_rule x) noexcept;
[[nodiscard]] std::optional<drift_rule> drift_rule_from_string(std::string_view name) noexcept;

/// One customer, without secrets. 0 and empty mean "the default of the configuration".
struct tenant_settings {
  std::string id;           ///< roamsync's own: 1 to 64 of a-z 0-9 - . _, first a letter or digit
  std::string name;         ///< for people
  std::string entra_tenant; ///< Entra tenant: GUID or domain
  std::string cloud;        ///< name of a cloud preset or of a [cloud.NAME] table
  bool automate = true;     ///< takes part in the night (S6)
  sign_in_way sign_in = sign_in_way::browser;
  std::string service_user;    ///< user principal name
  std::string service_mailbox; ///< SMTP address; empty: the same as the user
  /// Further service users of a large tenant: user principal names that are their mailboxes' addresses too.
  std::vector<std::string> more_service_users;
  std::string notify;          ///< address for errors (S3)
  std::string group;           ///< object id of the group (S4, first choice)
  std::string connector_group; ///< group of the connector (S4, second)
  std::string sync_group;      ///< group of the user synchronisation (S4, third)
  std::string catalogue;       ///< folder below the catalogue directory; empty: the tenant's id
  std::uint32_t lanes = 0;     ///< mailboxes worked on at once, 1 to 64
  double rate = 0;             ///< requests a second that the service user may make; 0: not known
  std::uint32_t burst = 0;     ///< requests that may come at once before `rate` binds
  std::uint32_t weight = 0;    ///< share of the node when it is full, 1 to 100
  std::string opens;           ///< "HH:MM" UTC, where this tenant's window differs
  drift_rule drift = drift_rule::repair;

  friend bool operator==(const tenant_settings&, const tenant_settings&) = default;
};

} // namespace roamsync
