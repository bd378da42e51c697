#pragma once

#include "engine/store/store.hpp"

#include <memory>
#include <string>

namespace roamsync::db {

class sqlite_connection;

/// The store in one SQLite file (WAL, synchronous=FULL): a row is on disk when the call returns. Any number
/// of processes may have the file open; each call waits up to 5 s for another one's write. What must not run
/// twice at once is kept apart by engine_lock, not by the store. Thread: one at a time; each thread that
/// needs the store opens its own.
class sqlite_store final : public store {
public:
  /// Opens the file, or makes it (mode 0600) where there is none, and brings an older schema up to date.
  /// Errors: not a database, damaged, of another program, of a newer roamsync, no permission, disk full.
  static result<std::unique_ptr<sqlite_store>> open(const std::string& path);
  /// To read what is there: makes no file and no lock, leaves schema and journal as they are. Null: the file is not there,
  /// or has an older schema. The errors are those of open(), but for what only shows when it is written.
  static result<std::unique_ptr<sqlite_store>> open_as_it_is(const std::string& path);
  ~sqlite_store() override;

  status together(const std::function<status()>& what) override;
  status put_tenant(const tenant_settings& tenant) override;
  status change_tenant(std::string_view id, const tenant_change& change) override;
  result<std::optional<tenant_settings>> tenant(std::string_view id) override;
  result<std::vector<tenant_settings>> tenants() override;
  result<bool> remove_tenant(std::string_view id) override;

  status put_sealed(std::string_view tenant, std::string_view field, std::string_view sealed) override;
  result<std::string> add_sealed(std::string_view tenant, std::string_view field,
                                 std::string_view sealed) override;
  result<std::optional<std::string>> sealed(std::string_view tenant, std::string_view field) override;

  result<night> open(const open_run& what) override;
  result<std::optional<night>> run(std::int64_t number) override;
  result<std::vector<night>> runs(run_kind kind, std::size_t most) override;
  status finish(std::int64_t number, utc_time when) override;
  result<std::size_t> forget_runs(utc_time before) override;
  status move_end(std::int64_t number, utc_time closes) override;
  status put_forecast(std::int64_t number, const run_forecast& what) override;
  result<std::optional<run_forecast>> forecast(std::int64_t number) override;

  status put_tenant_runs(std::int64_t number, std::span<const tenant_run> rows) override;
  result<std::vector<tenant_run>> tenant_runs(std::int64_t number) override;
  result<std::vector<earlier_part>> history(std::string_view tenant, std::size_t most) override;
  result<std::optional<tenant_run>> last_ended(std::string_view tenant) override;

  status record(std::int64_t number, std::span<const mailbox_record> rows) override;
  result<std::vector<mailbox_record>> records(std::int64_t number, std::string_view tenant) override;
  result<std::vector<receipt>> receipts(std::string_view tenant) override;

  status put_standings(std::span<const standing> rows) override;
  status forget_posts(std::string_view tenant, std::string_view service_user) override;
  result<std::vector<standing>> standings(std::string_view tenant) override;
  status put_known_limits(std::span<const known_limit> rows) override;
  result<std::vector<known_limit>> known_limits(std::string_view tenant) override;

  status put_groups(std::span<const group_update> updates) override;
  result<found_group> group(std::string_view tenant) override;

  status tune(const tuning& what) override;
  result<std::vector<override_row>> overrides() override;
  result<std::vector<change_row>> changes(std::int64_t after, std::size_t most) override;

private:
  explicit sqlite_store(std::unique_ptr<sqlite_connection> connection);

  std::unique_ptr<sqlite_connection> connection_;
};

} // namespace roamsync::db
