#pragma once

#include "engine/base/time.hpp"
#include "engine/limit/limit.hpp"

#include <optional>

namespace roamsync {

/// How calls are spaced: `rate` a second in the long run, `depth` of them at once.
struct pace {
  double rate = 0;  ///< 0: no spacing
  double depth = 1; ///< at least 1

  friend bool operator==(const pace&, const pace&) = default;
};

/// The pace that keeps a limit of the service. The service counts arrivals, not departures: on the way, calls
/// may bunch up by as much as the time of travel varies. So the bucket is that much smaller than the one that
/// was told, and where it has no room for that, calls leave that much further apart.
[[nodiscard]] pace pace_within(const limit& told) noexcept;

/// A token bucket in milliseconds: each call takes one token, tokens come at the pace's rate.
class token_bucket {
public:
  /// Starts full.
  token_bucket(const pace& allowed, time_point now) noexcept : pace_(allowed), counted_at_(now) {
    tokens_ = allowed.depth;
  }

  /// When the next token is there; `now` if it is. Of the tokens, `held` are spoken for.
  [[nodiscard]] std::optional<time_point> next(time_point now, double held = 0) const noexcept;
  void take(time_point now) noexcept;
  /// Tokens above what `held` leaves room for are lost.
  void cap(double held, time_point now) noexcept;
  /// What was saved up is lost, but for one token.
  void drain(time_point now) noexcept { cap(pace_.depth - 1, now); }
  /// What was spent before stays spent; a smaller bucket is empty at most.
  void set_pace(const pace& allowed, time_point now) noexcept;
  [[nodiscard]] const pace& allowed() const noexcept { return pace_; }

private:
  [[nodiscard]] double tokens_at(time_point now) const noexcept;

  pace pace_;
  double tokens_ = 0;
  time_point counted_at_;
};

} // namespace roamsync
