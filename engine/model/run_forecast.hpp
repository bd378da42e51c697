#pragma once

#include "engine/base/time.hpp"

namespace roamsync {

/// When a run was expected to end, once a tenth of its work was done and every tenant's work was known: the forecast
/// that is judged.
struct run_forecast {
  utc_time made{};
  utc_time likely{};
  utc_time early{};
  utc_time late{};

  friend bool operator==(const run_forecast&, const run_forecast&) = default;
};

} // namespace roamsync
