#pragma once

namespace roamsync::app {

/// What the process says at its end (docs/operations.md).
enum class exit_code : int {
  done = 0,
  done_with_failures = 1, ///< some mailboxes or tenants failed or were deferred
  bad_input = 2,          ///< wrong usage, or something that does not exist
  unusable = 3,           ///< configuration, key or database cannot be used
  already_running = 4,    ///< another roamsync runs on this database
  internal = 5,
  interrupted = 130, ///< ended in order after SIGINT
  terminated = 143,  ///< ended in order after SIGTERM
};

} // namespace roamsync::app
