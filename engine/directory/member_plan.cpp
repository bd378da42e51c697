#include "engine/directory/member_plan.hpp"

#include "engine/directory/address.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace roamsync {

std::variant<planned_mailbox, skipped_member> plan_member(const member& who, std::size_t index) {
  const auto address = primary_address(who);
  const auto& other_name = who.user_principal_name.empty() ? who.mail : who.user_principal_name;
  const auto shown = address.value_or(other_name.empty() ? who.user_id : other_name);
  const auto id = who.user_id.empty() ? shown : who.user_id;
  if (!who.account_enabled)
    return skipped_member{index, id, shown, cause::user_disabled, "accountEnabled is false"};
  if (!address)
    return skipped_member{index, id, shown, cause::no_mail_address,
                          "neither proxyAddresses nor mail holds an SMTP address"};
  return planned_mailbox{index, id, *address, std::nullopt, {}};
}

member_plan plan_members(std::span<const member> members, std::span<const receipt> receipts) {
  std::map<std::string_view, std::size_t> receipt_of;
  for (std::size_t i = 0; i < receipts.size(); ++i)
    receipt_of.emplace(receipts[i].user_id, i);
  std::set<std::string> ids;
  std::map<std::string, std::string> id_by_address;
  member_plan out;
  for (std::size_t i = 0; i < members.size(); ++i) {
    auto planned = plan_member(members[i], i);
    if (auto* const skipped = std::get_if<skipped_member>(&planned)) {
      if (ids.insert(skipped->user_id).second)
        out.skipped.push_back(std::move(*skipped));
      continue;
    }
    auto& todo = std::get<planned_mailbox>(planned);
    if (!ids.insert(todo.user_id).second)
      continue;
    const auto [first, fresh] = id_by_address.emplace(todo.mailbox, todo.user_id);
    if (!fresh) {
      out.skipped.push_back(
          {i, todo.user_id, todo.mailbox, cause::mail_address_shared,
           "the address is also that of user " + first->second + ", whose mailbox is done"});
      continue;
    }
    if (const auto known = receipt_of.find(todo.user_id); known != receipt_of.end()) {
      todo.receipt = known->second;
      if (receipts[known->second].mailbox != todo.mailbox)
        todo.former_mailbox = receipts[known->second].mailbox;
    }
    out.to_do.push_back(std::move(todo));
  }
  return out;
}

bool shows_only_ids(std::span<const member> members) noexcept {
  return !members.empty() && std::all_of(members.begin(), members.end(), [](const member& x) {
    return x.user_principal_name.empty() && x.mail.empty() && x.proxy_addresses.empty();
  });
}

} // namespace roamsync
