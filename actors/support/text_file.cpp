#include "actors/support/text_file.hpp"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace roamsync::actors {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t text_bytes_max = 64'000'000;
/// Names that killed processes with our number left behind.
constexpr int leftovers_max = 100;

error cannot_be_written(const std::string& path) {
  return {path + " cannot be written; check the folder, its permissions and the space on the disk"};
}

class descriptor {
public:
  explicit descriptor(int fd) noexcept : fd_(fd) {}
  descriptor(descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  descriptor& operator=(descriptor&&) = delete;
  ~descriptor() { (void)close(); }
  [[nodiscard]] bool is_open() const noexcept { return fd_ >= 0; }
  [[nodiscard]] int number() const noexcept { return fd_; }
  bool close() noexcept { return fd_ < 0 || ::close(std::exchange(fd_, -1)) == 0; }

private:
  int fd_;
};

bool write_all(const descriptor& to, std::string_view text) {
  while (!text.empty()) {
    const auto n = ::write(to.number(), text.data(), text.size());
    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return false;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

bool may_write(const fs::path& path) {
  return ::access(path.c_str(), W_OK) == 0;
}

/// Where the bytes of a file go.
struct file_place {
  fs::path target;
  bool in_place = false; ///< nothing can be put in the place of what is there
};

/// In place: a pipe, a device, a folder that takes no new file.
file_place place_of(const std::string& path) {
  std::error_code failed;
  if (fs::exists(path, failed)
      && !fs::is_regular_file(path, failed)) // /dev/stdout is a link to no name at all
    return {path, true};
  auto target = fs::is_symlink(path, failed) ? fs::weakly_canonical(path, failed) : fs::path{path};
  const auto folder = target.has_parent_path() ? target.parent_path() : fs::path{"."};
  const auto in_place = fs::exists(target, failed) && (!may_write(target) || !may_write(folder));
  return {std::move(target), in_place};
}

/// A new file beside the target that is nobody else's.
struct file_beside {
  fs::path path;
  descriptor file;
};

file_beside open_beside(const fs::path& target) {
  for (int i = 0;; ++i) {
    auto path = target;
    path += ".part-" + std::to_string(::getpid()) + "-" + std::to_string(i);
    const auto fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd >= 0 || errno != EEXIST || i == leftovers_max)
      return {std::move(path), descriptor{fd}};
  }
}

/// The new name itself survives a power cut. A folder that cannot be synced has it all the same.
void sync_folder_of(const fs::path& target) {
  const auto folder = target.has_parent_path() ? target.parent_path() : fs::path{"."};
  if (const descriptor x{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)}; x.is_open())
    (void)::fsync(x.number());
}

bool write_in_place(const fs::path& target, const std::string& text) {
  descriptor out{::open(target.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)};
  return out.is_open() && write_all(out, text) && out.close();
}

} // namespace

result<std::string> read_text_file(const std::string& path) {
  std::error_code failed;
  if (!fs::is_regular_file(path, failed))
    return error{path + " " + (fs::exists(path, failed) ? "is not a regular file" : "does not exist")};
  if (fs::file_size(path, failed) > text_bytes_max)
    return error{path + " is larger than 64 MB"};
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return error{path + " cannot be opened; check its permissions"};
  return std::string{std::istreambuf_iterator<char>{in}, {}};
}

status check_writable(const std::string& path) {
  const auto place = place_of(path);
  if (place.in_place) {
    const descriptor out{::open(place.target.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC)};
    return out.is_open() ? success() : status{cannot_be_written(path)};
  }
  const auto beside = open_beside(place.target);
  if (!beside.file.is_open())
    return cannot_be_written(path);
  ::unlink(beside.path.c_str());
  return success();
}

status write_text_file(const std::string& path, const std::string& text) {
  const auto place = place_of(path);
  if (place.in_place)
    return write_in_place(place.target, text) ? success() : status{cannot_be_written(path)};
  auto beside = open_beside(place.target);
  if (!beside.file.is_open())
    return cannot_be_written(path);
  struct stat before {};
  if (::stat(place.target.c_str(), &before) == 0)
    (void)::fchmod(beside.file.number(), before.st_mode & 07777);
  if (write_all(beside.file, text) && ::fsync(beside.file.number()) == 0 && beside.file.close()
      && ::rename(beside.path.c_str(), place.target.c_str()) == 0) {
    sync_folder_of(place.target);
    return success();
  }
  ::unlink(beside.path.c_str());
  return cannot_be_written(path);
}

} // namespace roamsync::actors
