#pragma once

#include "actors/messages/interfaces.hpp"
#include "actors/support/clock.hpp"
#include "engine/mailbox/mailbox_machine.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <optional>

namespace roamsync::actors {

struct mailbox_order {
  mailbox_job job;
  bool control_good = false;
  duration call_deadline{0}; ///< for each of its calls, repeats included
  tenant_actor tenant;
  session_actor session;
  directory_actor directory;
};

/// Performs the mailbox machine's steps, one at a time, and quits at its end.
struct mailbox_state {
  explicit mailbox_state(mailbox_actor::pointer ptr) : self(ptr) {}
  static constexpr const char* name = "mailbox";

  void start(mailbox_order order);
  void on_answer(const mailbox_answer& x);
  void perform(mailbox_step_t step);

  mailbox_actor::pointer self;
  std::optional<mailbox_machine> machine;
  waker timer;

private:
  mailbox_order order_;
  bool proven_told_ = false;
  bool called_ = false;
};

mailbox_actor::behavior_type mailbox(mailbox_actor::stateful_pointer<mailbox_state> self,
                                     mailbox_order order);

} // namespace roamsync::actors
