#include "engine/tenant/service_users.hpp"
#include "tests/simulation/shell/tenant_shell_tell.hpp"

#include <variant>

// The session and the mailboxes of a tenant.
namespace roamsync::simulation {

namespace {
constexpr const char* command_names[] = {"list", "read", "write", "default", "delete"};
}

// -- session ----------------------------------------------------------------------

void tenant_shell::open(lines::number line) {
  const auto& options = owner_.options();
  const auto& as_user = as_user_[line];
  auto last = standing_of(file_.standings, as_user, remote::outlook);
  session_past before{.not_before = now() + (last.not_before - owner_.utc()),
                      .open_posts = last.posted >= owner_.tonight().opened ? last.open_posts : 0U};
  known_limit known{.tenant = id_, .service_user = as_user.service_user};
  for (const auto& x : file_.limits)
    if (x.service_user == as_user.service_user)
      known = x;
  before.limit = known.limit;
  before.cost = known.cost;
  sessions_.emplace(line, open_session{.machine = {make_limiter(share_.policy, share_.allowed, options.retry,
                                                                now(), known.limit),
                                                   options.retry, options.session, now(), before}});
  tell([this, line] { perform(line, sessions_.at(line).machine.start(now())); });
}

void tenant_shell::perform(lines::number line, session_effects effects) {
  auto& session = sessions_.at(line);
  for (auto& effect : effects) {
    if (std::holds_alternative<session_effect::sign_in>(effect)) {
      perform(line, session.machine.on_password_due(now()));
    } else if (auto* past = std::get_if<session_effect::keep>(&effect)) {
      keep(line, *past);
    } else if (auto* x = std::get_if<session_effect::send>(&effect)) {
      send(line, x->id);
    } else if (auto* done = std::get_if<session_effect::finish>(&effect)) {
      auto node = session.calls.extract(done->id);
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
      wake(session.timer, at->at, [this, line] {
        if (auto& mine = sessions_.at(line); !mine.dropped)
          perform(line, mine.machine.on_wake(now()));
      });
    } else if (std::holds_alternative<session_effect::ready>(effect)) {
      if (!lost("ready", id_))
        tell([this, line] { perform(machine_.on_session_ready(line, both())); });
    } else if (auto* failed = std::get_if<session_effect::failed>(&effect)) {
      log("session failed", to_string(failed->why.why));
      tell([this, line, why = failed->why] { perform(machine_.on_session_failed(line, why, both())); });
    }
  }
}

void tenant_shell::keep_limit(lines::number line) {
  const auto& machine = sessions_.at(line).machine;
  owner_.keep(known_limit{.tenant = id_,
                          .service_user = as_user_[line].service_user,
                          .limit = machine.learned(now()),
                          .cost = machine.cost()});
}

/// The world's sign-in is one request, and it posts the password.
void tenant_shell::keep(lines::number line, const session_effect::keep& what) {
  standing row{.tenant = id_,
               .service = remote::outlook,
               .service_user = as_user_[line].service_user,
               .not_before = owner_.utc() + (what.past.not_before - now()),
               .open_posts = what.past.open_posts,
               .posted = owner_.utc()};
  if (!what.first)
    return owner_.keep(std::move(row));
  if (lost("kept", id_))
    return;
  owner_.keep(std::move(row), [self = weak_from_this(), line] {
    if (auto me = self.lock(); me && me->hears(line))
      me->post_password(line);
  });
}

/// The tenant has not ended, nor has the session been dropped.
bool tenant_shell::hears(lines::number line) const {
  return !ended_ && !sessions_.at(line).dropped;
}

void tenant_shell::post_password(lines::number line) {
  sessions_.at(line).sign_in_sent = true;
  auto unsent = [self = weak_from_this(), line] {
    auto me = self.lock();
    if (!me || !me->hears(line))
      return;
    auto& session = me->sessions_.at(line);
    session.sign_in_sent = false;
    me->perform(line, session.machine.on_password_unsent());
    me->perform(line, session.machine.on_sign_in_held(me->now()));
  };
  if (sessions_.at(line).machine.is_stopped())
    return unsent();
  auto ask = [self = weak_from_this(), line](auto answered) {
    auto me = self.lock();
    if (!me || !me->hears(line))
      return (void)answered();
    me->log("sign in");
    me->owner_.services().sign_in(me->index_, line, [self, line, answered](const sign_in_answer& x) {
      auto again = self.lock();
      if (again)
        again->hold_if_throttled(x.call);
      (void)answered();
      if (!again || !again->hears(line))
        return;
      again->log("signed in", to_string(x.call.why));
      auto& session = again->sessions_.at(line);
      session.sign_in_sent = false;
      if (x.call.what == verdict::ok) {
        session.number = x.session;
        again->perform(line, session.machine.on_signed_in(x.lifetime, again->now()));
      } else {
        auto jitter = again->luck_.unit();
        again->perform(line, session.machine.on_sign_in_failed(x.call, again->now(), jitter));
      }
    });
  };
  owner_.over_bridge(id_, share_.weight, sessions_.at(line).machine.ahead(), std::move(ask),
                     std::move(unsent));
}

/// As actors/bridge does: what the tenant has waiting in front of the network goes back before it is told to
/// wait.
void tenant_shell::hold_if_throttled(const call_result& x) {
  if (x.what == verdict::throttled)
    owner_.hold_back(id_);
}

void tenant_shell::send(lines::number line, std::uint64_t id) {
  // The session that is good now goes along, as the encoded request carries it through the bridge.
  auto unsent = [self = weak_from_this(), line, id] {
    if (auto me = self.lock(); me && me->hears(line))
      me->perform(line, me->sessions_.at(line).machine.on_unsent(id, me->now()));
  };
  auto ask = [self = weak_from_this(), line, id, number = sessions_.at(line).number](auto answered) {
    auto me = self.lock();
    if (!me || !me->hears(line))
      return (void)answered();
    const auto& call = me->sessions_.at(line).calls.at(id);
    me->log(command_names[call.command.index()], call.mailbox);
    me->owner_.services().command(me->index_, line, call.mailbox, call.command, number,
                                  [self, line, id, answered](roaming_reply reply) {
                                    auto again = self.lock();
                                    if (again)
                                      again->hold_if_throttled(reply.call);
                                    auto how = answered();
                                    if (again && again->hears(line))
                                      again->on_answer(line, id, std::move(reply), how);
                                  });
  };
  owner_.over_bridge(id_, share_.weight, sessions_.at(line).machine.ahead(), std::move(ask),
                     std::move(unsent));
}

void tenant_shell::on_answer(lines::number line, std::uint64_t id, roaming_reply reply, const passage& how) {
  auto& session = sessions_.at(line);
  auto it = session.calls.find(id);
  if (it == session.calls.end())
    return;
  auto result = reply.call;
  log(result.what == verdict::ok ? "answer" : to_string(result.why), it->second.mailbox);
  it->second.reply = std::move(reply);
  machine_.count_call(result.what == verdict::throttled);
  perform(line, session.machine.on_reply(id, result, now(), luck_.unit(), how));
  if (result.what == verdict::throttled)
    keep_limit(line);
  perform(machine_.on_heard(line, session.machine.heard(how)));
}

// -- mailboxes --------------------------------------------------------------------

void tenant_shell::start_mailbox(planned_job what, lines::number line) {
  auto id = what.job.user_id;
  mailbox_machine machine{std::move(what.job)};
  mailboxes_.emplace(id, open_mailbox{line, std::move(what.who), std::move(machine)});
  auto control = machine_.control_good();
  tell([this, id, control] {
    if (auto it = mailboxes_.find(id); it != mailboxes_.end())
      perform(id, it->second.machine.begin(control));
  });
}

void tenant_shell::perform(const std::string& user_id, mailbox_step_t step) {
  auto& box = mailboxes_.at(user_id);
  const auto& job = box.machine.job();
  if (const auto* what = box.machine.begun_alone(); what && !std::exchange(box.begun_told, true))
    tell([this, user_id, what = *what] { machine_.on_write_begun(user_id, what); });
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
  const auto line = mailboxes_.at(user_id).line;
  tell([this, line, user_id, command = std::move(command), mailbox, own, deadline, first]() mutable {
    auto& session = sessions_.at(line);
    if (session.dropped)
      return;
    auto id = ++session.last_id;
    session.calls.emplace(id, pending_call{user_id, mailbox, std::move(command), {}});
    perform(line, session.machine.call(id, deadline, now(), own, first));
  });
}

} // namespace roamsync::simulation
