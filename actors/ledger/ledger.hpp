#pragma once

#include "actors/messages/interfaces.hpp"
#include "actors/support/clock.hpp"
#include "actors/support/context.hpp"
#include "engine/store/store.hpp"
#include "protocols/db/engine_lock.hpp"
#include "protocols/db/vault.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace roamsync::actors {

/// The one writer of the store. Outcomes are written in groups; what must not be said before they are durable
/// (a tenant's end, the run's end) goes through here behind them.
struct ledger_state {
  explicit ledger_state(ledger_actor::pointer ptr) : self(ptr) {}
  static constexpr const char* name = "ledger";

  void on_order(run_order& order, const supervisor_actor& supervisor);
  void on_load(const load_tenant& x, const tenant_actor& to);
  void on_rows(record_rows& x);
  void on_standing(keep_standing& x, session_actor asker);
  void on_limit(keep_limit& x);
  void on_group(keep_group& x);
  void on_tenant_ended(const tenant_ended& x);
  void on_run_ended(const run_ended& x);
  void on_ask_openings(const schedule_actor& to);
  void on_look_at_knobs();
  void on_end_moved(const end_moved& x);
  void on_forecast(const forecast_made& x);
  void on_run_given_up();
  void on_lives(ledger_lives x, const supervisor_actor& from);
  void flush();

  ledger_actor::pointer self;
  std::shared_ptr<const context> shared;
  std::shared_ptr<store> where;
  std::shared_ptr<db::vault> secrets;
  waker timer;

private:
  /// Earlier runs that are looked at for what they say of a tenant.
  static constexpr std::size_t earlier_runs = 20;

  [[nodiscard]] result<run_opened> open(run_order& order);
  [[nodiscard]] status close_abandoned(const open_run& next);
  [[nodiscard]] status add_parts(run_opened& out);
  [[nodiscard]] status add_overrides(run_opened& out);
  [[nodiscard]] result<std::optional<knobs_turned>> newly_turned();
  [[nodiscard]] bool opens_in(const run_order& order, const tenant_settings& tenant) const;
  [[nodiscard]] result<std::set<std::string>> deferred_before(std::int64_t run, const std::string& tenant);
  [[nodiscard]] status add_history(tenant_file& file);
  [[nodiscard]] tenant_file load(const load_tenant& x);
  void tell_damage(const std::string& tenant, const std::string& what);
  void add_catalogue(tenant_file& file);
  void write_soon();
  /// Writes all that waits; false if the store did not take it.
  [[nodiscard]] bool write();
  void retry(const std::string& why);
  void end_run();
  void broken(const std::string& what);
  void forget();
  /// What is said of another order, or after the store failed, is of a run that goes on without us.
  [[nodiscard]] bool is_current(std::uint64_t serial) const noexcept {
    return !broken_ && serial == order_.serial;
  }

  supervisor_actor supervisor_;
  run_order order_;
  night run_;
  std::optional<db::engine_lock> lock_;     ///< held while a run is under way
  bool broken_ = false;                     ///< no run is open here: nothing is taken
  bool given_up_ = false;                   ///< by the supervisor; what was told is written, and no more
  std::optional<time_point> failing_since_; ///< of the first write that failed, of those in a row
  std::optional<run_ended> ending_;         ///< asked for; comes once all is written
  std::vector<mailbox_record> rows_;
  std::vector<tenant_run> begun_;   ///< tenants that take part
  std::vector<tenant_run> tenants_; ///< tenants that have ended
  std::vector<known_limit> limits_;
  std::vector<group_update> groups_;
  std::int64_t last_change_ = 0;         ///< of a knob, that the supervisor knows
  std::optional<utc_time> moved_end_;    ///< to write
  std::optional<run_forecast> forecast_; ///< to write
  std::vector<standing> standings_;
  std::vector<session_actor> standing_askers_;
  std::vector<mailbox_record> dry_rows_;
  std::vector<tenant_run> dry_tenants_;
  struct loaded_catalogue {
    std::shared_ptr<const catalogue> value;
    std::string error;
  };
  std::map<std::string, loaded_catalogue> catalogues_; ///< by folder; read once for a run
};

/// Runs detached: the store blocks. `where` and `secrets` are used by this actor only.
ledger_actor::behavior_type ledger(ledger_actor::stateful_pointer<ledger_state> self,
                                   std::shared_ptr<const context> shared, std::shared_ptr<store> where,
                                   std::shared_ptr<db::vault> secrets);

} // namespace roamsync::actors
