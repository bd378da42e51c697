#pragma once

#include "engine/directory/member.hpp"
#include "engine/model/cause.hpp"
#include "engine/model/night.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace roamsync {

/// A mailbox to bring in line.
struct planned_mailbox {
  std::size_t member = 0;             ///< index of the member that was planned
  std::string user_id;                ///< the member's object id; its address where the directory gave none
  std::string mailbox;                ///< primary SMTP address, lower case
  std::optional<std::size_t> receipt; ///< index of the receipt of this user_id, if there is one
  std::string former_mailbox;         ///< the receipt's address, if it is another one; else empty

  friend bool operator==(const planned_mailbox&, const planned_mailbox&) = default;
};

/// A member whose mailbox is not touched; ends as `skipped`.
struct skipped_member {
  std::size_t member = 0;
  std::string user_id;
  std::string mailbox;     ///< the address, or what stands for the user where there is none; not unique
  cause why = cause::none; ///< user_disabled, no_mail_address or mail_address_shared
  std::string detail;

  friend bool operator==(const skipped_member&, const skipped_member&) = default;
};

struct member_plan {
  std::vector<planned_mailbox> to_do; ///< in the order of the members; ids and addresses are unique
  std::vector<skipped_member> skipped;
};

/// What is to be done for the members of a group: each object id ends in exactly one of the two lists (I3).
/// The same id twice counts once; of several members with one address the first is done and the others are
/// skipped, with a detail that names the first.
[[nodiscard]] member_plan plan_members(std::span<const member> members, std::span<const receipt> receipts);

/// The same for one member, without a look at the others.
[[nodiscard]] std::variant<planned_mailbox, skipped_member> plan_member(const member& who, std::size_t index);

/// True if there are members and the directory gave nothing but their ids: the permission to read users was
/// not granted (wire.md 6.5).
[[nodiscard]] bool shows_only_ids(std::span<const member> members) noexcept;

} // namespace roamsync
