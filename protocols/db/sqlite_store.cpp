#include "protocols/db/sqlite_store.hpp"

#include "engine/tenant/service_users.hpp"
#include "protocols/db/lock_file.hpp"
#include "protocols/db/migration.hpp"
#include "protocols/db/run_rows.hpp"
#include "protocols/db/sqlite_connection.hpp"

#include <filesystem>
#include <system_error>

namespace roamsync::db {

namespace {

std::optional<tenant_settings> read_tenant(const sqlite_row& row) {
  const auto sign_in = sign_in_way_from_string(row.text(5));
  const auto drift = drift_rule_from_string(row.text(18));
  auto more = parse_names(row.text(19));
  if (!sign_in || !drift || !more)
    return std::nullopt;
  tenant_settings x;
  x.id = row.text(0);
  x.name = row.text(1);
  x.entra_tenant = row.text(2);
  x.cloud = row.text(3);
  x.automate = row.integer(4) != 0;
  x.sign_in = *sign_in;
  x.service_user = row.text(6);
  x.service_mailbox = row.text(7);
  x.notify = row.text(8);
  x.group = row.text(9);
  x.connector_group = row.text(10);
  x.sync_group = row.text(11);
  x.catalogue = row.text(12);
  x.lanes = static_cast<std::uint32_t>(row.integer(13));
  x.rate = row.real(14);
  x.burst = static_cast<std::uint32_t>(row.integer(15));
  x.weight = static_cast<std::uint32_t>(row.integer(16));
  x.opens = row.text(17);
  x.drift = *drift;
  x.more_service_users = std::move(*more);
  return x;
}

std::optional<std::string> read_text(const sqlite_row& row) {
  return row.text(0);
}

error no_tenant(std::string_view id) {
  return error{"There is no tenant \"" + std::string{id} + "\" in the store."};
}

/// A transaction that has seen the tenant: nothing is written for one that is not there.
result<sqlite_transaction> begin_for(sqlite_connection& connection, std::string_view tenant) {
  auto transaction = sqlite_transaction::begin(connection);
  if (!transaction)
    return transaction;
  auto found = connection.first<std::string>("SELECT id FROM tenants WHERE id = ?1", {tenant}, read_text);
  if (!found)
    return found.failure();
  if (!*found)
    return no_tenant(tenant);
  return transaction;
}

status put_settings(sqlite_connection& connection, const tenant_settings& x) {
  // No REPLACE: it would delete the row, and secrets and receipts with it.
  return connection.execute(
      "INSERT INTO tenants (id, name, entra_tenant, cloud, automate, sign_in, service_user, service_mailbox, "
      "notify,"
      " member_group, connector_group, sync_group, catalogue, lanes, rate, burst, weight, opens, drift,"
      " more_service_users)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)"
      " ON CONFLICT (id) DO UPDATE SET name = ?2, entra_tenant = ?3, cloud = ?4, automate = ?5, sign_in = ?6,"
      " service_user = ?7, service_mailbox = ?8, notify = ?9, member_group = ?10, connector_group = ?11,"
      " sync_group = ?12, catalogue = ?13, lanes = ?14, rate = ?15, burst = ?16, weight = ?17, opens = ?18,"
      " drift = ?19, more_service_users = ?20",
      {x.id,
       x.name,
       x.entra_tenant,
       x.cloud,
       std::int64_t{x.automate},
       to_string(x.sign_in),
       x.service_user,
       x.service_mailbox,
       x.notify,
       x.group,
       x.connector_group,
       x.sync_group,
       x.catalogue,
       std::int64_t{x.lanes},
       x.rate,
       std::int64_t{x.burst},
       std::int64_t{x.weight},
       x.opens,
       to_string(x.drift),
       names_text(x.more_service_users)});
}

/// True: there were some.
result<bool> remove_passwords_of_nobody(sqlite_connection& connection, const tenant_settings& x) {
  const auto fields =
      connection.rows<std::string>("SELECT field FROM sealed WHERE tenant = ?1", {x.id}, read_text);
  if (!fields)
    return fields.failure();
  bool removed = false;
  for (const auto& field : *fields) {
    if (!is_of_nobody(x, field))
      continue;
    if (auto done = connection.execute("DELETE FROM sealed WHERE tenant = ?1 AND field = ?2", {x.id, field});
        !done)
      return done.failure();
    removed = true;
  }
  return removed;
}

/// After secrets were removed: the log still holds the old pages. A reader in another process may keep it, then the
/// next checkpoint clears it.
void clear_log(sqlite_connection& connection) {
  (void)connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

status put_and_commit(sqlite_connection& connection, const tenant_settings& x,
                      sqlite_transaction& transaction) {
  if (auto done = put_settings(connection, x); !done)
    return done;
  const auto removed = remove_passwords_of_nobody(connection, x);
  if (!removed)
    return removed.failure();
  if (auto done = transaction.commit(); !done)
    return done;
  if (*removed)
    clear_log(connection);
  return success();
}

} // namespace

sqlite_store::sqlite_store(std::unique_ptr<sqlite_connection> connection)
    : connection_(std::move(connection)) {}

sqlite_store::~sqlite_store() = default;

result<std::unique_ptr<sqlite_store>> sqlite_store::open(const std::string& path) {
  // A change of the schema or of the journal must not meet another process that is just as new to the file.
  auto guard = lock_file::open(path);
  if (!guard)
    return guard.failure();
  if (auto mine = guard->lock(lock_place::opening, true); !mine)
    return mine.failure();
  auto opened = sqlite_connection::open(path);
  if (!opened)
    return opened.failure();
  auto& connection = **opened;
  if (auto migrated = migrate(connection, migrations()); !migrated)
    return migrated.failure();
  // Only now: a file of another program was refused above, untouched.
  std::string mode;
  auto wal =
      connection.execute("PRAGMA journal_mode = WAL", {}, [&](const sqlite_row& row) { mode = row.text(0); });
  if (!wal)
    return wal.failure();
  if (mode != "wal")
    return error{"The database " + path
                 + " cannot have a write-ahead log. Put it on a local disk (store.path)."};
  return std::unique_ptr<sqlite_store>{new sqlite_store{std::move(opened.value())}};
}

result<std::unique_ptr<sqlite_store>> sqlite_store::open_as_it_is(const std::string& path) {
  std::error_code failed;
  if (!std::filesystem::exists(path, failed) && !failed)
    return std::unique_ptr<sqlite_store>{};
  const auto has_log = std::filesystem::exists(path + "-wal", failed);
  auto opened = sqlite_connection::open_existing(path);
  if (!opened)
    return opened.failure();
  if (has_log) // one that is made by looking is taken away again
    (*opened)->keep_log();
  const auto schema = schema_of(**opened, migrations());
  if (!schema)
    return schema.failure();
  if (*schema != migrations().back().number)
    return std::unique_ptr<sqlite_store>{};
  return std::unique_ptr<sqlite_store>{new sqlite_store{std::move(opened.value())}};
}

status sqlite_store::together(const std::function<status()>& what) {
  auto transaction = sqlite_transaction::begin(*connection_);
  if (!transaction)
    return transaction.failure();
  if (auto done = what(); !done)
    return done;
  if (auto done = transaction->commit(); !done)
    return done;
  clear_log(*connection_); // passwords may have gone
  return success();
}

status sqlite_store::put_tenant(const tenant_settings& x) {
  if (x.id.empty())
    return error{"A tenant without an id cannot be stored."};
  auto transaction = sqlite_transaction::begin(*connection_);
  if (!transaction)
    return transaction.failure();
  return put_and_commit(*connection_, x, *transaction);
}

status sqlite_store::change_tenant(std::string_view id, const tenant_change& change) {
  auto transaction = sqlite_transaction::begin(*connection_);
  if (!transaction)
    return transaction.failure();
  auto known = tenant(id);
  if (!known)
    return known.failure();
  if (!*known)
    return no_tenant(id);
  if (auto done = change(**known); !done)
    return done;
  return put_and_commit(*connection_, **known, *transaction);
}

result<std::optional<tenant_settings>> sqlite_store::tenant(std::string_view id) {
  return connection_->first("SELECT * FROM tenants WHERE id = ?1", {id}, read_tenant);
}

result<std::vector<tenant_settings>> sqlite_store::tenants() {
  return connection_->rows("SELECT * FROM tenants ORDER BY id", {}, read_tenant);
}

result<bool> sqlite_store::remove_tenant(std::string_view id) {
  auto transaction = sqlite_transaction::begin(*connection_);
  if (!transaction)
    return transaction.failure();
  if (auto done =
          connection_->execute("DELETE FROM overrides WHERE knob = 'tenant.' || ?1 || '.paused'", {id});
      !done)
    return done.failure();
  if (auto done = connection_->execute("DELETE FROM tenants WHERE id = ?1", {id}); !done)
    return done.failure();
  const bool removed = connection_->changes() > 0;
  if (auto done = transaction->commit(); !done)
    return done.failure();
  if (removed)
    clear_log(*connection_);
  return removed;
}

status sqlite_store::put_sealed(std::string_view tenant, std::string_view field, std::string_view sealed) {
  auto transaction = begin_for(*connection_, tenant);
  if (!transaction)
    return transaction.failure();
  auto done = connection_->execute("INSERT INTO sealed (tenant, field, bytes) VALUES (?1, ?2, ?3)"
                                   " ON CONFLICT (tenant, field) DO UPDATE SET bytes = ?3",
                                   {tenant, field, blob_view{sealed}});
  return done ? transaction->commit() : done;
}

result<std::string> sqlite_store::add_sealed(std::string_view tenant, std::string_view field,
                                             std::string_view bytes) {
  auto transaction = begin_for(*connection_, tenant);
  if (!transaction)
    return transaction.failure();
  auto done = connection_->execute("INSERT INTO sealed (tenant, field, bytes) VALUES (?1, ?2, ?3)"
                                   " ON CONFLICT (tenant, field) DO NOTHING",
                                   {tenant, field, blob_view{bytes}});
  if (!done)
    return done.failure();
  auto kept = sealed(tenant, field);
  if (!kept)
    return kept.failure();
  if (auto committed = transaction->commit(); !committed)
    return committed.failure();
  return std::move(**kept);
}

result<std::optional<std::string>> sqlite_store::sealed(std::string_view tenant, std::string_view field) {
  return connection_->first("SELECT bytes FROM sealed WHERE tenant = ?1 AND field = ?2", {tenant, field},
                            read_text);
}

} // namespace roamsync::db
