#include "engine/retry/backoff.hpp"

#include <algorithm>

namespace roamsync {

duration full_jitter(std::uint32_t attempt, double jitter, const retry_options& options) noexcept {
  // 2^20 times any base is beyond every cap; the bound keeps the shift defined.
  auto widest = options.base.count() << std::min(attempt, 20U);
  auto ceiling = std::min<std::int64_t>(widest, options.cap.count());
  return duration{static_cast<std::int64_t>(static_cast<double>(ceiling) * jitter)};
}

duration late_by(duration wait, double jitter) noexcept {
  auto spread = std::min<std::int64_t>(wait.count() / 20, 2'000);
  return duration{static_cast<std::int64_t>(static_cast<double>(spread) * jitter)};
}

} // namespace roamsync
