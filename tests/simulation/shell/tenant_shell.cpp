#include "tests/simulation/shell/tenant_shell.hpp"

#include "engine/directory/group_choice.hpp"
#include "engine/schedule/window.hpp"
#include "engine/session/expected_work.hpp"
#include "engine/tenant/feed_choice.hpp"
#include "engine/tenant/service_users.hpp"
#include "tests/simulation/shell/tenant_shell_tell.hpp"

#include <utility>
#include <variant>

namespace roamsync::simulation {

namespace {

tenant_options options_of(const node& owner, const tenant_settings& x, const tenant_share& share) {
  std::vector<std::string> own_mailboxes;
  for (const auto& as_user : as_each_service_user(x))
    own_mailboxes.push_back(as_user.service_mailbox.empty() ? as_user.service_user : as_user.service_mailbox);
  return {.id = x.id,
          .name = x.name,
          .lanes = share.allowed.lanes,
          .own_mailboxes = std::move(own_mailboxes),
          .deletions_max = owner.options().deletions_max,
          .goes_on = owner.joined(),
          .paused = share.paused};
}

} // namespace

tenant_shell::tenant_shell(node& owner, std::size_t tenant, const tenant_share& share)
    : owner_(owner), index_(tenant), id_(owner.services().tenants()[tenant].settings.id),
      // A process that was started again throws other numbers.
      luck_(dice::of(owner.services().tenants()[tenant].seed, id_, owner.services().callers_died())),
      share_(share), machine_(options_of(owner, owner.services().tenants()[tenant].settings, share)),
      as_user_(as_each_service_user(owner.services().tenants()[tenant].settings)) {}

void tenant_shell::log(std::string_view what, std::string_view about) {
  owner_.log().add(now(), id_, what, about);
}

time_point tenant_shell::now() const {
  return owner_.time().now();
}

instant tenant_shell::both() const {
  return {now(), owner_.utc()};
}

std::string tenant_shell::state() const {
  auto view = machine_.view(now());
  std::size_t calls = 0;
  for (const auto& [line, x] : sessions_)
    calls += x.calls.size();
  return std::string{to_string(view.state)} + ", " + std::to_string(view.outcomes.total()) + " of "
         + std::to_string(view.mailboxes) + " ended, " + std::to_string(view.in_work) + " in work" + ", "
         + std::to_string(calls) + " calls open";
}

bool tenant_shell::lost(std::string_view what, std::string_view about) {
  const auto& loses = owner_.options().loses;
  if (!loses || !loses(what, about))
    return false;
  log("lost", std::string{what} + " " + std::string{about});
  return true;
}

void tenant_shell::roll_call() {
  tell_at_once([this] {
    perform(machine_.on_roll_call(both()));
    for (const auto& [line, open] : sessions_)
      if (!open.dropped)
        tell_at_once([this, line = line] {
          const auto& x = sessions_.at(line);
          if (x.dropped)
            return;
          const auto word = x.machine.word(x.sign_in_sent);
          std::vector<std::string> held;
          for (const auto& [id, call] : x.calls)
            held.push_back(call.user_id);
          tell_at_once(
              [this, line, word, held = std::move(held)] { machine_.on_session_holds(line, word, held); });
        });
    if (directory_)
      tell_at_once([this] {
        tell_at_once(
            [this, held = directory_->holds()] { machine_.on_directory_holds(held.reading, held.kinds); });
      });
  });
}

void tenant_shell::begin() {
  if (lost("file", id_))
    return;
  tell([this] { on_file(owner_.load(index_)); });
}

void tenant_shell::close(cause why) {
  tell([this, why] {
    log("close", to_string(why));
    perform(machine_.close(why, both()));
  });
}

void tenant_shell::cut() {
  tell([this] {
    log("cut");
    perform(machine_.cut(both()));
  });
}

work_outlook tenant_shell::outlook() const {
  for (const auto& [line, x] : sessions_)
    if (!x.dropped && machine_.ahead(line).waiting + machine_.ahead(line).open > 0)
      return x.machine.outlook(now());
  return expected_work({}, {.waiting = machine_.waiting(), .open = machine_.in_work()})
      .outlook(share_.allowed, false, now());
}

void tenant_shell::take_share(const tenant_share& x) {
  tell([this, x] {
    const bool other_policy = std::exchange(share_, x).policy != x.policy;
    log(x.paused ? "paused" : "share", std::to_string(x.allowed.lanes));
    tell_sessions([this, x, other_policy](lines::number line) {
      auto& machine = sessions_.at(line).machine;
      perform(line, other_policy
                        ? machine.set_limiter(make_limiter(x.policy, x.allowed, owner_.options().retry, now(),
                                                           machine.learned(now())),
                                              now())
                        : machine.set_limit(x.allowed, now()));
    });
    perform(machine_.set_paused(x.paused, both()));
    if (!ended_)
      perform(machine_.set_lanes(x.allowed.lanes, both()));
  });
}

void tenant_shell::on_file(tenant_file file) {
  file_ = std::move(file);
  perform(machine_.start(both()));
}

void tenant_shell::perform(tenant_effects effects) {
  auto ended = false;
  for (auto& effect : effects) {
    if (std::holds_alternative<tenant_effect::read_directory>(effect)) {
      read_directory();
    } else if (const auto* next = std::get_if<tenant_effect::open_session>(&effect)) {
      open(next->line);
    } else if (auto* job = std::get_if<tenant_effect::start_mailbox>(&effect)) {
      start_mailbox(std::move(job->what), job->line);
    } else if (auto* permit = std::get_if<tenant_effect::permit>(&effect)) {
      if (lost("permit", permit->user_id))
        continue;
      tell([this, id = permit->user_id, answer = permit->answer] {
        if (auto it = mailboxes_.find(id); it != mailboxes_.end())
          perform(id, it->second.machine.on_permit(answer));
      });
    } else if (auto* rows = std::get_if<tenant_effect::record>(&effect)) {
      owner_.record(std::move(rows->rows));
    } else if (std::holds_alternative<tenant_effect::close_session>(effect)) {
      tell_sessions([this](lines::number line) {
        owner_.hold_back(id_);
        perform(line, sessions_.at(line).machine.close(now()));
      });
    } else if (auto* stop = std::get_if<tenant_effect::stop_session>(&effect)) {
      tell([this, why = stop->why] {
        if (!directory_)
          return;
        owner_.hold_back(id_);
        perform(directory_->stop(why));
      });
      tell_sessions([this, why = stop->why](lines::number line) {
        owner_.hold_back(id_);
        perform(line, sessions_.at(line).machine.stop(why, now()));
      });
    } else if (std::holds_alternative<tenant_effect::lives>(effect)) {
      owner_.on_tenant_lives(id_);
    } else if (auto* unheard = std::get_if<tenant_effect::end_mailbox>(&effect)) {
      owner_.bitten(id_ + " " + unheard->user_id);
      mailboxes_.erase(unheard->user_id);
    } else if (const auto* dropped = std::get_if<tenant_effect::drop_session>(&effect)) {
      owner_.bitten(id_ + " session");
      sessions_.at(dropped->line).dropped = true;
    } else if (std::holds_alternative<tenant_effect::drop_directory>(effect)) {
      owner_.bitten(id_ + " directory");
    } else if (std::holds_alternative<tenant_effect::done>(effect)) {
      ended = true;
    }
  }
  for (auto& [line, x] : sessions_) {
    auto ahead = machine_.ahead(line);
    if (!x.dropped && ahead != std::exchange(x.told, ahead))
      tell([this, line = line, ahead] { sessions_.at(line).machine.set_mailboxes(ahead); });
  }
  if (!ended)
    return;
  ended_ = true;
  for (const auto& [line, x] : sessions_)
    keep_limit(line);
  if (!lost("done", id_))
    owner_.on_tenant_done(machine_.run());
}

// -- directory --------------------------------------------------------------------

void tenant_shell::read_directory() {
  const auto& of = owner_.services().tenants()[index_];
  auto choice = choose_group(of.settings);
  group_source_ = choice.source;
  group_ = choice.group;
  if (choice.why != cause::none) {
    perform(
        machine_.on_directory_failed({.what = verdict::failed, .why = choice.why}, group_source_, both()));
    return;
  }
  tell([this] {
    directory_.emplace(
        owner_.options().retry, directory_options{}, now(),
        now()
            + (standing_of(file_.standings, owner_.services().tenants()[index_].settings, remote::graph)
                   .not_before
               - owner_.utc()));
    const auto& signatures = *owner_.services().tenants()[index_].signatures;
    details_wanted details{.manager = signatures.manager_attributes, .photo = signatures.uses_photo};
    auto feeds = choose_feeds({.tenant = id_,
                               .service = "world",
                               .group = group_,
                               .attributes = signatures.custom_attributes,
                               .wanted = details,
                               .day = day_number(owner_.tonight().date),
                               .group_days = owner_.options().group_days},
                              std::exchange(file_.group, std::nullopt));
    perform(directory_->read_members(std::move(details), std::move(feeds), now()));
  });
}

void tenant_shell::perform(directory_effects effects) {
  for (auto& effect : effects) {
    if (auto* x = std::get_if<directory_effect::send>(&effect)) {
      auto unsent = [self = weak_from_this(), id = x->id] {
        if (auto me = self.lock(); me && !me->ended_)
          me->perform(me->directory_->on_unsent(id, me->now()));
      };
      auto ask = [self = weak_from_this(), id = x->id, call = x->call](auto answered) {
        auto me = self.lock();
        if (!me || me->ended_)
          return (void)answered();
        me->log("ask", std::to_string(call.index()));
        me->owner_.services().directory(me->index_, call, [self, id, answered](directory_reply reply) {
          auto again = self.lock();
          if (again)
            again->hold_if_throttled(reply.call);
          (void)answered();
          if (!again || again->ended_)
            return;
          again->log("told", to_string(reply.call.why));
          auto jitter = again->luck_.unit();
          again->perform(again->directory_->on_reply(id, std::move(reply), again->now(), jitter));
        });
      };
      owner_.over_bridge(id_, share_.weight, std::nullopt, std::move(ask), std::move(unsent));
    } else if (auto* all = std::get_if<directory_effect::members>(&effect)) {
      if (lost("members", id_))
        continue;
      tell([this, members = std::move(all->all)] { on_members(members); });
    } else if (auto* failed = std::get_if<directory_effect::failed>(&effect)) {
      tell([this, why = failed->why] { perform(machine_.on_directory_failed(why, group_source_, both())); });
    } else if (auto* kind = std::get_if<directory_effect::kind>(&effect)) {
      if (lost("kind", kind->user_id))
        continue;
      tell([this, id = kind->user_id, is = kind->is, not_asked = kind->not_asked] {
        if (auto it = mailboxes_.find(id); it != mailboxes_.end())
          perform(id, it->second.machine.on_kind(is, not_asked));
      });
    } else if (auto* x2 = std::get_if<directory_effect::wake>(&effect)) {
      wake(directory_timer_, x2->at, [this] { perform(directory_->on_wake(now())); });
    } else if (auto* keep = std::get_if<directory_effect::keep>(&effect)) {
      owner_.keep(
          {.tenant = id_, .service = remote::graph, .not_before = owner_.utc() + (keep->not_before - now())});
    } else if (auto* group = std::get_if<directory_effect::keep_group>(&effect)) {
      group->what.tenant = id_;
      owner_.keep(std::move(group->what));
    } else if (auto* note = std::get_if<directory_effect::note>(&effect)) {
      log("note", note->text);
    }
  }
}

void tenant_shell::on_members(const std::vector<member>& all) {
  const auto& of = owner_.services().tenants()[index_];
  auto plan = plan_night({.tenant = id_,
                          .members = all,
                          .signatures = of.signatures.get(),
                          .receipts = file_.receipts,
                          .recorded = std::move(file_.recorded),
                          .deferred = std::move(file_.deferred),
                          .seen_since_broken_off = std::move(file_.seen_since_broken_off),
                          .day = day_number(owner_.tonight().date),
                          .check_days = owner_.options().check_days,
                          .take_names = owner_.options().take_names,
                          .now = owner_.utc()});
  plan.recorded = file_.outcomes;
  log("planned", std::to_string(plan.jobs.size()) + " of " + std::to_string(all.size()));
  perform(machine_.on_planned(std::move(plan), group_source_, both()));
}

void tenant_shell::ask_kind(const std::string& user_id) {
  tell([this, user_id] { perform(directory_->ask_kind(user_id, now())); });
}

} // namespace roamsync::simulation
