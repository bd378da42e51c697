#include "engine/readiness/readiness.hpp"

#include <algorithm>

namespace roamsync {

std::string_view to_string(check_status x) noexcept {
  return x == check_status::ok ? "ok" : x == check_status::gap ? "gap" : "broken";
}

std::string_view to_string(readiness_colour x) noexcept {
  return x == readiness_colour::green ? "green" : x == readiness_colour::orange ? "orange" : "red";
}

readiness_colour colour_of(const readiness& x) noexcept {
  const auto any = [&](check_status status) {
    return std::any_of(x.checks.begin(), x.checks.end(), [status](const auto& c) { return c.is == status; });
  };
  if (x.checks.empty() || any(check_status::broken))
    return readiness_colour::red;
  return any(check_status::gap) ? readiness_colour::orange : readiness_colour::green;
}

} // namespace roamsync
