#include "actors/app/settings.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

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

error cannot_be_written(const std::string& path) {
  return {path + " cannot be written; check the folder, its permissions and the space on the disk"};
}

/// Where the bytes of a file go first, and what is renamed to.
struct file_place {
  fs::path beside;
  fs::path target;

  [[nodiscard]] bool in_place() const { return beside == target; }
};

bool may_write(const fs::path& path) {
  return ::access(path.c_str(), W_OK) == 0;
}

/// In place where nothing can be put in the place of what is there: a pipe, a device, a folder that takes no new file.
file_place place_of(const std::string& path) {
  std::error_code failed;
  if (fs::exists(path, failed)
      && !fs::is_regular_file(path, failed)) // /dev/stdout is a link to no name at all
    return {path, path};
  auto target = fs::is_symlink(path, failed) ? fs::weakly_canonical(path, failed) : fs::path{path};
  const auto folder = target.has_parent_path() ? target.parent_path() : fs::path{"."};
  if (fs::exists(target, failed) && (!may_write(target) || !may_write(folder)))
    return {target, target};
  auto beside = target;
  beside += ".part";
  return {std::move(beside), std::move(target)};
}

bool write_bytes(const fs::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  return out.good();
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
  std::ofstream out(place.beside, std::ios::binary | std::ios::app);
  if (!out)
    return cannot_be_written(path);
  out.close();
  std::error_code ignored;
  if (!place.in_place())
    fs::remove(place.beside, ignored);
  return success();
}

status write_text_file(const std::string& path, const std::string& text) {
  const auto place = place_of(path);
  if (place.in_place())
    return write_bytes(place.target, text) ? success() : status{cannot_be_written(path)};
  std::error_code failed;
  const auto good = write_bytes(place.beside, text);
  if (good) {
    if (const auto before = fs::status(place.target, failed); fs::exists(before))
      fs::permissions(place.beside, before.permissions(), failed);
    fs::rename(place.beside, place.target, failed);
    if (!failed)
      return success();
  }
  std::error_code ignored;
  fs::remove(place.beside, ignored);
  return cannot_be_written(path);
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
