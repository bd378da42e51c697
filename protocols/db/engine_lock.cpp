#include "protocols/db/engine_lock.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace roamsync::db {

namespace {

/// What the holder wrote into the file: its process id.
std::string holder(int fd) {
  std::array<char, 20> text{};
  const auto size = ::pread(fd, text.data(), text.size(), 0);
  std::string digits;
  for (ssize_t i = 0;
       i < size && text[static_cast<std::size_t>(i)] >= '0' && text[static_cast<std::size_t>(i)] <= '9'; ++i)
    digits += text[static_cast<std::size_t>(i)];
  return digits.empty() ? "of unknown number" : digits;
}

} // namespace

result<engine_lock> engine_lock::acquire(const std::string& path) {
  const auto lock_path = path + ".lock";
  const int fd = ::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return error{"The lock file " + lock_path + " cannot be opened: " + std::strerror(errno)
                 + ". Check store.path, and the owner and mode of its folder."};
  engine_lock lock{fd};
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK)
      return error{"The lock file " + lock_path + " cannot be locked: " + std::strerror(errno) + "."};
    return error{"Process " + holder(fd) + " runs roamsync on the database " + path
                 + " already. Stop it first, or name another file in store.path."};
  }
  const auto pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(fd, 0) != 0 || ::pwrite(fd, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size()))
    return error{"The lock file " + lock_path + " cannot be written: " + std::strerror(errno) + "."};
  return lock;
}

engine_lock::engine_lock(engine_lock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

engine_lock& engine_lock::operator=(engine_lock&& other) noexcept {
  std::swap(fd_, other.fd_);
  return *this;
}

engine_lock::~engine_lock() {
  if (fd_ >= 0)
    ::close(fd_); // which frees the lock
}

} // namespace roamsync::db
