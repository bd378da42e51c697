#pragma once

#include <caf/actor_system_config.hpp>

#include <cstddef>

namespace roamsync::actors {

/// CAF's settings, fixed in code: it never reads a configuration file of its own.
class system_config : public caf::actor_system_config {
public:
  /// `workers`: threads that run actors, at least 1.
  explicit system_config(std::size_t workers);
};

} // namespace roamsync::actors
