#include "engine/directory/directory_machine.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <variant>

// What is asked next: the change feeds, the pages of the group, the details of its members.
namespace roamsync {

directory_effects directory_machine::read_members(details_wanted wanted, feed_order feeds, time_point now) {
  directory_effects out;
  wanted_ = std::move(wanted);
  feed_.emplace(std::move(feeds));
  go_on(now, out);
  pump(now, out);
  return out;
}

void directory_machine::go_on(time_point now, directory_effects& out) {
  auto call = feed_->next();
  for (auto& text : feed_->take_notes())
    out.emplace_back(directory_effect::note{std::move(text)});
  if (call)
    return add(std::move(*call), now, out);
  if (feed_->needs_pages()) {
    read_until_ = std::max(now, queue_.scope().waits_until()) + options_.read_deadline;
    return add(directory_call::members{}, now, out);
  }
  members_ = feed_->take_members();
  wanted_.only_ids = feed_->fresh();
  allow_time_for_details(now);
  ask_details(now, out);
}

/// A feed that does not answer is no reason to read nothing.
void directory_machine::end_feed_call(const directory_call_t& call, const call_result& result,
                                      directory_reply reply, time_point now, directory_effects& out) {
  if (result.what != verdict::ok)
    feed_->on_failed(facts_of(result));
  else if (std::holds_alternative<directory_call::users>(call))
    feed_->on_users(std::move(reply.members));
  else
    feed_->on_changes(std::move(reply.changes));
  go_on(now, out);
}

void directory_machine::end_page(directory_reply reply, time_point now, directory_effects& out) {
  std::move(reply.members.begin(), reply.members.end(), std::back_inserter(members_));
  ++pages_;
  if (reply.next.empty()) {
    allow_time_for_details(now);
    return ask_details(now, out);
  }
  if (pages_ >= options_.pages_max || now >= read_until_)
    return fail({.what = verdict::failed,
                 .why = cause::group_unreadable,
                 .detail = "the group has no end after " + std::to_string(pages_) + " pages"},
                out);
  add(directory_call::members{std::move(reply.next)}, now, out);
}

void directory_machine::allow_time_for_details(time_point now) {
  const auto batches = static_cast<std::int64_t>(members_.size() / detail_photos_max + 1);
  read_until_ =
      std::max(now, queue_.scope().waits_until()) + options_.details_deadline + options_.each_batch * batches;
}

/// The order is the same whichever way the members came: of several with one address the first is done.
void directory_machine::finish(directory_effects& out) {
  std::stable_sort(members_.begin(), members_.end(),
                   [](const member& a, const member& b) { return a.user_id < b.user_id; });
  auto kept = feed_->close(members_);
  for (auto& text : feed_->take_notes())
    out.emplace_back(directory_effect::note{std::move(text)});
  if (kept)
    out.emplace_back(directory_effect::keep_group{std::move(*kept)});
  feed_.reset(); // What was known may be large, and the machine lives on for the kinds of mailboxes.
  out.emplace_back(directory_effect::members{std::exchange(members_, {})});
}

void directory_machine::ask_details(time_point now, directory_effects& out) {
  std::vector<detail_question> asked;
  if (halves_.empty()) {
    asked = next_questions(wanted_, members_, next_member_);
    if (asked.empty() && now >= read_until_)
      answers_.give_up_failed(members_);
    if (asked.empty())
      asked = answers_.next_failed();
  } else {
    asked = std::move(halves_.back());
    halves_.pop_back();
  }
  if (!asked.empty() && now >= read_until_)
    fail({.what = verdict::failed,
          .why = cause::group_unreadable,
          .detail = "managers and photos of " + std::to_string(members_.size())
                    + " members were not all told in time"},
         out);
  else if (!asked.empty())
    add(directory_call::details{std::move(asked)}, now, out);
  else
    finish(out);
}

} // namespace roamsync
