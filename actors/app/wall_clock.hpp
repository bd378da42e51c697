#pragma once

#include "engine/base/time.hpp"

#include <chrono>

namespace roamsync::app {

/// The machine's clock.
[[nodiscard]] inline utc_time now_utc() {
  return std::chrono::floor<duration>(std::chrono::system_clock::now());
}

} // namespace roamsync::app
