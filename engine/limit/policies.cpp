#include "engine/limit/policies.hpp"

#include "engine/limit/fixed_limiter.hpp"
#include "engine/limit/learning_limiter.hpp"

namespace roamsync {

std::unique_ptr<limiter> make_limiter(limit_policy policy, const limit& allowed, const retry_options& options,
                                      time_point now, const std::optional<learned_limit>& past) {
  if (policy == limit_policy::fixed)
    return std::make_unique<fixed_limiter>(allowed, options, now);
  return std::make_unique<learning_limiter>(allowed, options, now, past);
}

} // namespace roamsync
