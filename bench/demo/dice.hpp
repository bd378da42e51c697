#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

namespace roamsync::demo {

/// Repeatable chance: the same seed gives the same throws on every machine, which the distributions of the
/// standard library do not promise.
class dice {
public:
  explicit dice(std::uint64_t seed) : engine_(seed) {}

  /// A whole number from `low` to `high`, both included.
  std::uint64_t between(std::uint64_t low, std::uint64_t high) { return low + engine_() % (high - low + 1); }

  /// True once in `n` throws.
  bool one_in(std::uint64_t n) { return between(1, n) == 1; }

  /// A number in [0, 1).
  double unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

  template <class T, std::size_t n>
  const T& pick(const std::array<T, n>& from) {
    return from[between(0, n - 1)];
  }

  /// A GUID in the form of version 4.
  std::string guid();

  /// A password of 40 letters and digits.
  std::string password();

private:
  std::mt19937_64 engine_;
};

} // namespace roamsync::demo
