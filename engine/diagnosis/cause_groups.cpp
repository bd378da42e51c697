#include "engine/diagnosis/cause_groups.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

namespace roamsync {

namespace {

struct growing_group {
  cause_group group;
  std::set<std::string_view> tenants;

  void add_tenant(const std::string& id) {
    if (!tenants.insert(id).second)
      return;
    ++group.tenants;
    if (group.example_tenants.size() < cause_examples_max)
      group.example_tenants.push_back(id);
  }
};

} // namespace

std::vector<cause_group> group_causes(std::span<const mailbox_record> mailboxes,
                                      std::span<const tenant_run> tenants) {
  std::map<cause, growing_group> groups;
  for (const auto& row : tenants)
    if (row.state == tenant_state::failed && row.why != cause::none)
      groups[row.why].add_tenant(row.tenant);
  for (const auto& row : mailboxes) {
    if (row.end.why == cause::none)
      continue;
    auto& x = groups[row.end.why];
    x.add_tenant(row.tenant);
    ++x.group.mailboxes;
    if (x.group.example_mailboxes.size() < cause_examples_max)
      x.group.example_mailboxes.push_back(row.mailbox);
  }
  std::vector<cause_group> out;
  for (auto& [why, x] : groups) {
    x.group.why = why;
    out.push_back(std::move(x.group));
  }
  std::ranges::stable_sort(out, std::ranges::greater{},
                           [](const cause_group& x) { return std::tuple(x.mailboxes, x.tenants); });
  return out;
}

} // namespace roamsync
