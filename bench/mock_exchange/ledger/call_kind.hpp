#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace mock_exchange {

/// What a request is for; the names are those of the ledger.
enum class call_kind : std::uint8_t {
  authorize,
  credential_type,
  login,
  kmsi,
  handback,
  owa,
  token,
  consent,
  list,
  content,
  patch,
  defaults,
  remove,
  members,
  group,
  user,
  users,
  batch,
  mailbox_settings,
  delta,
  classic,
  other,
};

/// Names in the order of the enum.
inline constexpr std::array<std::string_view, 22> call_kind_names{"authorize",
                                                                  "credential_type",
                                                                  "login",
                                                                  "kmsi",
                                                                  "handback",
                                                                  "owa",
                                                                  "token",
                                                                  "consent",
                                                                  "list",
                                                                  "content",
                                                                  "patch",
                                                                  "defaults",
                                                                  "delete",
                                                                  "members",
                                                                  "group",
                                                                  "user",
                                                                  "users",
                                                                  "batch",
                                                                  "mailbox_settings",
                                                                  "delta",
                                                                  "classic",
                                                                  "other"};

/// The name of a kind in the ledger.
constexpr std::string_view name_of(call_kind kind) {
  return call_kind_names[static_cast<std::size_t>(kind)];
}

} // namespace mock_exchange
