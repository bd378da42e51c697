#pragma once

#include "engine/base/secret.hpp"
#include "engine/base/time.hpp"
#include "engine/config/config.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <random>
#include <string>

namespace roamsync::actors {

/// What every actor of a process shares; read only once the actors run, so it needs no lock.
struct context {
  config settings;
  secret graph_client_secret;    ///< of the product's own app registration
  std::function<utc_time()> utc; ///< wall clock; thread-safe
  std::uint64_t seed = 0;        ///< of jitter and request ids
};

/// Randomness of one actor: seeded from the context and the actor's own number, so that a test can repeat it.
class dice {
public:
  dice(std::uint64_t seed, std::uint64_t own) : engine_(seed ^ (own * 0xD1B54A32D192ED03ULL)) {}

  /// Uniform in [0, 1).
  [[nodiscard]] double jitter() { return std::uniform_real_distribution<double>{0, 1}(engine_); }
  /// A random GUID (RFC 4122, version 4) for request ids.
  [[nodiscard]] std::string guid();

private:
  /// SplitMix64: eight bytes of state, where std::mt19937_64 has 2.5 KB, twice for each tenant.
  class splitmix {
  public:
    using result_type = std::uint64_t;
    explicit splitmix(std::uint64_t seed) : state_(seed) {}
    [[nodiscard]] static constexpr result_type min() { return 0; }
    [[nodiscard]] static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
    result_type operator()() {
      auto x = state_ += 0x9E3779B97F4A7C15ULL;
      x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
      x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
      return x ^ (x >> 31);
    }

  private:
    std::uint64_t state_;
  };

  splitmix engine_;
};

} // namespace roamsync::actors
