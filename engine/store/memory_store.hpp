#pragma once

#include "engine/store/store.hpp"

#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace roamsync {

/// A store in memory: the model that every other store is tested against, and the store of tests and of the
/// simulator. Nothing outlives the object.
class memory_store : public store {
public:
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
  using pair_key = std::pair<std::string, std::string>;
  using run_tenant_key = std::pair<std::int64_t, std::string>;
  using outcome_key = std::tuple<std::int64_t, std::string, std::string>;

  [[nodiscard]] status need_run(std::int64_t number) const;

  std::map<std::string, tenant_settings, std::less<>> tenants_;
  std::map<pair_key, std::string> sealed_; // tenant, field
  std::map<std::int64_t, night> runs_;
  std::map<std::int64_t, run_forecast> forecasts_; // by run
  std::map<run_tenant_key, tenant_run> tenant_runs_;
  std::map<outcome_key, mailbox_record> records_; // run, tenant, user_id
  std::map<pair_key, receipt> receipts_;          // tenant, user_id
  std::map<std::pair<std::string, std::pair<remote, std::string>>, standing> standings_;
  std::map<std::pair<std::string, std::string>, known_limit> limits_; ///< by tenant and service user
  struct kept_group {
    known_group head;                      ///< without members
    std::map<std::string, member> members; ///< by user_id
  };
  std::map<std::string, kept_group, std::less<>> groups_; ///< by tenant
  std::map<std::string, override_row, std::less<>> overrides_;
  std::vector<change_row> changes_;
  std::int64_t last_run_ = 0;
};

} // namespace roamsync
