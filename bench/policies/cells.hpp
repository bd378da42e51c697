#pragma once

#include "bench/policies/play.hpp"

#include <vector>

namespace roamsync::bench {

/// Limits known: how near a night of many tenants comes to the bound, and who else pays.
[[nodiscard]] std::vector<cell> cells_of_nights(const bench_order& order);
/// Limits hidden: how soon they are found, how seldom they are broken, how the next night goes.
[[nodiscard]] std::vector<cell> cells_of_limits(const bench_order& order);
/// Waits, retries, outages.
[[nodiscard]] std::vector<cell> cells_of_retries(const bench_order& order);
/// Windows that are too short: how much ends, when that is said, and when it is said in vain.
[[nodiscard]] std::vector<cell> cells_of_windows(const bench_order& order);

} // namespace roamsync::bench
