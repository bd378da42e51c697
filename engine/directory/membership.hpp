#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// The direct members of one group, by object id in lower case.
struct group_members {
  std::set<std::string> users;
  std::set<std::string> groups;

  friend bool operator==(const group_members&, const group_members&) = default;
};

/// A group and every group inside it, by object id in lower case.
using membership = std::map<std::string, group_members, std::less<>>;

/// What a change feed tells of one member of a group (wire.md 6.5.1).
struct member_change {
  enum class kind : std::uint8_t { user, group, other, unknown };
  std::string id;
  kind is = kind::unknown;
  bool removed = false;
};

/// What a change feed tells of one group. The same group may come in several entries, with other members each.
struct group_change {
  std::string id;
  bool removed = false;
  std::vector<member_change> members;
};

/// The entries of one round of the group feed, gathered until its last page. Their order and how often each
/// comes make no difference: feeds promise neither.
class membership_round {
public:
  void add(const group_change& x);

  /// Applies the round to `groups`, whose keys are the groups that were asked for. Nothing if it went well;
  /// else why the round cannot be relied on, and `groups` is as it was.
  [[nodiscard]] std::optional<std::string> apply_to(membership& groups) const;

private:
  struct member_told {
    std::set<member_change::kind> came; ///< as what
    bool left = false;
  };
  std::map<std::string, std::map<std::string, member_told>> groups_;
  std::set<std::string> deleted_;
};

/// The users of `group` and of all groups inside it. A group that holds itself is no harm.
[[nodiscard]] std::set<std::string> users_of(const membership& groups, std::string_view group);

/// The groups inside `group`, itself included, those that `groups` does not know too.
[[nodiscard]] std::set<std::string> groups_of(const membership& groups, std::string_view group);

} // namespace roamsync
