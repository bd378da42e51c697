#pragma once

#include "engine/forecast/forecast.hpp"

#include <optional>

namespace roamsync {

/// Says when a night does not fit into its window, and takes it back; never at the first look, and not again and
/// again.
class night_watch {
public:
  /// `window`: its length. What a forecast says has to hold for a thirtieth of it, and for 10 s at least.
  explicit night_watch(duration window) noexcept;

  enum class news : std::uint8_t {
    none,
    does_not_fit, ///< to be said now
    fits_again,   ///< what was said does not hold any more
  };
  /// A new forecast. `fits` becomes what may be said of it: does_not_fit once that has held for long enough, until
  /// then tight. `most` becomes the one that was told before where it is hardly another.
  [[nodiscard]] news look(night_forecast& x, time_point now) noexcept;

  [[nodiscard]] bool said() const noexcept { return said_; }
  /// Turns are given so that the most ends, which does no harm before it is sure.
  [[nodiscard]] bool time_is_short() const noexcept { return said_ || otherwise_since_.has_value(); }

private:
  duration hold_;
  bool said_ = false;
  std::optional<most_first> most_;
  std::optional<time_point> otherwise_since_; ///< the forecast differs from what was said
};

} // namespace roamsync
