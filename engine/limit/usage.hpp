#pragma once

#include "engine/base/time.hpp"

#include <cstdint>
#include <vector>

namespace roamsync {

/// A stretch of time that ends at a breach, and the calls that the service had taken in it.
struct window {
  double seconds = 0;
  double calls = 0;
};

/// What a breach tells of a token bucket: in every window before it the service took at most
/// burst + rate * seconds calls, and in the one that began when its bucket was last full it took all of that.
using breach_windows = std::vector<window>;

/// The calls that a service took, as points on the staircase of their count over time. Bounded: old points
/// are thinned out.
class usage {
public:
  /// A call starts. `after_pause`: the service's bucket may have filled up just now, so this point is kept.
  void add(time_point now, bool after_pause);
  /// The last `calls` of those that were added were not taken by the service.
  void take_back(std::uint64_t calls) noexcept { count_ -= calls; }
  /// The windows that end at a breach: the call was the `calls`-th that was added.
  [[nodiscard]] breach_windows before(time_point breach, std::uint64_t calls) const;
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  void clear() noexcept;

private:
  struct point {
    time_point at{};
    std::uint64_t calls = 0; ///< before this one
    bool kept = false;
  };
  void thin_out();

  std::vector<point> points_;
  std::uint64_t count_ = 0;
  duration apart_{100};
};

/// A token bucket as far as breaches tell it.
struct bucket_guess {
  double rate = 0;  ///< calls a second
  double burst = 0;
  double doubt = 0; ///< relative error of `rate` if the calls at the breaches are off by one
};

/// The burst that a bucket of this rate must have to have broken there.
[[nodiscard]] double burst_at(const breach_windows& x, double rate) noexcept;

/// The bucket that explains both breaches: the rate at which they name the same burst. False in `found` if
/// there is none, as when the limit moved in between or is no token bucket.
struct bucket_answer {
  bool found = false;
  bucket_guess guess;
};
[[nodiscard]] bucket_answer explain(const breach_windows& a, const breach_windows& b) noexcept;

} // namespace roamsync
