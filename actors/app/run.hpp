#pragma once

#include "actors/app/app.hpp"
#include "actors/app/host.hpp"
#include "actors/app/signals.hpp"

#include <chrono>
#include <optional>

namespace roamsync::app {

/// Begun mailboxes have that long to finish after a signal; then the process ends, and the next start goes
/// on.
inline constexpr std::chrono::seconds stop_grace{10};

/// How a run that this process followed has ended.
struct followed_run {
  actors::run_ended end;
  std::optional<int> signal; ///< the signal that ended it early
  bool cut_off = false;      ///< not all that was begun finished in time: leave_at_once when all is said
};

/// Orders a run and follows it to its end: shows it live on a terminal, as plain lines elsewhere or if
/// `plain`, not at all with --json. SIGINT and SIGTERM end it in order, within stop_grace.
[[nodiscard]] followed_run follow(const app& x, host& engine, actors::run_order order, bool plain);

/// Why a run could not be brought to its end, with the exit code for it.
[[nodiscard]] exit_code fail_run(const app& x, const actors::run_ended& end);

/// Starts the engine; says why it cannot and gives null.
[[nodiscard]] std::unique_ptr<host> start_engine(const app& x, exit_code& code);

/// A push for one tenant, or for one mailbox of it.
[[nodiscard]] actors::run_order push_order(const std::string& tenant, const std::string& address = {});

} // namespace roamsync::app
