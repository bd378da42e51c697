#pragma once

#include "engine/store/memory_store.hpp"
#include "engine/tune/plan_tuning.hpp"
#include "tests/simulation/shell/node.hpp"
#include "tests/simulation/world/world.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace roamsync::simulation {

/// How a night came to its end, or why it did not.
struct night_end {
  bool finished = false;
  std::string failure; ///< a busy loop, a hang, or no end in time; with the tenants that have not ended
};

/// A world, a store and the processes that come and go.
class simulation {
public:
  simulation(std::vector<sim_tenant> tenants, const node_options& options, bool keep_log = true);

  /// Lets a process do the night of the present day to its end. It is killed at each of the given instants
  /// (after the call, in ascending order), and another is started `pause` later;
  /// `killed` looks at what is left in between.
  night_end run_night(const std::vector<duration>& kills = {}, duration pause = std::chrono::seconds{5},
                      const std::function<void()>& killed = {});
  /// The operator stops the run that is under way after that long; only if it lasts so long.
  night_end run_and_stop(duration after);
  /// Somebody turns knobs: the store keeps it, and the process that runs takes it up.
  status tune(const tune_request& what);
  /// The process that runs reads its configuration again.
  void take_knobs(live_base base) { process_->take_knobs(std::move(base)); }
  /// Goes on to 01:00 of the next day.
  void next_day();

  [[nodiscard]] world& services() noexcept { return world_; }
  [[nodiscard]] memory_store& kept() noexcept { return store_; }
  [[nodiscard]] event_log& log() noexcept { return log_; }
  [[nodiscard]] event_queue& time() noexcept { return time_; }
  [[nodiscard]] ledger& seen() noexcept { return world_.seen(); }
  [[nodiscard]] const node_options& options() const noexcept { return options_; }
  /// What watchdogs have ended in the last process.
  [[nodiscard]] const std::vector<std::string>& bites() const { return process_->bites(); }
  /// The number of the run that the last process worked on.
  [[nodiscard]] std::int64_t run() const noexcept { return run_; }
  [[nodiscard]] std::vector<mailbox_record> records(std::size_t tenant);
  [[nodiscard]] tenant_run run_of(std::size_t tenant);

private:
  void begin();
  [[nodiscard]] night_end go_on(time_point until);

  node_options options_;
  event_queue time_;
  event_log log_;
  world world_;
  memory_store store_;
  std::unique_ptr<node> process_;
  std::int64_t run_ = 0;
};

} // namespace roamsync::simulation
