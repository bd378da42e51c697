#pragma once

#include "engine/config/config.hpp"
#include "engine/limit/node_queue.hpp"
#include "engine/retry/backoff.hpp"

#include <algorithm>
#include <cstdint>

// What the machines are told of the configuration.
namespace roamsync {

[[nodiscard]] inline retry_options retry_options_of(const retry_config& x) {
  return {.base = x.base,
          .cap = x.cap,
          .attempts_max = x.attempts_max,
          .budget_ratio = x.budget_ratio,
          .patience = x.patience,
          .throttle_wait_max = x.throttle_wait_max};
}

/// `requests`: in flight; `rate`: a second. More in flight than connections would queue in the client, out of reach when
/// a tenant has to wait.
[[nodiscard]] inline node_limit node_limit_of(std::uint32_t requests, double rate,
                                              std::uint32_t connections) {
  const auto lanes = std::min(requests, connections);
  return {.allowed = {.lanes = lanes, .rate = rate, .burst = static_cast<std::uint32_t>(rate) + 1},
          .stuck_max = connections - lanes};
}

} // namespace roamsync
