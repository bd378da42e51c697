#include "protocols/db/run_rows.hpp"
#include "protocols/db/sqlite_connection.hpp"
#include "protocols/db/sqlite_store.hpp"

#include <algorithm>
#include <limits>

namespace roamsync::db {

namespace {

status need_run(sqlite_connection& connection, std::int64_t number) {
  const auto known = connection.first("SELECT * FROM runs WHERE number = ?1", {number}, read_night);
  if (!known)
    return known.failure();
  if (!*known)
    return error{"There is no run number " + std::to_string(number) + " in the store."};
  return success();
}

status put_tenant_run(sqlite_connection& connection, std::int64_t number, const tenant_run& x) {
  return connection.execute("INSERT INTO tenant_runs (run, tenant, state, why, detail, group_source, "
                            "mailboxes, started, finished, forecast,"
                            " requests, throttled) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)"
                            " ON CONFLICT (run, tenant) DO UPDATE SET state = ?3, why = ?4, detail = ?5, "
                            "group_source = ?6, mailboxes = ?7,"
                            " started = ?8, finished = ?9, forecast = ?10, requests = ?11, throttled = ?12",
                            {number, x.tenant, to_string(x.state), to_string(x.why), x.detail, x.group_source,
                             std::int64_t{x.mailboxes}, time_value(x.started), time_value(x.finished),
                             time_value(x.forecast), static_cast<std::int64_t>(x.requests),
                             static_cast<std::int64_t>(x.throttled)});
}

status put_record(sqlite_connection& connection, std::int64_t number, const mailbox_record& x) {
  auto done = connection.execute(
      "INSERT INTO outcomes (run, tenant, user_id, mailbox, kind, why, detail, at)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (run, tenant, user_id) DO NOTHING",
      {number, x.tenant, x.user_id, x.mailbox, to_string(x.end.kind), to_string(x.end.why), x.end.detail,
       time_value(x.at)});
  if (!done || !x.proof)
    return done;
  const auto owned = names_text(x.proof->owned);
  return connection.execute(
      "INSERT INTO receipts (tenant, user_id, mailbox, digest, owned, checked, shown)"
      " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE EXISTS (SELECT 1 FROM tenants WHERE id = ?1)"
      " ON CONFLICT (tenant, user_id)"
      " DO UPDATE SET mailbox = ?3, digest = ?4, owned = ?5, checked = ?6, shown = ?7",
      {x.tenant, x.proof->user_id, x.proof->mailbox, x.proof->digest, owned, x.proof->checked,
       x.proof->shown});
}

status put_standing(sqlite_connection& connection, const standing& x) {
  return connection.execute(
      "INSERT INTO standings (tenant, service, service_user, not_before, open_posts, posted)"
      " SELECT ?1, ?2, ?6, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM tenants WHERE id = ?1)"
      " ON CONFLICT (tenant, service, service_user)"
      " DO UPDATE SET not_before = ?3, open_posts = ?4, posted = ?5",
      {x.tenant, to_string(x.service), time_value(x.not_before), std::int64_t{x.open_posts},
       time_value(x.posted), x.service_user});
}

status put_known_limit(sqlite_connection& connection, const known_limit& x) {
  return connection.execute(
      "INSERT INTO known_limits (tenant, service_user, rate, burst, doubt, lanes, wait, quiet, calls,"
      " latency_ms, mailboxes)"
      " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 WHERE EXISTS (SELECT 1 FROM tenants WHERE id = ?1)"
      " ON CONFLICT (tenant, service_user) DO UPDATE SET rate = ?3, burst = ?4, doubt = ?5, lanes = ?6,"
      " wait = ?7, quiet = ?8, calls = ?9, latency_ms = ?10, mailboxes = ?11",
      {x.tenant, x.service_user, x.limit.rate, x.limit.burst, x.limit.doubt, std::int64_t{x.limit.lanes},
       std::int64_t{x.limit.wait.count()}, std::int64_t{x.limit.quiet.count()}, x.cost.calls,
       x.cost.latency_ms, x.cost.mailboxes});
}

/// One transaction for all rows of a run: all of them are kept, or none.
template <class Row>
status put_rows(sqlite_connection& connection, std::int64_t number, std::span<const Row> rows,
                status (*put)(sqlite_connection&, std::int64_t, const Row&)) {
  auto transaction = sqlite_transaction::begin(connection);
  if (!transaction)
    return transaction.failure();
  if (auto known = need_run(connection, number); !known)
    return known;
  for (const auto& row : rows)
    if (auto done = put(connection, number, row); !done)
      return done;
  return transaction->commit();
}

} // namespace

result<night> sqlite_store::open(const open_run& what) {
  auto transaction = sqlite_transaction::begin(*connection_);
  if (!transaction)
    return transaction.failure();
  const auto kind = to_string(what.kind);
  const auto date = date_text(what.date);
  auto of_day = connection_->rows("SELECT * FROM runs WHERE kind = ?1 AND date = ?2 ORDER BY sequence DESC",
                                  {kind, date}, read_night);
  if (!of_day)
    return of_day.failure();
  const auto join = std::find_if(of_day->begin(), of_day->end(), [&](const night& x) {
    return !what.fresh && (what.again ? !x.finished && x.closes > what.opened : x.opened == what.opened);
  });
  if (join != of_day->end())
    return *join;
  const std::int64_t sequence = of_day->empty() ? 1 : std::int64_t{of_day->front().sequence} + 1;
  auto opened = connection_->first("INSERT INTO runs (kind, date, sequence, opened, closes)"
                                   " VALUES (?1, ?2, ?3, ?4, ?5) RETURNING *",
                                   {kind, date, sequence, time_value(what.opened), time_value(what.closes)},
                                   read_night);
  if (!opened)
    return opened.failure();
  if (auto committed = transaction->commit(); !committed)
    return committed.failure();
  return **opened;
}

result<std::optional<night>> sqlite_store::run(std::int64_t number) {
  return connection_->first("SELECT * FROM runs WHERE number = ?1", {number}, read_night);
}

result<std::vector<night>> sqlite_store::runs(run_kind kind, std::size_t most) {
  const auto limit = std::min<std::size_t>(most, std::numeric_limits<std::int64_t>::max());
  return connection_->rows("SELECT * FROM runs WHERE kind = ?1 ORDER BY number DESC LIMIT ?2",
                           {to_string(kind), static_cast<std::int64_t>(limit)}, read_night);
}

status sqlite_store::finish(std::int64_t number, utc_time when) {
  auto transaction = sqlite_transaction::begin(*connection_);
  if (!transaction)
    return transaction.failure();
  if (auto known = need_run(*connection_, number); !known)
    return known;
  auto done = connection_->execute("UPDATE runs SET finished = ?2 WHERE number = ?1 AND finished IS NULL",
                                   {number, time_value(when)});
  return done ? transaction->commit() : done;
}

result<std::size_t> sqlite_store::forget_runs(utc_time before) {
  auto done = connection_->execute("DELETE FROM runs WHERE finished IS NOT NULL AND opened < ?1",
                                   {time_value(before)});
  if (!done)
    return done.failure();
  return static_cast<std::size_t>(connection_->changes());
}

status sqlite_store::move_end(std::int64_t number, utc_time closes) {
  auto transaction = sqlite_transaction::begin(*connection_);
  if (!transaction)
    return transaction.failure();
  if (auto known = need_run(*connection_, number); !known)
    return known;
  auto done = connection_->execute("UPDATE runs SET closes = ?2 WHERE number = ?1 AND finished IS NULL",
                                   {number, time_value(closes)});
  return done ? transaction->commit() : done;
}

status sqlite_store::put_forecast(std::int64_t number, const run_forecast& x) {
  auto transaction = sqlite_transaction::begin(*connection_);
  if (!transaction)
    return transaction.failure();
  if (auto known = need_run(*connection_, number); !known)
    return known;
  auto done = connection_->execute(
      "UPDATE runs SET forecast_made = ?2, forecast = ?3, forecast_early = ?4, forecast_late = ?5"
      " WHERE number = ?1 AND forecast_made IS NULL",
      {number, time_value(x.made), time_value(x.likely), time_value(x.early), time_value(x.late)});
  return done ? transaction->commit() : done;
}

result<std::optional<run_forecast>> sqlite_store::forecast(std::int64_t number) {
  return connection_->first("SELECT forecast_made, forecast, forecast_early, forecast_late FROM runs"
                            " WHERE number = ?1 AND forecast_made IS NOT NULL",
                            {number}, read_forecast);
}

status sqlite_store::put_tenant_runs(std::int64_t number, std::span<const tenant_run> rows) {
  return put_rows(*connection_, number, rows, put_tenant_run);
}

result<std::vector<tenant_run>> sqlite_store::tenant_runs(std::int64_t number) {
  return connection_->rows(
      "SELECT tenant, state, why, detail, group_source, mailboxes, started, finished, forecast,"
      " requests, throttled FROM tenant_runs WHERE run = ?1 ORDER BY tenant",
      {number}, read_tenant_run);
}

result<std::vector<earlier_part>> sqlite_store::history(std::string_view tenant, std::size_t most) {
  const auto limit = std::min<std::size_t>(most, std::numeric_limits<std::int64_t>::max());
  return connection_->rows(
      "SELECT tenant, state, why, detail, group_source, mailboxes, started, finished, forecast,"
      " requests, throttled, run FROM tenant_runs WHERE tenant = ?1 ORDER BY run DESC LIMIT ?2",
      {tenant, static_cast<std::int64_t>(limit)}, read_earlier_part);
}

result<std::optional<tenant_run>> sqlite_store::last_ended(std::string_view tenant) {
  return connection_->first(
      "SELECT tenant, state, why, detail, group_source, mailboxes, started, finished, forecast,"
      " requests, throttled FROM tenant_runs WHERE tenant = ?1 AND state IN ('done', 'failed')"
      " AND finished IS NOT NULL ORDER BY run DESC LIMIT 1",
      {tenant}, read_tenant_run);
}

status sqlite_store::record(std::int64_t number, std::span<const mailbox_record> rows) {
  return put_rows(*connection_, number, rows, put_record);
}

result<std::vector<mailbox_record>> sqlite_store::records(std::int64_t number, std::string_view tenant) {
  return connection_->rows("SELECT tenant, user_id, mailbox, kind, why, detail, at FROM outcomes"
                           " WHERE run = ?1 AND tenant = ?2 ORDER BY mailbox, user_id",
                           {number, tenant}, read_record);
}

result<std::vector<receipt>> sqlite_store::receipts(std::string_view tenant) {
  return connection_->rows("SELECT user_id, mailbox, digest, owned, checked, shown FROM receipts"
                           " WHERE tenant = ?1 ORDER BY user_id",
                           {tenant}, read_receipt);
}

status sqlite_store::put_standings(std::span<const standing> rows) {
  auto transaction = sqlite_transaction::begin(*connection_);
  if (!transaction)
    return transaction.failure();
  for (const auto& row : rows)
    if (auto done = put_standing(*connection_, row); !done)
      return done;
  return transaction->commit();
}

status sqlite_store::forget_posts(std::string_view tenant, std::string_view service_user) {
  return connection_->execute("UPDATE standings SET open_posts = 0"
                              " WHERE tenant = ?1 AND (?2 = '' OR service_user = ?2 COLLATE NOCASE)",
                              {tenant, service_user});
}

result<std::vector<standing>> sqlite_store::standings(std::string_view tenant) {
  return connection_->rows(
      "SELECT tenant, service, not_before, open_posts, posted, service_user FROM standings"
      " WHERE tenant = ?1 ORDER BY service DESC, service_user",
      {tenant}, read_standing);
}

status sqlite_store::put_known_limits(std::span<const known_limit> rows) {
  auto transaction = sqlite_transaction::begin(*connection_);
  if (!transaction)
    return transaction.failure();
  for (const auto& row : rows)
    if (auto done = put_known_limit(*connection_, row); !done)
      return done;
  return transaction->commit();
}

result<std::vector<known_limit>> sqlite_store::known_limits(std::string_view tenant) {
  return connection_->rows(
      "SELECT tenant, service_user, rate, burst, doubt, lanes, wait, quiet, calls, latency_ms,"
      " mailboxes FROM known_limits WHERE tenant = ?1 ORDER BY service_user",
      {tenant}, read_known_limit);
}

} // namespace roamsync::db
