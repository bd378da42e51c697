#pragma once

#include "engine/base/result.hpp"

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace roamsync::db {

/// Bytes that are no text.
struct blob_view {
  std::string_view bytes;
};

/// A parameter of a statement; std::monostate is NULL. Text and bytes are not copied.
using sqlite_value = std::variant<std::monostate, std::int64_t, double, std::string_view, blob_view>;

/// The current row of a query; valid inside the call that it is handed to. Columns count from 0.
class sqlite_row {
public:
  explicit sqlite_row(sqlite3_stmt* statement) noexcept : statement_(statement) {}

  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  /// Text or bytes.
  [[nodiscard]] std::string text(int column) const;

private:
  sqlite3_stmt* statement_;
};

/// One connection to a database file. Errors are sentences that name the file.
/// Thread: one at a time.
class sqlite_connection {
public:
  /// Opens the file; makes an empty one (mode 0600) where there is none. A commit is on disk when it
  /// returns, foreign keys hold, deleted bytes are overwritten. Does not write to an existing file.
  static result<std::unique_ptr<sqlite_connection>> open(const std::string& path);
  /// The same, but makes no file: an error where there is none.
  static result<std::unique_ptr<sqlite_connection>> open_existing(const std::string& path);

  /// Closing the connection leaves in the write-ahead log what a killed process left there.
  void keep_log();

  /// Runs statements without parameters and results, as in a migration.
  status script(const std::string& sql);

  /// Runs one statement. It is prepared once and kept, so `sql` must be one of a fixed set of texts.
  status execute(std::string_view sql, std::initializer_list<sqlite_value> values = {},
                 const std::function<void(const sqlite_row&)>& each_row = {});

  /// All rows, each made by `read`, which gives nothing for a row that this version cannot understand.
  template <class T>
  result<std::vector<T>> rows(std::string_view sql, std::initializer_list<sqlite_value> values,
                              std::optional<T> (*read)(const sqlite_row&)) {
    std::vector<T> found;
    bool readable = true;
    auto done = execute(sql, values, [&](const sqlite_row& row) {
      if (auto x = read(row))
        found.push_back(std::move(*x));
      else
        readable = false;
    });
    if (!done)
      return done.failure();
    if (!readable)
      return unreadable_row();
    return found;
  }

  /// The first row, if there is one.
  template <class T>
  result<std::optional<T>> first(std::string_view sql, std::initializer_list<sqlite_value> values,
                                 std::optional<T> (*read)(const sqlite_row&)) {
    auto found = rows(sql, values, read);
    if (!found)
      return found.failure();
    return found->empty() ? std::nullopt : std::optional<T>{std::move(found->front())};
  }

  /// The number that a statement without parameters gives, as "PRAGMA user_version".
  result<std::int64_t> number(std::string_view sql);

  /// Rows that the last statement changed itself.
  [[nodiscard]] std::int64_t changes() const;

  [[nodiscard]] bool in_transaction() const noexcept;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

private:
  struct closer {
    void operator()(sqlite3* x) const noexcept;
    void operator()(sqlite3_stmt* x) const noexcept;
  };
  using statement = std::unique_ptr<sqlite3_stmt, closer>;

  explicit sqlite_connection(std::string path) : path_(std::move(path)) {}
  result<sqlite3_stmt*> prepare(std::string_view sql);
  [[nodiscard]] error problem() const;
  [[nodiscard]] error unreadable_row() const;

  std::string path_;
  std::unique_ptr<sqlite3, closer> handle_;
  std::map<std::string, statement, std::less<>> statements_; // after handle_: finalised before it is closed
};

/// A write transaction; rolled back unless committed. One within another is a part of that: its commit keeps nothing yet, and
/// if it is not committed the outer one must not be either.
class sqlite_transaction {
public:
  /// Waits for another writer, up to the connection's time.
  static result<sqlite_transaction> begin(sqlite_connection& connection);

  sqlite_transaction(sqlite_transaction&& other) noexcept
      : connection_(std::exchange(other.connection_, nullptr)) {}
  sqlite_transaction& operator=(sqlite_transaction&&) = delete;
  ~sqlite_transaction(); // NOLINT(bugprone-exception-escape): for want of memory, and then the process ends

  /// When it returns well, everything is on disk.
  status commit();

private:
  explicit sqlite_transaction(sqlite_connection* connection) noexcept : connection_(connection) {}

  sqlite_connection* connection_; ///< null: committed, or a part of another one
};

} // namespace roamsync::db
