#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mock_exchange {

/// Mixes 64 bits (the finaliser of splitmix64).
constexpr std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

/// A hash of text that is the same on every run and machine (FNV-1a, mixed).
constexpr std::uint64_t text_seed(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (auto c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return mixed(hash);
}

/// A fraction in [0, 1) made of 64 random bits.
constexpr double fraction_of(std::uint64_t bits) {
  return static_cast<double>(bits >> 11) * 0x1.0p-53;
}

/// The random numbers of the mock: the same seed gives the same row. Not for secrets.
class random_row {
public:
  explicit random_row(std::uint64_t seed) : state_(mixed(seed)) {}

  /// The next 64 bits.
  std::uint64_t next() { return mixed(state_++); }

  /// A GUID in lower case.
  std::string guid();

  /// `bytes` random bytes as base64url text, for opaque tokens.
  std::string opaque(std::size_t bytes);

private:
  std::uint64_t state_;
};

/// A normal deviate (mean 0, deviation 1) drawn from the key alone (Box-Muller).
double normal_of(std::uint64_t key);

} // namespace mock_exchange
