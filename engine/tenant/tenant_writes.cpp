#include "engine/tenant/tenant_machine.hpp"

#include <algorithm>
#include <utility>

// Which mailboxes may write, and how much may be deleted.
namespace roamsync {

tenant_effects tenant_machine::on_ask_to_write(const std::string& user_id, bool blind) {
  tenant_effects out;
  if (!in_work_.contains(user_id))
    return out; // it has been ended: nobody would tell how its write came out
  auto own = is_own_mailbox(user_id);
  routed_ = routed_ || (!blind && !own);
  if (run_.why == cause::wrong_mailbox)
    out.emplace_back(tenant_effect::permit{user_id, {.granted = false, .refused = cause::wrong_mailbox}});
  else if (proven_ || own)
    out.emplace_back(tenant_effect::permit{user_id, {.granted = true}});
  else {
    askers_.push_back({user_id, blind});
    next_pioneer(out);
  }
  return out;
}

/// The service user's own mailbox is reached in any case: it proves nothing about the others.
bool tenant_machine::is_own_mailbox(const std::string& user_id) const {
  auto it = in_work_.find(user_id);
  return it != in_work_.end() && it->second.own;
}

void tenant_machine::next_pioneer(tenant_effects& out) {
  if (pioneer_ || askers_.empty())
    return;
  auto next = std::move(askers_.front());
  askers_.erase(askers_.begin());
  pioneer_ = next.user_id;
  out.emplace_back(tenant_effect::permit{
      std::move(next.user_id),
      {.granted = true, .probe = next.blind && !routed_, .alone = true, .lost = lost_}});
}

void tenant_machine::on_write_begun(const std::string& user_id, std::vector<signature> what) {
  if (pioneer_ == user_id)
    pioneer_writes_ = std::move(what);
}

void tenant_machine::end_pioneer() noexcept {
  pioneer_.reset();
  pioneer_writes_.clear();
}

std::uint32_t tenant_machine::on_ask_to_delete(const std::string& user_id, std::uint32_t count) {
  if (!in_work_.contains(user_id))
    return 0;
  auto granted = std::min(count, deletions_left_);
  deletions_left_ -= granted;
  return granted;
}

tenant_effects tenant_machine::on_write_proven(const std::string& user_id) {
  tenant_effects out;
  if (pioneer_ != user_id)
    return out;
  proven_ = true;
  lost_.clear();
  end_pioneer();
  for (auto& x : askers_)
    out.emplace_back(tenant_effect::permit{std::move(x.user_id), {.granted = true}});
  askers_.clear();
  return out;
}

void tenant_machine::refute(const std::string& detail, instant now, tenant_effects& out) {
  run_.state = tenant_state::failed;
  run_.why = cause::wrong_mailbox;
  run_.detail = detail;
  proven_ = false;
  refuse_askers(cause::wrong_mailbox, out);
  end_waiting(outcome_kind::failed, cause::wrong_mailbox, detail, now.utc, out);
}

void tenant_machine::refuse_askers(cause why, tenant_effects& out) {
  for (auto& x : askers_)
    out.emplace_back(tenant_effect::permit{std::move(x.user_id), {.granted = false, .refused = why}});
  askers_.clear();
}

} // namespace roamsync
