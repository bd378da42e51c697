#include "actors/app/app.hpp"
#include "actors/app/knob_desk.hpp"
#include "console/admin/tune_json.hpp"
#include "console/report/knobs.hpp"
#include "protocols/db/engine_lock.hpp"

#include <utility>

namespace roamsync::app {

namespace {

/// When what was turned holds.
std::string_view when_it_holds(const app& x, bool told) {
  if (told)
    return x.text.pick("It holds at once.", "Das gilt sofort.");
  const auto held = db::engine_lock::is_held(x.settings.store.path);
  if (held && *held)
    return x.text.pick("A run is under way and takes it up within a few seconds.",
                       "Ein Lauf ist im Gange und übernimmt das innerhalb weniger Sekunden.");
  return x.text.pick("No run is under way; the next one begins with it.",
                     "Es ist kein Lauf im Gange; der nächste beginnt damit.");
}

exit_code show_knobs(const app& x, store& where) {
  const auto found = read_knobs(x, where);
  if (!found)
    return fail(x, exit_code::unusable, found.failure().message);
  print(x.json ? console::knobs_json(*found) : console::knobs_text(found->knobs, x.text));
  return exit_code::done;
}

exit_code show_history(const app& x, store& where) {
  const auto found = where.changes(0, console::changes_shown_max);
  if (!found)
    return fail(x, exit_code::unusable, found.failure().message);
  print(x.json ? console::changes_json(*found) : console::changes_text(*found, x.text));
  return exit_code::done;
}

} // namespace

exit_code tune(const app& x, const console::tune_command& command) {
  auto where = open_store(x);
  if (!where)
    return exit_code::unusable;
  if (command.history)
    return show_history(x, *where);
  if (command.set.empty() && command.reset.empty())
    return show_knobs(x, *where);
  const auto end = turn_knobs(x, *where, {.set = command.set, .reset = command.reset, .note = command.note});
  if (end.code != exit_code::done)
    return fail(x, end.code, end.problem);
  const auto& changes = end.what.changes;
  print(x.json ? console::knobs_json(end.what)
               : console::turned_text(changes, x.text)
                     + std::string{changes.empty() ? "" : when_it_holds(x, end.told)});
  return exit_code::done;
}

} // namespace roamsync::app
