#include "actors/app/advice_text.hpp"
#include "actors/app/app.hpp"
#include "actors/app/knob_desk.hpp"
#include "actors/app/run.hpp"
#include "actors/app/tenant_desk.hpp"
#include "console/report/mailbox_signatures.hpp"
#include "engine/directory/address.hpp"
#include "engine/mailbox/shown.hpp"
#include "engine/schedule/window.hpp"
#include "engine/signature/mark.hpp"
#include "protocols/db/engine_lock.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace roamsync::app {

namespace {

std::vector<std::string> owned_names(store& where, const std::string& tenant, const std::string& mailbox) {
  auto receipts = where.receipts(tenant);
  if (receipts)
    for (auto& x : *receipts)
      if (x.mailbox == mailbox)
        return x.owned;
  return {};
}

/// A mailbox as the service shows it.
struct read_mailbox {
  mailbox_job job;     ///< its address and the user's others
  bool proven = false; ///< the answers name this mailbox, or it is the service user's own
  console::mailbox_signatures all;
};

/// The user's addresses, if the directory says that they have the one asked for and the one that the service
/// names.
std::optional<mailbox_job> same_user(desk& at, const mailbox_job& asked, const std::string& named) {
  auto found = at.users(asked.mailbox);
  if (found.call.what != verdict::ok)
    return std::nullopt;
  for (const auto& who : found.members) {
    auto primary = primary_address(who);
    if (!primary)
      continue;
    mailbox_job out{
        .mailbox = *primary, .aliases = other_addresses(who, *primary), .own_mailbox = asked.own_mailbox};
    auto has = [&](const std::string& x) { return same_name(x, *primary) || contains_name(out.aliases, x); };
    if (has(asked.mailbox) && has(named))
      return out;
  }
  return std::nullopt;
}

/// Reads names, defaults and contents. The error is for a person.
result<read_mailbox> read_all(const app& x, desk& at, store& where, mailbox_job job) {
  auto failed = [&](const call_result& why) {
    return error{explain(x, job.mailbox, why, at.names(job.mailbox))};
  };
  auto list = at.perform(read_defaults{}, job.mailbox);
  if (list.call.what != verdict::ok)
    return failed(list.call);
  auto shown = read_shown_defaults(list.settings, job);
  if (shown.scope == shown_scope::other) {
    if (contains_name({&job.own_mailbox, 1}, shown.other))
      return failed({.what = verdict::failed,
                     .why = cause::wrong_mailbox,
                     .detail = "the answer shows " + shown.other});
    auto user = same_user(at, job, shown.other);
    if (!user)
      return error{job.mailbox + ": the service shows the settings of " + shown.other
                   + ", and the directory does not say that both addresses are the same user's. Give that "
                     "address if it is the one that you mean"};
    job = std::move(*user);
    shown = read_shown_defaults(list.settings, job);
  }
  read_mailbox out{.job = job,
                   .proven = shown.scope == shown_scope::meant || job.mailbox == job.own_mailbox,
                   .all = {.tenant = at.tenant().id, .mailbox = job.mailbox}};
  if (shown.names.empty())
    return out;
  auto contents = at.perform(read_contents{shown.names}, job.mailbox);
  if (contents.call.what != verdict::ok)
    return failed(contents.call);
  auto owned = owned_names(where, at.tenant().id, job.mailbox);
  for (auto& one : read_shown_contents(contents.settings, job))
    out.all.signatures.push_back({.name = one.name,
                                  .html = one.html,
                                  .text = one.text,
                                  .default_new = same_name(one.name, shown.default_new),
                                  .default_reply = same_name(one.name, shown.default_reply),
                                  .ours = contains_name(owned, one.name) || has_mark(one.html)});
  return out;
}

/// Opens the desk, signs in and reads; says what went wrong and gives nothing.
struct opened_mailbox {
  std::unique_ptr<store> where;
  std::unique_ptr<desk> at;
  read_mailbox read;
};
std::optional<opened_mailbox> open_mailbox(const app& x, const std::string& tenant,
                                           const std::string& address, exit_code& code) {
  opened_mailbox out;
  out.where = open_store(x);
  if (!out.where) {
    code = exit_code::unusable;
    return std::nullopt;
  }
  auto at = open_desk(x, *out.where, tenant);
  if (!at) {
    code = fail(x, exit_code::bad_input, at.failure().message);
    return std::nullopt;
  }
  out.at = std::move(*at);
  auto signed_in = out.at->sign_in();
  if (signed_in.what != verdict::ok) {
    code = fail(x, exit_code::done_with_failures, explain(x, tenant, signed_in, out.at->names()));
    return std::nullopt;
  }
  auto read =
      read_all(x, *out.at, *out.where,
               {.mailbox = normal_address(address).value_or(address), .own_mailbox = out.at->own_mailbox()});
  if (!read) {
    code = fail(x, exit_code::done_with_failures, read.failure().message);
    return std::nullopt;
  }
  out.read = std::move(*read);
  return out;
}

void show(const app& x, const console::mailbox_signatures& all, bool text) {
  print(x.json ? console::signatures_json(all) : console::signatures_text(all, text, x.text));
}

/// The receipt of a mailbox that is changed by hand. Nothing is kept of a mailbox that no run has seen.
class changed_receipt {
public:
  changed_receipt(store& where, std::string tenant) : where_(where), tenant_(std::move(tenant)) {}

