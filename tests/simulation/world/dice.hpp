#pragma once

#include <cstdint>
#include <string_view>

namespace roamsync::simulation {

/// A random source that gives the same numbers from the same seed on every machine (SplitMix64).
class dice {
public:
  explicit dice(std::uint64_t seed = 0) noexcept : state_(seed) {}

  std::uint64_t next() noexcept {
    state_ += 0x9e3779b97f4a7c15ULL;
    auto x = state_;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
  }
  /// Uniform in [0, 1).
  double unit() noexcept { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  /// True in that share of the throws. A ratio of 0 throws nothing.
  bool chance(double ratio) noexcept { return ratio > 0 && unit() < ratio; }
  /// Uniform in [low, high].
  std::int64_t between(std::int64_t low, std::int64_t high) noexcept {
    return low + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(high - low + 1));
  }

  /// A source of its own for the `index`-th thing of that kind: what is thrown for one tenant changes nothing
  /// for another.
  static dice of(std::uint64_t seed, std::string_view kind, std::uint64_t index) noexcept {
    auto hash = 14695981039346656037ULL ^ seed;
    for (unsigned char c : kind)
      hash = (hash ^ c) * 1099511628211ULL;
    dice out{hash + index * 0xd1342543de82ef95ULL};
    return dice{out.next()};
  }

private:
  std::uint64_t state_;
};

} // namespace roamsync::simulation
