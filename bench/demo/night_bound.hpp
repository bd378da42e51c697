#pragma once

#include "bench/demo/evidence.hpp"
#include "bench/demo/world.hpp"
#include "engine/bound/bound.hpp"

#include <span>
#include <vector>

namespace roamsync::demo {

/// What the mock's record of one night says about the work that was to be done, for makespan_bound. Chains
/// are the requests to mailboxes that were answered and broke no limit. A session can be ready when one
/// request of each step of the sign-in and of the directory has been answered, the quickest of each. Limits
/// are the server's.
[[nodiscard]] std::vector<tenant_load> loads_of(const world& x, std::span<const ledger_line> lines);

/// The bound for this night, given the requests that roamsync may have in flight.
[[nodiscard]] lower_bound night_bound(const world& x, std::span<const ledger_line> lines,
                                      unsigned node_requests);

} // namespace roamsync::demo
