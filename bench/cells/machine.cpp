#include "bench/cells/machine.hpp"

#include <algorithm>

namespace roamsync::bench {

machine machine_of(std::string_view cpuinfo) {
  machine out;
  while (!cpuinfo.empty()) {
    const auto line = cpuinfo.substr(0, cpuinfo.find('\n'));
    cpuinfo.remove_prefix(std::min(line.size() + 1, cpuinfo.size()));
    if (line.starts_with("processor\t"))
      ++out.cores;
    const auto colon = line.find(": ");
    if (out.cpu.empty() && line.starts_with("model name\t") && colon != std::string_view::npos)
      out.cpu = line.substr(colon + 2);
  }
  return out;
}

} // namespace roamsync::bench
