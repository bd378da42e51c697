#pragma once

#include "bench/cells/cell.hpp"
#include "engine/simulate/simulate.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace roamsync::bench {

/// What all cells of one call share.
struct bench_order {
  std::vector<std::uint64_t> seeds;
  std::string command; ///< that repeats it
  machine on;
};

/// A cell with what the order says filled in.
[[nodiscard]] cell blank_cell(const bench_order& order, std::string name, goal wanted, std::string unit);

/// The limiter of that name: "learn", "fixed", or one of bench/rivals.
[[nodiscard]] limiter_maker limits_of(std::string_view policy);

/// How long the night took, as a multiple of its lower bound. A value below 1 is a defect of the bound or of the
/// simulated limits, and makes a cell invalid (add_doubts).
[[nodiscard]] double times_the_bound(const std::vector<simulated_tenant>& tenants, const simulated_run& run,
                                     double places);

/// A node in front of which nothing waits.
[[nodiscard]] simulated_node wide_node(std::uint64_t seed);

/// Doubts the cell where it has values below its base.
void add_doubts(cell& x);

} // namespace roamsync::bench