  /// The mailbox is not in line any more, so that the next night looks at it: kept before the first change.
  status begin(const std::string& mailbox) {
    auto receipts = where_.receipts(tenant_);
    if (!receipts)
      return receipts.failure();
    auto known = std::find_if(receipts->begin(), receipts->end(),
                              [&](const receipt& x) { return x.mailbox == mailbox; });
    if (known == receipts->end())
      return success();
    known_ = std::move(*known);
    known_->digest.clear();
    auto run = where_.open(push_order(tenant_, mailbox).what);
    if (!run)
      return run.failure();
    run_ = *run;
    return keep();
  }

  /// Those names are not roamsync's any more.
  status end(const std::vector<std::string>& gone) {
    if (!known_)
      return success();
    std::erase_if(known_->owned, [&](const std::string& name) { return contains_name(gone, name); });
    if (auto done = keep(); !done)
      return done;
    return where_.finish(run_.number, run_.opened);
  }

private:
  status keep() {
    const mailbox_record row{.tenant = tenant_,
                             .user_id = known_->user_id,
                             .mailbox = known_->mailbox,
                             .end = {.kind = outcome_kind::written, .detail = "changed by hand"},
                             .at = run_.opened,
                             .proof = *known_};
    return where_.record(run_.number, {&row, 1});
  }

  store& where_;
  std::string tenant_;
  night run_;
  std::optional<receipt> known_;
};

/// Takes signatures out of one mailbox. What was done stays known if a step fails.
class removal {
public:
  removal(const app& x, opened_mailbox& opened, std::vector<std::string> names)
      : x_(x), opened_(opened), names_(std::move(names)) {}

  /// The defaults first: none may point to what is gone (I8, wire.md 4.1.6). The first change is read back
  /// before there is a second one (I9).
  status run() {
    if (auto done = clear_defaults(); !done)
      return done;
    for (const auto& name : names_) {
      auto reply = opened_.at->perform(roamsync::delete_signature{name}, mailbox());
      if (reply.call.what != verdict::ok)
        return failed(name, reply.call);
      gone_.push_back(name);
      if (gone_.size() == 1 || gone_.size() == names_.size())
        if (auto seen = look(); !seen)
          return seen;
    }
    return success();
  }

  [[nodiscard]] const std::vector<std::string>& gone() const noexcept { return gone_; }

private:
  [[nodiscard]] const std::string& mailbox() const { return opened_.read.job.mailbox; }

  [[nodiscard]] error failed(const std::string& what, const call_result& why) const {
    return error{explain(x_, what, why, opened_.at->names(mailbox()))};
  }

  status clear_defaults() {
    write_defaults cleared;
    for (const auto& one : opened_.read.all.signatures) {
      if (one.default_new && contains_name(names_, one.name))
        cleared.for_new = "";
      if (one.default_reply && contains_name(names_, one.name))
        cleared.for_reply = "";
    }
    if (!cleared.for_new && !cleared.for_reply)
      return success();
    auto reply = opened_.at->perform(cleared, mailbox());
    if (reply.call.what != verdict::ok)
      return failed("", reply.call);
    return look();
  }

  /// Reads the mailbox; an error if it does not show what was done.
  status look() {
    auto now = read_all(x_, *opened_.at, *opened_.where, opened_.read.job);
    if (!now)
      return now.failure();
    for (const auto& one : now->all.signatures) {
      // It may have landed in the service user's own mailbox (wire.md U3).
      if (contains_name(gone_, one.name))
        return error{"\"" + one.name
                     + "\" is still there after it was deleted. Nothing more was deleted; see whether the "
                       "service user's own mailbox has lost one of that name"};
      if (contains_name(names_, one.name) && (one.default_new || one.default_reply))
        return error{
            "\"" + one.name
            + "\" is still a default after that was taken back. Nothing was deleted; see whether the "
              "service user's own mailbox has lost its default"};
    }
    opened_.read = std::move(*now);
    return success();
  }

