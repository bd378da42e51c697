#include "bench/mock_exchange/graph/delta_entries.hpp"

#include "bench/mock_exchange/base/json_text.hpp"
#include "bench/mock_exchange/base/text.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace mock_exchange {

namespace {

bool asked_for(const std::vector<std::string>& ids, const std::string& id) {
  return ids.empty() || std::ranges::find(ids, id) != ids.end();
}

/// Only what is in $select is tracked; without one, all is.
bool is_new(const directory_user& user, const selection& chosen, std::uint64_t since) {
  if (since == 0)
    return !user.removed;
  if (user.changed > since)
    return true;
  return !user.removed && std::ranges::any_of(user.touched, [&](const auto& x) {
    return x.second > since
           && (!chosen.given || std::ranges::find(chosen.names, x.first) != chosen.names.end());
  });
}

std::string removed_entry(std::string_view id, std::string_view reason) {
  std::string out = "{";
  append_text_field(out, "id", id);
  append_raw_field(out, "@removed", "{");
  append_text_field(out, "reason", reason);
  return out + "}}";
}

/// The manager is a relationship, and comes as one.
void append_manager(std::string& out, call& c, const directory_user& user, const selection& chosen) {
  const auto asked = std::ranges::find(chosen.names, "manager") != chosen.names.end();
  const auto* id = asked ? user.plan.attributes.if_contains("manager") : nullptr;
  const auto* text = id ? id->if_string() : nullptr;
  const auto* manager = text ? c.home->people.user({text->data(), text->size()}) : nullptr;
  if (!manager)
    return;
  out.pop_back();
  append_raw_field(out, "manager@delta", "[");
  append_bare(out, manager->plan.id, "#microsoft.graph.user");
  out += "]}";
}

struct member_step {
  std::string_view id;
  bool removed;
};

/// Each member's last step after `since`.
std::vector<member_step> steps_of(const directory_group& group, std::uint64_t since) {
  std::vector<member_step> out;
  std::unordered_map<std::string_view, std::size_t> slots;
  for (const auto& step : group.history) {
    if (step.change <= since)
      continue;
    auto [slot, first] = slots.emplace(step.member, out.size());
    if (first)
      out.push_back({step.member, step.removed});
    else
      out[slot->second].removed = step.removed;
  }
  if (since == 0)
    std::erase_if(out, [](const auto& x) { return x.removed; });
  return out;
}

void append_members(std::string& out, call& c, const std::vector<member_step>& steps, std::size_t from,
                    std::size_t to) {
  append_raw_field(out, "members@delta", "[");
  for (auto i = from; i < to; ++i) {
    out += i == from ? "" : ",";
    append_bare(out, steps[i].id,
                c.home->people.group(steps[i].id) ? "#microsoft.graph.group" : "#microsoft.graph.user");
    if (!steps[i].removed)
      continue;
    out.pop_back();
    append_raw_field(out, "@removed", R"({"reason":"deleted"})");
    out += '}';
  }
  out += ']';
}

} // namespace

std::vector<std::string> user_entries(call& c, const selection& chosen, const std::vector<std::string>& ids,
                                      std::uint64_t since) {
  std::vector<std::string> out;
  for (const auto& user : c.home->people.users()) {
    if (!asked_for(ids, user->plan.id) || !is_new(*user, chosen, since))
      continue;
    if (user->removed) { // It can be restored.
      out.push_back(removed_entry(user->plan.id, "changed"));
      continue;
    }
    auto& entry = out.emplace_back();
    append_user(entry, c.home->people, user->plan, chosen, "");
    append_manager(entry, c, *user, chosen);
  }
  return out;
}

std::vector<std::string> group_entries(call& c, const std::vector<std::string>& ids, std::uint64_t since,
                                       std::uint64_t members) {
  const auto& query = c.url.query;
  const auto select = split(query.get("$select"), ',');
  const bool with_members = !query.has("$select") || std::ranges::any_of(select, [](std::string_view x) {
    return trimmed(x) == "members";
  });
  std::vector<std::string> out;
  for (const auto& group : c.home->people.groups()) {
    const bool told = since == 0 ? !group->removed : group->changed > since;
    if (!asked_for(ids, group->plan.id) || !told || group->plan.fault != 0)
      continue;
    if (group->removed) {
      out.push_back(removed_entry(group->plan.id, "deleted"));
      continue;
    }
    const auto steps = with_members ? steps_of(*group, since) : std::vector<member_step>{};
    std::size_t from = 0;
    do {
      const auto to = std::min<std::size_t>(from + members, steps.size());
      auto& entry = out.emplace_back();
      append_group(entry, group->plan, "");
      if (to > from) {
        entry.pop_back();
        append_members(entry, c, steps, from, to);
        entry += '}';
      }
      from = to;
    } while (from < steps.size());
  }
  return out;
}

} // namespace mock_exchange
