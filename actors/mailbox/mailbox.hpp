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

/// What is the same for all mailboxes of a tenant.
struct mailbox_order {
  std::shared_ptr<const catalogue> signatures; ///< that jobs were planned with
  duration call_deadline{0};                   ///< for each call, repeats included
  tenant_actor tenant;
};

/// Performs the mailbox machine's steps, one at a time: of one mailbox after the other, as long as the tenant
/// gives it more. An actor for each would cost as much as a request (its end alone wakes CAF's clock).
struct mailbox_state {
  explicit mailbox_state(mailbox_actor::pointer ptr) : self(ptr) {}
  static constexpr const char* name = "mailbox";

  void on_work(mailbox_work& x);
  void perform(mailbox_step_t step);

  mailbox_actor::pointer self;
  std::optional<mailbox_machine> machine;
  waker timer;
  mailbox_order order;

private:
  void render();

  session_actor session_;
  std::optional<member> who_; ///< until its signatures are rendered
  /// What was said of the mailbox in work.
  struct {
    bool begun = false;
    bool proven = false;
    bool first_call = false;
  } told_;
};

mailbox_actor::behavior_type mailbox(mailbox_actor::stateful_pointer<mailbox_state> self,
                                     mailbox_order order);

} // namespace roamsync::actors
