#include "actors/schedule/schedule.hpp"

#include "actors/support/defaults.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

namespace roamsync::actors {

void schedule_state::look() {
  auto decision = machine->decide(shared->utc());
  if (decision.open) {
    spdlog::info("the window is open: opening the night");
    self->send(supervisor, run_order{.what = {.kind = run_kind::night,
                                              .date = decision.open->date,
                                              .opened = decision.open->opens,
                                              .closes = decision.open->closes}});
  }
  timer.arm(self, mono_now(self) + decision.again);
}

schedule_actor::behavior_type schedule(schedule_actor::stateful_pointer<schedule_state> self,
                                       std::shared_ptr<const context> shared, const window_rule& rule,
                                       supervisor_actor supervisor) {
  install_defaults(self, schedule_state::name);
  self->state.shared = std::move(shared);
  self->state.supervisor = std::move(supervisor);
  self->state.machine.emplace(rule);
  self->state.look();
  return {
      [self](const run_ended& x) {
        // Another process had the database, or it could not be used for a while: the window may still be open
        // when that is over.
        if (!x.failure.empty())
          self->state.machine->forget();
      },
      [self](timer_token x) {
        if (self->state.timer.take(x))
          self->state.look();
      },
  };
}

} // namespace roamsync::actors
