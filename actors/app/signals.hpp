#pragma once

#include "actors/app/exit_code.hpp"
#include "engine/base/time.hpp"

#include <optional>

namespace roamsync::app {

/// Blocks SIGINT, SIGTERM and SIGHUP for this thread and all that it starts, so that only wait_signal sees
/// them, and ignores SIGPIPE. Call it first in main.
void block_signals();

/// Waits at most `longest` for one of them; the signal's number, or nothing.
[[nodiscard]] std::optional<int> wait_signal(duration longest);

/// While it lives, the signals end the process as they do by default: for a question at a terminal.
class signals_let_through {
public:
  signals_let_through();
  ~signals_let_through();
  signals_let_through(const signals_let_through&) = delete;
  signals_let_through& operator=(const signals_let_through&) = delete;
};

/// Thrown where a person waits and wants to wait no longer; main turns it into the exit code.
struct interrupted {
  int signal = 0;
};

/// The exit code after an orderly end because of that signal.
[[nodiscard]] exit_code exit_code_of(int signal) noexcept;

} // namespace roamsync::app
