#include "actors/ledger/catalogue_files.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

namespace roamsync::actors {

namespace {

namespace fs = std::filesystem;

/// More than any image or template may have; a larger file counts as missing.
constexpr std::uintmax_t file_bytes_max = 8'000'000;

std::optional<std::string> read_file(const fs::path& path) {
  std::error_code failed;
  if (!fs::is_regular_file(path, failed) || fs::file_size(path, failed) > file_bytes_max || failed)
    return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return std::nullopt;
  return std::string{std::istreambuf_iterator<char>{in}, {}};
}

} // namespace

result<catalogue> read_catalogue(const std::string& folder, const catalogue_limits& limits) {
  auto root = fs::path{folder};
  auto toml = read_file(root / "catalogue.toml");
  if (!toml)
    return error{"there is no readable catalogue.toml in " + folder
                 + "; make one, or name another folder as the tenant's catalogue (roamsync tenant set)"};
  return parse_catalogue(
      *toml, [&root](std::string_view path) { return read_file(root / fs::path{path}); }, limits);
}

} // namespace roamsync::actors
