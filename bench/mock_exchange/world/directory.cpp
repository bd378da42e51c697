#include "bench/mock_exchange/world/directory.hpp"

#include <algorithm>
#include <unordered_set>

namespace mock_exchange {

namespace {

template <class map>
auto lookup(const map& by_key, std::string_view key) -> typename map::mapped_type {
  auto hit = by_key.find(lower(key));
  return hit == by_key.end() || hit->second->removed ? nullptr : hit->second;
}

/// Notes with which change an attribute got another value.
void note_attributes(directory_user& user, const user_plan& after, std::uint64_t change) {
  const auto& before = user.plan;
  auto note = [&](bool same, std::string_view name) {
    if (!same)
      user.touched.insert_or_assign(std::string(name), change);
  };
  note(before.upn == after.upn, "userPrincipalName");
  note(before.enabled == after.enabled, "accountEnabled");
  note(before.proxy_addresses == after.proxy_addresses, "proxyAddresses");
  for (const auto& attribute : after.attributes) {
    const auto* held = before.attributes.if_contains(attribute.key());
    note(held && *held == attribute.value(), {attribute.key().data(), attribute.key().size()});
  }
  for (const auto& attribute : before.attributes)
    note(after.attributes.contains(attribute.key()), {attribute.key().data(), attribute.key().size()});
}

void note_changes(directory_group& group, const std::vector<std::string>& after, std::uint64_t change) {
  const auto& before = group.plan.members;
  std::unordered_set<std::string_view> old_ids(before.begin(), before.end());
  std::unordered_set<std::string_view> new_ids(after.begin(), after.end());
  for (const auto& id : after)
    if (!old_ids.contains(id))
      group.history.push_back({change, id, false});
  for (const auto& id : before)
    if (!new_ids.contains(id))
      group.history.push_back({change, id, true});
}

} // namespace

directory_user* directory::user(std::string_view id_or_upn) {
  return lookup(users_by_key_, id_or_upn);
}

directory_group* directory::group(std::string_view id) {
  return lookup(groups_by_id_, id);
}

directory_user& directory::put(user_plan plan) {
  plan.id = lower(plan.id);
  auto& entry = users_by_key_[plan.id];
  if (!entry)
    entry = users_.emplace_back(std::make_unique<directory_user>()).get();
  auto& user = *entry;
  if (!user.plan.upn.empty())
    users_by_key_.erase(lower(user.plan.upn));
  users_by_key_[lower(plan.upn)] = &user;
  ++change_;
  if (user.changed == 0 || user.removed)
    user.changed = change_;
  note_attributes(user, plan, change_);
  user.plan = std::move(plan);
  user.removed = false;
  return user;
}

directory_group& directory::put(group_plan plan) {
  plan.id = lower(plan.id);
  for (auto& member : plan.members)
    member = lower(member);
  auto& entry = groups_by_id_[plan.id];
  if (!entry)
    entry = groups_.emplace_back(std::make_unique<directory_group>()).get();
  auto& group = *entry;
  group.changed = ++change_;
  group.removed = false;
  note_changes(group, plan.members, change_);
  group.plan = std::move(plan);
  return group;
}

bool directory::remove(std::string_view id) {
  auto key = lower(id);
  if (auto* found = user(key)) {
    found->removed = true;
    found->changed = ++change_;
  } else if (auto* held = group(key)) {
    held->removed = true;
    held->changed = ++change_;
  } else {
    return false;
  }
  for (auto& each : groups_) {
    if (std::erase(each->plan.members, key) == 0)
      continue;
    each->changed = change_;
    each->history.push_back({change_, key, true});
  }
  return true;
}

const std::vector<std::string_view>& directory::transitive_members(directory_group& group) {
  if (group.closed_at == change_)
    return group.closure;
  group.closed_at = change_;
  group.closure.clear();
  std::unordered_set<std::string_view> seen{group.plan.id}; // groups may hold each other in a ring
  std::vector<const directory_group*> open{&group};
  for (std::size_t next = 0; next < open.size(); ++next) {
    for (const auto& id : open[next]->plan.members) {
      if (!seen.insert(id).second)
        continue;
      auto* nested = this->group(id);
      if (nested)
        open.push_back(nested);
      if (nested || user(id))
        group.closure.push_back(id);
    }
  }
  return group.closure;
}

std::vector<directory_group*> directory::transitive_groups(std::string_view id) {
  std::vector<directory_group*> found;
  auto key = lower(id);
  for (auto& each : groups_) {
    if (each->removed)
      continue;
    const auto& members = transitive_members(*each);
    if (std::ranges::find(members, key) != members.end())
      found.push_back(each.get());
  }
  return found;
}

} // namespace mock_exchange
