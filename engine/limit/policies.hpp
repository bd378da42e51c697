#pragma once

#include "engine/limit/limiter.hpp"
#include "engine/retry/backoff.hpp"

#include <cstdint>
#include <memory>
#include <optional>

namespace roamsync {

/// How a service user's limit is found and kept; the names in `limits.policy`.
enum class limit_policy : std::uint8_t {
  learn, ///< within what was told, learned from the answers (learning_limiter)
  fixed, ///< what was told and nothing else
};

[[nodiscard]] std::unique_ptr<limiter> make_limiter(limit_policy policy, const limit& allowed,
                                                    const retry_options& options, time_point now,
                                                    const std::optional<learned_limit>& past = {});

} // namespace roamsync
