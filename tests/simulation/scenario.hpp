#pragma once

#include "tests/simulation/world/population.hpp"

#include <cstdint>
#include <string>
#include <vector>

// The worlds that the tests run.
namespace roamsync::simulation {

/// The seeds of a property test; one only if the environment variable ROAMSYNC_SEED names it.
[[nodiscard]] std::vector<std::uint64_t> seeds();
/// How to play a failure again.
[[nodiscard]] std::string replay(std::uint64_t seed);

/// Some of everything that mailboxes can be.
[[nodiscard]] mailbox_mix mixed();

/// 3 to 8 tenants of 1 to 20 mailboxes.
[[nodiscard]] std::vector<sim_tenant> small_world(std::uint64_t seed, const mailbox_mix& mix);

/// Sizes from 3 to 200 like Zipf's: about six mailboxes a tenant; one tenant in three with faults.
[[nodiscard]] std::vector<sim_tenant> large_world(std::uint64_t seed, std::size_t tenants);

/// Gives each tenant a fault of its own, or several, or none.
void add_faults(std::vector<sim_tenant>& tenants, std::uint64_t seed);

} // namespace roamsync::simulation
