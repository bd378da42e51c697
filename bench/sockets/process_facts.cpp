#include "bench/sockets/process_facts.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace roamsync::bench {

namespace {

namespace fs = std::filesystem;

fs::path folder_of(pid_t process) {
  return fs::path{"/proc"} / std::to_string(process);
}

} // namespace

process_facts facts_of(pid_t process) {
  process_facts out;
  std::ifstream in{folder_of(process) / "status"};
  std::string line;
  const auto megabytes = [&line] { return std::stod(line.substr(line.find(':') + 1)) / 1024; };
  while (std::getline(in, line)) {
    if (line.starts_with("VmHWM:"))
      out.peak_mb = megabytes();
    else if (line.starts_with("VmRSS:"))
      out.resident_mb = megabytes();
  }
  if (out.resident_mb <= 0)
    throw std::runtime_error("the process " + std::to_string(process) + " has ended");
  const fs::directory_iterator descriptors{folder_of(process) / "fd"};
  out.descriptors = static_cast<std::size_t>(std::distance(begin(descriptors), end(descriptors)));
  return out;
}

void forget_peak(pid_t process) {
  std::ofstream out{folder_of(process) / "clear_refs"};
  out << "5";
  if (!out.flush())
    throw std::runtime_error("the peak of process " + std::to_string(process) + " cannot be reset");
}

} // namespace roamsync::bench
