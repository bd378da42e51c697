#pragma once

#include "actors/messages/interfaces.hpp"
#include "actors/support/clock.hpp"
#include "actors/support/context.hpp"
#include "engine/schedule/schedule_machine.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <chrono>
#include <map>
#include <memory>

namespace roamsync::actors {

/// Opens the nights that the schedule machine says are due.
struct schedule_state {
  explicit schedule_state(schedule_actor::pointer ptr) : self(ptr) {}
  static constexpr const char* name = "schedule";

  void look();
  void on_openings(const openings& x);
  void on_run_ended(const run_ended& x);
  void on_rule(const window_rule& x);

  schedule_actor::pointer self;
  std::shared_ptr<const context> shared;
  supervisor_actor supervisor;
  ledger_actor ledger;
  window_rule night;
  waker timer;

private:
  /// By the time that they open at: the night, and the runs of tenants whose own time is outside of it.
  std::map<std::chrono::minutes, schedule_machine> machines_;
  std::optional<std::chrono::minutes> length_; ///< of windows, if the configuration was read again
  std::optional<utc_time> closes_;             ///< by hand
};

schedule_actor::behavior_type schedule(schedule_actor::stateful_pointer<schedule_state> self,
                                       std::shared_ptr<const context> shared, const window_rule& rule,
                                       supervisor_actor supervisor, ledger_actor ledger);

} // namespace roamsync::actors
