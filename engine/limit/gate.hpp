#pragma once

#include "engine/base/time.hpp"

#include <cstdint>
#include <optional>

namespace roamsync {

/// What a scope (a service user, the egress address) may have.
struct limit {
  std::uint32_t lanes = 3; ///< calls in flight, at least 1
  double rate = 0;         ///< calls a second; 0: no such limit
  std::uint32_t burst = 1; ///< calls that may come at once before `rate` binds, at least 1
};

/// Lets calls of one scope through: lanes, a token bucket, and one shared wait (I1, I2).
/// After a wait one call goes first; the others follow once it was answered well. Each wait takes one lane
/// away, and a hundred good answers in a row give one back: the service may allow fewer lanes than we were
/// told.
class gate {
public:
  gate(const limit& allowed, time_point now) noexcept;

  /// When the next call may start if nothing else happens: `now` or earlier means at once; nothing means that
  /// a call in flight must end first.
  [[nodiscard]] std::optional<time_point> opens_at(time_point now) const noexcept;

  /// A call starts; only when opens_at(now) <= now. The answer goes back in by end().
  [[nodiscard]] std::uint32_t start(time_point now) noexcept;
  /// A call ended. A good one that started after the last wait lets the others follow; one that was on its
  /// way when the wait began says nothing about it.
  void end(bool good, std::uint32_t era) noexcept;
  /// Nothing starts before `until`. The longest wait holds. `era` is that of the call whose answer asked for
  /// it: of several that left under one allowance, the first takes the lane away.
  void wait_until(time_point until, std::uint32_t era) noexcept;
  /// The same for a wait that no call asked for, as of a scope that rests after failures.
  void rest_until(time_point until) noexcept;
  /// Another limit from now on. What is in flight above it ends by itself; lanes that were taken away and
  /// tokens that were spent stay so.
  void set_limit(const limit& allowed, time_point now) noexcept;

  [[nodiscard]] std::uint32_t in_flight() const noexcept { return in_flight_; }
  /// End of the wait; in the past if there is none.
  [[nodiscard]] time_point waits_until() const noexcept { return closed_until_; }

private:
  [[nodiscard]] double tokens_at(time_point now) const noexcept;
  [[nodiscard]] double refill() const noexcept;
  [[nodiscard]] double depth() const noexcept;

  limit limit_;
  std::uint32_t in_flight_ = 0;
  std::uint32_t lanes_;     ///< in use now: 1 to limit_.lanes
  std::uint32_t clean_ = 0; ///< good answers in a row
  bool trial_ = false;
  std::uint32_t era_ = 0; ///< grows with each wait
  time_point closed_until_{};
  double tokens_ = 0;
  time_point counted_at_;
};

} // namespace roamsync