  const app& x_;
  opened_mailbox& opened_;
  std::vector<std::string> names_;
  std::vector<std::string> gone_;
};

/// Says how the push of one mailbox ended if it is not in line now: its cause and advice, or that the address
/// is no member of the group.
exit_code report_push(const app& x, std::int64_t run, const tenant_settings& tenant,
                      const std::string& address) {
  auto where = open_store(x);
  if (!where)
    return exit_code::unusable;
  auto failed = [&](const std::string& whose, cause why, const std::string& detail) {
    return fail(x, exit_code::done_with_failures,
                explain(x, whose, advice_for(why, x.text.lang), detail, advice_names_of(tenant, address)));
  };
  auto rows = where->records(run, tenant.id);
  if (!rows)
    return fail(x, exit_code::unusable, rows.failure().message);
  for (const auto& row : *rows) {
    if (row.mailbox != address)
      continue;
    if (row.end.kind == outcome_kind::written || row.end.kind == outcome_kind::unchanged)
      return exit_code::done;
    return failed(address, row.end.why, row.end.detail);
  }
  auto parts = where->tenant_runs(run);
  if (parts)
    for (const auto& part : *parts)
      if (part.state == tenant_state::failed && part.why != cause::group_empty)
        return failed(tenant.id, part.why, part.detail);
  return fail(
      x, exit_code::bad_input,
      address
          + " is no member of the tenant's group; only members get signatures. Add the user to the group "
            "in Entra, or give another primary SMTP address");
}

} // namespace

exit_code get_signature(const app& x, const console::signature_get_command& command) {
  auto code = exit_code::done;
  auto busy = run_under_way(x);
  if (!busy)
    return fail(x, exit_code::unusable, busy.failure().message);
  if (*busy)
    return fail(x, exit_code::already_running,
                "a run is under way on this database, and its lanes are all that a service user may have; "
                "look again when it has ended");
  auto opened = open_mailbox(x, command.tenant, command.address, code);
  if (!opened)
    return code;
  auto& all = opened->read.all;
  if (!command.name.empty())
    if (auto kept = console::keep_named(all, command.name); !kept)
      return fail(x, exit_code::bad_input, kept.failure().message);
  show(x, all, command.text);
  return exit_code::done;
}

exit_code delete_signature(const app& x, const console::signature_delete_command& command) {
  auto code = exit_code::done;
  // The engine lock keeps a run of another process out of the mailbox.
  auto lock = db::engine_lock::acquire(x.settings.store.path);
  if (!lock)
    return fail(x, exit_code::already_running, lock.failure().message);
  auto opened = open_mailbox(x, command.tenant, command.address, code);
  if (!opened)
    return code;
  const auto mailbox = opened->read.job.mailbox;
  std::vector<std::string> names;
  for (const auto& one : opened->read.all.signatures)
    if (command.all || one.ours)
      names.push_back(one.name);
  if (!names.empty() && !opened->read.proven)
    return fail(x, exit_code::done_with_failures,
                explain(x, mailbox,
                        {.what = verdict::failed,
                         .why = cause::mailbox_unproven,
                         .detail = "the answer does not say whose settings it shows"},
                        opened->at->names(mailbox)));
  if (command.all && !command.yes
      && !confirm(x,
                  "Delete all " + std::to_string(names.size()) + " signatures of " + mailbox
                      + ", the user's own as well?",
                  "Alle " + std::to_string(names.size()) + " Signaturen von " + mailbox
                      + " löschen, auch die eigenen des Benutzers?"))
    return fail(x, exit_code::bad_input, "nothing was deleted; confirm with y, or give --yes");
  if (!names.empty()) {
    changed_receipt proof{*opened->where, command.tenant};
    if (auto kept = proof.begin(mailbox); !kept)
      return fail(x, exit_code::unusable, kept.failure().message);
    removal work{x, *opened, names};
    auto done = work.run();
    if (auto kept = proof.end(work.gone()); !kept)
      return fail(x, exit_code::unusable, kept.failure().message);
    if (!done)
      return fail(x, exit_code::done_with_failures, mailbox + ": " + done.failure().message);
  }
  if (!x.json)
    print(std::to_string(names.size()) + " deleted");
  show(x, opened->read.all, false);
  return exit_code::done;
}

exit_code set_signature(const app& x, const console::signature_set_command& command) {
  auto mailbox = normal_address(command.address).value_or(command.address);
  auto code = exit_code::done;
  auto at = open_tenant(x, command.tenant, code);
  if (!at)
    return code;
  if (auto free = check_not_paused(*at->where, command.tenant); !free)
    return fail(x, exit_code::bad_input, free.failure().message);
  {
    auto engine = start_engine(x, code);
    if (!engine)
      return code;
    auto run = follow(x, *engine, push_order(command.tenant, mailbox), true);
    if (run.cut_off)
      leave_at_once(exit_code_of(*run.signal));
    if (run.signal)
      return exit_code_of(*run.signal);
    if (!run.end.failure.empty())
      return fail_run(x, run.end);
    code = report_push(x, run.end.number, at->settings, mailbox);
    if (code != exit_code::done)
      return code;
  }
  return get_signature(x, {.tenant = command.tenant, .address = mailbox});
}

} // namespace roamsync::app
