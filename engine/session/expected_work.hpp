#pragma once

#include "engine/limit/learned_limit.hpp"
#include "engine/session/work_left.hpp"

// A tenant's work as the runs before tell it, until its session does.
namespace roamsync {

/// The limit that is likely in use: the learned rate where it is below the one that was told.
[[nodiscard]] inline limit likely_limit(limit told, const learned_limit& learned) noexcept {
  if (learned.rate > 0 && (told.rate <= 0 || learned.rate < told.rate))
    told.rate = learned.rate;
  return told;
}

[[nodiscard]] inline work_left expected_work(const mailbox_cost& before,
                                             const mailboxes_ahead& ahead) noexcept {
  work_left out{before};
  out.set_mailboxes(ahead);
  return out;
}

} // namespace roamsync
