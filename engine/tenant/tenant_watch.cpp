#include "engine/tenant/tenant_machine.hpp"

#include <iterator>
#include <utility>

// The watchdog of a tenant's mailboxes, sessions and directory.
namespace roamsync {

namespace {

constexpr const char* unheard =
    "nothing was heard of it any more, and there was nothing left that it waited for";

void append(tenant_effects& out, tenant_effects more) {
  std::move(more.begin(), more.end(), std::back_inserter(out));
}

call_result no_sign_of(const char* whom) {
  return {.what = verdict::failed,
          .why = cause::no_sign_of_life,
          .detail = std::string{"nothing was heard of the tenant's "} + whom + " any more"};
}

} // namespace

void tenant_machine::on_session_holds(lines::number line, session_word word,
                                      const std::vector<std::string>& user_ids) {
  // Signed in, and the tenant does not know: its word was lost.
  const bool unknown = word == session_word::signed_in && !lines_.ready(line);
  if (word != session_word::nothing && !unknown)
    heard_lines_.vouch(line);
  for (const auto& x : user_ids)
    heard_.vouch(x);
}

void tenant_machine::on_directory_holds(bool reading, const std::vector<std::string>& user_ids) {
  if (reading && reading_)
    reading_->broken();
  for (const auto& x : user_ids)
    heard_.vouch(x);
}

tenant_effects tenant_machine::on_roll_call(instant now) {
  tenant_effects out;
  if (done_)
    return out;
  // Who waits for the proof of another waits here, and that one is watched too.
  if (pioneer_)
    for (const auto& x : askers_)
      heard_.vouch(x.user_id);
  for (auto line : heard_lines_.round())
    end_silent_line(line, now, out);
  for (const auto& user_id : heard_.round())
    end_silent_mailbox(user_id, now, out);
  if (reading_ && reading_->round()) {
    out.emplace_back(tenant_effect::drop_directory{});
    append(out, on_directory_failed(no_sign_of("directory"), run_.group_source, now));
  }
  if (!done_ && waits_for_something())
    out.emplace_back(tenant_effect::lives{});
  return out;
}

/// Its mailboxes have nobody to ask any more. No other line takes them over in this run: a request of theirs may be on
/// its way still, and each mailbox has one writer (I1).
void tenant_machine::end_silent_line(lines::number line, instant now, tenant_effects& out) {
  out.emplace_back(tenant_effect::drop_session{line});
  std::vector<std::string> of_it;
  for (const auto& [user_id, x] : in_work_)
    if (x.line == line)
      of_it.push_back(user_id);
  append(out, on_session_failed(line, no_sign_of("session"), now));
  for (const auto& user_id : of_it)
    end_silent_mailbox(user_id, now, out);
}

void tenant_machine::end_silent_mailbox(const std::string& user_id, instant now, tenant_effects& out) {
  in_work_.at(user_id).again.reset();
  out.emplace_back(tenant_effect::end_mailbox{user_id});
  append(out, on_mailbox_end(user_id, {.how = {outcome_kind::failed, cause::no_sign_of_life, unheard}}, now));
}

/// Otherwise nothing would ever happen here again.
bool tenant_machine::waits_for_something() const noexcept {
  return started_ && (options_.paused || reading_ || !in_work_.empty() || lines_.opening());
}

} // namespace roamsync
