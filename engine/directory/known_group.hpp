#pragma once

#include "engine/directory/member.hpp"
#include "engine/directory/member_details.hpp"
#include "engine/directory/membership.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// What is known of a tenant's group between its nights, and where its change feeds go on (wire.md 6.5.1). It
/// is kept as a whole: members without their links, or links without their members, are worth nothing.
struct known_group {
  std::string source;        ///< by what it was read: feed_source()
  std::int64_t full_day = 0; ///< when it was last read in full; days since 1970-01-01 (UTC)
  std::string groups_link;   ///< deltaLink of the feed of its groups
  std::string users_link;    ///< deltaLink of the feed of the tenant's users
  membership groups;
  std::vector<member> members; ///< in order of user_id; those of whom all could be read

  friend bool operator==(const known_group&, const known_group&) = default;
};

/// What a known_group was read by: another service, group, or set of attributes makes it worthless.
[[nodiscard]] std::string feed_source(std::string_view service, std::string_view group,
                                      const std::vector<std::string>& attributes,
                                      const details_wanted& wanted);

/// What a store finds of a group.
struct found_group {
  std::optional<known_group> known; ///< absent: nothing was kept, or it cannot be read any more
  std::string damage;               ///< what of it cannot be read; empty if nothing is wrong

  friend bool operator==(const found_group&, const found_group&) = default;
};

/// From one known_group to the next. Kept whole or not at all.
struct group_update {
  std::string tenant;
  bool forget = false; ///< what is known is wrong: nothing is known from now on, and the rest is empty
  std::string source;
  std::int64_t full_day = 0;
  std::string groups_link;
  std::string users_link;
  std::optional<membership> groups; ///< absent: as before
  bool all = false;                 ///< `put` is all there is; what else is known goes
  std::vector<member> put;          ///< added or replaced, by user_id
  std::vector<std::string> removed; ///< user_ids
};

} // namespace roamsync
