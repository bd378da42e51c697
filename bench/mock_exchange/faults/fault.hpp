#pragma once

#include "bench/mock_exchange/base/time.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace mock_exchange {

/// What goes wrong. `sanitize_500` is the incident of wire.md 3.1 / section 8 point 7.
enum class fault_kind : std::uint8_t {
  hang,
  html,
  reset_before,
  reset_mid,
  applied_lost,
  trickle,
  status_500,
  status_503,
  sanitize_500,
  outage,
  endless,
  huge_headers,
  redirect_foreign,
  truncated_json,
  deep_json,
  canary_449,
};

/// The name of a fault in scenarios and in the ledger.
std::string_view name_of(fault_kind kind);

/// A fault in a scenario: what, when, how often.
struct fault_plan {
  fault_kind kind = fault_kind::hang;
  double from_s = 0; ///< Seconds of the mock's clock.
  double until_s = 1e9;
  double ratio = 1.0;               ///< Part of the requests that are hit.
  std::uint64_t times = 0;          ///< Ends after that many hits; 0 = never.
  std::vector<std::string_view> on; ///< Only these request kinds; empty = all.
};

/// A fault at work: the plan and how often it has been played.
struct fault_state {
  std::optional<fault_plan> plan;
  std::uint64_t asked = 0;
  std::uint64_t played = 0;

  /// Decides whether this request is hit. `seed` tells this fault from others; `kind` is the request kind.
  std::optional<fault_kind> draw(std::uint64_t seed, instant now, std::string_view kind);
};

} // namespace mock_exchange
