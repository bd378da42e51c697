#include "actors/supervisor/supervisor.hpp"

#include "actors/support/defaults.hpp"
#include "actors/tenant/tenant.hpp"
#include "engine/schedule/opening.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <variant>

namespace roamsync::actors {

namespace {
constexpr duration show_every{250};
/// Whoever turns knobs says so at once, unless he does it from a process that does not know this one.
constexpr duration look_at_knobs_every{2'000};
constexpr std::size_t unfinished_shown = 50;
} // namespace

supervisor_state::~supervisor_state() {
  for (const auto& [id, child] : tenants_)
    caf::anon_send_exit(child, caf::exit_reason::kill);
}

void supervisor_state::on_order(run_order& x) {
  if (machine_) {
    later_.push_back(std::move(x));
    return;
  }
  machine_.emplace(knobs->settings().pace);
  ending_ = false;
  x.serial = ++serial_;
  self->send(order.ledger, std::move(x), supervisor_actor{self});
}

void supervisor_state::on_opened(run_opened& x) {
  if (!is_current(x.order.serial))
    return;
  run_ = std::move(x);
  part_of_.clear();
  views_.clear();
  auto mono = now();
  auto utc = shared->utc();
  const bool movable = run_.run.kind == run_kind::night && !run_.order.opening;
  perform(knobs->on_run(std::move(run_.overrides), run_.run, movable, utc));
  ahead_.emplace(run_.run.closes - run_.run.opened, node());
  forecast_ = {};
  kept_for_report_ = false;
  looked_ahead_at_.reset();
  std::vector<tenant_start> starts;
  for (std::size_t i = 0; i < run_.parts.size(); ++i) {
    const auto& part = run_.parts[i];
    part_of_[part.settings->id] = i;
    auto& view = views_[part.settings->id].what;
    view = {.tenant = part.settings->id, .name = part.settings->name, .state = tenant_state::waiting};
    if (part.ended) {
      view.state = part.ended->state;
      view.why = part.ended->why;
      view.mailboxes = part.ended->mailboxes;
      view.outcomes = part.outcomes;
      view.requests = part.ended->requests;
      view.throttled = part.ended->throttled;
      view.stage = tenant_stage::ended;
      continue;
    }
    // Whoever orders a night at once means all of it.
    auto own = opening_of(run_.run, run_.order.what.again ? std::string_view{} : part.settings->opens);
    view.weight = share_of(*part.settings, knobs->settings()).weight;
    if (own.opens > utc)
      view.opens = own.opens;
    starts.push_back({.tenant = part.settings->id,
                      .expected = part.expected,
                      .opens = mono + std::max(own.opens - utc, duration{0}),
                      .closes = mono + (own.closes - utc)});
    ahead_->expect(part.settings->id, expected(part, starts.back()));
  }
  spdlog::info("run {} of {} tenants opened", run_.run.number, run_.parts.size());
  perform(machine_->open(std::move(starts), mono));
  timer.arm(self, mono + show_every); // also if the machine has nothing to wake for
}

void supervisor_state::perform(supervisor_effects effects) {
  for (auto& effect : effects) {
    if (auto* start = std::get_if<supervisor_effect::start_tenant>(&effect)) {
      start_tenant(start->tenant, run_.joined);
    } else if (const auto* again = std::get_if<supervisor_effect::restart_tenant>(&effect)) {
      restart_tenant(again->tenant);
    } else if (const auto* broken = std::get_if<supervisor_effect::end_broken>(&effect)) {
      end_broken(broken->tenant);
    } else if (auto* close = std::get_if<supervisor_effect::close_tenant>(&effect)) {
      if (auto it = tenants_.find(close->tenant); it != tenants_.end())
        self->send(it->second, actors::close_tenant{close->why});
    } else if (auto* cut = std::get_if<supervisor_effect::cut_tenant>(&effect)) {
      if (auto it = tenants_.find(cut->tenant); it != tenants_.end()) {
        spdlog::warn("tenant {}: the time after its window is over, what is in flight is the last",
                     cut->tenant);
        self->send(it->second, actors::close_tenant{.why = cause::window_closed, .cut = true});
      }
    } else if (auto* wake = std::get_if<supervisor_effect::wake>(&effect)) {
      timer.arm(self, wake->at);
    } else if (const auto* ask = std::get_if<supervisor_effect::ask_ledger>(&effect)) {
      if (ask->out_of_turn)
        self->send<caf::message_priority::high>(order.ledger, ledger_lives{}, supervisor_actor{self});
      if (ask->in_turn)
        self->send(order.ledger, ledger_lives{.in_turn = true}, supervisor_actor{self});
    } else if (std::holds_alternative<supervisor_effect::roll_call>(effect)) {
      call_roll();
    } else if (const auto* stuck = std::get_if<supervisor_effect::end_silent>(&effect)) {
      end_silent(stuck->tenant);
    } else if (std::holds_alternative<supervisor_effect::ledger_silent>(effect)) {
      spdlog::critical("the database has not answered for {} s, and the run ends",
                       knobs->settings().pace.watchdog.count() / 1'000);
      self->send(order.ledger, run_given_up{});
      return on_broken({"the database does not answer", serial_});
    } else if (std::holds_alternative<supervisor_effect::finished>(effect)) {
      end_run({});
    }
  }
  show();
}

void supervisor_state::perform(const tune_effects& effects) {
  for (const auto& effect : effects) {
    const auto& settings = knobs->settings();
    if (std::holds_alternative<tune_effect::set_node>(effect)) {
      self->send(order.bridge, node_share{settings.limits.node_requests, settings.limits.egress_rate});
      if (ahead_)
        ahead_->set_node(node());
    } else if (!machine_) {
      continue; // the next run begins with what holds then
    } else if (std::holds_alternative<tune_effect::set_pace>(effect)) {
      perform(machine_->set_pace(settings.pace, now()));
    } else if (std::holds_alternative<tune_effect::set_shares>(effect)) {
      perform(machine_->set_paused(settings.paused, now()));
      for (const auto& [id, child] : tenants_)
        tell_share(id);
    } else if (const auto* end = std::get_if<tune_effect::set_end>(&effect)) {
      const auto by = end->closes - run_.run.closes;
      run_.run.closes = end->closes;
      spdlog::info("run {}: its window ends {} s {}", run_.run.number, std::abs(by.count()) / 1'000,
                   by.count() < 0 ? "earlier" : "later");
      self->send(order.ledger, end_moved{end->closes});
      if (ahead_) // else the run is only being opened
        ahead_->move_end(by);
      perform(machine_->move_end(by, now()));
    }
  }
}

void supervisor_state::tell_share(const std::string& tenant) {
  if (auto it = tenants_.find(tenant); it != tenants_.end())
    self->send(it->second, share_of(*run_.parts[part_of_.at(tenant)].settings, knobs->settings()));
}

void supervisor_state::on_base(base_changed& x) {
  perform(knobs->on_base(std::move(x.base), shared->utc()));
}

void supervisor_state::on_knobs(knobs_turned& x) {
  if (!machine_)
    return;
  for (auto& tenant : x.tenants)
    if (auto it = part_of_.find(tenant.id); it != part_of_.end()) {
      auto& mine = run_.parts[it->second].settings;
      auto turned = *mine;
      turned.lanes = tenant.lanes;
      turned.rate = tenant.rate;
      turned.burst = tenant.burst;
      turned.weight = tenant.weight;
      mine = std::make_shared<const tenant_settings>(std::move(turned));
      tell_share(tenant.id);
    }
  perform(knobs->on_overrides(std::move(x.overrides), shared->utc()));
}

void supervisor_state::start_tenant(const std::string& id, bool goes_on) {
  const auto& part = run_.parts[part_of_.at(id)];
  auto child = self->spawn<caf::monitored>(tenant, shared,
                                           tenant_order{.settings = part.settings,
                                                        .share = share_of(*part.settings, knobs->settings()),
                                                        .run = run_.run,
                                                        .address = run_.order.address,
                                                        .dry_run = run_.order.dry_run,
                                                        .serial = serial_,
                                                        .goes_on = goes_on,
                                                        .supervisor = supervisor_actor{self},
                                                        .ledger = order.ledger,
                                                        .bridge = order.bridge});
  addresses_[child.address()] = id;
  tenants_[id] = std::move(child);
  auto& shown = views_[id];
  shown.what.state = tenant_state::working;
  shown.part = {.started = shared->utc()};
}

void supervisor_state::on_shown(const tenant_shown& x) {
  if (auto it = views_.find(x.view.tenant); it != views_.end()) {
    auto view = x.view;
    keep_forecast(it->second.what, view);
    auto part = x.part.started ? x.part : it->second.part;
    it->second = {std::move(view), now(), std::move(part)};
  }
  if (ahead_ && x.view.state == tenant_state::working)
    // Who is paused needs nothing until it goes on.
    ahead_->on_work(x.view.tenant, x.view.paused ? work_outlook{} : x.work, x.known);
}

void supervisor_state::on_tenant_ended(const tenant_ended& x) {
  if (!is_current(x.serial))
    return;
  tenants_.erase(x.run.tenant);
  if (ahead_)
    ahead_->on_end(x.run.tenant);
  show_ended(x.run);
  perform(machine_->on_tenant_done(x.run.tenant, now()));
}

void supervisor_state::end_run(std::string failure) {
  if (std::exchange(ending_, true))
    return;
  // A run that was stopped stays open: the next start joins it.
  if (failure.empty() && machine_->stopping())
    failure = "stopped";
  self->send(order.ledger,
             run_ended{.number = run_.run.number, .failure = std::move(failure), .serial = serial_});
}

void supervisor_state::on_run_ended(const run_ended& x) {
  if (!is_current(x.serial))
    return;
  machine_.reset();
  ahead_.reset();
  forecast_ = {};
  if (std::exchange(most_, std::nullopt))
    self->send(order.bridge, turns_set{});
  knobs->on_run_end();
  run_.run.finished = x.finished;
  shown_at_.reset();
  show();
  for (const auto& [id, child] : tenants_)
    self->send_exit(child, caf::exit_reason::kill);
  tenants_.clear();
  addresses_.clear();
  order.on_end(x);
  if (later_.empty())
    return;
  auto next = std::move(later_.front());
  later_.pop_front();
  on_order(next);
}

void supervisor_state::on_broken(const store_broken& x) {
  // Without the store no outcome can be kept: every actor of the run ends at once, and the run stays open.
  on_run_ended({.number = run_.run.number, .failure = x.message, .broken = true, .serial = x.serial});
}

void supervisor_state::on_stop() {
  later_.clear();
  if (machine_)
    perform(machine_->stop(now()));
  else
    order.on_end({});
}

void supervisor_state::on_timer() {
  if (!machine_)
    return;
  perform(knobs->on_clock(shared->utc()));
  perform(machine_->on_wake(now()));
  if (!machine_)
    return;
  look_ahead();
  if (!looked_at_ || now() - *looked_at_ >= look_at_knobs_every) {
    looked_at_ = now();
    self->send(order.ledger, look_at_knobs{});
  }
  timer.arm(self, now() + show_every);
}

void supervisor_state::show() {
  auto at = now();
  if (shown_at_ && at - *shown_at_ < show_every)
    return;
  shown_at_ = at;
  night_view out{.run = run_.run,
                 .now = shared->utc(),
                 .active = machine_.has_value(),
                 .stopping = machine_ && machine_->stopping(),
                 .node_requests = knobs->settings().limits.node_requests};
  std::vector<tenant_view> all;
  all.reserve(views_.size());
  for (const auto& [id, told] : views_) {
    auto x = told.what;
    // Who waits tells nothing new until the wait is over.
    x.wait_left = std::max(x.wait_left - (at - told.since), duration{0});
    x.remaining = remaining_of(x, out.now);
    ++out.tenants[static_cast<std::size_t>(x.state)];
    out.mailboxes += x.mailboxes;
    for (std::size_t i = 0; i < x.outcomes.by_kind.size(); ++i)
      out.outcomes.by_kind[i] += x.outcomes.by_kind[i];
    out.requests += x.requests;
    out.throttled += x.throttled;
    out.in_work += x.in_work;
    out.paused += x.paused && x.state == tenant_state::working ? 1U : 0U;
    out.waiting += x.wait_left > duration{0} && x.state == tenant_state::working ? 1U : 0U;
    out.remaining = std::max(out.remaining, x.remaining);
    if (x.state == tenant_state::working)
      out.unfinished.push_back(x);
    all.push_back(std::move(x));
  }
  std::stable_sort(out.unfinished.begin(), out.unfinished.end(),
                   [](const tenant_view& a, const tenant_view& b) { return a.remaining > b.remaining; });
  if (out.unfinished.size() > unfinished_shown)
    out.unfinished.resize(unfinished_shown);
  add_forecast(forecast_, out);
  order.shown->show(std::move(out), std::move(all));
}

supervisor_actor::behavior_type supervisor(supervisor_actor::stateful_pointer<supervisor_state> self,
                                           std::shared_ptr<const context> shared, supervisor_order order) {
  install_defaults(self, supervisor_state::name);
  self->state.shared = std::move(shared);
  self->state.order = std::move(order);
  const auto& settings = self->state.shared->settings;
  self->state.knobs.emplace(live_base{settings.limits, settings.night}, self->state.shared->utc());
  self->set_down_handler([self](caf::down_msg& x) { self->state.on_down(x); });
  return {
      [self](run_order& x) { self->state.on_order(x); },
      [self](run_opened& x) { self->state.on_opened(x); },
      [self](const tenant_shown& x) { self->state.on_shown(x); },
      [self](const tenant_ended& x) { self->state.on_tenant_ended(x); },
      [self](const tenant_lives& x) { self->state.on_lives(x); },
      [self](ledger_lives x) { self->state.on_lives(x); },
      [self](const run_ended& x) { self->state.on_run_ended(x); },
      [self](const store_broken& x) { self->state.on_broken(x); },
      [self](stop_run) { self->state.on_stop(); },
      [self](base_changed& x) { self->state.on_base(x); },
      [self](knobs_turned& x) { self->state.on_knobs(x); },
      [self](timer_token x) {
        if (self->state.timer.take(self, x))
          self->state.on_timer();
      },
  };
}

} // namespace roamsync::actors
