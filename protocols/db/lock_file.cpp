#include "protocols/db/lock_file.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace roamsync::db {

namespace {

error problem(const std::string& path, const std::string& what) {
  return error{"The lock file " + path + " cannot be " + what + ": " + std::strerror(errno)
               + ". Check store.path, and the owner and mode of its folder."};
}

struct flock range_of(lock_place place) {
  struct flock out {};
  out.l_type = F_WRLCK;
  out.l_whence = SEEK_SET;
  out.l_start = static_cast<off_t>(place);
  out.l_len = 1;
  return out;
}

} // namespace

result<lock_file> lock_file::open(const std::string& database) {
  auto path = database + ".lock";
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    return problem(path, "opened");
  return lock_file{std::move(path), fd};
}

lock_file::lock_file(lock_file&& other) noexcept
    : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)) {}

lock_file& lock_file::operator=(lock_file&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(fd_, other.fd_);
  return *this;
}

lock_file::~lock_file() {
  if (fd_ >= 0)
    ::close(fd_); // which frees the locks
}

result<bool> lock_file::lock(lock_place place, bool wait) {
  auto range = range_of(place);
  // Locks of the open file, not of the process: another object of this process is kept out as well, and
  // closing it does not free ours.
  while (::fcntl(fd_, wait ? F_OFD_SETLKW : F_OFD_SETLK, &range) != 0) {
    if (errno == EAGAIN || errno == EACCES)
      return false;
    if (errno != EINTR)
      return problem(path_, "locked");
  }
  return true;
}

result<bool> lock_file::is_taken(lock_place place) const {
  auto range = range_of(place);
  if (::fcntl(fd_, F_OFD_GETLK, &range) != 0)
    return problem(path_, "read");
  return range.l_type != F_UNLCK;
}

status lock_file::write_note(const std::string& text) {
  if (::ftruncate(fd_, 0) != 0
      || ::pwrite(fd_, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
    return problem(path_, "written");
  return success();
}

std::string lock_file::note() const {
  std::array<char, 64> text{};
  const auto size = ::pread(fd_, text.data(), text.size(), 0);
  return {text.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

} // namespace roamsync::db
