#pragma once

#include "engine/limit/node_queue.hpp"
#include "engine/simulate/simulate.hpp"
#include "engine/supervisor/supervisor_options.hpp"

#include <cstdint>

// The node of a simulated night.
namespace roamsync {

/// Here nothing can be lost.
[[nodiscard]] supervisor_options without_watchdog(supervisor_options x);

/// With the production policy where none is given.
[[nodiscard]] simulated_node with_limits(simulated_node x);

/// The node's limit, with its order of turns.
[[nodiscard]] node_limit limit_of(const simulated_node& node);

/// What a call of the tenant, one of `tenants`, says of its turn. `draws` counts random numbers.
[[nodiscard]] work_ahead turn_of(const simulated_node& node, std::uint32_t tenant, std::uint32_t tenants,
                                 const work_ahead& ahead, std::uint64_t& draws);

void count_arrival(simulated_run& run, time_point at, bool good);

} // namespace roamsync
