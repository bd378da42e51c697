#pragma once

#include "engine/base/result.hpp"

#include <string>

namespace roamsync::db {

/// The right to run the engine on a database; one process at a time has it. Needed by whatever starts
/// mailboxes or changes the meaning of stored bytes: `serve`, `night`, `push`, key rotation. Not needed by
/// short commands
/// (`tenant add`, `tenant list`, `report`): SQLite's own locks keep their single calls apart.
/// The kernel frees the lock when the process ends, however it ends; the file beside the database stays.
class engine_lock {
public:
  /// Takes the lock of the database at `path` (file "<path>.lock"). Does not wait: if another process has it,
  /// the error names that process's id.
  static result<engine_lock> acquire(const std::string& path);

  engine_lock(engine_lock&& other) noexcept;
  engine_lock& operator=(engine_lock&& other) noexcept;
  ~engine_lock();

private:
  explicit engine_lock(int fd) noexcept : fd_(fd) {}

  int fd_ = -1;
};

} // namespace roamsync::db
