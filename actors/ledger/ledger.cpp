#include "actors/ledger/ledger.hpp"

#include "actors/ledger/catalogue_files.hpp"
#include "actors/support/defaults.hpp"
#include "actors/support/window.hpp"
#include "engine/tenant/broken_off.hpp"
#include "engine/tune/knob.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace roamsync::actors {

namespace {
/// A group is written when it is this old or this large. A commit costs one fsync, however many rows it has.
constexpr duration group_age{50};
constexpr std::size_t group_rows = 500;
/// A store that fails is tried again that often and for so long: a backup may hold it, a disk may be full for
/// a while. What is to be written is kept meanwhile.
constexpr duration retry_every{1'000};
constexpr duration store_patience{60'000};
/// Earlier runs that are looked at for what they say of a tenant.
constexpr std::size_t earlier_runs = 20;
/// Turned knobs that one look reads.
constexpr std::size_t changes_at_once_max = 100'000;
} // namespace

void ledger_state::on_order(run_order& order, const supervisor_actor& supervisor) {
  supervisor_ = supervisor;
  auto lock = db::engine_lock::acquire(shared->settings.store.path);
  if (!lock) {
    self->send(supervisor_, run_ended{.failure = lock.failure().message, .locked = true});
    return;
  }
  lock_.emplace(std::move(*lock));
  auto opened = open(order);
  if (!opened)
    return broken(opened.failure().message);
  order_ = order;
  run_ = opened->run;
  broken_ = false;
  failing_since_.reset();
  ending_.reset();
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

status ledger_state::add_overrides(run_opened& out) {
  // The number first: what is turned in between is told once more.
  auto newest = where->changes(0, 1);
  if (!newest)
    return newest.failure();
  last_change_ = newest->empty() ? 0 : newest->front().number;
  auto rows = where->overrides();
  if (!rows)
    return rows.failure();
  out.overrides = std::move(*rows);
  return success();
}

void ledger_state::on_look_at_knobs() {
  if (!lock_ || broken_)
    return; // the next run begins with what holds then
  auto turned = newly_turned();
  if (!turned)
    spdlog::warn("knobs cannot be read, and stay as they are: {}", turned.failure().message);
  else if (*turned)
    self->send(supervisor_, std::move(**turned));
}

/// The knobs, if one was turned since the supervisor was told.
result<std::optional<knobs_turned>> ledger_state::newly_turned() {
  auto changes = where->changes(last_change_, changes_at_once_max);
  if (!changes)
    return changes.failure();
  if (changes->empty())
    return std::optional<knobs_turned>{};
  knobs_turned out;
  auto rows = where->overrides();
  if (!rows)
    return rows.failure();
  out.overrides = std::move(*rows);
  std::set<std::string> tenants;
  for (const auto& x : *changes)
    if (auto of = parse_knob(x.knob); of && of->is_tenant_setting())
      tenants.insert(of->tenant);
  for (const auto& id : tenants) {
    auto settings = where->tenant(id);
    if (!settings)
      return settings.failure();
    if (*settings)
      out.tenants.push_back(std::move(**settings));
  }
  last_change_ = changes->front().number;
  return std::optional{std::move(out)};
}

void ledger_state::on_end_moved(const end_moved& x) {
  run_.closes = x.closes;
  if (order_.dry_run)
    return;
  moved_end_ = x.closes;
  flush();
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
    for (const auto& row : *rows)
      before[row.tenant] = std::max<std::uint64_t>(before[row.tenant], row.mailboxes);
  }
  const auto& wanted = out.order.tenants;
  for (auto& settings : *all) {
    auto named = std::find(wanted.begin(), wanted.end(), settings.id) != wanted.end();
    if (wanted.empty() ? !settings.automate : !named)
      continue;
    if (wanted.empty() && !out.order.what.again && !opens_in(out.order, settings))
      continue;
    run_opened::part part{.settings = std::move(settings)};
    part.expected = before[part.settings.id];
    if (auto it = here.find(part.settings.id);
        it != here.end()
        && (it->second.state == tenant_state::done || it->second.state == tenant_state::failed)) {
      part.ended = it->second;
      auto rows = where->records(out.run.number, part.settings.id);
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

void ledger_state::on_load(const load_tenant& x, const tenant_actor& to) {
  flush(); // A tenant that is started again finds all of its outcomes.
  self->send(to, load(x));
}

tenant_file ledger_state::load(const load_tenant& x) {
  tenant_file out;
  auto fail = [&out](const error& why) {
    out.failure = why.message;
    return std::move(out);
  };
  auto settings = where->tenant(x.tenant);
  if (!settings)
    return fail(settings.failure());
  if (!*settings)
    return fail({"the tenant was removed"});
  out.settings = **settings;
  for (auto [field, target] :
       {std::pair{"password", &out.password}, std::pair{"client_secret", &out.client_secret}}) {
    auto value = secrets->get(x.tenant, field);
    if (!value)
      return fail(value.failure());
    if (*value)
      *target = std::move(**value);
  }
  auto receipts = where->receipts(x.tenant);
  if (!receipts)
    return fail(receipts.failure());
  out.receipts = std::move(*receipts);
  auto standings = where->standings(x.tenant);
  if (!standings)
    return fail(standings.failure());
  out.standings = std::move(*standings);
  auto limits = where->known_limits(x.tenant);
  if (!limits)
    return fail(limits.failure());
  out.limits = std::move(*limits);
  if (x.run > 0) {
    auto rows = where->records(x.run, x.tenant);
    if (!rows)
      return fail(rows.failure());
    for (const auto& row : *rows) {
      out.recorded.insert(row.user_id);
      ++out.outcomes[row.end.kind];
    }
  }
  auto deferred = deferred_before(x.run, x.tenant);
  if (!deferred)
    return fail(deferred.failure());
  out.deferred = std::move(*deferred);
  if (auto known = add_history(out); !known)
    return fail(known.failure());
  add_catalogue(out);
  return out;
}

/// Who was deferred in the newest earlier night that the tenant took part in.
result<std::set<std::string>> ledger_state::deferred_before(std::int64_t run, const std::string& tenant) {
  std::set<std::string> out;
  auto earlier = where->runs(run_kind::night, earlier_runs);
  if (!earlier)
    return earlier.failure();
  for (const auto& x : *earlier) {
    if (x.number == run)
      continue;
    auto rows = where->records(x.number, tenant);
    if (!rows)
      return rows.failure();
    for (const auto& row : *rows)
      if (row.end.kind == outcome_kind::deferred)
        out.insert(row.user_id);
    if (!rows->empty())
      break;
  }
  return out;
}

/// What runs that were broken off leave to do, and that the tenant takes part in this one: the row is durable
/// before the password is posted, with the standing of that post, so a run that is killed is known by tenants
/// that never ended.
status ledger_state::add_history(tenant_file& file) {
  const auto& tenant = file.settings.id;
  auto parts = where->history(tenant, earlier_runs);
  if (!parts)
    return parts.failure();
  if (auto since = runs_since_broken_off(*parts)) {
    file.seen_since_broken_off.emplace();
    for (auto number : *since) {
      auto rows = where->records(number, tenant);
      if (!rows)
        return rows.failure();
      for (const auto& row : *rows)
        if (is_settled(row.end))
          file.seen_since_broken_off->insert(row.user_id);
    }
  }
  if (run_.number > 0 && (parts->empty() || parts->front().run != run_.number)) {
    begun_.push_back({.tenant = tenant});
    timer.arm(self, mono_now(self) + group_age);
  }
  return success();
}

void ledger_state::add_catalogue(tenant_file& file) {
  const auto& options = shared->settings.signatures;
  auto below = file.settings.catalogue.empty() ? file.settings.id : file.settings.catalogue;
  auto folder = (std::filesystem::path{options.catalogue_dir} / below).string();
  auto [it, fresh] = catalogues_.try_emplace(folder);
  if (fresh) {
    auto read = read_catalogue(
        folder, {.signature_bytes_max = options.size_limit, .signature_bytes_warn = options.size_warning});
    if (read)
      it->second.value = std::make_shared<const catalogue>(std::move(*read));
    else
      it->second.error = read.failure().message;
  }
  file.signatures = it->second.value;
  file.catalogue_error = it->second.error;
}

void ledger_state::on_rows(record_rows& x) {
  if (order_.dry_run) {
    std::move(x.rows.begin(), x.rows.end(), std::back_inserter(dry_rows_));
    return;
  }
  std::move(x.rows.begin(), x.rows.end(), std::back_inserter(rows_));
  if (rows_.size() >= group_rows)
    flush();
  else
    timer.arm(self, mono_now(self) + group_age);
}

void ledger_state::on_standing(keep_standing& x, session_actor asker) {
  standings_.push_back(std::move(x.row));
  if (asker)
    standing_askers_.push_back(std::move(asker));
  // Rows of many tenants share a commit; a millisecond is nothing to a sign-in.
  timer.arm(self, mono_now(self) + duration{1});
}

void ledger_state::on_limit(keep_limit& x) {
  if (order_.dry_run)
    return;
  limits_.push_back(std::move(x.row));
  timer.arm(self, mono_now(self) + group_age);
}

void ledger_state::on_tenant_ended(const tenant_ended& x) {
  if (order_.dry_run) {
    dry_tenants_.push_back(x.run);
    self->send(supervisor_, x);
    return;
  }
  tenants_.push_back(x.run);
  // A password that was refused must not be sent again after a kill (I10): that is kept at once.
  if (is_final_sign_in_failure(x.run.why))
    flush();
  else
    timer.arm(self, mono_now(self) + group_age);
}

void ledger_state::flush() {
  if (broken_ || !write())
    return;
  failing_since_.reset();
  if (ending_)
    end_run();
}

bool ledger_state::write() {
  if (moved_end_) {
    if (auto done = where->move_end(run_.number, *moved_end_); !done)
      return retry(done.failure().message), false;
    moved_end_.reset();
  }
  if (!begun_.empty()) {
    if (auto done = where->put_tenant_runs(run_.number, begun_); !done)
      return retry(done.failure().message), false;
    begun_.clear();
  }
  if (!standings_.empty()) {
    if (auto done = where->put_standings(standings_); !done)
      return retry(done.failure().message), false;
    standings_.clear();
    for (auto& x : std::exchange(standing_askers_, {}))
      self->send(x, standing_kept{});
  }
  if (!limits_.empty()) {
    if (auto done = where->put_known_limits(limits_); !done)
      return retry(done.failure().message), false;
    limits_.clear();
  }
  // The outcomes first: a tenant that is said to have ended has all of them on disk.
  if (!rows_.empty()) {
    if (auto done = where->record(run_.number, rows_); !done)
      return retry(done.failure().message), false;
    rows_.clear();
  }
  if (!tenants_.empty()) {
    if (auto done = where->put_tenant_runs(run_.number, tenants_); !done)
      return retry(done.failure().message), false;
    for (auto& x : std::exchange(tenants_, {}))
      self->send(supervisor_, tenant_ended{std::move(x)});
  }
  return true;
}

void ledger_state::retry(const std::string& why) {
  auto now = mono_now(self);
  if (!failing_since_) {
    failing_since_ = now;
    spdlog::error("the database does not take what is to be written, and is tried again: {}", why);
  }
  if (now - *failing_since_ >= store_patience)
    return broken(why);
  timer.arm(self, now + retry_every);
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
  broken_ = true;
  moved_end_.reset();
  begun_.clear();
  rows_.clear();
  tenants_.clear();
  limits_.clear();
  standings_.clear();
  standing_askers_.clear();
  ending_.reset();
  lock_.reset();
  self->send(supervisor_, store_broken{what});
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
      [self](const tenant_ended& x) { self->state.on_tenant_ended(x); },
      [self](const run_ended& x) { self->state.on_run_ended(x); },
      [self](ask_openings, const schedule_actor& from) { self->state.on_ask_openings(from); },
      [self](look_at_knobs) { self->state.on_look_at_knobs(); },
      [self](const end_moved& x) { self->state.on_end_moved(x); },
      [self](timer_token x) {
        if (self->state.timer.take(x))
          self->state.flush();
      },
  };
}

} // namespace roamsync::actors
