#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace roamsync {

/// A tenant's work as a fluid; times in seconds from now.
struct fluid_tenant {
  double from = 0;      ///< nothing flows before
  double work = 0;      ///< seconds of a place
  double cap = 1;       ///< places that it can take by its own limits
  double weight = 1;    ///< of its share while the node is full
  double closes = 0;    ///< when `left` is looked at
  std::size_t tier = 0; ///< while time is short: comes after those of a lower one
};

struct fluid_end {
  double at = 0;   ///< seconds from now
  double left = 0; ///< work when its window closes
};

/// Which tenants go first while the node is full.
struct fluid_order {
  double critical_from = 0.5; ///< as node_limit's, of the time that all still need
  /// Seconds from now up to which time is short: those go first that need at least half of what is left of it.
  /// 0: it is not.
  double short_until = 0;
  bool critical = true; ///< while time is short: whether anybody goes first beyond the first tier
};

/// Plays the rest of a night in steps of a fiftieth: tenants that go first get what they can take, the others by weight.
[[nodiscard]] std::vector<fluid_end> fluid_night(std::span<const fluid_tenant> tenants, double places,
                                                 const fluid_order& order);

} // namespace roamsync
