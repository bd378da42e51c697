#pragma once

#include "engine/config/config.hpp"
#include "engine/schedule/opening.hpp"
#include "engine/schedule/window.hpp"

namespace roamsync::actors {

/// When nights open, by the configuration.
[[nodiscard]] inline window_rule window_of(const config& x) {
  return {.opens = parse_time_of_day(x.night.opens).value_or(std::chrono::minutes{60}),
          .length = std::chrono::duration_cast<std::chrono::minutes>(x.night.length)};
}

} // namespace roamsync::actors
