#include "engine/tenant/service_users.hpp"
#include "tests/simulation/shell/tenant_shell_tell.hpp"

#include <variant>

// The session and the mailboxes of a tenant.
namespace roamsync::simulation {

namespace {
constexpr const char* command_names[] = {"list", "read", "write", "default", "delete"};
}

// -- session ----------------------------------------------------------------------

void tenant_shell::open() {
  const auto& options = owner_.options();
  auto last = standing_of(file_.standings, owner_.services().tenants()[index_].settings, remote::outlook);
  session_past before{.not_before = now() + (last.not_before - owner_.utc()),
                      .open_posts = last.posted >= owner_.tonight().opened ? last.open_posts : 0U};
  const auto& user = owner_.services().tenants()[index_].settings.service_user;
  known_limit known{.tenant = id_, .service_user = user};
  for (const auto& x : file_.limits)
    if (x.service_user == user)
      known = x;
  before.limit = known.limit;
  before.cost = known.cost;
  session_.emplace(
      open_session{.machine = {make_limiter(share_.policy, share_.allowed, options.retry, now(), known.limit),
                               options.retry, options.session, now(), before}});
  tell([this] { perform(session_->machine.start(now())); });
}

void tenant_shell::perform(session_effects effects) {
  for (auto& effect : effects) {
    if (std::holds_alternative<session_effect::sign_in>(effect)) {
      perform(session_->machine.on_password_due(now()));
    } else if (auto* past = std::get_if<session_effect::keep>(&effect)) {
      keep(*past);
    } else if (auto* x = std::get_if<session_effect::send>(&effect)) {
      send(x->id);
    } else if (auto* done = std::get_if<session_effect::finish>(&effect)) {
      auto node = session_->calls.extract(done->id);
      if (node.empty())
        continue;
      auto& call = node.mapped();
      call.reply.call = std::move(done->result);
      if (lost("answer", call.user_id))
        continue;
      tell([this, id = std::move(call.user_id), reply = std::move(call.reply)] {
        if (auto it = mailboxes_.find(id); it != mailboxes_.end())
          perform(id, it->second.machine.on_reply(reply));
      });
    } else if (auto* at = std::get_if<session_effect::wake>(&effect)) {
      wake(session_->timer, at->at, [this] { perform(session_->machine.on_wake(now())); });
    } else if (std::holds_alternative<session_effect::ready>(effect)) {
      if (!lost("ready", id_))
        tell([this] { perform(machine_.on_session_ready(0, both())); });
    } else if (auto* failed = std::get_if<session_effect::failed>(&effect)) {
      log("session failed", to_string(failed->why.why));
      tell([this, why = failed->why] { perform(machine_.on_session_failed(0, why, both())); });
    }
  }
}

void tenant_shell::keep_limit() {
  owner_.keep(known_limit{.tenant = id_,
                          .service_user = owner_.services().tenants()[index_].settings.service_user,
                          .limit = session_->machine.learned(now()),
                          .cost = session_->machine.cost()});
}

/// The world's sign-in is one request, and it posts the password.
void tenant_shell::keep(const session_effect::keep& what) {
  standing row{.tenant = id_,
               .service = remote::outlook,
               .service_user = owner_.services().tenants()[index_].settings.service_user,
               .not_before = owner_.utc() + (what.past.not_before - now()),
               .open_posts = what.past.open_posts,
               .posted = owner_.utc()};
  if (!what.first)
    return owner_.keep(std::move(row));
  if (lost("kept", id_))
    return;
  owner_.keep(std::move(row), [self = weak_from_this()] {
    if (auto me = self.lock(); me && !me->ended_)
      me->post_password();
  });
}

void tenant_shell::post_password() {
  session_->sign_in_sent = true;
  auto unsent = [self = weak_from_this()] {
    auto me = self.lock();
    if (!me || me->ended_)
      return;
    me->session_->sign_in_sent = false;
    me->perform(me->session_->machine.on_password_unsent());
    me->perform(me->session_->machine.on_sign_in_failed({.what = verdict::transient, .why = cause::throttled},
                                                        me->now(), me->luck_.unit()));
  };
  auto ask = [self = weak_from_this()](auto answered) {
    auto me = self.lock();
    if (!me || me->ended_)
      return (void)answered();
    me->log("sign in");
    me->owner_.services().sign_in(me->index_, [self, answered](const sign_in_answer& x) {
      auto again = self.lock();
      if (again)
        again->hold_if_throttled(x.call);
      (void)answered();
      if (!again || again->ended_)
        return;
      again->log("signed in", to_string(x.call.why));
      auto& session = *again->session_;
      session.sign_in_sent = false;
      if (x.call.what == verdict::ok) {
        session.number = x.session;
        again->perform(session.machine.on_signed_in(x.lifetime, again->now()));
      } else {
        auto jitter = again->luck_.unit();
        again->perform(session.machine.on_sign_in_failed(x.call, again->now(), jitter));
      }
    });
  };
  owner_.over_bridge(id_, share_.weight, session_->machine.ahead(), std::move(ask), std::move(unsent));
}

/// As actors/bridge does: what the tenant has waiting in front of the network goes back before it is told to
/// wait.
void tenant_shell::hold_if_throttled(const call_result& x) {
  if (x.what == verdict::throttled)
    owner_.hold_back(id_);
}

void tenant_shell::send(std::uint64_t id) {
  // The session that is good now goes along, as the encoded request carries it through the bridge.
  auto unsent = [self = weak_from_this(), id] {
    if (auto me = self.lock(); me && !me->ended_)
      me->perform(me->session_->machine.on_unsent(id, me->now()));
  };
  auto ask = [self = weak_from_this(), id, number = session_->number](auto answered) {
    auto me = self.lock();
    if (!me || me->ended_)
      return (void)answered();
    const auto& call = me->session_->calls.at(id);
    me->log(command_names[call.command.index()], call.mailbox);
    me->owner_.services().command(me->index_, call.mailbox, call.command, number,
                                  [self, id, answered](roaming_reply reply) {
                                    auto again = self.lock();
                                    if (again)
                                      again->hold_if_throttled(reply.call);
                                    auto how = answered();
                                    if (again && !again->ended_)
                                      again->on_answer(id, std::move(reply), how);
                                  });
  };
  owner_.over_bridge(id_, share_.weight, session_->machine.ahead(), std::move(ask), std::move(unsent));
}

void tenant_shell::on_answer(std::uint64_t id, roaming_reply reply, const passage& how) {
  auto it = session_->calls.find(id);
  if (it == session_->calls.end())
    return;
  auto result = reply.call;
  log(result.what == verdict::ok ? "answer" : to_string(result.why), it->second.mailbox);
  it->second.reply = std::move(reply);
  machine_.count_call(result.what == verdict::throttled);
  perform(session_->machine.on_reply(id, result, now(), luck_.unit(), how));
  if (result.what == verdict::throttled)
    keep_limit();
}

// -- mailboxes --------------------------------------------------------------------

void tenant_shell::start_mailbox(planned_job what) {
  auto id = what.job.user_id;
  mailbox_machine machine{std::move(what.job)};
  mailboxes_.emplace(id, open_mailbox{std::move(what.who), std::move(machine)});
  auto control = machine_.control_good();
  tell([this, id, control] {
    if (auto it = mailboxes_.find(id); it != mailboxes_.end())
      perform(id, it->second.machine.begin(control));
  });
}

void tenant_shell::perform(const std::string& user_id, mailbox_step_t step) {
  auto& box = mailboxes_.at(user_id);
  const auto& job = box.machine.job();
  if (box.machine.verified() && !std::exchange(box.proven_told, true))
    tell([this, user_id] { perform(machine_.on_write_proven(user_id)); });
  if (auto* next = std::get_if<mailbox_step::call>(&step)) {
    call(user_id, std::move(next->command), next->own ? job.own_mailbox : job.mailbox,
         next->own || job.own_mailbox == job.mailbox, now() + owner_.options().call_deadline,
         !std::exchange(box.called, true));
  } else if (auto* write = std::get_if<mailbox_step::ask_to_write>(&step)) {
    tell([this, user_id, blind = write->blind] { perform(machine_.on_ask_to_write(user_id, blind)); });
  } else if (auto* deletions = std::get_if<mailbox_step::ask_to_delete>(&step)) {
    tell([this, user_id, count = deletions->count] {
      auto granted = machine_.on_ask_to_delete(user_id, count);
      if (auto it = mailboxes_.find(user_id); it != mailboxes_.end())
        perform(user_id, it->second.machine.on_deletions(granted));
    });
  } else if (std::holds_alternative<mailbox_step::ask_kind>(step)) {
    ask_kind(user_id);
  } else if (std::holds_alternative<mailbox_step::ask_wanted>(step)) {
    auto x = render_job(box.who, *owner_.services().tenants()[index_].signatures);
    perform(user_id, box.machine.on_wanted(std::move(x.wanted), std::move(x.digest)));
  } else if (auto* pause = std::get_if<mailbox_step::pause>(&step)) {
    owner_.time().after(pause->for_, [self = weak_from_this(), this, user_id] {
      if (auto alive = self.lock(); alive && !alive->ended_ && mailboxes_.contains(user_id))
        perform(user_id, mailboxes_.at(user_id).machine.on_pause_over());
    });
  } else if (auto* end = std::get_if<mailbox_step::end>(&step)) {
    tenant_machine::mailbox_end how{.how = std::move(end->how),
                                    .proof = std::move(end->proof),
                                    .routed = box.machine.routed(),
                                    .readable = box.machine.readable(),
                                    .astray = box.machine.astray(),
                                    .lost = box.machine.lost()};
    if (!lost("end", user_id))
      tell([this, user_id, how = std::move(how)]() mutable { on_mailbox_end(user_id, std::move(how)); });
  }
}

void tenant_shell::on_mailbox_end(const std::string& user_id, tenant_machine::mailbox_end end) {
  mailboxes_.erase(user_id);
  perform(machine_.on_mailbox_end(user_id, std::move(end), both()));
}

void tenant_shell::call(const std::string& user_id, roaming_command command, const std::string& mailbox,
                        bool own, time_point deadline, bool first) {
  tell([this, user_id, command = std::move(command), mailbox, own, deadline, first]() mutable {
    auto id = ++session_->last_id;
    session_->calls.emplace(id, pending_call{user_id, mailbox, std::move(command), {}});
    perform(session_->machine.call(id, deadline, now(), own, first));
  });
}

} // namespace roamsync::simulation
