#include "bench/sockets/folder.hpp"

#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace roamsync::bench {

namespace fs = std::filesystem;

scratch_folder::scratch_folder() {
  auto name = (fs::temp_directory_path() / "roamsync-bench-XXXXXX").string();
  if (!::mkdtemp(name.data()))
    throw std::runtime_error("no folder can be made in " + fs::temp_directory_path().string());
  path_ = name;
}

scratch_folder::~scratch_folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

} // namespace roamsync::bench
