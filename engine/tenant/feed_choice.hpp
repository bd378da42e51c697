#pragma once

#include "engine/directory/group_feed.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace roamsync {

/// What a reading of a tenant's group is for.
struct feed_question {
  std::string tenant;
  std::string service; ///< of the directory, and the Entra tenant
  std::string group;   ///< object id
  std::vector<std::string> attributes;
  details_wanted wanted;
  bool by_hand = false; ///< a push, or one address only
  std::int64_t day = 0; ///< of the run; days since 1970-01-01 (UTC)
  std::uint32_t group_days = 7;
};

/// How the reading uses the change feeds. What a person wants now reads all, photos too, which the feeds do not tell;
/// and so does every night if `group_days` is 1. Otherwise a part of the tenants is checked each day, and every tenant
/// that was not read in full for so long.
[[nodiscard]] feed_order choose_feeds(const feed_question& x, std::optional<known_group> known);

} // namespace roamsync
