#pragma once

#include "engine/base/time.hpp"

#include <chrono>

namespace roamsync {

/// That many hours and minutes after midnight of 2026-03-01.
inline utc_time at(int hours, int minutes = 0) {
  using namespace std::chrono;
  return utc_time{sys_days{year{2026} / March / 1}} + std::chrono::hours{hours}
         + std::chrono::minutes{minutes};
}

} // namespace roamsync
