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

/// The number of the last step that the database has been through; 0 for a new one. Errors: a database of another program, a
/// newer schema. Changes nothing.
[[nodiscard]] result<int> schema_of(sqlite_connection& connection, std::span<const migration> steps);

/// Brings the database up to the last of `steps`, all in one transaction. Errors, with the file unchanged: a
/// database of another program, a newer schema, a step that fails.
/// No other connection may do the same meanwhile (lock_place::opening).
status migrate(sqlite_connection& connection, std::span<const migration> steps);

} // namespace roamsync::db
