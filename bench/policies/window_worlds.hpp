#pragma once

#include "engine/simulate/simulate.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace roamsync::bench {

/// What binds a night that is too long for its window.
enum class short_of : std::uint8_t { places, limits, both };
[[nodiscard]] std::string_view to_string(short_of x) noexcept;

struct window_world {
  std::vector<simulated_tenant> tenants;
  simulated_node node; ///< its window is the bound over 1.5
  double bound = 0;    ///< seconds
};

/// 100 tenants with 40,000 mailboxes in all, of sizes after Zipf's law, that need from 0.3 to 2.4 s each.
///   places  no rates, and a node on which all work takes twice as long as the longest tenant's
///   limits  each has a rate of its own that grows less than its size, and the node has room
///   both    rates, and a node on which all work takes as long as the longest tenant's
[[nodiscard]] window_world short_night(short_of what, std::uint64_t seed);

/// A night of up to 40 tenants whose bound is 0.3 to 0.95 of its window: half of the services tell no limit
/// and have one, some freeze without being asked, some answer 503, some are gone for a while.
[[nodiscard]] window_world feasible_night(std::uint64_t seed);

} // namespace roamsync::bench
