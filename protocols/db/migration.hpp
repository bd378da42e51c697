#pragma once

#include "engine/base/result.hpp"
#include "protocols/db/sqlite_connection.hpp"

#include <span>
#include <string_view>

namespace roamsync::db {

/// One step of the schema. A step that was released is never changed.
struct migration {
  int number; ///< from 1, without gaps
  std::string_view sentence;
  std::string_view sql;
};

/// All steps, in order of number.
[[nodiscard]] std::span<const migration> migrations();

/// Brings the database up to the last of `steps`, all in one transaction. Errors, with the file unchanged: a
/// database of another program, a newer schema, a step that fails.
/// No other connection may do the same meanwhile (lock_place::opening).
status migrate(sqlite_connection& connection, std::span<const migration> steps);

} // namespace roamsync::db
