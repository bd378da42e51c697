#include "tests/simulation/shell/node.hpp"

#include "engine/schedule/opening.hpp"
#include "engine/tenant/broken_off.hpp"
#include "tests/simulation/shell/must.hpp"

#include <algorithm>
#include <utility>

namespace roamsync::simulation {

namespace {
// As in actors/ledger.
constexpr duration group_age{50};
constexpr std::size_t group_rows = 500;
constexpr duration look_ahead_every{30'000}; // production looks more often

live_base base_of(const node_options& options) {
  live_base out;
  out.limits.lanes = options.allowed.lanes;
  out.limits.policy = options.policy;
  out.limits.rate = options.allowed.rate;
  out.limits.burst = options.allowed.burst;
  out.limits.at = options.by_time;
  out.night.tenants_per_second = options.supervisor.tenants_per_second;
  out.night.tenants_at_once = options.supervisor.tenants_at_once;
  out.night.grace = options.supervisor.grace;
  out.night.watchdog = options.supervisor.watchdog;
  out.night.length = options.window;
  if (options.egress) {
    out.limits.node_requests = options.egress->allowed.lanes;
    out.limits.egress_rate = options.egress->allowed.rate;
  }
  return out;
}

} // namespace

utc_time first_opening() noexcept {
  using namespace std::chrono;
  return utc_time{sys_days{year{2026} / January / 10}} + hours{1};
}

node::node(world& services, store& where, const node_options& options, event_log& log)
    : world_(services), store_(where), options_(options), log_(log),
      knobs_(base_of(options), first_opening() + services.time().now().time_since_epoch()) {
  for (std::size_t i = 0; i < world_.tenants().size(); ++i)
    index_of_[world_.tenants()[i].settings.id] = i;
  if (options_.egress)
    queue_.emplace(*options_.egress, time().now());
}

template <class F>
void node::at(time_point when, F what) {
  world_.time().at(when, [alive = std::weak_ptr{alive_}, what = std::move(what)]() mutable {
    if (alive.lock())
      what();
  });
}

utc_time node::utc() const {
  return first_opening() + world_.time().now().time_since_epoch();
}

void node::start() {
  auto date = utc_date{std::chrono::floor<std::chrono::days>(utc())};
  auto opens = utc_time{std::chrono::sys_days{date}} + std::chrono::hours{1};
  auto before = must(store_.runs(run_kind::night, 1));
  run_ = must(store_.open({.date = date, .opened = opens, .closes = opens + options_.window}));
  joined_ = !before.empty() && before.front().number >= run_.number;
  auto turned = must(store_.changes(0, 1));
  last_change_ = turned.empty() ? 0 : turned.front().number;
  machine_.emplace(options_.supervisor);
  perform(knobs_.on_run(must(store_.overrides()), run_, true, utc()));
  std::map<std::string, tenant_state> here;
  for (const auto& x : must(store_.tenant_runs(run_.number)))
    here[x.tenant] = x.state;
  auto now = time().now();
  ahead_.emplace(run_.closes - run_.opened,
                 node_outlook{.places = options_.egress ? options_.egress->allowed.lanes : 1e6,
                              .rate = options_.egress ? options_.egress->allowed.rate : 0});
  std::vector<tenant_start> starts;
  for (auto& x : must(store_.tenants())) {
    auto state = here.contains(x.id) ? here[x.id] : tenant_state::waiting;
    if (!x.automate || state == tenant_state::done || state == tenant_state::failed)
      continue;
    settings_[x.id] = x;
    auto own = opening_of(run_, x.opens);
    starts.push_back({.tenant = x.id,
                      .expected = world_.tenants()[index_of_.at(x.id)].members.size(),
                      .opens = now + std::max(own.opens - utc(), duration{0}),
                      .closes = now + (own.closes - utc())});
    ahead_->expect(x.id, {.from = starts.back().opens, .closes = starts.back().closes});
  }
  log_.add(now, "node", "open", std::to_string(run_.number) + " " + std::to_string(starts.size()));
  perform(machine_->open(std::move(starts), now));
  at(now + look_ahead_every, [this] { look_ahead(); });
}

void node::look_at_knobs() {
  auto changes = must(store_.changes(last_change_, 1'000));
  if (changes.empty() || finished_)
    return;
  last_change_ = changes.front().number;
  for (auto& [id, settings] : settings_) {
    settings = must(store_.tenant(id)).value_or(settings);
    if (auto it = tenants_.find(id); it != tenants_.end())
      it->second->take_share(share_of_tenant(id));
  }
  perform(knobs_.on_overrides(must(store_.overrides()), utc()));
}

void node::take_knobs(live_base base) {
  perform(knobs_.on_base(std::move(base), utc()));
}

tenant_share node::share_of_tenant(const std::string& id) const {
  return share_of(settings_.at(id), knobs_.settings());
}

void node::perform(const tune_effects& effects) {
  const auto now = time().now();
  for (const auto& effect : effects) {
    const auto& x = knobs_.settings();
    if (std::holds_alternative<tune_effect::set_node>(effect)) {
      if (!queue_)
        continue;
      auto to = *options_.egress;
      to.allowed.lanes = x.limits.node_requests;
      to.allowed.rate = x.limits.egress_rate;
      queue_->set_limit(to, now);
      pump_bridge();
    } else if (std::holds_alternative<tune_effect::set_pace>(effect)) {
      perform(machine_->set_pace(x.pace, now));
    } else if (std::holds_alternative<tune_effect::set_shares>(effect)) {
      perform(machine_->set_paused(x.paused, now));
      for (const auto& [id, shell] : tenants_)
        shell->take_share(share_of_tenant(id));
    } else if (const auto* end = std::get_if<tune_effect::set_end>(&effect)) {
      const auto by = end->closes - run_.closes;
      log_.add(now, "node", "end moved", std::to_string(by.count()));
      run_.closes = end->closes;
      (void)store_.move_end(run_.number, end->closes);
      if (ahead_) // else the run is only being opened
        ahead_->move_end(by);
      perform(machine_->move_end(by, now));
    }
  }
  look_at_clock();
}

/// Production looks at the clock four times a second; here the next change is an event.
void node::look_at_clock() {
  if (!knobs_.wakes_at() || finished_)
    return;
  const auto when = time().now() + (*knobs_.wakes_at() - utc());
  if (auto token = clock_timer_.arm(when))
    at(when, [this, token = *token] {
      if (clock_timer_.take(token))
        perform(knobs_.on_clock(utc()));
    });
}

void node::look_ahead() {
  if (finished_ || stopped_)
    return;
  for (const auto& [id, shell] : tenants_)
    ahead_->on_work(id, shell->outlook(), shell->planned());
  const auto look = ahead_->look(time().now());
  if (look.news != night_watch::news::none)
    log_.add(time().now(), "node",
             look.news == night_watch::news::does_not_fit ? "does not fit" : "fits again");
  if (queue_) {
    queue_->set_most(look.seen.most);
    pump_bridge();
  }
  at(time().now() + look_ahead_every, [this] { look_ahead(); });
}

void node::bitten(const std::string& what) {
  log_.add(time().now(), "node", "no sign of life", what);
  bites_.push_back(what);
}

void node::stop() {
  stopped_ = true;
  perform(machine_->stop(time().now()));
}

void node::perform(supervisor_effects effects) {
  for (auto& effect : effects) {
    if (auto* start = std::get_if<supervisor_effect::start_tenant>(&effect)) {
      log_.add(time().now(), start->tenant, "start");
      auto shell =
          std::make_shared<tenant_shell>(*this, index_of_.at(start->tenant), share_of_tenant(start->tenant));
      tenants_[start->tenant] = shell;
      shell->begin();
    } else if (auto* close = std::get_if<supervisor_effect::close_tenant>(&effect)) {
      if (auto it = tenants_.find(close->tenant); it != tenants_.end())
        it->second->close(close->why);
    } else if (auto* cut = std::get_if<supervisor_effect::cut_tenant>(&effect)) {
      if (auto it = tenants_.find(cut->tenant); it != tenants_.end())
        it->second->cut();
    } else if (auto* x = std::get_if<supervisor_effect::wake>(&effect)) {
      if (auto token = timer_.arm(x->at))
        at(std::max(x->at, time().now() + duration{1}), [this, token = *token] {
          if (timer_.take(token))
            perform(machine_->on_wake(time().now()));
        });
    } else if (std::holds_alternative<supervisor_effect::ask_ledger>(effect)) {
      at(time().now(), [this] {
        machine_->on_ledger_lives();
        perform(machine_->on_ledger_passed(time().now()));
      });
    } else if (std::holds_alternative<supervisor_effect::roll_call>(effect)) {
      for (const auto& [id, shell] : tenants_)
        shell->roll_call();
    } else if (const auto* stuck = std::get_if<supervisor_effect::end_silent>(&effect)) {
      bitten(stuck->tenant);
      on_tenant_done({.tenant = stuck->tenant, .state = tenant_state::failed, .why = cause::no_sign_of_life});
    } else if (std::holds_alternative<supervisor_effect::ledger_silent>(effect)) {
      bitten("ledger");
    } else if (std::holds_alternative<supervisor_effect::finished>(effect)) {
      flush();
      log_.add(time().now(), "node", "finished");
      finished_ = true;
      if (!stopped_)
        (void)store_.finish(run_.number, utc());
    }
  }
}

// -- ledger -----------------------------------------------------------------------

tenant_file node::load(std::size_t tenant) {
  flush();
  const auto& id = world_.tenants()[tenant].settings.id;
  tenant_file out;
  out.receipts = must(store_.receipts(id));
  out.standings = must(store_.standings(id));
  out.limits = must(store_.known_limits(id));
  out.group = must(store_.group(id)).known;
  for (const auto& row : must(store_.records(run_.number, id))) {
    out.recorded.insert(row.user_id);
    ++out.outcomes[row.end.kind];
  }
  for (const auto& earlier : must(store_.runs(run_kind::night, 2))) {
    if (earlier.number == run_.number)
      continue;
    for (const auto& row : must(store_.records(earlier.number, id)))
      if (row.end.kind == outcome_kind::deferred)
        out.deferred.insert(row.user_id);
    break;
  }
  const auto history = must(store_.history(id, 20));
  if (auto since = runs_since_broken_off(history)) {
    out.seen_since_broken_off.emplace();
    for (auto run : *since)
      for (const auto& row : must(store_.records(run, id)))
        if (is_settled(row.end))
          out.seen_since_broken_off->insert(row.user_id);
  }
  const tenant_run begun{.tenant = id};
  if (history.empty() || history.front().run != run_.number)
    (void)store_.put_tenant_runs(run_.number, {&begun, 1});
  return out;
}

void node::record(std::vector<mailbox_record> rows) {
  for (auto& x : rows)
    log_.add(time().now(), x.tenant, "outcome",
             x.user_id + " " + std::string{to_string(x.end.kind)} + " " + std::string{to_string(x.end.why)});
  std::move(rows.begin(), rows.end(), std::back_inserter(rows_));
  if (rows_.size() >= group_rows)
    flush();
  else
    flush_at(time().now() + group_age);
}

void node::on_tenant_done(tenant_run run) {
  log_.add(time().now(), run.tenant, "done",
           std::string{to_string(run.state)} + " " + std::string{to_string(run.why)});
  flush_at(time().now() + (is_final_sign_in_failure(run.why) ? duration{0} : group_age));
  ended_.push_back(std::move(run));
}

void node::keep(standing row, std::function<void()> kept) {
  standings_.push_back(std::move(row));
  if (kept)
    standing_askers_.push_back(std::move(kept));
  flush_at(time().now() + duration{1});
}

void node::keep(known_limit row) {
  limits_.push_back(std::move(row));
  flush_at(time().now() + group_age);
}

void node::keep(group_update what) {
  groups_.push_back(std::move(what));
  flush_at(time().now() + group_age);
}

void node::flush_at(time_point when) {
  if (auto token = flush_timer_.arm(when))
    at(when, [this, token = *token] {
      if (flush_timer_.take(token))
        flush();
    });
}

void node::flush() {
  (void)store_.put_standings(std::exchange(standings_, {}));
  (void)store_.put_known_limits(std::exchange(limits_, {}));
  (void)store_.put_groups(std::exchange(groups_, {}));
  for (auto& kept : std::exchange(standing_askers_, {}))
    at(time().now(), std::move(kept));
  if (rows_.empty() && ended_.empty())
    return;
  (void)store_.record(run_.number, rows_);
  rows_.clear();
  (void)store_.put_tenant_runs(run_.number, ended_);
  for (auto& x : std::exchange(ended_, {}))
    at(time().now(), [this, id = x.tenant] {
      tenants_.erase(id);
      ahead_->on_end(id);
      if (queue_)
        queue_->leave(id);
      perform(machine_->on_tenant_done(id, time().now()));
    });
}

// -- bridge -----------------------------------------------------------------------

void node::over_bridge(const std::string& tenant, std::uint32_t weight,
                       const std::optional<work_ahead>& ahead, request what, std::function<void()> unsent) {
  if (!queue_) {
    what([] { return passage{}; });
    return;
  }
  auto id = ++last_request_;
  queue_->add(tenant, weight, id, ahead);
  waiting_.emplace(id, waiting_request{tenant, std::move(what), time().now(), std::move(unsent)});
  pump_bridge();
}

void node::hold_back(const std::string& tenant) {
  if (!queue_)
    return;
  for (auto id : queue_->take(tenant))
    at(time().now(), [unsent = waiting_.extract(id).mapped().unsent] { unsent(); });
}

void node::pump_bridge() {
  auto step = queue_->next(time().now());
  if (step.wake)
    if (auto token = queue_timer_.arm(*step.wake))
      at(*step.wake, [this, token = *token] {
        if (queue_timer_.take(token))
          pump_bridge();
      });
  for (auto id : step.send) {
    auto x = std::move(waiting_.extract(id).mapped());
    auto queued = time().now() - x.since;
    x.what([this, id, queued, tenant = x.tenant, alive = std::weak_ptr{alive_}] {
      if (!alive.lock())
        return passage{};
      queue_->end(id, time().now());
      pump_bridge();
      return queue_->view(tenant, queued);
    });
  }
}

std::string node::unfinished() const {
  std::string out;
  for (const auto& [id, x] : tenants_)
    out += id + ": " + x->state() + "\n";
  return out;
}

} // namespace roamsync::simulation
