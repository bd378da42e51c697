#pragma once

#include "engine/base/result.hpp"

#include <cstdint>
#include <string>
#include <utility>

namespace roamsync::db {

/// What a lock of the file stands for; each has a byte of its own.
enum class lock_place : std::uint8_t {
  engine,  ///< one process runs the engine
  opening, ///< one process at a time looks at the schema and brings it up to date
  serving, ///< one process opens the nights
};

/// The file "<database>.lock", for what SQLite's own locks do not keep apart. The kernel frees the locks when
/// the object or the process ends, however it ends; the file stays. Two objects exclude each other also in
/// one process.
class lock_file {
public:
  static result<lock_file> open(const std::string& database);

  lock_file(lock_file&& other) noexcept;
  lock_file& operator=(lock_file&& other) noexcept;
  ~lock_file();

  /// True: this object has the lock. False, only without `wait`: another one has it.
  result<bool> lock(lock_place place, bool wait);
  /// True if another object has it. Takes nothing, so that nobody is kept out by the question.
  [[nodiscard]] result<bool> is_taken(lock_place place) const;

  /// A note for people: who has the lock.
  status write_note(const std::string& text);
  [[nodiscard]] std::string note() const;

private:
  lock_file(std::string path, int fd) noexcept : path_(std::move(path)), fd_(fd) {}

  std::string path_;
  int fd_ = -1;
};

} // namespace roamsync::db
