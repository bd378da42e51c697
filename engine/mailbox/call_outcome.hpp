#pragma once

#include "engine/model/call_result.hpp"
#include "engine/model/mailbox_kind.hpp"
#include "engine/model/outcome.hpp"

namespace roamsync {

/// The answer refuses this mailbox, and says nothing about others (wire.md U2).
[[nodiscard]] bool is_refusal(cause why) noexcept;

/// How a mailbox ends that the service refuses, by what the directory knows of it.
[[nodiscard]] outcome outcome_of_refusal(const call_result& refusal, mailbox_kind kind);

/// How a mailbox ends for which a call did not work: it failed, unless there was only no time for it.
[[nodiscard]] outcome outcome_of_failure(const call_result& failure);

} // namespace roamsync
