#pragma once

#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/scenario/scenario.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace mock_exchange {

/// A user with the numbers of the changes that touched it last.
struct directory_user {
  user_plan plan;
  std::uint64_t changed = 0; ///< It came or went.
  bool removed = false;
  /// By the name of the attribute, `manager` among them. A photo and a mailbox are kept elsewhere and leave no
  /// trace here.
  std::map<std::string, std::uint64_t, std::less<>> touched;
};

/// A member that came to or left a group, and with which change.
struct membership_change {
  std::uint64_t change;
  std::string member;
  bool removed;
};

/// A group with its history for the change feed.
struct directory_group {
  group_plan plan;
  std::uint64_t changed = 0;
  bool removed = false;
  std::vector<membership_change> history;
  std::uint64_t closed_at = 0;           ///< The change at which `closure` was computed; 0 = never.
  std::vector<std::string_view> closure; ///< Ids of all direct and nested members.
};

/// The users and groups of one tenant as Graph shows them (wire.md 6.5). Objects never move and are never
/// freed: removed ones stay as tombstones for the change feed.
class directory {
public:
  /// By id or user principal name, without case; null if unknown or removed.
  directory_user* user(std::string_view id_or_upn);

  /// By id, without case; null if unknown or removed.
  directory_group* group(std::string_view id);

  /// Adds or replaces a user.
  directory_user& put(user_plan plan);

  /// Adds or replaces a group and notes who came and left.
  directory_group& put(group_plan plan);

  /// Makes a tombstone of a user or group and takes it out of all groups. False if unknown.
  bool remove(std::string_view id);

  /// Ids of all members of a group, nested ones included, each once (wire.md 6.5 transitiveMembers).
  const std::vector<std::string_view>& transitive_members(directory_group& group);

  /// The groups that hold `id` directly or through other groups.
  std::vector<directory_group*> transitive_groups(std::string_view id);

  [[nodiscard]] const std::vector<std::unique_ptr<directory_user>>& users() const { return users_; }
  [[nodiscard]] const std::vector<std::unique_ptr<directory_group>>& groups() const { return groups_; }

  /// The number of the latest change; 1 before any.
  [[nodiscard]] std::uint64_t change() const { return change_; }

private:
  std::uint64_t change_ = 1;
  std::vector<std::unique_ptr<directory_user>> users_;
  std::vector<std::unique_ptr<directory_group>> groups_;
  std::unordered_map<std::string, directory_user*, text_hash, std::equal_to<>> users_by_key_;
  std::unordered_map<std::string, directory_group*, text_hash, std::equal_to<>> groups_by_id_;
};

} // namespace mock_exchange
