#pragma once

#include "engine/config/config.hpp"
#include "engine/limit/node_queue.hpp"
#include "engine/limit/policies.hpp"
#include "engine/model/night.hpp"
#include "engine/retry/backoff.hpp"
#include "engine/session/session_machine.hpp"
#include "engine/supervisor/supervisor_machine.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace roamsync::simulation {

/// What the configuration says in production; the values are its defaults.
struct node_options {
  retry_options retry;
  session_options session;
  supervisor_options supervisor{.tenants_per_second = 20};
  limit_policy policy = limit_policy::learn;
  limit allowed{.lanes = 3, .rate = 0, .burst = 10}; ///< for tenants that say nothing else
  std::vector<limits_rule> by_time;                  ///< limits at a time of day
  std::optional<node_limit> egress;                  ///< of the node; absent: no such limit
  duration call_deadline = std::chrono::minutes{10};
  duration window = std::chrono::minutes{240};
  std::uint32_t check_days = 7;
  std::uint32_t group_days = 7;
  std::uint32_t deletions_max = 50;
  bool take_names = false;
  /// Messages between machines take 0 to so many milliseconds, in order within a tenant.
  std::int64_t message_delay_max = 0;
  /// Whether a message is lost on its way, by what it says and of whom: a defect for a watchdog to find. Without one,
  /// a night in which a watchdog ends something has failed.
  std::function<bool(std::string_view what, std::string_view about)> loses;
};

} // namespace roamsync::simulation
