#pragma once

#include "engine/base/time.hpp"
#include "engine/limit/learned_limit.hpp"
#include "engine/limit/limit.hpp"
#include "engine/model/call_result.hpp"

#include <cstdint>
#include <optional>

namespace roamsync {

/// What a limiter is told of a call that ended.
struct call_end {
  verdict what = verdict::ok;
  duration latency{0};     ///< from its leaving to the answer
  duration queued{0};      ///< from start to its leaving: other scopes went first
  duration retry_after{0}; ///< the wait that a throttled answer asked for; 0: it named none
};

/// How a scope stands in its run.
struct stakes {
  bool critical = false; ///< the run ends when this scope's tenant ends
  duration remaining{0}; ///< work left at the present pace; 0: not known
  bool crowded = false;  ///< calls wait in front of the network, and may leave together
};

/// Lets the calls of one scope through: decides when the next one may start, and learns from the answers.
/// Pure: time and randomness are arguments. Which one is used is named by `limits.policy` (policies.hpp).
class limiter {
public:
  using ticket = std::uint64_t;

  virtual ~limiter() = default;

  /// When the next call may start if nothing else happens: `now` or earlier means at once; nothing means that
  /// a call in flight must end first.
  [[nodiscard]] virtual std::optional<time_point> opens_at(time_point now) const = 0;
  /// A call starts; only when opens_at(now) <= now. The ticket goes back in by end() or forget().
  [[nodiscard]] virtual ticket start(time_point now) = 0;
  /// A call ended. The result is when this same call may be tried again if it was throttled, else `now`.
  /// `jitter` is uniform in [0, 1).
  virtual time_point end(ticket which, const call_end& how, time_point now, double jitter) = 0;
  /// The call never left, or its end tells nothing of the service.
  virtual void forget(ticket which, time_point now) {
    (void)end(which, {.what = verdict::sign_in_again}, now, 0);
  }

  /// Nothing starts before `until`, for a reason that no call here gave: an earlier process was told, or the
  /// scope rests after failures. The longest wait holds.
  virtual void rest_until(time_point until) = 0;
  /// End of the shared wait; in the past if there is none.
  [[nodiscard]] virtual time_point waits_until() const = 0;

  /// Other ceilings from now on: what is in flight above them ends by itself.
  virtual void set_limit(const limit& allowed, time_point now) = 0;
  virtual void set_stakes(const stakes&, time_point) {}
  /// What is worth keeping for the next run; nothing from a limiter that does not learn.
  [[nodiscard]] virtual std::optional<learned_limit> learned(time_point) const { return std::nullopt; }

  /// The limit in use now: lanes, and the rate that calls are paced at (0: none).
  [[nodiscard]] virtual limit in_use() const = 0;
  /// The rate in use is a step of a search: it tells little of what the service takes.
  [[nodiscard]] virtual bool searching() const { return false; }
  [[nodiscard]] virtual std::uint32_t in_flight() const = 0;
};

} // namespace roamsync
