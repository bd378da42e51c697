#include "actors/app/app.hpp"
#include "actors/app/knob_desk.hpp"
#include "actors/app/report_rows.hpp"
#include "actors/app/run.hpp"
#include "actors/app/settings.hpp"
#include "actors/app/wall_clock.hpp"
#include "actors/support/text_file.hpp"
#include "actors/support/window.hpp"
#include "console/report/night_report.hpp"
#include "console/report/tenants.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace roamsync::app {

namespace {

using std::chrono::days;
using std::chrono::floor;

/// The run that the command means: today's window, or one that opens now.
result<actors::run_order> order_of(const app& x, const window_rule& rule,
                                   const console::night_command& command, utc_time now) {
  actors::run_order out{.tenants = command.tenants, .dry_run = command.dry_run};
  if (command.now || command.dry_run) {
    out.what = {.kind = run_kind::night,
                .date = utc_date{floor<days>(now)},
                .opened = now,
                .closes = now + rule.length,
                .again = true,
                .fresh = !command.tenants.empty()};
    return out;
  }
  auto open = window_at(rule, now);
  if (!open) {
    auto wait = std::chrono::ceil<std::chrono::minutes>(next_window(rule, now).opens - now);
    return error{"the window is closed; it opens at " + x.settings.night.opens + " UTC, in "
                 + std::to_string(wait.count() / 60) + " h " + std::to_string(wait.count() % 60)
                 + " min. roamsync serve waits for it; --now opens a night at once"};
  }
  out.what = {.kind = run_kind::night, .date = open->date, .opened = open->opens, .closes = open->closes};
  return out;
}

/// The rows of a run: from the store, or of a dry run from its own end.
result<console::report_rows> rows_of(store& where, const followed_run& run, bool dry,
                                     const roamsync::night& shown) {
  if (!dry) {
    auto kept = where.run(run.end.number);
    if (!kept)
      return kept.failure();
    if (!*kept)
      return error{"run " + std::to_string(run.end.number) + " is not in the database"};
    return read_report(where, **kept);
  }
  console::report_rows out{.run = shown, .tenants = run.end.dry_tenants, .records = run.end.dry_records};
  auto settings = where.tenants();
  if (!settings)
    return settings.failure();
  out.settings = std::move(*settings);
  return out;
}

/// Reports a run that has ended, on standard output and, if it is named, in a file.
exit_code finish_with_report(const app& x, store& where, const followed_run& run,
                             const console::night_command& command, const roamsync::night& shown) {
  if (!run.end.failure.empty() && !run.signal)
    return fail_run(x, run.end);
  if (run.signal && run.end.number == 0)
    return exit_code_of(*run.signal);
  auto rows = rows_of(where, run, command.dry_run, shown);
  if (!rows)
    return fail(x, exit_code::unusable, rows.failure().message);
  const auto nobody = rows->tenants.empty() ? console::nobody_text(rows->settings, x.text) : std::string{};
  auto report = console::build_report(std::move(*rows));
  if (!command.report_file.empty())
    if (auto done = actors::write_text_file(command.report_file, console::report_json(report, x.text.lang));
        !done)
      return fail(x, exit_code::unusable, done.failure().message);
  print(x.json           ? console::report_json(report, x.text.lang)
        : nobody.empty() ? console::report_text(report, x.text)
                         : nobody);
  if (run.cut_off)
    leave_at_once(exit_code_of(*run.signal));
  if (run.signal)
    return exit_code_of(*run.signal);
  return console::has_failures(report) ? exit_code::done_with_failures : exit_code::done;
}

} // namespace

exit_code run_night(const app& x, const console::night_command& command) {
  auto now = now_utc();
  auto where = open_store(x);
  if (!where)
    return exit_code::unusable;
  auto rule = window_now(x, *where);
  if (!rule)
    return fail(x, exit_code::unusable, rule.failure().message);
  auto order = order_of(x, *rule, command, now);
  if (!order)
    return fail(x, exit_code::bad_input, order.failure().message);
  if (!command.report_file.empty())
    if (auto good = actors::check_writable(command.report_file); !good)
      return fail(x, exit_code::bad_input, good.failure().message);
  auto code = exit_code::done;
  for (const auto& id : command.tenants)
    if (!find_tenant(x, *where, id, code))
      return code;
  auto engine = start_engine(x, code);
  if (!engine)
    return code;
  roamsync::night shown{
      .kind = run_kind::night, .date = order->what.date, .opened = now, .closes = order->what.closes};
  auto run = follow(x, *engine, std::move(*order), command.plain);
  shown.finished = now_utc();
  return finish_with_report(x, *where, run, command, shown);
}

exit_code run_push(const app& x, const console::group_push_command& command) {
  auto where = open_store(x);
  if (!where)
    return exit_code::unusable;
  auto code = exit_code::done;
  if (!find_tenant(x, *where, command.tenant, code))
    return code;
  if (!command.yes
      && !confirm(x, "Set the signatures of all members of " + command.tenant + "'s group now?",
                  "Jetzt die Signaturen aller Mitglieder der Gruppe von " + command.tenant + " setzen?"))
    return fail(x, exit_code::bad_input, "nothing was done; confirm with y, or give --yes");
  if (auto free = check_not_paused(*where, command.tenant); !free)
    return fail(x, exit_code::bad_input, free.failure().message);
  auto engine = start_engine(x, code);
  if (!engine)
    return code;
  auto run = follow(x, *engine, push_order(command.tenant), command.plain);
  return finish_with_report(x, *where, run, {}, {});
}

} // namespace roamsync::app
