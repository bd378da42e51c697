#pragma once

#include "engine/limit/limit.hpp"
#include "engine/model/night_view.hpp"

#include <algorithm>

// What is shown of how sessions pace themselves.
namespace roamsync {

/// After a refusal: whether the limit in use is below the one that was told. While a limit is searched for, calls are
/// held there, and nothing is known yet.
[[nodiscard]] inline bool is_held_below(const limit& in_use, const limit& told) noexcept {
  const bool slower = in_use.rate > 0 && (told.rate <= 0 || in_use.rate < 0.95 * told.rate);
  return slower || in_use.lanes < told.lanes;
}

/// Another session of the same tenant.
inline void add_pace(pace_view& all, const pace_view& one) noexcept {
  all.in_use.lanes += one.in_use.lanes;
  all.in_use.rate += one.in_use.rate;
  all.learned = all.learned || one.learned;
  all.critical = all.critical || one.critical;
  all.queued = std::max(all.queued, one.queued);
}

} // namespace roamsync
