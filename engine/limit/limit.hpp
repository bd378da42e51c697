#pragma once

#include <cstdint>

namespace roamsync {

/// What a scope (a service user, the egress address) may have.
struct limit {
  std::uint32_t lanes = 3; ///< calls in flight, at least 1
  double rate = 0;         ///< calls a second; 0: no such limit
  std::uint32_t burst = 1; ///< calls that may come at once before `rate` binds, at least 1

  friend bool operator==(const limit&, const limit&) = default;
};

} // namespace roamsync
