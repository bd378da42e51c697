#pragma once

#include "engine/config/config.hpp"

namespace roamsync::app {

/// Sets the process's log up: text or JSON lines, to the file or to standard error. `quiet`: a live view owns
/// the terminal, so a log that would go to the same terminal shows critical lines only. An error if the file cannot
/// be opened.
[[nodiscard]] status set_up_logging(const log_config& x, bool quiet);

} // namespace roamsync::app
