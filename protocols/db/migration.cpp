#include "protocols/db/migration.hpp"

namespace roamsync::db {

namespace {

/// PRAGMA application_id of a roamsync database: "roam" in ASCII.
constexpr std::int64_t application = 0x726f616d;

int last_of(std::span<const migration> steps) {
  return steps.empty() ? 0 : steps.back().number;
}

} // namespace

result<int> schema_of(sqlite_connection& connection, std::span<const migration> steps) {
  const auto newest = last_of(steps);
  // In one statement: another process may be making the schema.
  std::int64_t owner = 0;
  std::int64_t version = 0;
  std::int64_t tables = 0;
  auto read = connection.execute("SELECT (SELECT count(*) FROM sqlite_schema), application_id, user_version"
                                 " FROM pragma_application_id, pragma_user_version",
                                 {}, [&](const sqlite_row& row) {
                                   tables = row.integer(0);
                                   owner = row.integer(1);
                                   version = row.integer(2);
                                 });
  if (!read)
    return read.failure();
  if (owner != application && (owner != 0 || version != 0 || tables != 0))
    return error{"The database " + connection.path()
                 + " belongs to another program; roamsync leaves it alone. Name another file in store.path."};
  if (version > newest)
    return error{"The database " + connection.path() + " has schema " + std::to_string(version)
                 + " of a newer roamsync; this one knows " + std::to_string(newest)
                 + ". Install the newer version again, or restore the backup from before it."};
  return static_cast<int>(version);
}

status migrate(sqlite_connection& connection, std::span<const migration> steps) {
  const auto newest = last_of(steps);
  const auto version = schema_of(connection, steps);
  if (!version)
    return version.failure();
  if (*version == newest)
    return success();

  auto transaction = sqlite_transaction::begin(connection);
  if (!transaction)
    return transaction.failure();
  for (const auto& step : steps) {
    if (step.number <= *version)
      continue;
    if (auto done = connection.script(std::string{step.sql}); !done)
      return error{"Step " + std::to_string(step.number) + " of the schema (" + std::string{step.sentence}
                   + ") failed; nothing was changed. " + done.failure().message};
  }
  auto marked = connection.script("PRAGMA application_id = " + std::to_string(application)
                                  + "; PRAGMA user_version = " + std::to_string(newest) + ";");
  if (!marked)
    return marked;
  return transaction->commit();
}

} // namespace roamsync::db
