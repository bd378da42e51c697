#pragma once

#include "bench/demo/world.hpp"

#include <cstddef>
#include <cstdint>

namespace roamsync::bench {

struct zipf_size {
  std::size_t tenants = 0;
  std::size_t mailboxes = 0;
  double zipf = 0;
  double seconds = 0;  ///< that the longest tenant needs for its first night, by its rate
  double requests = 1; ///< that a mailbox takes in its first night
};

/// Healthy tenants with sizes after Zipf's law, in an order drawn by the seed. All limits are told; rates grow with
/// the size to the power of 0.7, so that no tenant alone decides how long the night takes.
[[nodiscard]] demo::world zipf_world(const zipf_size& size, std::uint64_t seed);

/// The requests in flight with which all work needs `ratio` times as long as the longest tenant needs for itself.
[[nodiscard]] unsigned places_for(const demo::world& x, const zipf_size& size, double ratio);

/// Healthy tenants of the same size, that sign in by token, to a service that answers at once and has no limits but
/// `lanes` requests in flight for each.
[[nodiscard]] demo::world even_world(std::size_t tenants, std::size_t members, unsigned lanes,
                                     std::uint64_t seed);

} // namespace roamsync::bench
