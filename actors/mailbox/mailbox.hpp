#pragma once

#include "actors/messages/interfaces.hpp"
#include "actors/support/clock.hpp"
#include "engine/mailbox/mailbox_machine.hpp"
#include "engine/tenant/plan_night.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <memory>
#include <optional>

namespace roamsync::actors {

struct mailbox_order {
  std::shared_ptr<const catalogue> signatures; ///< that its job was planned with
  bool control_good = false;
  duration call_deadline{0}; ///< for each of its calls, repeats included
  tenant_actor tenant;
  session_actor session;
};

/// Performs the mailbox machine's steps, one at a time, and quits at its end.
struct mailbox_state {
  explicit mailbox_state(mailbox_actor::pointer ptr) : self(ptr) {}
  static constexpr const char* name = "mailbox";

  void start(planned_job what, mailbox_order order);
  void perform(mailbox_step_t step);

  mailbox_actor::pointer self;
  std::optional<mailbox_machine> machine;
  waker timer;

private:
  void render();

  mailbox_order order_;
  std::optional<member> who_; ///< until its signatures are rendered
  bool proven_told_ = false;
  bool called_ = false;
};

mailbox_actor::behavior_type mailbox(mailbox_actor::stateful_pointer<mailbox_state> self, planned_job what,
                                     mailbox_order order);

} // namespace roamsync::actors
