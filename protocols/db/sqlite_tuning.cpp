#include "protocols/db/run_rows.hpp"
#include "protocols/db/sqlite_connection.hpp"
#include "protocols/db/sqlite_store.hpp"

#include <algorithm>
#include <limits>

namespace roamsync::db {

namespace {

std::optional<override_row> read_override(const sqlite_row& row) {
  return override_row{row.text(0), row.text(1), row.text(2), utc_time{duration{row.integer(3)}}};
}

std::optional<change_row> read_change(const sqlite_row& row) {
  const auto way = tune_way_from_string(row.text(3));
  if (!way)
    return std::nullopt;
  return change_row{.number = row.integer(0),
                    .at = utc_time{duration{row.integer(1)}},
                    .who = row.text(2),
                    .way = *way,
                    .knob = row.text(4),
                    .before = row.text(5),
                    .after = row.text(6),
                    .note = row.text(7)};
}

status put_limits(sqlite_connection& connection, const tenant_limits& x) {
  auto done = connection.execute(
      "UPDATE tenants SET lanes = ?2, rate = ?3, burst = ?4, weight = ?5 WHERE id = ?1",
      {x.tenant, std::int64_t{x.lanes}, x.rate, std::int64_t{x.burst}, std::int64_t{x.weight}});
  if (done && connection.changes() == 0)
    return error{"There is no tenant \"" + x.tenant + "\" in the store."};
  return done;
}

status put_override(sqlite_connection& connection, const override_row& x) {
  return connection.execute("INSERT INTO overrides (knob, value, who, at) VALUES (?1, ?2, ?3, ?4)"
                            " ON CONFLICT (knob) DO UPDATE SET value = ?2, who = ?3, at = ?4",
                            {x.knob, x.value, x.who, time_value(x.at)});
}

status remove_override(sqlite_connection& connection, const std::string& knob) {
  return connection.execute("DELETE FROM overrides WHERE knob = ?1", {knob});
}

status put_change(sqlite_connection& connection, const change_row& x) {
  return connection.execute("INSERT INTO changes (at, who, way, knob, before, after, note)"
                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                            {time_value(x.at), x.who, to_string(x.way), x.knob, x.before, x.after, x.note});
}

template <class Row>
status put_all(sqlite_connection& connection, const std::vector<Row>& rows,
               status (*put)(sqlite_connection&, const Row&)) {
  for (const auto& row : rows)
    if (auto done = put(connection, row); !done)
      return done;
  return success();
}

} // namespace

status sqlite_store::tune(const tuning& what) {
  auto transaction = sqlite_transaction::begin(*connection_);
  if (!transaction)
    return transaction.failure();
  if (auto done = put_all(*connection_, what.tenants, put_limits); !done)
    return done;
  if (auto done = put_all(*connection_, what.put, put_override); !done)
    return done;
  if (auto done = put_all(*connection_, what.removed, remove_override); !done)
    return done;
  if (auto done = put_all(*connection_, what.changes, put_change); !done)
    return done;
  return transaction->commit();
}

result<std::vector<override_row>> sqlite_store::overrides() {
  return connection_->rows("SELECT knob, value, who, at FROM overrides ORDER BY knob", {}, read_override);
}

result<std::vector<change_row>> sqlite_store::changes(std::int64_t after, std::size_t most) {
  const auto limit = std::min<std::size_t>(most, std::numeric_limits<std::int64_t>::max());
  return connection_->rows("SELECT number, at, who, way, knob, before, after, note FROM changes"
                           " WHERE number > ?1 ORDER BY number DESC LIMIT ?2",
                           {after, static_cast<std::int64_t>(limit)}, read_change);
}

} // namespace roamsync::db
