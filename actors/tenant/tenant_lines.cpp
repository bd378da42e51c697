#include "actors/session/session.hpp"
#include "actors/tenant/tenant.hpp"
#include "engine/session/expected_work.hpp"
#include "engine/session/pace.hpp"
#include "engine/tenant/service_users.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

// The lines of a tenant: a session for each of its service users, and what they tell.
namespace roamsync::actors {

void tenant_actor_state::open_session(lines::number line) {
  auto& mine = lines_[line];
  auto password = file_.passwords.extract(mine.as_user->service_user);
  if (password.empty()) // of a further service user: the first one's was looked for before anything began
    return on_session_failed({.line = line,
                              .why = {.what = verdict::failed,
                                      .why = cause::settings_missing,
                                      .detail = "missing: password of " + mine.as_user->service_user}});
  session_order order{.settings = mine.as_user,
                      .line = line,
                      .services = services_,
                      .allowed = order_.share.allowed,
                      .policy = order_.share.policy,
                      .weight = order_.share.weight,
                      .password = std::move(password.mapped()),
                      .client_secret = file_.client_secret,
                      .past = standing_of(file_.standings, *mine.as_user, remote::outlook),
                      .run_opened = order_.run.opened,
                      .tenant = tenant_actor{self},
                      .bridge = order_.bridge,
                      .ledger = order_.ledger};
  if (!order_.dry_run)
    order.writer.emplace();
  if (auto known = known_limit_of(mine.as_user->service_user)) {
    order.known = known->limit;
    order.cost = known->cost;
  }
  mine.session = self->spawn<caf::monitored>(session, shared_, std::move(order));
}

std::optional<known_limit> tenant_actor_state::known_limit_of(const std::string& service_user) const {
  auto it = std::find_if(file_.limits.begin(), file_.limits.end(),
                         [&](const known_limit& x) { return x.service_user == service_user; });
  return it == file_.limits.end() ? std::nullopt : std::optional{*it};
}

void tenant_actor_state::tell_left() {
  for (lines::number i = 0; i < lines_.size(); ++i) {
    auto& line = lines_[i];
    auto ahead = machine_->ahead(i);
    if (line.session && ahead != std::exchange(line.told, ahead))
      self->send(line.session, ahead);
  }
}

void tenant_actor_state::on_session_ready(lines::number line) {
  perform(machine_->on_session_ready(line, now()));
}

void tenant_actor_state::on_session_failed(const session_failed& x) {
  if (lines_.size() > 1)
    spdlog::warn("{}: {} cannot go on: {} {}", order_.settings->id, lines_[x.line].as_user->service_user,
                 to_string(x.why.why), x.why.detail);
  perform(machine_->on_session_failed(x.line, x.why, now()));
}

void tenant_actor_state::on_counted(const calls_counted& x) {
  for (std::uint32_t i = 0; i < x.requests; ++i)
    machine_->count_call(i < x.throttled);
  if (!x.line) { // the directory's
    directory_wait_ = x.wait_left;
    directory_waits_until_ = shared_->utc() + x.wait_left;
    return show(x.throttled > 0);
  }
  auto& line = lines_[*x.line];
  line.wait_left = x.wait_left;
  if (x.pace) {
    line.pace = x.pace;
    line.pace->learned |=
        machine_->run().throttled > 0 && is_held_below(line.pace->in_use, order_.share.allowed);
  }
  if (x.limit) {
    work_ = x.work;
    line.found = known_limit{.tenant = order_.settings->id,
                             .service_user = line.as_user->service_user,
                             .limit = *x.limit,
                             .cost = x.cost};
    if (x.throttled > 0)
      self->send(order_.ledger, keep_limit{*line.found});
  }
  if (auto more = machine_->on_heard(*x.line, x.heard); !more.empty())
    perform(std::move(more));
  show(x.throttled > 0);
}

/// The tenant waits as long as every line that is open does; before one is, with its directory.
duration tenant_actor_state::wait_left() const {
  std::optional<duration> least;
  for (const auto& line : lines_)
    if (line.session)
      least = std::min(least.value_or(line.wait_left), line.wait_left);
  return least.value_or(directory_wait_);
}

/// Of all its lines together.
std::optional<pace_view> tenant_actor_state::pace() const {
  std::optional<pace_view> all;
  for (const auto& line : lines_) {
    if (all && line.pace)
      add_pace(*all, *line.pace);
    else if (line.pace)
      all = line.pace;
  }
  return all;
}

/// Until the session has told, what is known of the runs before stands for it.
work_outlook tenant_actor_state::outlook() const {
  if (work_.mailboxes > 0 || machine_->waiting() + machine_->in_work() == 0)
    return work_;
  const auto known = known_limit_of(order_.settings->service_user).value_or(known_limit{});
  return expected_work(known.cost, {.waiting = machine_->waiting(), .open = machine_->in_work()})
      .outlook(likely_limit(order_.share.allowed, known.limit), false, mono_now(self));
}

} // namespace roamsync::actors
