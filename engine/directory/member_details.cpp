#include "engine/directory/member_details.hpp"

#include "engine/directory/member_plan.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace roamsync {

namespace {

void store_manager(member& who, const member& manager) {
  const auto name = [](std::string_view of) { return std::string(manager_prefix) + std::string(of); };
  const auto put = [&](std::string_view of, const std::string& value) {
    if (!value.empty())
      who.attributes[name(of)] = value;
  };
  for (const auto& [of, value] : manager.attributes)
    put(of, value);
  put("mail", manager.mail);
  put("userPrincipalName", manager.user_principal_name);
  for (const auto& [of, values] : manager.lists)
    who.lists[name(of)] = values;
  if (!manager.proxy_addresses.empty())
    who.lists[name("proxyAddresses")] = manager.proxy_addresses;
}

void store(member& who, detail_reply& reply) {
  if (reply.manager)
    store_manager(who, *reply.manager);
  if (!reply.photo.empty())
    who.photo = std::make_shared<const std::string>(std::move(reply.photo));
}

int gravity(verdict x) noexcept {
  switch (x) {
  case verdict::ok:
    return 0;
  case verdict::transient:
    return 1;
  case verdict::throttled:
    return 2;
  case verdict::sign_in_again:
    return 3;
  case verdict::failed:
    return 4;
  }
  return 4;
}

void add_up(call_result& sum, const detail_question& asked, call_result part) {
  const auto wait = std::max(sum.retry_after, part.retry_after);
  if (gravity(part.what) > gravity(sum.what)) {
    sum = std::move(part);
    sum.detail = std::string(asked.what == member_detail::photo ? "photo" : "manager") + " of user "
                 + asked.user_id + ": " + sum.detail;
  }
  sum.retry_after = wait;
}

} // namespace

std::vector<detail_question> next_questions(const details_wanted& wanted, std::span<const member> members,
                                            std::size_t& from) {
  const bool manager = !wanted.manager.empty();
  std::vector<detail_question> out;
  if (!manager && !wanted.photo)
    return out;
  const std::size_t parts = (manager ? 1 : 0) + (wanted.photo ? 1 : 0);
  std::size_t photos = 0;
  for (; from < members.size(); ++from) {
    if (out.size() + parts > detail_questions_max || photos == detail_photos_max)
      break;
    const auto plan = plan_member(members[from], from);
    const auto* planned = std::get_if<planned_mailbox>(&plan);
    const bool asked = planned != nullptr && !members[from].user_id.empty()
                       && (wanted.only_address.empty() || wanted.only_address == planned->mailbox);
    if (!asked)
      continue;
    if (manager)
      out.push_back({from, members[from].user_id, member_detail::manager});
    if (wanted.photo) {
      out.push_back({from, members[from].user_id, member_detail::photo});
      ++photos;
    }
  }
  return out;
}

call_result take_details(std::vector<detail_question>& asked, std::vector<detail_reply> replies,
                         std::span<member> members) {
  call_result sum;
  std::vector<detail_question> left;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    auto reply = i < replies.size() ? std::move(replies[i])
                                    : detail_reply{.call = {.what = verdict::transient,
                                                            .why = cause::group_unreadable,
                                                            .detail = "the batch left it out"}};
    if (reply.call.what == verdict::ok) {
      store(members[asked[i].member], reply);
      continue;
    }
    add_up(sum, asked[i], std::move(reply.call));
    left.push_back(std::move(asked[i]));
  }
  asked = std::move(left);
  return sum;
}

} // namespace roamsync
