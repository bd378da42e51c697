#include "engine/mailbox/mailbox_machine.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace roamsync {

namespace {

/// A read right after a write showed the write in all live tests, but nobody promises it (wire.md 4.1.4).
constexpr std::uint32_t pauses_max = 2;
constexpr duration pause_length{1'500};

std::string join(std::span<const std::string> names) {
  std::string out;
  for (const auto& name : names)
    out += (out.empty() ? "" : ", ") + name;
  return out;
}

bool is_refusal(cause why) noexcept {
  return why == cause::full_access_missing || why == cause::mailbox_not_found
         || why == cause::mailbox_unlicensed;
}

std::vector<std::string> names_of(std::span<const signature> signatures) {
  std::vector<std::string> out;
  for (const auto& x : signatures)
    if (!contains_name(out, x.name))
      out.push_back(x.name);
  return out;
}

} // namespace

mailbox_machine::mailbox_machine(mailbox_job job) : job_(std::move(job)) {
  assert(!job_.wanted.signatures.empty());
  if (job_.known)
    owned_ = job_.known->owned;
}

mailbox_step_t mailbox_machine::call(phase next, roaming_command command, bool own) {
  phase_ = next;
  return mailbox_step::call{std::move(command), own};
}

mailbox_step_t mailbox_machine::begin(bool control_good) {
  control_good_ = control_good;
  return call(phase::reading, read_defaults{});
}

mailbox_step_t mailbox_machine::on_reply(const roaming_reply& reply) {
  switch (phase_) {
  case phase::reading:
    return on_defaults(reply);
  case phase::comparing:
    if (reply.call.what != verdict::ok)
      return give_up(reply.call);
    return compare(read_shown_contents(reply.settings, job_));
  case phase::looking_for_lost:
    return on_looked_for_lost(reply);
  case phase::reading_own:
    return on_own_before_probe(reply);
  case phase::probing:
    // Whatever the answer was, the next reading tells what happened.
    return call(phase::probed, read_defaults{});
  case phase::probed:
    return on_probed(reply);
  case phase::probed_own:
    return on_own_after_probe(reply);
  case phase::writing:
    return on_written(reply);
  case phase::reading_back:
    return on_read_back(reply);
  case phase::missing_in_own:
    return on_own_after_write(reply);
  case phase::doubled_in_own:
    return on_own_after_read_back(reply);
  case phase::moving:
    if (reply.call.what != verdict::ok && !reply.call.maybe_applied)
      return give_up(reply.call);
    pauses_ = 0;
    return call(phase::reading_defaults, read_defaults{});
  case phase::reading_defaults:
    return on_defaults_back(reply);
  case phase::moved_in_own:
    return on_own_after_move(reply);
  case phase::deleting:
    return on_deleted(reply);
  case phase::reading_rest:
    return on_rest(reply);
  case phase::controlling:
    // The own mailbox cannot be opened either: the refusal says nothing about this one (wire.md U2).
    if (reply.call.what != verdict::ok && !is_refusal(reply.call.why))
      return give_up(reply.call);
    if (reply.call.what != verdict::ok)
      return end({outcome_kind::failed, cause::service_mailbox_unusable, facts_of(reply.call)}, false);
    readable_ = true; // of the own mailbox: the next refusal needs no such look
    phase_ = phase::asking_kind;
    return mailbox_step::ask_kind{};
  case phase::asking:
  case phase::asking_deletions:
  case phase::asking_kind:
  case phase::ended:
    break;
  }
  assert(false && "a reply without a call");
  return end({outcome_kind::failed, cause::internal_error, "a reply without a call"}, false);
}

mailbox_step_t mailbox_machine::end_astray(std::string detail) {
  astray_ = true;
  return end({outcome_kind::failed, cause::wrong_mailbox, std::move(detail)}, false);
}

bool mailbox_machine::shows_foreign(const shown_defaults& shown, mailbox_step_t& out) {
  if (shown.scope == shown_scope::meant)
    routed_ = true;
  if (shown.scope != shown_scope::other)
    return false;
  // Settings of some third address say something about this mailbox only; those of the own one, about all.
  astray_ = same_name(shown.other, job_.own_mailbox);
  out = end({outcome_kind::failed, cause::wrong_mailbox, "the answer shows the settings of " + shown.other},
            false);
  return true;
}

mailbox_step_t mailbox_machine::on_defaults(const roaming_reply& reply) {
  if (reply.call.what != verdict::ok)
    return is_refusal(reply.call.why) ? refused(reply.call) : give_up(reply.call);
  readable_ = true;
  first_ = reply.settings;
  shown_ = read_shown_defaults(reply.settings, job_);
  mailbox_step_t foreign;
  if (shows_foreign(shown_, foreign))
    return foreign;
  auto names = names_to_read(job_, shown_);
  if (names.empty())
    return compare({});
  return call(phase::comparing, read_contents{std::move(names)});
}

mailbox_step_t mailbox_machine::compare(std::vector<shown_signature> contents) {
  plan_ = make_plan(job_, shown_, contents);
  // A receipt may name signatures that the user has taken over or deleted since.
  std::erase_if(owned_, [&](const std::string& name) {
    return !contains_name(shown_.names, name) || contains_name(plan_.clashes, name);
  });
  for (const auto& name : plan_.orphans) // One that a search found by its mark is known from now on.
    if (!contains_name(owned_, name))
      owned_.push_back(name);
  if (!plan_.clashes.empty())
    return end({outcome_kind::skipped, cause::signature_name_taken, join(plan_.clashes)}, false);
  if (!plan_.drift.empty()) {
    add_note("the user " + plan_.drift);
    if (job_.drift == drift_rule::ask)
      return end({outcome_kind::skipped, cause::changed_by_user, note_}, true);
  }
  if (plan_.nothing_to_do())
    return finish();
  if (job_.dry_run) {
    auto what = join(names_of(plan_.write));
    auto moves = plan_.default_new || plan_.default_reply;
    return end({outcome_kind::skipped, cause::dry_run,
                (what.empty() ? "" : "write " + what)
                    + (moves ? (what.empty() ? "move defaults" : ", move defaults") : "")
                    + (plan_.orphans.empty()
                           ? ""
                           : (what.empty() && !moves ? "delete " : ", delete ") + join(plan_.orphans))},
               false);
  }
  phase_ = phase::asking;
  return mailbox_step::ask_to_write{.blind = !routed_ && !is_own()};
}

mailbox_step_t mailbox_machine::on_permit(const write_permit& permit) {
  assert(phase_ == phase::asking);
  if (!permit.granted) {
    auto kind = permit.refused == cause::wrong_mailbox ? outcome_kind::failed : outcome_kind::deferred;
    return end({kind, permit.refused, {}}, false);
  }
  permit_ = permit;
  if (!permit.lost.empty() && !is_own())
    return call(phase::looking_for_lost, read_contents{names_of(permit.lost)}, true);
  return begin_to_write();
}

mailbox_step_t mailbox_machine::on_looked_for_lost(const roaming_reply& reply) {
  if (reply.call.what != verdict::ok)
    return give_up(reply.call);
  if (own_shows(permit_.lost, reply))
    return end_astray("an earlier write to another mailbox reached " + job_.own_mailbox);
  return begin_to_write();
}

mailbox_step_t mailbox_machine::begin_to_write() {
  if (permit_.probe && !routed_)
    return call(phase::reading_own, read_defaults{}, true);
  return write_next();
}

std::vector<signature> mailbox_machine::lost() const {
  return sent_ && !verified_ && !astray_ && !cleared_ && !is_own() ? plan_.write : std::vector<signature>{};
}

mailbox_step_t mailbox_machine::on_own_before_probe(const roaming_reply& reply) {
  if (reply.call.what != verdict::ok)
    return is_refusal(reply.call.why) ? write_next() : give_up(reply.call);
  own_before_ = reply.settings;
  // Entries without a scope that are the own mailbox's to the letter may well be the own mailbox's.
  if (!first_.empty() && first_ == own_before_)
    return end({outcome_kind::failed, cause::mailbox_unproven,
                "the answer shows what " + job_.own_mailbox + " shows"},
               false);
  auto shown = read_shown_defaults(own_before_, shown_owner::whoever());
  // An empty default says "no signature", as both mailboxes have it now: it is harmless wherever it lands.
  if (shown.default_new.empty() && shown_.default_new.empty())
    return call(phase::probing, write_defaults{.for_new = ""});
  if (shown.default_reply.empty() && shown_.default_reply.empty())
    return call(phase::probing, write_defaults{.for_reply = ""});
  return write_next();
}

mailbox_step_t mailbox_machine::on_probed(const roaming_reply& reply) {
  if (reply.call.what != verdict::ok)
    return give_up(reply.call);
  mailbox_step_t foreign;
  auto shown = read_shown_defaults(reply.settings, job_);
  if (shows_foreign(shown, foreign))
    return foreign;
  if (routed_)
    return write_next();
  return call(phase::probed_own, read_defaults{}, true);
}

mailbox_step_t mailbox_machine::on_own_after_probe(const roaming_reply& reply) {
  if (reply.call.what != verdict::ok)
    return give_up(reply.call);
  if (reply.settings != own_before_)
    return end_astray("a write to the mailbox reached " + job_.own_mailbox);
  // The probe is not to be seen in the own mailbox: the first signature is the proof, and the tenant lets one
  // mailbox go ahead alone.
  return write_next();
}

mailbox_step_t mailbox_machine::write_next() {
  if (plan_.write.empty())
    return move_defaults();
  wrote_ = sent_ = changed_ = true;
  return call(phase::writing, write_contents{plan_.write});
}

mailbox_step_t mailbox_machine::on_written(const roaming_reply& reply) {
  lost_ = reply.call.what != verdict::ok && reply.call.maybe_applied;
  if (reply.call.what != verdict::ok && !lost_)
    return give_up(reply.call);
  for (const auto& x : plan_.write)
    if (!contains_name(owned_, x.name))
      owned_.push_back(x.name);
  pauses_ = 0;
  return call(phase::reading_back, read_contents{names_of(plan_.write)});
}

mailbox_step_t mailbox_machine::on_read_back(const roaming_reply& reply) {
  if (reply.call.what != verdict::ok)
    return give_up(reply.call);
  auto missing = missing_from(plan_.write, read_shown_contents(reply.settings, job_));
  if (missing.empty()) {
    routed_ =
        routed_ || std::any_of(reply.settings.begin(), reply.settings.end(), [&](const roaming_setting& x) {
          return same_name(x.scope, job_.mailbox) || contains_name(job_.aliases, x.scope);
        });
    if (!routed_ && !is_own())
      return call(phase::doubled_in_own, read_contents{names_of(plan_.write)}, true);
    verified_ = true;
    return move_defaults();
  }
  if (lost_ && !rewritten_) {
    rewritten_ = true;
    return write_next();
  }
  if (pauses_ < pauses_max)
    return read_again(phase::reading_back, read_contents{names_of(plan_.write)});
  note_ = join(missing);
  if (!is_own())
    return call(phase::missing_in_own, read_contents{names_of(plan_.write)}, true);
  return end({outcome_kind::failed, cause::read_back_differs, "read back otherwise than written: " + note_},
             false);
}

bool mailbox_machine::own_shows(std::span<const signature> written, const roaming_reply& reply) const {
  auto shown = read_shown_contents(reply.settings, shown_owner::whoever());
  return reply.call.what == verdict::ok && missing_from(written, shown).size() < written.size();
}

mailbox_step_t mailbox_machine::on_own_after_write(const roaming_reply& reply) {
  if (own_shows(plan_.write, reply))
    return end_astray("the write reached " + job_.own_mailbox + "; delete there: " + note_);
  cleared_ = reply.call.what == verdict::ok;
  return end({outcome_kind::failed, cause::read_back_differs, "read back otherwise than written: " + note_},
             false);
}

mailbox_step_t mailbox_machine::on_own_after_read_back(const roaming_reply& reply) {
  if (reply.call.what != verdict::ok)
    return give_up(reply.call);
  // No entry names its mailbox, and the own one shows the same: nothing tells the two apart.
  if (own_shows(plan_.write, reply))
    return end_astray("the write is also to be read in " + job_.own_mailbox);
  verified_ = true;
  return move_defaults();
}

mailbox_step_t mailbox_machine::read_again(phase where, roaming_command command) {
  ++pauses_;
  phase_ = where;
  repeated_ = std::move(command);
  return mailbox_step::pause{pause_length};
}

mailbox_step_t mailbox_machine::on_pause_over() {
  return call(phase_, repeated_);
}

mailbox_step_t mailbox_machine::move_defaults() {
  if (!plan_.default_new && !plan_.default_reply)
    return delete_orphans();
  wrote_ = changed_ = true;
  return call(phase::moving, write_defaults{plan_.default_new, plan_.default_reply});
}

mailbox_step_t mailbox_machine::on_defaults_back(const roaming_reply& reply) {
  if (reply.call.what != verdict::ok)
    return give_up(reply.call);
  mailbox_step_t foreign;
  auto shown = read_shown_defaults(reply.settings, job_);
  if (shows_foreign(shown, foreign))
    return foreign;
  if (shows_moved(shown)) {
    verified_ = verified_ || routed_;
    return delete_orphans();
  }
  if (pauses_ < pauses_max)
    return read_again(phase::reading_defaults, read_defaults{});
  if (!is_own())
    return call(phase::moved_in_own, read_defaults{}, true);
  return end({outcome_kind::failed, cause::read_back_differs, "the default signatures are not what was set"},
             false);
}

bool mailbox_machine::shows_moved(const shown_defaults& shown) const {
  return (!plan_.default_new || same_name(shown.default_new, *plan_.default_new))
         && (!plan_.default_reply || same_name(shown.default_reply, *plan_.default_reply));
}

mailbox_step_t mailbox_machine::on_own_after_move(const roaming_reply& reply) {
  if (reply.call.what == verdict::ok
      && shows_moved(read_shown_defaults(reply.settings, shown_owner::whoever())))
    return end_astray("the default signatures were set in " + job_.own_mailbox);
  return end({outcome_kind::failed, cause::read_back_differs, "the default signatures are not what was set"},
             false);
}

mailbox_step_t mailbox_machine::delete_orphans() {
  if (plan_.orphans.empty())
    return finish();
  phase_ = phase::asking_deletions;
  return mailbox_step::ask_to_delete{static_cast<std::uint32_t>(plan_.orphans.size())};
}

mailbox_step_t mailbox_machine::on_deletions(std::uint32_t granted) {
  assert(phase_ == phase::asking_deletions);
  if (granted < plan_.orphans.size())
    add_note("the cap on deletions leaves old signatures for a later night");
  deleting_.assign(plan_.orphans.begin(),
                   plan_.orphans.begin() + std::min<std::ptrdiff_t>(granted, std::ssize(plan_.orphans)));
  return delete_next();
}

mailbox_step_t mailbox_machine::delete_next() {
  if (deleting_.empty())
    return wrote_ ? call(phase::reading_rest, read_defaults{}) : finish();
  auto name = std::move(deleting_.back());
  deleting_.pop_back();
  wrote_ = true;
  return call(phase::deleting, delete_signature{std::move(name)});
}

mailbox_step_t mailbox_machine::on_deleted(const roaming_reply& reply) {
  // Deleting what is not there counts as done (wire.md U7); the reading at the end tells what is left.
  if (reply.call.what == verdict::ok || reply.call.status == 404 || reply.call.maybe_applied) {
    changed_ = true;
    return delete_next();
  }
  add_note("an old signature could not be deleted: " + facts_of(reply.call));
  if (!changed_)
    return give_up(reply.call);
  deleting_.clear();
  return delete_next();
}

mailbox_step_t mailbox_machine::on_rest(const roaming_reply& reply) {
  if (reply.call.what != verdict::ok)
    return give_up(reply.call);
  mailbox_step_t foreign;
  auto shown = read_shown_defaults(reply.settings, job_);
  if (shows_foreign(shown, foreign))
    return foreign;
  std::erase_if(owned_, [&](const std::string& name) { return !contains_name(shown.names, name); });
  return finish();
}

mailbox_step_t mailbox_machine::refused(const call_result& why) {
  refusal_ = why;
  if (!control_good_ && !is_own())
    return call(phase::controlling, read_defaults{}, true);
  phase_ = phase::asking_kind;
  return mailbox_step::ask_kind{};
}

mailbox_step_t mailbox_machine::on_kind(mailbox_kind kind) {
  assert(phase_ == phase::asking_kind && refusal_);
  switch (kind) {
  case mailbox_kind::shared:
    return end({outcome_kind::skipped, cause::mailbox_shared, facts_of(*refusal_)}, false);
  case mailbox_kind::none:
    return end({outcome_kind::skipped, cause::mailbox_unlicensed, facts_of(*refusal_)}, false);
  case mailbox_kind::user:
    // The directory knows the mailbox, so the refusal is about the rights, whatever its status was (F1).
    if (refusal_->why == cause::mailbox_not_found)
      refusal_->why = cause::full_access_missing;
    break;
  case mailbox_kind::unknown:
    break;
  }
  auto how = refusal_->why == cause::mailbox_unlicensed ? outcome_kind::skipped : outcome_kind::failed;
  return end({how, refusal_->why, facts_of(*refusal_)}, false);
}

mailbox_step_t mailbox_machine::give_up(const call_result& why) {
  auto kind = why.why == cause::stopped || why.why == cause::window_closed ? outcome_kind::deferred
                                                                           : outcome_kind::failed;
  return end({kind, why.why, facts_of(why)}, false);
}

void mailbox_machine::add_note(const std::string& what) {
  note_ += (note_.empty() ? "" : "; ") + what;
}

mailbox_step_t mailbox_machine::finish() {
  return end({changed_ ? outcome_kind::written : outcome_kind::unchanged, cause::none, note_}, true);
}

std::string mailbox_machine::digest_still_true() const {
  if (!job_.known || !same_name(job_.known->mailbox, job_.mailbox))
    return {};
  const auto only_deletes = plan_.write.empty() && !plan_.default_new && !plan_.default_reply;
  if (wrote_ && (!only_deletes || job_.known->digest != job_.digest))
    return {};
  return job_.known->digest;
}

mailbox_step_t mailbox_machine::end(outcome how, bool in_line) {
  phase_ = phase::ended;
  mailbox_step::end out{std::move(how), std::nullopt};
  // What the user deleted or replaced, and keeps so, is not ours any more.
  if (in_line && plan_.drift.empty())
    for (const auto& x : job_.wanted.signatures)
      if (!contains_name(owned_, x.name))
        owned_.push_back(x.name);
  if (job_.dry_run || (!in_line && !wrote_ && !job_.known))
    return out;
  out.proof = receipt{.user_id = job_.user_id,
                      .mailbox = job_.mailbox,
                      .digest = in_line ? job_.digest : digest_still_true(),
                      .owned = owned_,
                      .checked = in_line ? job_.day : 0};
  return out;
}

} // namespace roamsync
