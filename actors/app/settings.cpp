#include "actors/app/settings.hpp"

#include "actors/support/text_file.hpp"

#include <cstdlib>
#include <filesystem>

namespace roamsync::app {

namespace {

namespace fs = std::filesystem;

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

result<config> load_settings(const std::string& given) {
  auto path = find_file(given);
  if (path.empty())
    return config{};
  auto text = actors::read_text_file(path);
  if (!text)
    return text.failure();
  return parse_config(*text, path, check_path);
}

} // namespace roamsync::app
