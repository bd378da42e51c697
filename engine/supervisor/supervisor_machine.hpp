#pragma once

#include "engine/base/time.hpp"
#include "engine/model/cause.hpp"
#include "engine/retry/watchdog.hpp"
#include "engine/supervisor/supervisor_options.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace roamsync {

/// One tenant of a run, as the supervisor sees it.
struct tenant_start {
  std::string tenant;
  std::uint64_t expected = 0; ///< mailboxes that it had last time; the largest start first
  time_point opens{};         ///< not started before
  time_point closes{};        ///< no mailbox is begun after
};

namespace supervisor_effect {
struct start_tenant {
  std::string tenant;
};
/// It broke off: start it once more, it goes on from what is recorded.
struct restart_tenant {
  std::string tenant;
};
struct end_broken { ///< it broke off and is not started again: end it as failed
  std::string tenant;
};
struct close_tenant {
  std::string tenant;
  cause why = cause::window_closed; ///< or stopped
};
/// It had its window and the grace after it: nothing more is sent, what is in flight is the last.
struct cut_tenant {
  std::string tenant;
};
struct wake {
  time_point at; ///< call on_wake then
};
/// A round of the watchdog is due: ask the ledger for a sign of life. `out_of_turn`: at once; the answer comes to
/// on_ledger_lives. `in_turn`: behind all that it was told before; the answer comes to on_ledger_passed.
struct ask_ledger {
  bool out_of_turn = false;
  bool in_turn = false;
};
struct roll_call {}; ///< ask the bridge and every tenant; tenants answer to on_tenant_lives
struct end_silent {  ///< it has not been heard of for the whole watchdog: end it as failed
  std::string tenant;
};
struct ledger_silent {}; ///< likewise the ledger: no outcome can be kept any more
struct finished {};      ///< every tenant that was started has ended, and none will be started
} // namespace supervisor_effect

using supervisor_effect_t =
    std::variant<supervisor_effect::start_tenant, supervisor_effect::restart_tenant,
                 supervisor_effect::end_broken, supervisor_effect::close_tenant,
                 supervisor_effect::cut_tenant, supervisor_effect::wake, supervisor_effect::ask_ledger,
                 supervisor_effect::roll_call, supervisor_effect::end_silent,
                 supervisor_effect::ledger_silent, supervisor_effect::finished>;
using supervisor_effects = std::vector<supervisor_effect_t>;

/// One run over many tenants: who starts when, when no mailbox is begun any more, and when what was begun has
/// to end.
class supervisor_machine {
public:
  explicit supervisor_machine(const supervisor_options& options) noexcept : options_(options) {}

  /// Tenants that ended in this run before are left out by the caller.
  [[nodiscard]] supervisor_effects open(std::vector<tenant_start> tenants, time_point now);
  /// It ended by a defect, without its own word: it is started once more, but not again, and not after a stop.
  [[nodiscard]] supervisor_effects on_broken_off(const std::string& tenant, time_point now);
  [[nodiscard]] supervisor_effects on_tenant_done(const std::string& tenant, time_point now);
  [[nodiscard]] supervisor_effects on_wake(time_point now);
  /// Also before open(), which starts nobody then.
  [[nodiscard]] supervisor_effects stop(time_point now);

  /// How tenants are started from now on, and how long after their windows they may go on.
  [[nodiscard]] supervisor_effects set_pace(const supervisor_options& options, time_point now);
  /// The windows of all tenants end so much later, or earlier if it is negative. Who is closed stays closed.
  [[nodiscard]] supervisor_effects move_end(duration by, time_point now);
  /// Tenants that are paused take no place of tenants_at_once from the others.
  [[nodiscard]] supervisor_effects set_paused(std::set<std::string, std::less<>> tenants, time_point now);

  /// The watchdog (docs/decisions/0009). A round begins when the ledger has done all that it was told before: who
  /// waits for the store is not counted as silent, however slow it is.
  void on_ledger_lives() noexcept;
  [[nodiscard]] supervisor_effects on_ledger_passed(time_point now);
  void on_tenant_lives(const std::string& tenant) { heard_.vouch(tenant); }

  [[nodiscard]] bool stopping() const noexcept { return stopping_; }

private:
  struct in_work {
    time_point started{}; ///< one that starts after its window's end has the grace all the same (I3)
    time_point closes{};
    bool closed = false;
    bool cut = false;
  };
  void pump(time_point now, supervisor_effects& out);
  /// When the next round is due.
  [[nodiscard]] time_point watch(time_point now, supervisor_effects& out);
  [[nodiscard]] duration round_length() const noexcept;
  [[nodiscard]] duration interval() const noexcept;
  [[nodiscard]] bool full() const noexcept;
  /// Closes and cuts those whose time has come.
  void end_windows(time_point now, supervisor_effects& out);

  supervisor_options options_;
  std::deque<tenant_start> waiting_; ///< largest first
  std::map<std::string, in_work> working_;
  /// When the first of them is to be closed or cut, or before: a night does not look at each tenant whenever one ends.
  time_point windows_due_ = time_point::max();
  std::set<std::string, std::less<>> paused_;
  std::set<std::string, std::less<>> restarted_;
  time_point next_start_{};
  watchdog<std::string> heard_; ///< tenants in work
  silence ledger_silence_;
  supervisor_effect::ask_ledger asked_; ///< without an answer yet
  time_point next_round_{};
  bool opened_ = false;
  bool stopping_ = false;
  bool finished_ = false;
};

} // namespace roamsync
