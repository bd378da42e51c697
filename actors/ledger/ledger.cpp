#include "actors/ledger/ledger.hpp"

#include "actors/support/defaults.hpp"
#include "actors/support/window.hpp"
#include "engine/tune/knob.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

// The run: who takes part, and its end.
namespace roamsync::actors {

void ledger_state::on_order(run_order& order, const supervisor_actor& supervisor) {
  // The supervisor has ended what was before: that is kept under its own run if it can be, and never under this one.
  if (!broken_)
    (void)write();
  forget();
  supervisor_ = supervisor;
  order_ = order;
  auto lock = db::engine_lock::acquire(shared->settings.store.path);
  if (!lock) {
    self->send(supervisor_,
               run_ended{.failure = lock.failure().message, .locked = true, .serial = order.serial});
    return;
  }
  lock_.emplace(std::move(*lock));
  auto opened = open(order);
  if (!opened)
    return broken(opened.failure().message);
  run_ = opened->run;
  broken_ = false;
  catalogues_.clear();
  self->send(supervisor_, std::move(*opened));
}

result<run_opened> ledger_state::open(run_order& order) {
  run_opened out;
  out.order = order;
  if (order.dry_run) {
    out.run = {.number = 0,
               .kind = order.what.kind,
               .date = order.what.date,
               .opened = order.what.opened,
               .closes = order.what.closes};
  } else {
    if (auto done = close_abandoned(order.what); !done)
      return done.failure();
    auto newest = where->runs(order.what.kind, 1);
    if (!newest)
      return newest.failure();
    auto run = where->open(order.what);
    if (!run)
      return run.failure();
    out.run = *run;
    out.joined = !newest->empty() && newest->front().number >= run->number;
  }
  if (auto added = add_parts(out); !added)
    return added.failure();
  if (auto added = add_overrides(out); !added)
    return added.failure();
  return out;
}

/// A run that nobody can join any more, because its window has passed, ends here: its tenants that had not
/// ended have failed in it, and the next night does their work.
status ledger_state::close_abandoned(const open_run& next) {
  auto runs = where->runs(next.kind, earlier_runs);
  if (!runs)
    return runs.failure();
  for (const auto& run : *runs) {
    auto joined = !next.again && !next.fresh && run.date == next.date && run.opened == next.opened;
    if (run.finished || joined || run.closes > shared->utc())
      continue;
    auto rows = where->tenant_runs(run.number);
    if (!rows)
      return rows.failure();
    std::erase_if(*rows, [](const tenant_run& x) { return x.state != tenant_state::waiting; });
    for (auto& x : *rows) {
      x.state = tenant_state::failed;
      x.why = cause::window_closed;
      x.finished.reset(); // It was broken off.
    }
    if (auto done = where->put_tenant_runs(run.number, *rows); !done)
      return done;
    if (auto done = where->finish(run.number, run.closes); !done)
      return done;
    spdlog::warn("run {} was broken off, and its window has passed: closed", run.number);
  }
  return success();
}

status ledger_state::add_parts(run_opened& out) {
  auto all = where->tenants();
  if (!all)
    return all.failure();
  std::map<std::string, tenant_run> here;
  std::map<std::string, std::uint64_t> before;
  std::map<std::string, std::uint64_t> requests; // of the newest run before this one that it went through
  if (out.run.number > 0) {
    auto rows = where->tenant_runs(out.run.number);
    if (!rows)
      return rows.failure();
    for (auto& x : *rows)
      here[x.tenant] = x;
  }
  auto earlier = where->runs(run_kind::night, earlier_runs);
  if (!earlier)
    return earlier.failure();
  for (const auto& x : *earlier) {
    auto rows = where->tenant_runs(x.number);
    if (!rows)
      return rows.failure();
    for (const auto& row : *rows) {
      before[row.tenant] = std::max<std::uint64_t>(before[row.tenant], row.mailboxes);
      if (x.number != out.run.number && row.state == tenant_state::done)
        requests.emplace(row.tenant, row.requests);
    }
  }
  const auto& wanted = out.order.tenants;
  for (auto& settings : *all) {
    auto named = std::find(wanted.begin(), wanted.end(), settings.id) != wanted.end();
    if (wanted.empty() ? !settings.automate : !named)
      continue;
    if (wanted.empty() && !out.order.what.again && !opens_in(out.order, settings))
      continue;
    run_opened::part part{.settings = std::make_shared<const tenant_settings>(std::move(settings))};
    part.expected = before[part.settings->id];
    part.requests = requests[part.settings->id];
    if (auto it = here.find(part.settings->id);
        it != here.end()
        && (it->second.state == tenant_state::done || it->second.state == tenant_state::failed)) {
      part.ended = it->second;
      auto rows = where->records(out.run.number, part.settings->id);
      if (!rows)
        return rows.failure();
      for (const auto& row : *rows)
        ++part.outcomes[row.end.kind];
    }
    out.parts.push_back(std::move(part));
  }
  return success();
}

/// Whether a scheduled run is the one that the tenant takes part in.
bool ledger_state::opens_in(const run_order& order, const tenant_settings& tenant) const {
  auto own = parse_time_of_day(tenant.opens);
  if (order.opening)
    return own == order.opening;
  return !own || opens_within(window_of(shared->settings), *own);
}

void ledger_state::on_ask_openings(const schedule_actor& to) {
  openings out;
  if (auto all = where->tenants())
    for (const auto& x : *all)
      if (auto own = parse_time_of_day(x.opens); own && x.automate)
        out.all.insert(*own);
  if (auto rows = where->overrides())
    for (const auto& x : *rows)
      if (x.knob == closes_knob)
        out.closes = parse_instant(x.value);
  self->send(to, std::move(out));
}

void ledger_state::on_run_ended(const run_ended& x) {
  if (broken_)
    return; // the supervisor was told
  ending_ = x;
  flush();
}

void ledger_state::end_run() {
  auto out = std::move(*std::exchange(ending_, std::nullopt));
  if (order_.dry_run) {
    out.dry_records = std::exchange(dry_rows_, {});
    out.dry_tenants = std::exchange(dry_tenants_, {});
    out.finished = shared->utc();
  } else if (out.failure.empty()) {
    auto now = shared->utc();
    if (auto done = where->finish(out.number, now); !done)
      out.failure = done.failure().message;
    else
      out.finished = now;
    if (auto done = where->forget_runs(now - std::chrono::days{shared->settings.store.keep_days}); !done)
      spdlog::error("old runs stay in the database: {}", done.failure().message);
  }
  lock_.reset();
  self->send(supervisor_, std::move(out));
}

void ledger_state::broken(const std::string& what) {
  spdlog::critical("the database cannot be used: {}", what);
  forget();
  self->send(supervisor_, store_broken{what, order_.serial});
}

/// We were silent for too long, and are back: what was told before is kept if that can be, and the next run may open.
void ledger_state::on_run_given_up() {
  given_up_ = true;
  flush();
}

/// "In turn" is behind all that we were told before.
void ledger_state::on_lives(ledger_lives x, const supervisor_actor& from) {
  if (x.in_turn)
    flush();
  self->send(from, x);
}

void ledger_state::forget() {
  broken_ = true;
  given_up_ = false;
  failing_since_.reset();
  forecast_.reset();
  moved_end_.reset();
  begun_.clear();
  rows_.clear();
  tenants_.clear();
  limits_.clear();
  groups_.clear();
  standings_.clear();
  standing_askers_.clear();
  dry_rows_.clear();
  dry_tenants_.clear();
  ending_.reset();
  lock_.reset();
}

ledger_actor::behavior_type ledger(ledger_actor::stateful_pointer<ledger_state> self,
                                   std::shared_ptr<const context> shared, std::shared_ptr<store> where,
                                   std::shared_ptr<db::vault> secrets) {
  install_defaults(self, ledger_state::name);
  self->state.shared = std::move(shared);
  self->state.where = std::move(where);
  self->state.secrets = std::move(secrets);
  return {
      [self](run_order& x, const supervisor_actor& from) { self->state.on_order(x, from); },
      [self](const load_tenant& x, const tenant_actor& from) { self->state.on_load(x, from); },
      [self](record_rows& x) { self->state.on_rows(x); },
      [self](keep_standing& x) { self->state.on_standing(x, session_actor{}); },
      [self](keep_standing& x, session_actor& from) { self->state.on_standing(x, std::move(from)); },
      [self](keep_limit& x) { self->state.on_limit(x); },
      [self](keep_group& x) { self->state.on_group(x); },
      [self](const tenant_ended& x) { self->state.on_tenant_ended(x); },
      [self](const run_ended& x) { self->state.on_run_ended(x); },
      [self](ask_openings, const schedule_actor& from) { self->state.on_ask_openings(from); },
      [self](look_at_knobs) { self->state.on_look_at_knobs(); },
      [self](const end_moved& x) { self->state.on_end_moved(x); },
      [self](run_given_up) { self->state.on_run_given_up(); },
      [self](ledger_lives x, const supervisor_actor& from) { self->state.on_lives(x, from); },
      [self](const forecast_made& x) { self->state.on_forecast(x); },
      [self](timer_token x) {
        if (self->state.timer.take(self, x))
          self->state.flush();
      },
  };
}

} // namespace roamsync::actors
