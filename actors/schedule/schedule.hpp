#pragma once

#include "actors/messages/interfaces.hpp"
#include "actors/support/clock.hpp"
#include "actors/support/context.hpp"
#include "engine/schedule/schedule_machine.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <memory>
#include <optional>

namespace roamsync::actors {

/// Opens the nights that the schedule machine says are due.
struct schedule_state {
  explicit schedule_state(schedule_actor::pointer ptr) : self(ptr) {}
  static constexpr const char* name = "schedule";

  void look();

  schedule_actor::pointer self;
  std::shared_ptr<const context> shared;
  supervisor_actor supervisor;
  std::optional<schedule_machine> machine;
  waker timer;
};

schedule_actor::behavior_type schedule(schedule_actor::stateful_pointer<schedule_state> self,
                                       std::shared_ptr<const context> shared, const window_rule& rule,
                                       supervisor_actor supervisor);

} // namespace roamsync::actors
