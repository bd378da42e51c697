#pragma once

#include "engine/base/result.hpp"
#include "protocols/db/lock_file.hpp"

#include <string>
#include <utility>

namespace roamsync::db {

/// The right to run the engine on a database; one process at a time has it. Needed by whatever starts
/// mailboxes or changes the meaning of stored bytes: `serve`, `night`, `push`, key rotation. Not needed by
/// short commands (`tenant add`, `tenant list`, `report`): SQLite's own locks keep their single calls apart.
/// Held as long as the object lives; freed by the kernel when the process ends, however it ends.
class engine_lock {
public:
  /// Takes the lock of the database at `path`. Does not wait: if another process has it, the error names that
  /// process's id.
  static result<engine_lock> acquire(const std::string& path);
  /// True while somebody has it: a run is under way. Takes nothing.
  static result<bool> is_held(const std::string& path);

private:
  explicit engine_lock(lock_file file) noexcept : file_(std::move(file)) {}

  lock_file file_;
};

} // namespace roamsync::db
