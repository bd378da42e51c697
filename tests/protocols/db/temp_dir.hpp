#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace roamsync::db {

/// A folder of the test's own, gone with the object. In memory where the system has such a place: the tests
/// end processes, not the power, so nothing needs a disk.
class temp_dir {
public:
  temp_dir() {
    std::string name = "/dev/shm/roamsync-test-XXXXXX";
    if (!::mkdtemp(name.data())) {
      name = (std::filesystem::temp_directory_path() / "roamsync-test-XXXXXX").string();
      if (!::mkdtemp(name.data()))
        std::abort();
    }
    path_ = name;
  }
  temp_dir(const temp_dir&) = delete;
  temp_dir& operator=(const temp_dir&) = delete;
  ~temp_dir() { std::filesystem::remove_all(path_); }

  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

  /// The bytes of all files, one after the other.
  [[nodiscard]] std::string all_bytes() const {
    std::string bytes;
    for (const auto& entry : std::filesystem::directory_iterator{path_}) {
      std::ifstream in{entry.path(), std::ios::binary};
      bytes.append(std::istreambuf_iterator<char>{in}, {});
    }
    return bytes;
  }

private:
  std::filesystem::path path_;
};

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>{in}, {}};
}

inline void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream{path, std::ios::binary} << bytes;
}

} // namespace roamsync::db
