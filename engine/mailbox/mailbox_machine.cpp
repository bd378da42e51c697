#include "engine/mailbox/mailbox_machine.hpp"

#include "engine/mailbox/call_outcome.hpp"
#include "engine/mailbox/fingerprint.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace roamsync {

namespace {

/// A read right after a write showed the write in all live tests, but nobody promises it (wire.md 4.1.4).
constexpr std::uint32_t pauses_max = 2;
constexpr duration pause_length{1'500};

} // namespace

mailbox_machine::mailbox_machine(mailbox_job job) : job_(std::move(job)), proof_(job_) {
  if (job_.known)
    owned_ = job_.known->owned;
  if (job_.known_look)
    job_.digest = job_.known->digest;
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
    contents_ = read_shown_contents(reply.settings, job_);
    return compare();
  case phase::proving:
  case phase::proving_written:
  case phase::seeking_written:
  case phase::seeking_moved:
    return prove(phase_, proof_.on_reply(reply));
  case phase::writing:
    return on_written(reply);
  case phase::reading_back:
    return on_read_back(reply);
  case phase::moving:
    if (reply.call.what != verdict::ok && !reply.call.maybe_applied)
      return give_up(reply.call);
    pauses_ = 0;
    return call(phase::reading_defaults, read_defaults{});
  case phase::reading_defaults:
    return on_defaults_back(reply);
  case phase::deleting:
    return on_deleted(reply);
  case phase::reading_rest:
    return on_rest(reply);
  case phase::controlling:
    // The own mailbox cannot be opened either: the refusal says nothing about this one (wire.md U2).
    if (is_refusal(reply.call.why))
      return end({outcome_kind::failed, cause::service_mailbox_unusable, facts_of(reply.call)}, false);
    if (reply.call.what != verdict::ok)
      return give_up(reply.call);
    readable_ = true; // of the own mailbox: the next refusal needs no such look
    phase_ = phase::asking_kind;
    return mailbox_step::ask_kind{};
  case phase::asking_wanted:
  case phase::asking:
  case phase::asking_deletions:
  case phase::asking_kind:
  case phase::ended:
    break;
  }
  assert(false && "a reply without a call");
  return end({outcome_kind::failed, cause::internal_error, "a reply without a call"}, false);
}

mailbox_step_t mailbox_machine::prove(phase next, const proof_step_t& step) {
  phase_ = next;
  if (const auto* x = std::get_if<mailbox_step::call>(&step))
    return *x;
  if (const auto* x = std::get_if<outcome>(&step))
    return end(*x, false);
  switch (phase_) {
  case phase::proving:
    return write_next();
  case phase::proving_written:
    verified_ = true;
    return move_defaults();
  case phase::seeking_written:
    return end({outcome_kind::failed, cause::read_back_differs,
                "read back otherwise than written: " + join_names(missing_)},
               false);
  default:
    assert(phase_ == phase::seeking_moved);
    return end(
        {outcome_kind::failed, cause::read_back_differs, "the default signatures are not what was set"},
        false);
  }
}

mailbox_step_t mailbox_machine::on_defaults(const roaming_reply& reply) {
  if (reply.call.what != verdict::ok)
    return is_refusal(reply.call.why) ? refused(reply.call) : give_up(reply.call);
  readable_ = true;
  first_ = reply.settings;
  shown_ = read_shown_defaults(reply.settings, job_);
  if (auto foreign = proof_.hear(shown_))
    return end(*foreign, false);
  return job_.known_look || !job_.wanted.signatures.empty() ? read_or_compare() : ask_wanted();
}

/// Until then nothing is rendered: many mailboxes wait for their first answer, and it may be a refusal.
mailbox_step_t mailbox_machine::ask_wanted() {
  phase_ = phase::asking_wanted;
  return mailbox_step::ask_wanted{};
}

mailbox_step_t mailbox_machine::on_wanted(wanted_signatures wanted, std::string digest) {
  assert(phase_ == phase::asking_wanted && !wanted.signatures.empty());
  job_.wanted = std::move(wanted);
  job_.digest = std::move(digest);
  job_.known_look = false;
  return read_or_compare();
}

/// After a known look that does not match, most is read already; but the user may have a signature of a wanted name
/// that is not known as ours.
mailbox_step_t mailbox_machine::read_or_compare() {
  auto names = names_to_read(job_, shown_);
  const auto unread = [this](const std::string& name) { return find_shown(contents_, name) == nullptr; };
  if (std::any_of(names.begin(), names.end(), unread))
    return call(phase::comparing, read_contents{std::move(names)});
  return compare();
}

