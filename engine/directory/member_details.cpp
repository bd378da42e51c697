#include "engine/directory/member_details.hpp"

#include "engine/directory/member_plan.hpp"
#include "engine/model/gravity.hpp"

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
  who.manager_id = manager.user_id;
}

void store(member& who, detail_reply& reply) {
  if (reply.manager)
    store_manager(who, *reply.manager);
  if (!reply.photo.empty())
    who.photo = std::make_shared<const std::string>(std::move(reply.photo));
}

std::string_view name_of(member_detail x) noexcept {
  return x == member_detail::photo ? "photo" : "manager";
}

void add_up(call_result& sum, const detail_question& asked, call_result part) {
  const auto wait = std::max(sum.retry_after, part.retry_after);
  if (gravity(part.what) > gravity(sum.what)) {
    sum = std::move(part);
    sum.detail = std::string(name_of(asked.what)) + " of user " + asked.user_id + ": " + sum.detail;
  }
  sum.retry_after = wait;
}

detail_failure failure_of(const detail_question& asked, const call_result& why) {
  // Others were told: it is not the permission, whatever the service calls it.
  return {why.why == cause::consent_missing ? cause::request_refused : why.why,
          std::string(name_of(asked.what)) + ": " + facts_of(why)};
}

void set_unread(member& who, detail_failure why) {
  if (who.unread)
    who.unread->detail += "; " + why.detail;
  else
    who.unread = std::move(why);
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
                       && (wanted.only_address.empty() || wanted.only_address == planned->mailbox)
                       && (!wanted.only_ids || wanted.only_ids->contains(members[from].user_id));
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

call_result detail_answers::take(std::vector<detail_question>& asked, std::vector<detail_reply> replies,
                                 std::span<member> members) {
  replies.resize(asked.size(), {.call = {.what = verdict::transient,
                                         .why = cause::unreadable_answer,
                                         .detail = "the batch left it out"}});
  for (std::size_t i = 0; i < asked.size(); ++i)
    if (replies[i].call.what == verdict::ok) {
      store(members[asked[i].member], replies[i]);
      auto& kind = of(asked[i].what);
      kind.failed_in_row = 0;
      kind.well = true;
      if (!kind.told || asked[i].failures == 0) // One that failed once is a poor control.
        kind.told = asked[i];
    }
  call_result sum;
  std::vector<detail_question> left;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    auto& question = asked[i];
    auto& call = replies[i].call;
    if (call.what == verdict::ok)
      continue;
    switch (judge(question, call)) {
    case fate::again:
      add_up(sum, question, std::move(call));
      left.push_back(std::move(question));
      break;
    case fate::later: {
      auto last = failure_of(question, call);
      failed_.push_back({std::move(question), std::move(last)});
      break;
    }
    case fate::members:
      set_unread(members[question.member], failure_of(question, call));
      break;
    case fate::nobodys:
      break;
    }
  }
  asked = std::move(left);
  return sum;
}

detail_answers::fate detail_answers::judge(detail_question& asked, const call_result& why) {
  auto& kind = of(asked.what);
  const bool told = kind.failed_in_row < detail_failures_in_row_max;
  if (why.what == verdict::failed && why.why != cause::consent_missing) {
    kind.well = kind.well || asked.control; // It answers, whatever has become of that one.
    return asked.control ? fate::nobodys : fate::members;
  }
  if (asked.control)
    return fate::again;
  if (why.what == verdict::failed) {
    kind.failed_in_row += told ? 1 : 0;
    return told ? fate::members : fate::again;
  }
  if (why.what != verdict::transient || why.why == cause::stopped || (asked.failures == 0 && !told))
    return fate::again;
  kind.failed_in_row += asked.failures == 0 ? 1 : 0;
  return ++asked.failures < tries_max_ ? fate::later : fate::members;
}

std::vector<detail_question> detail_answers::next_failed() {
  if (failed_.empty())
    return {};
  auto& kind = of(failed_.front().asked.what);
  if (!kind.well) {
    auto control = *kind.told; // Nothing is put aside before one of its kind was told.
    control.control = true;
    return {std::move(control)};
  }
  kind.well = false;
  auto next = std::move(failed_.front().asked);
  failed_.pop_front();
  return {std::move(next)};
}

void detail_answers::give_up_failed(std::span<member> members) {
  for (auto& x : failed_)
    set_unread(members[x.asked.member], std::move(x.last));
  failed_.clear();
}

} // namespace roamsync
