#pragma once

#include <filesystem>

namespace roamsync::bench {

/// A new folder for files of a measurement; goes with this object.
class scratch_folder {
public:
  /// Throws std::runtime_error if none can be made.
  scratch_folder();
  ~scratch_folder();
  scratch_folder(const scratch_folder&) = delete;
  scratch_folder& operator=(const scratch_folder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
  std::filesystem::path path_;
};

} // namespace roamsync::bench
