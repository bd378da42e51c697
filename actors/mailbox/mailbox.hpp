#pragma once

#include "actors/messages/interfaces.hpp"
#include "actors/support/clock.hpp"
#include "engine/mailbox/mailbox_machine.hpp"
#include "engine/tenant/plan_night.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <memory>
#include <string>

namespace roamsync::actors {

struct mailbox_order {
  std::shared_ptr<const catalogue> signatures; ///< that its job was planned with
  bool control_good = false;
  duration call_deadline{0}; ///< for each of its calls, repeats included
  tenant_actor tenant;
  session_actor session;
  directory_actor directory;
};

/// Performs the mailbox machine's steps, one at a time, and quits at its end. On a full node its first request may wait
/// for long, and so do those of many others: until it is answered, nothing is rendered.
struct mailbox_state {
  explicit mailbox_state(mailbox_actor::pointer ptr) : self(ptr) {}
  static constexpr const char* name = "mailbox";

  void start(planned_job what, mailbox_order order);
  void on_answer(const mailbox_answer& x);
  void perform(mailbox_step_t step);

  mailbox_actor::pointer self;
  std::unique_ptr<mailbox_machine> machine; ///< from the first answer on
  waker timer;

private:
  void ask(mailbox_step::call what, const mailbox_job& job);

  mailbox_order order_;
  std::unique_ptr<const planned_job> planned_; ///< while it may have to be rendered
  bool proven_told_ = false;
  bool called_ = false;
};

mailbox_actor::behavior_type mailbox(mailbox_actor::stateful_pointer<mailbox_state> self, planned_job what,
                                     mailbox_order order);

} // namespace roamsync::actors