mailbox_step_t mailbox_machine::compare() {
  if (job_.known_look) {
    if (fingerprint(owned_, contents_, shown_) == job_.known->shown)
      return finish();
    return ask_wanted();
  }
  plan_ = make_plan(job_, shown_, contents_);
  // A receipt may name signatures that the user has taken over or deleted since.
  std::erase_if(owned_, [&](const std::string& name) {
    return !contains_name(shown_.names, name) || contains_name(plan_.clashes, name);
  });
  for (const auto& name : plan_.orphans) // One that a search found by its mark is known from now on.
    if (!contains_name(owned_, name))
      owned_.push_back(name);
  if (!plan_.clashes.empty())
    return end({outcome_kind::skipped, cause::signature_name_taken, join_names(plan_.clashes)}, false);
  if (!plan_.drift.empty()) {
    add_note("the user " + plan_.drift);
    if (job_.drift == drift_rule::ask)
      return end({outcome_kind::skipped, cause::changed_by_user, note_}, true);
  }
  if (plan_.nothing_to_do())
    return finish();
  if (job_.dry_run) {
    auto what = join_names(names_of(plan_.write));
    auto moves = !plan_.defaults.empty();
    return end({outcome_kind::skipped, cause::dry_run,
                (what.empty() ? "" : "write " + what)
                    + (moves ? (what.empty() ? "move defaults" : ", move defaults") : "")
                    + (plan_.orphans.empty()
                           ? ""
                           : (what.empty() && !moves ? "delete " : ", delete ") + join_names(plan_.orphans))},
               false);
  }
  phase_ = phase::asking;
  return mailbox_step::ask_to_write{.blind = !routed() && !proof_.is_own()};
}

mailbox_step_t mailbox_machine::on_permit(const write_permit& permit) {
  assert(phase_ == phase::asking);
  if (!permit.granted) {
    auto kind = permit.refused == cause::wrong_mailbox ? outcome_kind::failed : outcome_kind::deferred;
    return end({kind, permit.refused, {}}, false);
  }
  alone_ = permit.alone;
  return prove(phase::proving, proof_.before_writing(permit, std::move(first_)));
}

std::vector<signature> mailbox_machine::lost() const {
  const auto unknown = sent_ && !verified_ && !astray() && !proof_.cleared() && !proof_.is_own();
  return unknown ? plan_.write : std::vector<signature>{};
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
  contents_ = read_shown_contents(reply.settings, job_);
  missing_ = missing_from(plan_.write, contents_);
  if (missing_.empty()) {
    proof_.hear(reply.settings);
    return prove(phase::proving_written, proof_.look_for_double(plan_.write));
  }
  if (lost_ && !rewritten_) {
    rewritten_ = true;
    return write_next();
  }
  if (pauses_ < pauses_max)
    return read_again(phase::reading_back, read_contents{names_of(plan_.write)});
  return prove(phase::seeking_written, proof_.look_for_contents(plan_.write));
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
  if (plan_.defaults.empty())
    return delete_orphans();
  wrote_ = changed_ = true;
  return call(phase::moving, plan_.defaults);
}

mailbox_step_t mailbox_machine::on_defaults_back(const roaming_reply& reply) {
  if (reply.call.what != verdict::ok)
    return give_up(reply.call);
  auto shown = read_shown_defaults(reply.settings, job_);
  if (auto foreign = proof_.hear(shown))
    return end(*foreign, false);
  if (shows_defaults(shown, plan_.defaults)) {
    shown_ = std::move(shown);
    verified_ = verified_ || routed();
    return delete_orphans();
  }
  if (pauses_ < pauses_max)
    return read_again(phase::reading_defaults, read_defaults{});
  return prove(phase::seeking_moved, proof_.look_for_defaults(plan_.defaults));
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
  shown_ = read_shown_defaults(reply.settings, job_);
  if (auto foreign = proof_.hear(shown_))
    return end(*foreign, false);
  std::erase_if(owned_, [&](const std::string& name) { return !contains_name(shown_.names, name); });
  return finish();
}

mailbox_step_t mailbox_machine::refused(const call_result& why) {
  refusal_ = why;
  if (!control_good_ && !proof_.is_own())
    return call(phase::controlling, read_defaults{}, true);
  phase_ = phase::asking_kind;
  return mailbox_step::ask_kind{};
}

mailbox_step_t mailbox_machine::on_kind(mailbox_kind kind, cause not_asked) {
  assert(phase_ == phase::asking_kind && refusal_);
  if (not_asked != cause::none)
    return give_up({.what = verdict::failed, .why = not_asked});
  return end(outcome_of_refusal(*refusal_, kind), false);
}

mailbox_step_t mailbox_machine::give_up(const call_result& why) {
  return end(outcome_of_failure(why), false);
}

void mailbox_machine::add_note(const std::string& what) {
  note_ += (note_.empty() ? "" : "; ") + what;
}

mailbox_step_t mailbox_machine::finish() {
  return end({changed_ ? outcome_kind::written : outcome_kind::unchanged, cause::none, note_}, true);
}

std::string mailbox_machine::look_still_true(bool in_line) const {
  if (job_.known_look)
    return job_.known->shown; // Nothing else was seen.
  // What the user has otherwise and keeps is no look at what is wanted.
  if (in_line)
    return plan_.drift.empty() ? fingerprint(owned_, contents_, shown_) : std::string{};
  return job_.known && !wrote_ && owned_ == job_.known->owned ? job_.known->shown : std::string{};
}

std::string mailbox_machine::digest_still_true() const {
  if (!job_.known || !same_name(job_.known->mailbox, job_.mailbox))
    return {};
  const auto only_deletes = plan_.write.empty() && plan_.defaults.empty();
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
                      .checked = in_line ? job_.day : 0,
                      .shown = look_still_true(in_line)};
  return out;
}

} // namespace roamsync
