#include "protocols/db/sqlite_connection.hpp"

#include <sqlite3.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace roamsync::db {

namespace {

/// How long a call waits for the write of another connection, in milliseconds.
constexpr int busy_wait_ms = 5'000;

/// What a person can do about an error code of SQLite; empty where only its own text helps.
std::string_view advice(int code) {
  switch (code) {
  case SQLITE_NOTADB:
    return "is not a database. Name another file in store.path, or move this one away";
  case SQLITE_CORRUPT:
    return "is damaged. Stop roamsync and restore the file from a backup, or rescue it with `sqlite3 FILE "
           ".recover`";
  case SQLITE_FULL:
    return "cannot grow: the disk is full. Free some space";
  case SQLITE_READONLY:
  case SQLITE_PERM:
    return "cannot be written. Check the owner and mode of the file and of its folder";
  case SQLITE_CANTOPEN:
    return "cannot be opened. Check the path, and the owner and mode of the file and of its folder";
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return "was busy with another process's write for too long. Try again";
  case SQLITE_IOERR:
    return "cannot be read or written: the disk reports an error. Check the disk";
  default:
    return "refused a statement";
  }
}

/// Makes the file, with a mode that keeps others out. An existing file is not opened: closing it would drop
/// the locks that SQLite holds on it in this process.
status make_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0)
    ::close(fd);
  else if (errno != EEXIST)
    return error{"The database " + path + " cannot be made: " + std::strerror(errno)
                 + ". Check store.path, and the owner and mode of its folder."};
  return success();
}

int bind_one(sqlite3_stmt* statement, int index, const sqlite_value& value) {
  // A null pointer would be NULL, not empty.
  const auto start = [](std::string_view x) { return x.data() ? x.data() : ""; };
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    return sqlite3_bind_int64(statement, index, *integer);
  if (const auto* real = std::get_if<double>(&value))
    return sqlite3_bind_double(statement, index, *real);
  if (const auto* text = std::get_if<std::string_view>(&value))
    return sqlite3_bind_text64(statement, index, start(*text), text->size(), SQLITE_STATIC, SQLITE_UTF8);
  if (const auto* blob = std::get_if<blob_view>(&value))
    return sqlite3_bind_blob64(statement, index, start(blob->bytes), blob->bytes.size(), SQLITE_STATIC);
  return sqlite3_bind_null(statement, index);
}

} // namespace

bool sqlite_row::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t sqlite_row::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double sqlite_row::real(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::string sqlite_row::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  return bytes ? std::string{bytes, size} : std::string{};
}

void sqlite_connection::closer::operator()(sqlite3* x) const noexcept {
  sqlite3_close_v2(x);
}

void sqlite_connection::closer::operator()(sqlite3_stmt* x) const noexcept {
  sqlite3_finalize(x);
}

result<std::unique_ptr<sqlite_connection>> sqlite_connection::open(const std::string& path) {
  if (auto made = make_file(path); !made)
    return made.failure();
  return open_existing(path);
}

result<std::unique_ptr<sqlite_connection>> sqlite_connection::open_existing(const std::string& path) {
  std::unique_ptr<sqlite_connection> opened{new sqlite_connection{path}};
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(
      path.c_str(), &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  opened->handle_.reset(handle);
  if (code != SQLITE_OK)
    return opened->problem();
  sqlite3_busy_timeout(handle, busy_wait_ms);
  // secure_delete: what the bin deletes is gone from the file too (S5).
  auto set =
      opened->script("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;");
  if (!set)
    return set.failure();
  return opened;
}

void sqlite_connection::keep_log() {
  sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

status sqlite_connection::script(const std::string& sql) {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    return problem();
  return success();
}

result<sqlite3_stmt*> sqlite_connection::prepare(std::string_view sql) {
  if (const auto it = statements_.find(sql); it != statements_.end())
    return it->second.get();
  sqlite3_stmt* made = nullptr;
  if (sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                         &made, nullptr)
      != SQLITE_OK)
    return problem();
  statements_.emplace(sql, made);
  return made;
}

status sqlite_connection::execute(std::string_view sql, std::initializer_list<sqlite_value> values,
                                  const std::function<void(const sqlite_row&)>& each_row) {
  auto prepared = prepare(sql);
  if (!prepared)
    return prepared.failure();
  auto* ready = *prepared;
  int code = SQLITE_OK;
  int index = 0;
  for (const auto& value : values)
    if (code == SQLITE_OK)
      code = bind_one(ready, ++index, value);
  while (code == SQLITE_OK || code == SQLITE_ROW) {
    code = sqlite3_step(ready);
    if (code == SQLITE_ROW && each_row)
      each_row(sqlite_row{ready});
  }
  const auto ended = code == SQLITE_DONE ? success() : status{problem()};
  sqlite3_reset(ready);
  sqlite3_clear_bindings(ready);
  return ended;
}

result<std::int64_t> sqlite_connection::number(std::string_view sql) {
  std::int64_t x = 0;
  if (auto done = execute(sql, {}, [&](const sqlite_row& row) { x = row.integer(0); }); !done)
    return done.failure();
  return x;
}

std::int64_t sqlite_connection::changes() const {
  return sqlite3_changes64(handle_.get());
}

error sqlite_connection::problem() const {
  const int code = sqlite3_extended_errcode(handle_.get());
  // The index of the WAL is the first thing that a full disk has no room for.
  const auto primary = code == SQLITE_IOERR_SHMSIZE ? SQLITE_FULL : code & 0xff;
  return error{"The database " + path_ + " " + std::string{advice(primary)}
               + ". (SQLite: " + sqlite3_errmsg(handle_.get()) + ", code " + std::to_string(code) + ")"};
}

error sqlite_connection::unreadable_row() const {
  return error{
      "The database " + path_
      + " holds a value that this version of roamsync does not know. Use the version that wrote it."};
}

bool sqlite_connection::in_transaction() const noexcept {
  return sqlite3_get_autocommit(handle_.get()) == 0;
}

result<sqlite_transaction> sqlite_transaction::begin(sqlite_connection& connection) {
  if (connection.in_transaction())
    return sqlite_transaction{nullptr};
  if (auto begun = connection.execute("BEGIN IMMEDIATE"); !begun)
    return begun.failure();
  return sqlite_transaction{&connection};
}

// NOLINTNEXTLINE(bugprone-exception-escape): for want of memory, and then the process ends
sqlite_transaction::~sqlite_transaction() {
  // Fails only where SQLite has rolled back by itself already.
  if (connection_)
    (void)connection_->execute("ROLLBACK");
}

status sqlite_transaction::commit() {
  if (!connection_)
    return success();
  auto done = connection_->execute("COMMIT");
  if (done)
    connection_ = nullptr;
  return done;
}

} // namespace roamsync::db
