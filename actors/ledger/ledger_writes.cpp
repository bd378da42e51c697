#include "actors/ledger/ledger.hpp"
#include "actors/support/defaults.hpp"

#include <caf/send.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>
#include <utility>

// What is written, in groups, and who is told once it is.
namespace roamsync::actors {

namespace {
/// A group is written when it is this old or this large. A commit costs one fsync, however many rows it has.
constexpr duration group_age{50};
constexpr std::size_t group_rows = 500;
/// A store that fails is tried again that often and for so long: a backup may hold it, a disk may be full for
/// a while. What is to be written is kept meanwhile.
constexpr duration retry_every{1'000};
constexpr duration store_patience{60'000};
} // namespace

void ledger_state::write_soon() {
  timer.arm(self, mono_now(self) + group_age);
}

void ledger_state::on_rows(record_rows& x) {
  if (!is_current(x.serial))
    return;
  if (order_.dry_run) {
    std::move(x.rows.begin(), x.rows.end(), std::back_inserter(dry_rows_));
    return;
  }
  std::move(x.rows.begin(), x.rows.end(), std::back_inserter(rows_));
  if (rows_.size() >= group_rows)
    flush();
  else
    write_soon();
}

void ledger_state::on_standing(keep_standing& x, session_actor asker) {
  if (broken_)
    return;
  standings_.push_back(std::move(x.row));
  if (asker)
    standing_askers_.push_back(std::move(asker));
  // Rows of many tenants share a commit; a millisecond is nothing to a sign-in.
  timer.arm(self, mono_now(self) + duration{1});
}

void ledger_state::on_limit(keep_limit& x) {
  if (broken_ || order_.dry_run)
    return;
  limits_.push_back(std::move(x.row));
  write_soon();
}

void ledger_state::on_group(keep_group& x) {
  if (broken_ || order_.dry_run)
    return;
  groups_.push_back(std::move(x.what));
  write_soon();
}

void ledger_state::on_forecast(const forecast_made& x) {
  if (broken_ || order_.dry_run)
    return;
  forecast_ = x.what;
  write_soon();
}

void ledger_state::on_tenant_ended(const tenant_ended& x) {
  if (!is_current(x.serial))
    return;
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
    write_soon();
}

void ledger_state::flush() {
  if (broken_ || !write())
    return;
  failing_since_.reset();
  if (given_up_)
    return forget();
  if (ending_)
    end_run();
}

bool ledger_state::write() {
  if (moved_end_) {
    if (auto done = where->move_end(run_.number, *moved_end_); !done)
      return retry(done.failure().message), false;
    moved_end_.reset();
  }
  if (forecast_) {
    if (auto done = where->put_forecast(run_.number, *forecast_); !done)
      return retry(done.failure().message), false;
    forecast_.reset();
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
  if (!groups_.empty()) {
    if (auto done = where->put_groups(groups_); !done)
      return retry(done.failure().message), false;
    groups_.clear();
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
      self->send(supervisor_, tenant_ended{std::move(x), order_.serial});
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

} // namespace roamsync::actors
