#include "actors/mailbox/mailbox.hpp"

#include "actors/support/defaults.hpp"

#include <caf/send.hpp>

#include <utility>
#include <variant>

namespace roamsync::actors {

void mailbox_state::start(planned_job what, mailbox_order order) {
  order_ = std::move(order);
  who_ = std::move(what.who);
  machine.emplace(std::move(what.job));
  perform(machine->begin(order_.control_good));
}

void mailbox_state::render() {
  auto x = render_job(*who_, *order_.signatures);
  who_.reset();
  order_.signatures.reset();
  perform(machine->on_wanted(std::move(x.wanted), std::move(x.digest)));
}

void mailbox_state::perform(mailbox_step_t step) {
  const auto& job = machine->job();
  if (machine->verified() && !std::exchange(proven_told_, true))
    self->send(order_.tenant, write_proven{job.user_id});
  if (auto* call = std::get_if<mailbox_step::call>(&step)) {
    self->send(order_.session, mailbox_call{.command = std::move(call->command),
                                            .mailbox = call->own ? job.own_mailbox : job.mailbox,
                                            .own = call->own || job.own_mailbox == job.mailbox,
                                            .first = !std::exchange(called_, true),
                                            .user_id = job.user_id,
                                            .deadline = mono_now(self) + order_.call_deadline,
                                            .from = mailbox_actor{self}});
  } else if (auto* write = std::get_if<mailbox_step::ask_to_write>(&step)) {
    self->send(order_.tenant, ask_to_write{job.user_id, write->blind});
  } else if (auto* deletions = std::get_if<mailbox_step::ask_to_delete>(&step)) {
    self->send(order_.tenant, ask_to_delete{job.user_id, deletions->count});
  } else if (std::holds_alternative<mailbox_step::ask_kind>(step)) {
    self->send(order_.tenant, ask_kind{job.user_id, mailbox_actor{self}});
  } else if (std::holds_alternative<mailbox_step::ask_wanted>(step)) {
    render();
  } else if (auto* pause = std::get_if<mailbox_step::pause>(&step)) {
    timer.arm(self, mono_now(self) + pause->for_);
  } else if (auto* end = std::get_if<mailbox_step::end>(&step)) {
    self->send(order_.tenant, mailbox_ended{job.user_id,
                                            {.how = std::move(end->how),
                                             .proof = std::move(end->proof),
                                             .routed = machine->routed(),
                                             .readable = machine->readable(),
                                             .astray = machine->astray(),
                                             .lost = machine->lost()}});
    self->quit();
  }
}

mailbox_actor::behavior_type mailbox(mailbox_actor::stateful_pointer<mailbox_state> self, planned_job what,
                                     mailbox_order order) {
  install_defaults(self, mailbox_state::name);
  self->state.start(std::move(what), std::move(order));
  return {
      [self](const mailbox_answer& x) { self->state.perform(self->state.machine->on_reply(x.reply)); },
      [self](const write_permit& x) { self->state.perform(self->state.machine->on_permit(x)); },
      [self](deletions_granted x) { self->state.perform(self->state.machine->on_deletions(x.count)); },
      [self](const kind_answer& x) { self->state.perform(self->state.machine->on_kind(x.kind)); },
      [self](timer_token x) {
        if (self->state.timer.take(self, x))
          self->state.perform(self->state.machine->on_pause_over());
      },
  };
}

} // namespace roamsync::actors
