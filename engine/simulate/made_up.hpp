#pragma once

#include "engine/simulate/world_of.hpp"

#include <cstddef>
#include <cstdint>

namespace roamsync {

/// A world that nobody has: so many tenants, whose sizes follow Zipf's law with that exponent (0: all alike) and together
/// have so many mailboxes, at least one each. A service user of a tenant of 50 mailboxes may make 0.5 requests a second,
/// a larger one more, but less than in proportion (size to the power of 0.7); it is known from nights before.
/// `with.tenants` and `tenants` are replaced.
struct made_up_size {
  std::size_t tenants = 300;        ///< 1 to 100,000
  std::uint64_t mailboxes = 10'000; ///< at least as many as tenants, up to 10,000,000
  double zipf = 1;                  ///< 0 to 3

  friend bool operator==(const made_up_size&, const made_up_size&) = default;
};
void make_up(night_facts& into, const made_up_size& size);

} // namespace roamsync
