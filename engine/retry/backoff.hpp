#pragma once

#include "engine/base/time.hpp"

#include <cstdint>

namespace roamsync {

/// How often and how long failed calls are tried again. The initialisers are the defaults of the
/// configuration too.
struct retry_options {
  duration base{500};             ///< mean of the first back-off is half of this
  duration cap{30'000};           ///< no back-off is longer
  std::uint32_t attempts_max = 5; ///< tries of one call in all, waits that the service asked for not counted
  double budget_ratio = 0.1;      ///< retries earned by one good answer
  double budget_max = 20;         ///< retries that may be saved up; a scope starts with as many
  /// Failures of a scope in a row after which it rests and only one trial call is let through. A call without
  /// an answer holds its place for the whole timeout, so it counts as three.
  std::uint32_t breaker_after = 6;
  /// The longest rest before the next trial call: so long may a service work again unseen.
  duration rest_max{4'000};
  /// How long a scope may fail without one good answer before it is given up for this run.
  duration patience = std::chrono::minutes{15};
  /// A wait that the service asks for and that is longer than this gives the scope up; a call that has waited
  /// longer in all ends.
  duration throttle_wait_max{std::chrono::minutes{30}};
};

/// Exponential back-off with full jitter: uniform in [0, min(cap, base * 2^attempt)) (AWS Architecture Blog,
/// "Exponential Backoff And Jitter": of its kinds of jitter the one with the fewest calls). `attempt` counts
/// from 0; `jitter` is uniform in [0, 1).
[[nodiscard]] duration full_jitter(std::uint32_t attempt, double jitter,
                                   const retry_options& options) noexcept;

/// How much later than asked a wait ends, so that scopes that were told the same do not come back together:
/// uniform in [0, min(5 % of the wait, 2 s)); never earlier (I2).
[[nodiscard]] duration late_by(duration wait, double jitter) noexcept;

/// A share of the good answers may be spent on retries, so that a sick service is not hit harder by them
/// (gRPC A6; Finagle's RetryBudget). One for each scope.
class retry_budget {
public:
  explicit retry_budget(const retry_options& options) noexcept
      : ratio_(options.budget_ratio), max_(options.budget_max), tokens_(options.budget_max) {}

  void earn() noexcept { tokens_ = tokens_ + ratio_ > max_ ? max_ : tokens_ + ratio_; }
  /// False: nothing left, the call must end.
  [[nodiscard]] bool spend() noexcept {
    if (tokens_ < 1)
      return false;
    tokens_ -= 1;
    return true;
  }

private:
  double ratio_;
  double max_;
  double tokens_;
};

} // namespace roamsync
