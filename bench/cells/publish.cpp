#include "bench/cells/publish.hpp"

#include "bench/cells/json.hpp"
#include "bench/cells/machine.hpp"
#include "bench/cells/text.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <stdexcept>

namespace roamsync::bench {

namespace {

constexpr std::size_t terminal_width = 120;

void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream out{path, std::ios::binary};
  out << bytes;
  if (!out.flush())
    throw std::runtime_error("cannot write " + path.string());
}

/// Nobody sees half of a file: an interrupted run leaves the page of the last one. What is no regular file, as
/// /dev/stdout, is written to.
void write_file(const std::filesystem::path& path, const std::string& bytes) {
  if (std::filesystem::exists(path)
      && !std::filesystem::is_regular_file(std::filesystem::symlink_status(path)))
    return write_bytes(path, bytes);
  auto beside = path;
  beside += ".part";
  write_bytes(beside, bytes);
  std::filesystem::rename(beside, path);
}

} // namespace

machine this_machine() {
  std::ifstream in{"/proc/cpuinfo"};
  return machine_of(std::string{std::istreambuf_iterator<char>{in}, {}});
}

bool publish(const document& x, const destinations& to, std::ostream& terminal, console::paint ink) {
  terminal << text_of(x.cells, terminal_width, ink);
  if (!to.json.empty())
    write_file(to.json, json_of(x.cells));
  if (!to.out.empty()) {
    std::filesystem::create_directories(to.out);
    for (const auto& page : files_of(x))
      write_file(std::filesystem::path{to.out} / page.name, page.bytes);
  }
  return std::all_of(x.cells.begin(), x.cells.end(),
                     [](const cell& c) { return judge(c).is != judgement::invalid; });
}

} // namespace roamsync::bench
