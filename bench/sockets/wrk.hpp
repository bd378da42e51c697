#pragma once

#include "bench/demo/process.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace roamsync::bench {

/// A load by wrk, over connections that stay open unless a header says otherwise, from one thread on one core.
struct wrk_load {
  std::string url;
  std::vector<std::string> headers; ///< "Name: value"
  unsigned connections = 64;
  unsigned seconds = 3;
  unsigned core = 0;
};

struct wrk_result {
  std::uint64_t requests = 0;
  double cpu_seconds = 0; ///< of wrk, user and system
};

/// Throws std::runtime_error if wrk cannot be run or an answer was not 2xx; `log` takes what it says.
[[nodiscard]] wrk_result run_wrk(const wrk_load& what, const std::filesystem::path& log,
                                 demo::signal_gate& gate);

} // namespace roamsync::bench
