#pragma once

#include "engine/simulate/simulate.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace roamsync::bench {

/// Many tenants of sizes after Zipf's law whose limits are known: the rate grows with the size, but less than it
/// (a licence buys more, yet large tenants take longer), so that neither the giant nor the node alone decides.
/// In an order that has nothing to do with size.
[[nodiscard]] std::vector<simulated_tenant>
known_world(double zipf, std::uint64_t seed, std::size_t tenants = 1'000, std::size_t mailboxes = 50'000);

/// Places of a node at which all tenants together take `ratio` times as long as the one that takes longest.
[[nodiscard]] std::uint32_t places_for(const std::vector<simulated_tenant>& tenants, double ratio);

/// The tournament of limits.md 1.7: one tenant of 6,000 requests against a hidden bucket of 10 a second, 20 at once,
/// and 4 places, that freezes for `retry_after` on each breach. `lanes`: what roamsync may use.
[[nodiscard]] simulated_tenant hidden_tenant(duration retry_after, std::uint32_t lanes,
                                             std::uint32_t mailboxes = 2'000);

} // namespace roamsync::bench
