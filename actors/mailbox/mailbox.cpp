#include "actors/mailbox/mailbox.hpp"

#include "actors/support/defaults.hpp"

#include <caf/send.hpp>

#include <utility>
#include <variant>

namespace roamsync::actors {

void mailbox_state::on_work(mailbox_work& x) {
  session_ = std::move(x.session);
  who_ = std::move(x.what.who);
  told_ = {};
  machine.emplace(std::move(x.what.job));
  perform(machine->begin(x.control_good));
}

void mailbox_state::render() {
  auto x = render_job(*who_, *order.signatures);
  who_.reset();
  perform(machine->on_wanted(std::move(x.wanted), std::move(x.digest)));
}

void mailbox_state::perform(mailbox_step_t step) {
  const auto& job = machine->job();
  if (const auto* what = machine->begun_alone(); what && !std::exchange(told_.begun, true))
    self->send(order.tenant, write_begun{job.user_id, *what});
  if (machine->verified() && !std::exchange(told_.proven, true))
    self->send(order.tenant, write_proven{job.user_id});
  if (auto* call = std::get_if<mailbox_step::call>(&step)) {
    self->send(session_, mailbox_call{.command = std::move(call->command),
                                      .mailbox = call->own ? job.own_mailbox : job.mailbox,
                                      .own = call->own || job.own_mailbox == job.mailbox,
                                      .first = !std::exchange(told_.first_call, true),
                                      .user_id = job.user_id,
                                      .deadline = mono_now(self) + order.call_deadline,
                                      .from = mailbox_actor{self}});
  } else if (auto* write = std::get_if<mailbox_step::ask_to_write>(&step)) {
    self->send(order.tenant, ask_to_write{job.user_id, write->blind});
  } else if (auto* deletions = std::get_if<mailbox_step::ask_to_delete>(&step)) {
    self->send(order.tenant, ask_to_delete{job.user_id, deletions->count});
  } else if (std::holds_alternative<mailbox_step::ask_kind>(step)) {
    self->send(order.tenant, ask_kind{job.user_id, mailbox_actor{self}});
  } else if (std::holds_alternative<mailbox_step::ask_wanted>(step)) {
    render();
  } else if (auto* pause = std::get_if<mailbox_step::pause>(&step)) {
    timer.arm(self, mono_now(self) + pause->for_);
  } else if (auto* end = std::get_if<mailbox_step::end>(&step)) {
    self->send(order.tenant, mailbox_ended{job.user_id,
                                           {.how = std::move(end->how),
                                            .proof = std::move(end->proof),
                                            .routed = machine->routed(),
                                            .readable = machine->readable(),
                                            .astray = machine->astray(),
                                            .lost = machine->lost()}});
  }
}

mailbox_actor::behavior_type mailbox(mailbox_actor::stateful_pointer<mailbox_state> self,
                                     mailbox_order order) {
  install_defaults(self, mailbox_state::name);
  self->state.order = std::move(order);
  return {
      [self](mailbox_work& x) { self->state.on_work(x); },
      [self](const mailbox_answer& x) { self->state.perform(self->state.machine->on_reply(x.reply)); },
      [self](const write_permit& x) { self->state.perform(self->state.machine->on_permit(x)); },
      [self](deletions_granted x) { self->state.perform(self->state.machine->on_deletions(x.count)); },
      [self](const kind_answer& x) {
        self->state.perform(self->state.machine->on_kind(x.kind, x.not_asked));
      },
      [self](timer_token x) {
        if (self->state.timer.take(self, x))
          self->state.perform(self->state.machine->on_pause_over());
      },
  };
}

} // namespace roamsync::actors
