#pragma once

#include "engine/base/result.hpp"
#include "engine/directory/known_group.hpp"
#include "engine/model/known_limit.hpp"
#include "engine/model/night.hpp"
#include "engine/model/run_forecast.hpp"
#include "engine/model/standing.hpp"
#include "engine/model/tenant.hpp"
#include "engine/model/tuning.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync {

/// Opens or joins a run.
struct open_run {
  run_kind kind = run_kind::night;
  utc_date date{};
  utc_time opened{};
  utc_time closes{};
  /// False: join the run of that kind and date that was opened at `opened`, finished or not: the scheduled
  /// night is joined by its window and by no other run of that day. True: join an unfinished one whose window
  /// is open at `opened` (`night --now`). If there is none, the next sequence is opened.
  bool again = false;
  /// True: join nothing, open the next sequence. For a run of some tenants only, which must not end a run of
  /// all.
  bool fresh = false;
};

/// What roamsync keeps. Filled by memory_store (the model) and by protocols/db.
/// Thread: one at a time; the calls block. Each call is atomic and durable when it returns. A call on a run
/// or a tenant that does not exist is an error where it writes and empty where it reads, unless said
/// otherwise.
class store {
public:
  virtual ~store() = default;

  /// All that `what` writes by this store, or nothing if it gives an error, which is given. Other writers wait meanwhile. Not
  /// within itself.
  virtual status together(const std::function<status()>& what) = 0;

  /// Adds or replaces the tenant with that id. Receipts stay, and so do secrets, but for the passwords of further
  /// service users that it does not name any more. Checks nothing but that there is an id: engine/config's
  /// validate() is for whoever takes settings in.
  virtual status put_tenant(const tenant_settings& tenant) = 0;
  /// What `change` makes of the settings as they are, and nobody writes in between; if it gives an error, that is given
  /// and nothing is written. Else as put_tenant.
  using tenant_change = std::function<status(tenant_settings&)>;
  virtual status change_tenant(std::string_view id, const tenant_change& change) = 0;
  virtual result<std::optional<tenant_settings>> tenant(std::string_view id) = 0;
  /// In order of id.
  virtual result<std::vector<tenant_settings>> tenants() = 0;
  /// Removes settings, secrets, receipts, standings, known limits and group for good (S5); the outcomes of past runs stay. False:
  /// no such tenant.
  virtual result<bool> remove_tenant(std::string_view id) = 0;

  /// Sealed bytes, never plain text; `field` is "client_secret" or that of a password
  /// (engine/tenant/service_users.hpp), or "data_key" for the vault's
  /// own use. Replaces what is there. The tenant must exist.
  virtual status put_sealed(std::string_view tenant, std::string_view field, std::string_view sealed) = 0;
  /// Adds the bytes if the field is empty; gives what the field then holds. So two processes that both make a
  /// tenant's first data key go on with the same one.
  virtual result<std::string> add_sealed(std::string_view tenant, std::string_view field,
                                         std::string_view sealed) = 0;
  virtual result<std::optional<std::string>> sealed(std::string_view tenant, std::string_view field) = 0;

  virtual result<night> open(const open_run& what) = 0;
  virtual result<std::optional<night>> run(std::int64_t number) = 0;
  /// The newest first, `most` at the most.
  virtual result<std::vector<night>> runs(run_kind kind, std::size_t most) = 0;
  /// Sets `finished`; a finished run keeps its first value.
  virtual status finish(std::int64_t number, utc_time when) = 0;
  /// Removes the finished runs that were opened before `before`, with their outcomes; gives how many.
  /// Receipts stay, and the numbers are not used again.
  virtual result<std::size_t> forget_runs(utc_time before) = 0;
  /// Another end of the window of a run that is not finished.
  virtual status move_end(std::int64_t number, utc_time closes) = 0;

  /// The first forecast of a run stays.
  virtual status put_forecast(std::int64_t number, const run_forecast& what) = 0;
  virtual result<std::optional<run_forecast>> forecast(std::int64_t number) = 0;

  /// Adds or replaces the rows, by (run, tenant).
  virtual status put_tenant_runs(std::int64_t number, std::span<const tenant_run> rows) = 0;
  /// In order of tenant.
  virtual result<std::vector<tenant_run>> tenant_runs(std::int64_t number) = 0;

  /// One tenant's parts of nights and pushes, the newest first, `most` at the most.
  virtual result<std::vector<earlier_part>> history(std::string_view tenant, std::size_t most) = 0;
  /// The newest of them that was not broken off (engine/tenant/broken_off.hpp).
  virtual result<std::optional<tenant_run>> last_ended(std::string_view tenant) = 0;

  /// Adds the outcomes, and the receipts with them, in one transaction. The first outcome of a mailbox in a
  /// run (by run, tenant, user_id) stays: a second one is not an error and changes nothing but the receipt
  /// (I3, I4). The receipt of a tenant that was removed meanwhile is not kept (S5); its outcome is.
  virtual status record(std::int64_t number, std::span<const mailbox_record> rows) = 0;
  /// In order of mailbox, then user_id; without receipts.
  virtual result<std::vector<mailbox_record>> records(std::int64_t number, std::string_view tenant) = 0;
  /// In order of user_id.
  virtual result<std::vector<receipt>> receipts(std::string_view tenant) = 0;

  /// Adds or replaces the rows, by (tenant, service, service user). That of a tenant that does not exist is not kept.
  virtual status put_standings(std::span<const standing> rows) = 0;
  /// Counts the tenant's posts from 0 again, those of one service user (in either case) or of all if it is empty, and
  /// leaves the rest of the rows as it is.
  virtual status forget_posts(std::string_view tenant, std::string_view service_user) = 0;
  /// In order of service, then of service user.
  virtual result<std::vector<standing>> standings(std::string_view tenant) = 0;

  /// Adds or replaces the rows, by (tenant, service user). That of a tenant that does not exist is not kept.
  virtual status put_known_limits(std::span<const known_limit> rows) = 0;
  /// In order of service user.
  virtual result<std::vector<known_limit>> known_limits(std::string_view tenant) = 0;

  /// Applies each update to what is known of its tenant's group, all in one transaction. That of a tenant that
  /// does not exist is not kept. One that builds on what is not there (`all` and `groups` are not set) keeps
  /// nothing.
  virtual status put_groups(std::span<const group_update> updates) = 0;
  /// What cannot be read any more is no error: the group can be.
  virtual result<found_group> group(std::string_view tenant) = 0;

  /// Keeps all of it, or nothing; the changes get their numbers in order. A tenant that does not exist is an
  /// error.
  virtual status tune(const tuning& what) = 0;
  /// In order of knob. Those of a tenant go with it.
  virtual result<std::vector<override_row>> overrides() = 0;
  /// The changes after that number, the newest first, `most` at the most.
  virtual result<std::vector<change_row>> changes(std::int64_t after, std::size_t most) = 0;
};

} // namespace roamsync
