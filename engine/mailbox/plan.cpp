#include "engine/mailbox/plan.hpp"

#include "engine/signature/mark.hpp"
#include "engine/signature/normal_form.hpp"

#include <algorithm>

namespace roamsync {

namespace {

std::vector<std::string> owned_before(const mailbox_job& job) {
  return job.known ? job.known->owned : std::vector<std::string>{};
}

bool is_wanted(const mailbox_job& job, std::string_view name) {
  const auto& all = job.wanted.signatures;
  return std::any_of(all.begin(), all.end(), [&](const signature& x) { return same_name(x.name, name); });
}

/// A default that is to be set: the catalogue's, or, where it names none but the present one is about to be
/// deleted, the first signature, so that no default is left pointing nowhere (wire.md 4.1.6).
std::optional<std::string> moved_default(const mailbox_job& job, const std::string& wanted,
                                         const std::string& now, std::span<const std::string> orphans) {
  auto target = wanted;
  if (target.empty() && contains_name(orphans, now))
    target = job.wanted.signatures.front().name;
  if (target.empty() || same_name(target, now))
    return std::nullopt;
  return target;
}

/// The mailbox was seen with what is wanted now: what differs since is the user's doing. Not so after a change
/// of what is wanted or of the address, which leave another digest, nor after a run that was broken off: that
/// may have written.
bool was_in_line(const mailbox_job& job) {
  return !job.search && job.known && job.known->digest == job.digest
         && same_name(job.known->mailbox, job.mailbox);
}

/// Takes out of the plan what would undo the user's changes. Orphans stay in it: that they are still there is
/// not the user's doing, unless the user has made one of them a default.
void leave_drift(const mailbox_job& job, const shown_defaults& defaults, mailbox_plan& plan) {
  const auto say = [&](const std::string& what) { plan.drift += (plan.drift.empty() ? "" : ", ") + what; };
  for (const auto& x : plan.write)
    say((contains_name(defaults.names, x.name) ? "changed " : "deleted ") + x.name);
  for (const auto& name : plan.clashes)
    say("replaced " + name);
  plan.write.clear();
  plan.clashes.clear();
  const auto leave = [&](std::optional<std::string>& move, const std::string& wanted, const std::string& now,
                         const char* what) {
    // Where the catalogue names no default, it moves off an orphan only, and never to what is not there.
    if (!move || (wanted.empty() && contains_name(defaults.names, *move)))
      return;
    if (!wanted.empty())
      say(what);
    move.reset();
    std::erase_if(plan.orphans, [&](const std::string& name) { return same_name(name, now); });
  };
  leave(plan.defaults.for_new, job.wanted.default_new, defaults.default_new,
        "moved the default for new mails");
  leave(plan.defaults.for_reply, job.wanted.default_reply, defaults.default_reply,
        "moved the default for replies");
}

} // namespace

std::vector<std::string> names_to_read(const mailbox_job& job, const shown_defaults& defaults) {
  std::vector<std::string> out;
  for (const auto& x : job.wanted.signatures)
    if (contains_name(defaults.names, x.name))
      out.push_back(x.name);
  const auto& others = job.search ? defaults.names : owned_before(job);
  for (const auto& name : others)
    if (contains_name(defaults.names, name) && !contains_name(out, name))
      out.push_back(name);
  return out;
}

mailbox_plan make_plan(const mailbox_job& job, const shown_defaults& defaults,
                       std::span<const shown_signature> contents) {
  mailbox_plan out;
  auto owned = owned_before(job);
  for (const auto& x : job.wanted.signatures) {
    const auto* shown = contains_name(defaults.names, x.name) ? find_shown(contents, x.name) : nullptr;
    if (shown && same_signature(x, shown->html, shown->text))
      continue;
    auto ours = !shown || contains_name(owned, x.name) || has_mark(shown->html);
    if (!ours && !job.take_names)
      out.clashes.push_back(x.name);
    else
      out.write.push_back(x);
  }
  for (const auto& x : contents)
    if (job.search && has_mark(x.html) && !contains_name(owned, x.name))
      owned.push_back(x.name);
  for (const auto& name : owned) {
    if (is_wanted(job, name) || !contains_name(defaults.names, name))
      continue;
    // The user may have made a signature of their own under a name that was ours: only the mark allows a
    // deletion.
    const auto* shown = find_shown(contents, name);
    if (!shown || has_mark(shown->html))
      out.orphans.push_back(name);
  }
  out.defaults.for_new = moved_default(job, job.wanted.default_new, defaults.default_new, out.orphans);
  out.defaults.for_reply = moved_default(job, job.wanted.default_reply, defaults.default_reply, out.orphans);
  if (job.drift != drift_rule::repair && was_in_line(job))
    leave_drift(job, defaults, out);
  return out;
}

std::vector<std::string> missing_from(std::span<const signature> expected,
                                      std::span<const shown_signature> contents) {
  std::vector<std::string> out;
  for (const auto& x : expected) {
    const auto* shown = find_shown(contents, x.name);
    if (!shown || !same_signature(x, shown->html, shown->text))
      out.push_back(x.name);
  }
  return out;
}

bool shows_defaults(const shown_defaults& shown, const write_defaults& set) {
  return (!set.for_new || same_name(shown.default_new, *set.for_new))
         && (!set.for_reply || same_name(shown.default_reply, *set.for_reply));
}

} // namespace roamsync
