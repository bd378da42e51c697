#pragma once

#include "engine/base/time.hpp"

#include <cstdint>

namespace roamsync {

/// What was found out about a scope's limit and is kept for the next run.
struct learned_limit {
  double rate = 0;         ///< calls a second that the service takes; 0: no limit was met
  double burst = 0;        ///< calls that it takes at once before `rate` binds
  double doubt = 0;        ///< relative error of `rate`: 0.01 means within one per cent
  std::uint32_t lanes = 0; ///< calls in flight that it takes; 0: no limit was met
  duration wait{0};        ///< what a breach cost last
  duration quiet{0};       ///< work at this limit since a breach last confirmed it

  friend bool operator==(const learned_limit&, const learned_limit&) = default;
};

} // namespace roamsync
