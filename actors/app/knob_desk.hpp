#pragma once

#include "actors/app/app.hpp"
#include "console/admin/handler.hpp"
#include "engine/schedule/window.hpp"
#include "engine/store/store.hpp"
#include "engine/tune/plan_tuning.hpp"

#include <optional>
#include <string>

namespace roamsync::app {

/// The knobs of a store and of a configuration: shows and turns them. Thread: one at a time, as the store.
class knob_desk {
public:
  /// `where` must live as long as the desk.
  knob_desk(const config& settings, store& where);

  /// The configuration was read again.
  void set_base(const config& settings);

  [[nodiscard]] result<console::knob_answer> show(utc_time now);
  /// `run_opened`: when the run that is under way opened; its window is the one that night.closes is about, else that
  /// of the window that is open or opens next.
  [[nodiscard]] console::tuning_end turn(const console::asked_tuning& x, const std::string& who,
                                         std::optional<utc_time> run_opened, utc_time now);

private:
  [[nodiscard]] result<tune_state> state(utc_time after, utc_time opened);

  live_base base_;
  window_rule window_;
  store& where_;
};

/// When nights open and end: by the configuration, and by hand for the window that night.closes fits.
[[nodiscard]] result<window_rule> window_now(const app& x, store& where);

/// An error for a tenant that is paused: whoever wants something of it now would wait for ever.
[[nodiscard]] status check_not_paused(store& where, const std::string& tenant);

/// The knobs as the process that listens on the socket has them; without one, as the next run would.
[[nodiscard]] result<console::knob_answer> read_knobs(const app& x, store& where);

/// Knobs that were turned, or why they were not.
struct turned_knobs {
  exit_code code = exit_code::done;
  std::string problem; ///< if the code is another
  console::knob_answer what;
  bool told = false; ///< to a process that runs: they hold at once
};

/// The problems in an answer of the socket, one a line.
[[nodiscard]] std::string problems_in(const std::string& body);

/// Asks the process that listens on the socket to do it; without one, does it in the store.
[[nodiscard]] turned_knobs turn_knobs(const app& x, store& where, tune_request what);

} // namespace roamsync::app
