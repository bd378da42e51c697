#include "console/metrics/metrics.hpp"

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace roamsync::console {

namespace {

std::string read_file(const char* path) {
  std::ifstream in{path};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// The fields of /proc/self/stat behind the name, which may hold blanks and ends with the last ')': proc(5).
/// The first of them is field 3.
std::vector<std::string_view> stat_fields(std::string_view stat) {
  std::vector<std::string_view> fields;
  const auto name_end = stat.rfind(')');
  if (name_end == std::string_view::npos)
    return fields;
  stat.remove_prefix(name_end + 1);
  while (!stat.empty()) {
    const auto begin = stat.find_first_not_of(" \n");
    if (begin == std::string_view::npos)
      break;
    stat.remove_prefix(begin);
    const auto end = std::min(stat.find_first_of(" \n"), stat.size());
    fields.push_back(stat.substr(0, end));
    stat.remove_prefix(end);
  }
  return fields;
}

double number(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

double boot_time() {
  const auto stat = read_file("/proc/stat");
  const auto at = stat.find("btime ");
  return at == std::string::npos ? 0 : number(std::string_view{stat}.substr(at + 6));
}

std::uint64_t open_files() {
  std::error_code ignored;
  std::uint64_t count = 0;
  for (std::filesystem::directory_iterator it{"/proc/self/fd", ignored}, end; !ignored && it != end;
       it.increment(ignored))
    ++count;
  return count;
}

} // namespace

process_facts read_process_facts() {
  process_facts out;
  const auto stat = read_file("/proc/self/stat");
  const auto fields = stat_fields(stat);
  const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  if (fields.size() > 21 && ticks > 0) { // field N of proc(5) is fields[N - 3]
    out.cpu_seconds = (number(fields[14 - 3]) + number(fields[15 - 3])) / ticks;
    out.started = boot_time() + number(fields[22 - 3]) / ticks;
    out.resident_bytes = static_cast<std::uint64_t>(number(fields[24 - 3]))
                         * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  }
  out.open_files = open_files();
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0)
    out.open_files_max = limit.rlim_cur;
  return out;
}

} // namespace roamsync::console
