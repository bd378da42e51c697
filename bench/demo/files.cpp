#include "bench/demo/files.hpp"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace roamsync::demo {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const char* what) {
  throw std::runtime_error(path.string() + ": " + what + ": " + std::generic_category().message(errno));
}

} // namespace

void write_file(const std::filesystem::path& path, std::string_view text, bool secret) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, secret ? 0600 : 0644);
  if (file < 0)
    fail(path, "cannot be written");
  while (!text.empty()) {
    const auto written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0) {
      ::close(file);
      fail(path, "cannot be written");
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::close(file) != 0)
    fail(path, "cannot be written");
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (in.bad() || !in.is_open())
    fail(path, "cannot be read");
  return text;
}

} // namespace roamsync::demo
