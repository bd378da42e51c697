#pragma once

#include "engine/base/time.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace roamsync {

/// A stretch of time that ends at a breach, and the calls that the service had taken in it.
struct stretch {
  double seconds = 0;
  double calls = 0;
  /// What the service's bucket may have gained before it began, in seconds: since it was empty, at a breach. Endless
  /// where no breach is known.
  double filled = std::numeric_limits<double>::infinity();
};

/// What a breach tells of a token bucket: in every window before it the service took at most
/// burst + rate * seconds calls, and in the one that began when its bucket was last full it took all of that.
using breach_windows = std::vector<stretch>;

/// The calls that a service took, as points on the staircase of their count over time. Bounded: old points
/// are thinned out.
class usage {
public:
  /// A call starts. `after_pause`: the service's bucket may have filled up just now, so this point is kept.
  void add(time_point now, bool after_pause);
  /// The service's bucket was empty then.
  void empty(time_point at) noexcept { empty_at_ = at; }
  /// The last `calls` of those that were added were not taken by the service.
  void take_back(std::uint64_t calls) noexcept { count_ -= calls; }
  /// The windows that end at a breach: the call was the `calls`-th that was added.
  [[nodiscard]] breach_windows before(time_point breach, std::uint64_t calls) const;
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  /// Forgets the points; the count goes on, and when the bucket was empty is still known.
  void clear() noexcept;

private:
  struct point {
    time_point at{};
    std::uint64_t calls = 0; ///< before this one
    bool kept = false;
    double filled = 0; ///< as a window's
  };
  void thin_out();

  std::vector<point> points_;
  std::uint64_t count_ = 0;
  duration apart_{100};
  std::optional<time_point> empty_at_;
};

/// A token bucket as far as breaches tell it.
struct bucket_guess {
  double rate = 0; ///< calls a second
  double burst = 0;
  double doubt = 0; ///< relative error of `rate` if the calls at the breaches are off by one
};

/// The burst that a bucket of this rate must have to have broken there.
[[nodiscard]] double burst_at(const breach_windows& x, double rate) noexcept;

/// The token bucket that explains all of these breaches: the rate at which they name the same burst, within a
/// call or two. Of several, the one with the highest rate: a try at it tells them apart. Nothing if there is
/// none, as with fewer than two breaches, after the limit moved in between, or where it is no token bucket; one that
/// is more than a quarter of an hour deep is none either (the deepest quota that is known has ten minutes, wire.md 5.1),
/// but waits that have nothing to do with a quota.
/// `before`: the bucket before the limit moved; one breach is enough if the new one is of the same shape, as
/// many seconds deep, and as full as it could become since the breach before.
[[nodiscard]] std::optional<bucket_guess> explain(std::span<const breach_windows> breaches,
                                                  const std::optional<bucket_guess>& before) noexcept;

} // namespace roamsync
