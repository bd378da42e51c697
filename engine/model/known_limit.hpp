#pragma once

#include "engine/limit/learned_limit.hpp"
#include "engine/session/mailbox_cost.hpp"

#include <string>

namespace roamsync {

/// What a run found out about a service user, for the run that comes after it.
struct known_limit {
  std::string tenant;
  std::string service_user; ///< another one has limits of its own
  learned_limit limit;
  mailbox_cost cost;

  friend bool operator==(const known_limit&, const known_limit&) = default;
};

} // namespace roamsync
