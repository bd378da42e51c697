#pragma once

#include "engine/base/ascii.hpp"
#include "engine/directory/member.hpp"

#include <cstddef>
#include <set>
#include <span>
#include <string>

namespace roamsync {

/// Of the users that a feed names, those that matter to a group: who is known in it, and their managers. A feed names users
/// of the whole directory, and those are not kept.
class watched_users {
public:
  watched_users() = default;
  /// `ids`: of the users that are in the group now, in lower case. Others of `known` have left it.
  watched_users(std::span<const member> known, const std::set<std::string>& ids) {
    for (const auto& x : known) {
      auto id = ascii_lower(x.user_id);
      if (!ids.contains(id))
        continue;
      ids_.insert(std::move(id));
      if (!x.manager_id.empty())
        ids_.insert(ascii_lower(x.manager_id));
    }
  }

  void tell(const std::string& id) {
    if (auto lower = ascii_lower(id); ids_.contains(lower))
      told_.insert(std::move(lower));
  }
  /// Whether the feed named the member, or its manager.
  [[nodiscard]] bool told(const member& x) const {
    return told_.contains(ascii_lower(x.user_id)) || told_.contains(ascii_lower(x.manager_id));
  }
  [[nodiscard]] std::size_t told_count() const noexcept { return told_.size(); }

private:
  std::set<std::string> ids_;
  std::set<std::string> told_;
};

} // namespace roamsync
