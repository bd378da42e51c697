#include "actors/app/settings.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace roamsync::app {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t text_bytes_max = 64'000'000;

std::string check_path(const std::string& path, bool folder) {
  std::error_code failed;
  auto kind = fs::status(path, failed).type();
  if (kind == fs::file_type::not_found)
    return "does not exist";
  if (folder && kind != fs::file_type::directory)
    return "is not a folder";
  if (!folder && kind == fs::file_type::directory)
    return "is a folder";
  return {};
}

std::string find_file(const std::string& given) {
  if (!given.empty())
    return given;
  if (const char* named = std::getenv("ROAMSYNC_CONFIG"); named && *named)
    return named;
  for (const char* usual : {"roamsync.toml", "/etc/roamsync/roamsync.toml"}) {
    std::error_code failed;
    if (fs::exists(usual, failed))
      return usual;
  }
  return {};
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
  std::ofstream out(path, std::ios::binary | std::ios::app);
  if (!out)
    return error{path + " cannot be written; check the folder, its permissions and the space on the disk"};
  return success();
}

status write_text_file(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out)
    return error{path + " cannot be written; check the folder, its permissions and the space on the disk"};
  return success();
}

result<config> load_settings(const std::string& given) {
  auto path = find_file(given);
  if (path.empty())
    return config{};
  auto text = read_text_file(path);
  if (!text)
    return text.failure();
  return parse_config(*text, path, check_path);
}

} // namespace roamsync::app
