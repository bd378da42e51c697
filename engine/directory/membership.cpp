#include "engine/directory/membership.hpp"

#include "engine/base/ascii.hpp"

#include <utility>

namespace roamsync {

void membership_round::add(const group_change& x) {
  const auto id = ascii_lower(x.id);
  if (x.removed)
    deleted_.insert(id);
  auto& group = groups_[id];
  for (const auto& member : x.members) {
    auto& told = group[ascii_lower(member.id)];
    if (member.removed)
      told.left = true;
    else
      told.came.insert(member.is);
  }
}

std::optional<std::string> membership_round::apply_to(membership& groups) const {
  if (!deleted_.empty())
    return "group " + *deleted_.begin() + " was deleted";
  auto after = groups;
  for (const auto& [id, members] : groups_) {
    const auto group = after.find(id);
    if (group == after.end())
      return "the feed tells of group " + id + ", which was not asked for";
    for (const auto& [member, told] : members) {
      // Without an order nobody can say which was last.
      if (told.left && !told.came.empty())
        return "a member of group " + id + " both came and left";
      if (told.came.size() > 1 || told.came.contains(member_change::kind::unknown))
        return "the feed does not say what a member of group " + id + " is";
      group->second.users.erase(member);
      group->second.groups.erase(member);
      if (told.came.contains(member_change::kind::user))
        group->second.users.insert(member);
      else if (told.came.contains(member_change::kind::group))
        group->second.groups.insert(member);
    }
  }
  groups = std::move(after);
  return std::nullopt;
}

std::set<std::string> groups_of(const membership& groups, std::string_view group) {
  std::set<std::string> seen{std::string(group)};
  std::vector<std::string> open{std::string(group)};
  while (!open.empty()) {
    const auto known = groups.find(open.back());
    open.pop_back();
    if (known == groups.end())
      continue;
    for (const auto& x : known->second.groups)
      if (seen.insert(x).second)
        open.push_back(x);
  }
  return seen;
}

std::set<std::string> users_of(const membership& groups, std::string_view group) {
  std::set<std::string> out;
  for (const auto& id : groups_of(groups, group))
    if (const auto known = groups.find(id); known != groups.end())
      out.insert(known->second.users.begin(), known->second.users.end());
  return out;
}

} // namespace roamsync
