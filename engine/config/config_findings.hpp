#pragma once

#include "engine/config/config.hpp"

#include <string>
#include <vector>

namespace roamsync {

/// Something that does not hold: the setting to change ("section.key"), and why.
struct config_finding {
  std::string key;
  std::string what;
  std::vector<std::string>
      needs; ///< the settings that it looked at: without a good one of them it says nothing
};

/// Every value that is out of range, and every pair that does not go together.
[[nodiscard]] std::vector<config_finding> config_findings(const config& x);

} // namespace roamsync
