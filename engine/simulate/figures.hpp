#pragma once

#include "engine/bound/bound.hpp"
#include "engine/simulate/world_of.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace roamsync {

/// When a tenant ended, from the opening.
struct last_tenant {
  std::string id;
  duration ends{0};
  std::uint32_t mailboxes = 0;
  std::uint32_t deferred = 0;
};

/// A simulated night in numbers.
struct night_figures {
  std::uint64_t seed = 0;
  duration ends{0}; ///< of its last tenant, from the opening
  std::uint64_t done = 0;
  std::uint64_t failed = 0;
  std::uint64_t deferred = 0;
  std::uint64_t requests = 0;
  std::uint64_t throttled = 0;
  double mean_rate = 0;          ///< requests a second, from the opening to the end
  double peak_rate = 0;          ///< in the busiest ten seconds
  lower_bound bound;             ///< of the work that was done, with the limits of services and settings
  double times_bound = 0;        ///< ends / bound; 0: no work
  std::vector<last_tenant> last; ///< the latest first, at most `last_shown`
  std::vector<double> rates;     ///< requests a second of each stretch of `rates_each`
  duration rates_each{0};
  std::vector<duration> tenant_ends; ///< in the order of the world's tenants

  static constexpr std::size_t last_shown = 5;
  static constexpr std::size_t rates_max = 240;
};
[[nodiscard]] night_figures figures_of(const simulated_world& world, const simulated_run& run);

/// The place of the night in the middle, by its end; of an even number the later one. Not for none.
[[nodiscard]] std::size_t median_of(std::span<const night_figures> nights);

} // namespace roamsync
