#pragma once

#include "engine/forecast/night_outlook.hpp"
#include "engine/limit/node_queue.hpp"
#include "engine/store/store.hpp"
#include "engine/supervisor/supervisor_machine.hpp"
#include "engine/tune/tune_machine.hpp"
#include "tests/simulation/shell/event_log.hpp"
#include "tests/simulation/shell/options.hpp"
#include "tests/simulation/shell/tenant_shell.hpp"
#include "tests/simulation/world/world.hpp"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace roamsync::simulation {

/// One process: supervisor, ledger and bridge around the tenants. To destroy it is to kill the process: what
/// is not in the store is lost, and no event reaches it any more.
class node {
public:
  node(world& services, store& where, const node_options& options, event_log& log);

  /// Opens or joins the night of the present day.
  void start();
  /// Knobs were turned, and the store has them.
  void look_at_knobs();
  /// The configuration was read again.
  void take_knobs(live_base base);
  /// The operator stops the run: it stays open for the next start.
  void stop();
  [[nodiscard]] bool finished() const noexcept { return finished_; }
  [[nodiscard]] std::int64_t run() const noexcept { return run_.number; }
  /// What watchdogs have ended.
  [[nodiscard]] const std::vector<std::string>& bites() const noexcept { return bites_; }
  /// The tenants that have not ended, as sentences.
  [[nodiscard]] std::string unfinished() const;

  // What the tenants use.
  [[nodiscard]] world& services() noexcept { return world_; }
  [[nodiscard]] event_queue& time() noexcept { return world_.time(); }
  [[nodiscard]] const node_options& options() const noexcept { return options_; }
  [[nodiscard]] const night& tonight() const noexcept { return run_; }
  [[nodiscard]] event_log& log() noexcept { return log_; }
  [[nodiscard]] utc_time utc() const;
  [[nodiscard]] tenant_file load(std::size_t tenant);
  void record(std::vector<mailbox_record> rows);
  /// `kept` is called once the row is in the store.
  void keep(standing row, std::function<void()> kept = {});
  void keep(known_limit row);
  void keep(group_update what);
  void on_tenant_done(tenant_run run);
  void on_tenant_lives(const std::string& tenant) { machine_->on_tenant_lives(tenant); }
  /// A watchdog has ended something.
  void bitten(const std::string& what);
  using request = std::function<void(std::function<passage()> answered)>;
  /// Sends a request when the node's limit lets it through; `answered` is to be called once. `unsent` is
  /// called instead if the tenant is told to wait first.
  void over_bridge(const std::string& tenant, std::uint32_t weight, const std::optional<work_ahead>& ahead,
                   request what, std::function<void()> unsent);
  /// Gives back what the tenant has waiting in front of the network, as actors/bridge does on 429 and 503.
  void hold_back(const std::string& tenant);
  /// The night was there before this process.
  [[nodiscard]] bool joined() const noexcept { return joined_; }

private:
  void perform(supervisor_effects effects);
  void perform(const tune_effects& effects);
  void look_at_clock();
  void look_ahead();
  [[nodiscard]] tenant_share share_of_tenant(const std::string& id) const;
  void flush();
  void flush_at(time_point when);
  void pump_bridge();
  template <class F>
  void at(time_point when, F what);

  world& world_;
  store& store_;
  node_options options_;
  event_log& log_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  std::optional<supervisor_machine> machine_;
  waker timer_;
  std::optional<night_outlook> ahead_;
  tune_machine knobs_;
  waker clock_timer_;
  std::int64_t last_change_ = 0;
  std::map<std::string, tenant_settings> settings_;
  night run_;
  bool finished_ = false;
  std::vector<std::string> bites_;
  bool stopped_ = false;
  std::map<std::string, std::shared_ptr<tenant_shell>> tenants_;
  std::map<std::string, std::size_t> index_of_;
  std::vector<mailbox_record> rows_;
  std::vector<tenant_run> ended_;
  std::vector<standing> standings_;
  std::vector<known_limit> limits_;
  std::vector<group_update> groups_;
  std::vector<std::function<void()>> standing_askers_;
  waker flush_timer_;
  bool joined_ = false;
  std::optional<node_queue> queue_;
  waker queue_timer_;
  struct waiting_request {
    std::string tenant;
    request what;
    time_point since{};
    std::function<void()> unsent;
  };
  std::map<node_queue::call_id, waiting_request> waiting_;
  node_queue::call_id last_request_ = 0;
};

/// 01:00 UTC of 2026-01-10, where virtual time begins.
[[nodiscard]] utc_time first_opening() noexcept;

} // namespace roamsync::simulation
