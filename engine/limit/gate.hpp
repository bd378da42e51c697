#pragma once

#include "engine/base/time.hpp"
#include "engine/limit/limit.hpp"
#include "engine/limit/token_bucket.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <optional>
#include <utility>

namespace roamsync {

/// Lets calls through: lanes, a pace, and a time before which nothing starts (I1, I2).
class gate {
public:
  gate(std::uint32_t lanes, const pace& spacing, time_point now) noexcept
      : lanes_(std::max(lanes, 1U)), bucket_(spacing, now) {}

  /// When the next call may start if nothing else happens: `now` or earlier means at once; nothing means that
  /// a call in flight must end first.
  [[nodiscard]] std::optional<time_point> opens_at(time_point now) const noexcept {
    if (in_flight_ >= lanes_)
      return std::nullopt;
    auto at = bucket_.next(now, held());
    return at ? std::optional{std::max(*at, closed_until_)} : std::nullopt;
  }

  /// A call starts; only when opens_at(now) <= now.
  void start(time_point now) noexcept {
    assert(opens_at(now) && *opens_at(now) <= now);
    if (std::exchange(rested_, false))
      bucket_.drain(now);
    bucket_.cap(held(), now);
    ++in_flight_;
    bucket_.take(now);
  }
  void end(time_point now) noexcept {
    assert(in_flight_ > 0);
    bucket_.cap(held(), now);
    --in_flight_;
  }
  /// Whether calls wait between their start and their leaving, as in front of a node that is full. Then they
  /// may leave together; so those without an answer hold their tokens, and what leaves at once is never more
  /// than the bucket takes.
  void set_crowded(bool crowded, time_point now) noexcept {
    bucket_.cap(held(), now);
    crowded_ = crowded;
  }
  /// Nothing starts before `until`. The longest wait holds. After it the calls come at the pace and not as a
  /// burst: many scopes may have waited for the same moment.
  void rest_until(time_point until) noexcept {
    closed_until_ = std::max(closed_until_, until);
    rested_ = true;
  }

  /// What is in flight above it ends by itself.
  void set_lanes(std::uint32_t lanes) noexcept { lanes_ = std::max(lanes, 1U); }
  /// What was spent before stays spent.
  void set_pace(const pace& spacing, time_point now) noexcept { bucket_.set_pace(spacing, now); }

  [[nodiscard]] std::uint32_t lanes() const noexcept { return lanes_; }
  [[nodiscard]] const pace& spacing() const noexcept { return bucket_.allowed(); }
  [[nodiscard]] std::uint32_t in_flight() const noexcept { return in_flight_; }
  /// End of the wait; in the past if there is none.
  [[nodiscard]] time_point waits_until() const noexcept { return closed_until_; }

private:
  [[nodiscard]] double held() const noexcept { return crowded_ ? in_flight_ : 0.0; }

  std::uint32_t lanes_;
  std::uint32_t in_flight_ = 0;
  bool crowded_ = false;
  bool rested_ = false;
  token_bucket bucket_;
  time_point closed_until_{};
};

} // namespace roamsync
