#include "engine/mailbox/routing_proof.hpp"

#include "engine/mailbox/call_outcome.hpp"
#include "engine/mailbox/plan.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace roamsync {

routing_proof::routing_proof(const mailbox_job& job)
    : mailbox_(job.mailbox), aliases_(job.aliases), own_(job.own_mailbox) {}

proof_step_t routing_proof::call(phase next, roaming_command command, bool own) {
  phase_ = next;
  return mailbox_step::call{std::move(command), own};
}

outcome routing_proof::end_astray(std::string detail) {
  astray_ = true;
  return {outcome_kind::failed, cause::wrong_mailbox, std::move(detail)};
}

std::optional<outcome> routing_proof::hear(const shown_defaults& shown) {
  if (shown.scope == shown_scope::meant)
    routed_ = true;
  if (shown.scope != shown_scope::other)
    return std::nullopt;
  // Settings of some third address say something about this mailbox only; those of the own one, about all.
  astray_ = same_name(shown.other, own_);
  return outcome{outcome_kind::failed, cause::wrong_mailbox,
                 "the answer shows the settings of " + shown.other};
}

void routing_proof::hear(std::span<const roaming_setting> contents) {
  routed_ = routed_ || std::any_of(contents.begin(), contents.end(), [&](const roaming_setting& x) {
              return same_name(x.scope, mailbox_) || contains_name(aliases_, x.scope);
            });
}

proof_step_t routing_proof::before_writing(const write_permit& permit, std::vector<roaming_setting> first) {
  probe_ = permit.probe;
  first_ = std::move(first);
  if (permit.lost.empty() || is_own())
    return probe_if_unproven();
  sought_ = permit.lost;
  return call(phase::lost, read_contents{names_of(sought_)});
}

proof_step_t routing_proof::look_for_double(std::vector<signature> written) {
  if (routed_ || is_own())
    return proof_done{};
  sought_ = std::move(written);
  return call(phase::doubled, read_contents{names_of(sought_)});
}

proof_step_t routing_proof::look_for_contents(std::vector<signature> written) {
  if (is_own())
    return proof_done{};
  sought_ = std::move(written);
  return call(phase::contents, read_contents{names_of(sought_)});
}

proof_step_t routing_proof::look_for_defaults(write_defaults moved) {
  if (is_own())
    return proof_done{};
  moved_ = std::move(moved);
  return call(phase::defaults, read_defaults{});
}

proof_step_t routing_proof::on_reply(const roaming_reply& reply) {
  const auto ok = reply.call.what == verdict::ok;
  switch (phase_) {
  case phase::lost:
    if (!ok)
      return outcome_of_failure(reply.call);
    if (!found_in(reply).empty())
      return end_astray("an earlier write to another mailbox reached " + own_);
    return probe_if_unproven();
  case phase::before:
    return on_own_before_probe(reply);
  case phase::probing:
    // Whatever the answer was, the next reading tells what happened.
    return call(phase::probed, read_defaults{}, false);
  case phase::probed:
    return on_probed(reply);
  case phase::probed_own:
    return on_own_after_probe(reply);
  case phase::doubled:
    if (!ok)
      return outcome_of_failure(reply.call);
    // No entry names its mailbox, and the own one shows the same: nothing tells the two apart.
    if (!found_in(reply).empty())
      return end_astray("the write is also to be read in " + own_);
    return proof_done{};
  case phase::contents:
    if (const auto found = found_in(reply); !found.empty())
      return end_astray("the write reached " + own_ + "; delete there: " + join_names(found));
    cleared_ = ok;
    return proof_done{};
  case phase::defaults:
    if (ok && shows_defaults(read_shown_defaults(reply.settings, shown_owner::whoever()), moved_))
      return end_astray("the default signatures were set in " + own_);
    return proof_done{};
  case phase::none:
    break;
  }
  assert(false && "a reply without a call");
  return outcome{outcome_kind::failed, cause::internal_error, "a reply without a call"};
}

proof_step_t routing_proof::probe_if_unproven() {
  if (!probe_ || routed_)
    return proof_done{};
  return call(phase::before, read_defaults{});
}

proof_step_t routing_proof::on_own_before_probe(const roaming_reply& reply) {
  if (is_refusal(reply.call.why)) // Nothing to compare with; the first write will be the proof.
    return proof_done{};
  if (reply.call.what != verdict::ok)
    return outcome_of_failure(reply.call);
  own_before_ = reply.settings;
  // Entries without a scope that are the own mailbox's to the letter may well be the own mailbox's.
  if (!first_.empty() && first_ == own_before_)
    return outcome{outcome_kind::failed, cause::mailbox_unproven, "the answer shows what " + own_ + " shows"};
  const auto own = read_shown_defaults(own_before_, shown_owner::whoever());
  const auto meant = read_shown_defaults(first_, {mailbox_, aliases_});
  // An empty default says "no signature", as both mailboxes have it now: it is harmless wherever it lands.
  if (own.default_new.empty() && meant.default_new.empty())
    return call(phase::probing, write_defaults{.for_new = ""}, false);
  if (own.default_reply.empty() && meant.default_reply.empty())
    return call(phase::probing, write_defaults{.for_reply = ""}, false);
  return proof_done{};
}

proof_step_t routing_proof::on_probed(const roaming_reply& reply) {
  if (reply.call.what != verdict::ok)
    return outcome_of_failure(reply.call);
  if (auto foreign = hear(read_shown_defaults(reply.settings, {mailbox_, aliases_})))
    return *foreign;
  if (routed_)
    return proof_done{};
  return call(phase::probed_own, read_defaults{});
}

proof_step_t routing_proof::on_own_after_probe(const roaming_reply& reply) {
  if (reply.call.what != verdict::ok)
    return outcome_of_failure(reply.call);
  if (reply.settings != own_before_)
    return end_astray("a write to the mailbox reached " + own_);
  // The probe is not to be seen in the own mailbox: the first signature is the proof, and the tenant lets one
  // mailbox go ahead alone.
  return proof_done{};
}

std::vector<std::string> routing_proof::found_in(const roaming_reply& reply) const {
  std::vector<std::string> out;
  if (reply.call.what != verdict::ok)
    return out;
  const auto shown = read_shown_contents(reply.settings, shown_owner::whoever());
  for (const auto& x : sought_) // Those of several mailboxes may have one name.
    if (missing_from({&x, 1}, shown).empty() && !contains_name(out, x.name))
      out.push_back(x.name);
  return out;
}

} // namespace roamsync
