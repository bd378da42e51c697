#pragma once

#include "bench/demo/evidence.hpp"
#include "bench/demo/lab.hpp"
#include "bench/demo/process.hpp"
#include "bench/demo/telling.hpp"
#include "bench/demo/world.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace roamsync::demo {

/// What a caller may choose.
struct demo_options {
  world_size size;
  std::filesystem::path out; ///< empty: a folder that goes in the end
  bool keep = false;         ///< leave mock and roamsync running
  std::size_t sample = 24;   ///< mailboxes of the baseline; 0: none
};

/// The demo from beginning to end; prints as it goes. Returns the exit code: 0 if roamsync's report is true,
/// and all that should be done is done. Throws `stopped` and std::exception.
int run_demo(const demo_options& options, signal_gate& gate);

} // namespace roamsync::demo
