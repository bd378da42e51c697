#include "actors/app/app.hpp"
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

/// A mailbox read whole: names, defaults, contents. The error is for a person.
struct read_mailbox {
  call_result call;
  console::mailbox_signatures all;
};

std::vector<std::string> owned_names(store& where, const std::string& tenant, const std::string& mailbox) {
  auto receipts = where.receipts(tenant);
  if (receipts)
    for (auto& x : *receipts)
      if (x.mailbox == mailbox)
        return x.owned;
  return {};
}

read_mailbox read_all(desk& at, store& where, const std::string& mailbox) {
  read_mailbox out{.all = {.tenant = at.tenant().id, .mailbox = mailbox}};
  mailbox_job job{.mailbox = mailbox, .own_mailbox = at.own_mailbox()};
  auto list = at.perform(read_defaults{}, mailbox);
  out.call = list.call;
  if (list.call.what != verdict::ok)
    return out;
  auto shown = read_shown_defaults(list.settings, job);
  if (shown.scope == shown_scope::other && contains_name({&job.own_mailbox, 1}, shown.other)) {
    out.call = {
        .what = verdict::failed, .why = cause::wrong_mailbox, .detail = "the answer shows " + shown.other};
    return out;
  }
  if (shown.names.empty())
    return out;
  auto contents = at.perform(read_contents{shown.names}, mailbox);
  out.call = contents.call;
  auto owned = owned_names(where, at.tenant().id, mailbox);
  for (auto& x : read_shown_contents(contents.settings, job))
    out.all.signatures.push_back({.name = x.name,
                                  .html = x.html,
                                  .text = x.text,
                                  .default_new = same_name(x.name, shown.default_new),
                                  .default_reply = same_name(x.name, shown.default_reply),
                                  .ours = contains_name(owned, x.name) || has_mark(x.html)});
  return out;
}

/// Opens the desk, signs in and reads; says what went wrong and gives nothing.
struct opened_mailbox {
  std::unique_ptr<store> where;
  std::unique_ptr<desk> at;
  std::string mailbox;
  console::mailbox_signatures all;
};
std::optional<opened_mailbox> open_mailbox(const app& x, const std::string& tenant,
                                           const std::string& address, exit_code& code) {
  opened_mailbox out{.mailbox = normal_address(address).value_or(address)};
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
    code = fail(x, exit_code::done_with_failures, explain(signed_in, x.text));
    return std::nullopt;
  }
  auto read = read_all(*out.at, *out.where, out.mailbox);
  if (read.call.what != verdict::ok) {
    code = fail(x, exit_code::done_with_failures, out.mailbox + ": " + explain(read.call, x.text));
    return std::nullopt;
  }
  out.all = std::move(read.all);
  return out;
}

void show(const app& x, const console::mailbox_signatures& all, bool text) {
  print(x.json ? console::signatures_json(all) : console::signatures_text(all, text, x.text));
}

/// Keeps in the receipt that the mailbox is not in line any more, so that the next night looks at it.
status note_deletion(store& where, const std::string& tenant, const std::string& mailbox,
                     const std::vector<std::string>& deleted) {
  auto receipts = where.receipts(tenant);
  if (!receipts)
    return receipts.failure();
  auto known = std::find_if(receipts->begin(), receipts->end(),
                            [&](const receipt& x) { return x.mailbox == mailbox; });
  if (known == receipts->end())
    return success();
  known->digest.clear();
  std::erase_if(known->owned, [&](const std::string& name) { return contains_name(deleted, name); });
  auto order = push_order(tenant, mailbox);
  auto run = where.open(order.what);
  if (!run)
    return run.failure();
  mailbox_record row{.tenant = tenant,
                     .user_id = known->user_id,
                     .mailbox = mailbox,
                     .end = {.kind = outcome_kind::written, .detail = "deleted by hand"},
                     .at = order.what.opened,
                     .proof = *known};
  if (auto done = where.record(run->number, {&row, 1}); !done)
    return done;
  return where.finish(run->number, order.what.opened);
}

} // namespace

exit_code get_signature(const app& x, const console::signature_get_command& command) {
  auto code = exit_code::done;
  auto opened = open_mailbox(x, command.tenant, command.address, code);
  if (!opened)
    return code;
  if (!command.name.empty())
    if (auto kept = console::keep_named(opened->all, command.name); !kept)
      return fail(x, exit_code::bad_input, kept.failure().message);
  show(x, opened->all, command.text);
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
  std::vector<std::string> names;
  for (const auto& one : opened->all.signatures)
    if (command.all || one.ours)
      names.push_back(one.name);
  if (command.all && !command.yes
      && !confirm("Delete all " + std::to_string(names.size()) + " signatures of " + opened->mailbox
                  + ", the user's own as well?"))
    return fail(x, exit_code::bad_input, "nothing was deleted; confirm with y, or give --yes");
  for (const auto& name : names) {
    auto done = opened->at->perform(roamsync::delete_signature{name}, opened->mailbox);
    if (done.call.what != verdict::ok)
      return fail(x, exit_code::done_with_failures, name + ": " + explain(done.call, x.text));
  }
  // A default must not point to what is gone (wire.md 4.1.6).
  write_defaults cleared;
  for (const auto& one : opened->all.signatures) {
    if (one.default_new && contains_name(names, one.name))
      cleared.for_new = "";
    if (one.default_reply && contains_name(names, one.name))
      cleared.for_reply = "";
  }
  if (cleared.for_new || cleared.for_reply) {
    auto done = opened->at->perform(cleared, opened->mailbox);
    if (done.call.what != verdict::ok)
      return fail(x, exit_code::done_with_failures, explain(done.call, x.text));
  }
  if (auto noted = note_deletion(*opened->where, command.tenant, opened->mailbox, names); !noted)
    return fail(x, exit_code::unusable, noted.failure().message);
  auto after = read_all(*opened->at, *opened->where, opened->mailbox);
  if (after.call.what != verdict::ok)
    return fail(x, exit_code::done_with_failures, explain(after.call, x.text));
  for (const auto& one : after.all.signatures)
    if (contains_name(names, one.name))
      return fail(x, exit_code::done_with_failures,
                  "\"" + one.name + "\" is still there after it was deleted");
  if (!x.json)
    print(std::to_string(names.size()) + " deleted");
  show(x, after.all, false);
  return exit_code::done;
}

exit_code set_signature(const app& x, const console::signature_set_command& command) {
  auto mailbox = normal_address(command.address).value_or(command.address);
  auto code = exit_code::done;
  auto where = open_store(x);
  if (!where)
    return exit_code::unusable;
  if (!has_tenant(x, *where, command.tenant, code))
    return code;
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
    code = report_push(x, run.end.number, command.tenant, mailbox);
    if (code != exit_code::done)
      return code;
  }
  return get_signature(x, {.tenant = command.tenant, .address = mailbox});
}

} // namespace roamsync::app
