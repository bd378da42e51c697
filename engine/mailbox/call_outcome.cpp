#include "engine/mailbox/call_outcome.hpp"

namespace roamsync {

bool is_refusal(cause why) noexcept {
  return why == cause::full_access_missing || why == cause::mailbox_not_found
         || why == cause::mailbox_unlicensed;
}

outcome outcome_of_refusal(const call_result& refusal, mailbox_kind kind) {
  if (kind == mailbox_kind::shared)
    return {outcome_kind::skipped, cause::mailbox_shared, facts_of(refusal)};
  if (kind == mailbox_kind::none || refusal.why == cause::mailbox_unlicensed)
    return {outcome_kind::skipped, cause::mailbox_unlicensed, facts_of(refusal)};
  // Where the directory knows the mailbox, the refusal is about the rights, whatever its status was (F1).
  const auto known = kind == mailbox_kind::user && refusal.why == cause::mailbox_not_found;
  return {outcome_kind::failed, known ? cause::full_access_missing : refusal.why, facts_of(refusal)};
}

outcome outcome_of_failure(const call_result& failure) {
  const auto no_time = failure.why == cause::stopped || failure.why == cause::window_closed;
  return {no_time ? outcome_kind::deferred : outcome_kind::failed, failure.why, facts_of(failure)};
}

} // namespace roamsync
