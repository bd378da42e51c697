#include "actors/ledger/ledger.hpp"

#include "actors/ledger/catalogue_files.hpp"
#include "actors/support/defaults.hpp"

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
  return out;
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
  auto earlier = where->runs(run_kind::night, 3);
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
    run_opened::part part{.settings = std::move(settings)};
    part.expected = before[part.settings.id];
    if (auto it = here.find(part.settings.id); it != here.end())
      part.ended = it->second.state == tenant_state::done || it->second.state == tenant_state::failed;
    out.parts.push_back(std::move(part));
  }
  return success();
}

void ledger_state::on_load(const load_tenant& x, const tenant_actor& to) {
  flush();
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
  if (x.run > 0) {
    auto rows = where->records(x.run, x.tenant);
    if (!rows)
      return fail(rows.failure());
    for (const auto& row : *rows) {
      out.recorded.insert(row.user_id);
      ++out.outcomes[row.end.kind];
    }
  }
  auto earlier = where->runs(run_kind::night, 2);
  if (!earlier)
    return fail(earlier.failure());
  for (const auto& run : *earlier) {
    if (run.number == x.run)
      continue;
    auto rows = where->records(run.number, x.tenant);
    if (!rows)
      return fail(rows.failure());
    for (const auto& row : *rows)
      if (row.end.kind == outcome_kind::deferred)
        out.deferred.insert(row.user_id);
    break;
  }
  add_catalogue(out);
  return out;
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
  if (broken_)
    return;
  if (!standings_.empty()) {
    if (auto done = where->put_standings(standings_); !done)
      return broken(done.failure().message);
    standings_.clear();
    for (auto& x : std::exchange(standing_askers_, {}))
      self->send(x, standing_kept{});
  }
  if (rows_.empty() && tenants_.empty())
    return;
  // The outcomes first: a tenant that is said to have ended has all of them on disk.
  if (auto done = where->record(run_.number, rows_); !done)
    return broken(done.failure().message);
  rows_.clear();
  if (auto done = where->put_tenant_runs(run_.number, tenants_); !done)
    return broken(done.failure().message);
  for (auto& x : tenants_)
    self->send(supervisor_, tenant_ended{std::move(x)});
  tenants_.clear();
}

void ledger_state::on_run_ended(const run_ended& x) {
  flush();
  auto out = x;
  if (order_.dry_run) {
    out.dry_records = std::exchange(dry_rows_, {});
    out.dry_tenants = std::exchange(dry_tenants_, {});
  } else if (x.failure.empty() && !broken_) {
    if (auto done = where->finish(x.number, shared->utc()); !done)
      out.failure = done.failure().message;
    auto keep = std::chrono::days{shared->settings.store.keep_days};
    if (auto done = where->forget_runs(shared->utc() - keep); !done)
      spdlog::error("old runs stay in the database: {}", done.failure().message);
  }
  lock_.reset();
  self->send(supervisor_, std::move(out));
}

void ledger_state::broken(const std::string& what) {
  spdlog::critical("the database cannot be used: {}", what);
  broken_ = true;
  rows_.clear();
  tenants_.clear();
  standings_.clear();
  standing_askers_.clear();
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
      [self](const tenant_ended& x) { self->state.on_tenant_ended(x); },
      [self](const run_ended& x) { self->state.on_run_ended(x); },
      [self](timer_token x) {
        if (self->state.timer.take(x))
          self->state.flush();
      },
  };
}

} // namespace roamsync::actors
