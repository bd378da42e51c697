#pragma once

#include "actors/messages/interfaces.hpp"
#include "actors/support/board.hpp"
#include "actors/support/clock.hpp"
#include "actors/support/context.hpp"
#include "engine/forecast/night_outlook.hpp"
#include "engine/forecast/shown.hpp"
#include "engine/supervisor/supervisor_machine.hpp"
#include "engine/tune/tune_machine.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace roamsync::actors {

struct supervisor_order {
  ledger_actor ledger;
  bridge_actor bridge;
  std::shared_ptr<board> shown;
  /// Told when a run has ended; on an actor thread, must not block.
  std::function<void(const run_ended&)> on_end;
};

/// Performs the supervisor machine's effects, and keeps the view of the run.
struct supervisor_state {
  explicit supervisor_state(supervisor_actor::pointer ptr) : self(ptr) {}
  /// Takes its tenants with it.
  ~supervisor_state();
  supervisor_state(const supervisor_state&) = delete;
  supervisor_state& operator=(const supervisor_state&) = delete;
  static constexpr const char* name = "supervisor";

  void on_order(run_order& x);
  void on_opened(run_opened& x);
  void on_shown(const tenant_shown& x);
  void on_tenant_ended(const tenant_ended& x);
  void on_down(const caf::down_msg& x);
  void on_lives(const tenant_lives& x);
  void on_lives(ledger_lives x);
  void on_run_ended(const run_ended& x);
  void on_broken(const store_broken& x);
  void on_stop();
  void on_timer();
  void on_base(base_changed& x);
  void on_knobs(knobs_turned& x);

  supervisor_actor::pointer self;
  std::shared_ptr<const context> shared;
  supervisor_order order;
  waker timer;
  std::optional<tune_machine> knobs;

private:
  void perform(supervisor_effects effects);
  void perform(const tune_effects& effects);
  void tell_share(const std::string& tenant);
  void start_tenant(const std::string& id, bool goes_on);
  void call_roll();
  void restart_tenant(const std::string& id);
  void show_ended(const tenant_run& x);
  void end_broken(const std::string& tenant);
  void end_silent(const std::string& tenant);
  void end_failed(const std::string& tenant, cause why, std::string detail);
  void end_run(std::string failure);
  void show();
  void look_ahead();
  void keep_for_report();
  [[nodiscard]] node_outlook node() const;
  [[nodiscard]] tenant_outlook expected(const run_opened::part& part, const tenant_start& start) const;
  /// Else the LEDGER says it of an order that was given up meanwhile.
  [[nodiscard]] bool is_current(std::uint64_t serial) const noexcept { return machine_ && serial == serial_; }
  [[nodiscard]] time_point now() const { return mono_now(self); }

  std::optional<supervisor_machine> machine_;
  std::uint64_t serial_ = 0; ///< of the newest order
  run_opened run_;
  bool ending_ = false;
  std::map<std::string, std::size_t> part_of_; ///< tenant to its place in run_.parts
  std::map<std::string, tenant_actor> tenants_;
  std::map<caf::actor_addr, std::string> addresses_;
  struct shown_tenant {
    tenant_view what;
    time_point since{}; ///< when it was told
    part_facts part{};
  };
  std::map<std::string, shown_tenant> views_;
  std::deque<run_order> later_; ///< orders that came while a run was under way
  std::optional<night_outlook> ahead_;
  night_shown forecast_;
  bool kept_for_report_ = false;   ///< the run's forecast
  std::optional<most_first> most_; ///< as the bridge was told
  std::optional<time_point> looked_ahead_at_;
  std::optional<time_point> shown_at_;
  std::optional<time_point> looked_at_; ///< at the store, for knobs
};

supervisor_actor::behavior_type supervisor(supervisor_actor::stateful_pointer<supervisor_state> self,
                                           std::shared_ptr<const context> shared, supervisor_order order);

} // namespace roamsync::actors
