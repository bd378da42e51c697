#include "protocols/db/engine_lock.hpp"

#include <unistd.h>

namespace roamsync::db {

namespace {

/// The process id that the holder noted.
std::string process_in(const std::string& note) {
  const auto digits = note.substr(0, note.find_first_not_of("0123456789"));
  return digits.empty() ? "of unknown number" : digits;
}

} // namespace

result<engine_lock> engine_lock::acquire(const std::string& path) {
  auto file = lock_file::open(path);
  if (!file)
    return file.failure();
  const auto taken = file->lock(lock_place::engine, false);
  if (!taken)
    return taken.failure();
  if (!*taken)
    return error{"Process " + process_in(file->note()) + " runs roamsync on the database " + path
                 + " already. Stop it first, or name another file in store.path."};
  if (auto noted = file->write_note(std::to_string(::getpid()) + "\n"); !noted)
    return noted.failure();
  return engine_lock{std::move(file.value())};
}

result<bool> engine_lock::is_held(const std::string& path) {
  auto file = lock_file::open(path);
  if (!file)
    return file.failure();
  return file->is_taken(lock_place::engine);
}

} // namespace roamsync::db
