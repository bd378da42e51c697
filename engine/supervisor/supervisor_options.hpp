#pragma once

#include "engine/base/time.hpp"

#include <cstdint>

namespace roamsync {

/// How a run starts its tenants, and ends. The initialisers are the defaults of the configuration too.
struct supervisor_options {
  double tenants_per_second = 20;    ///< starts are spread, so that not all sign in at once; above 0
  std::uint32_t tenants_at_once = 0; ///< 0: as many as there are
  /// After the end of a tenant's window: so long may what was begun take to finish.
  duration grace = std::chrono::minutes{15};
  /// What nobody has held for so long is ended (docs/decisions/0009). 0: no watchdog.
  duration watchdog = std::chrono::minutes{5};

  friend bool operator==(const supervisor_options&, const supervisor_options&) = default;
};

} // namespace roamsync
