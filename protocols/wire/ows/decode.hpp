#pragma once

#include "engine/mailbox/roaming_settings.hpp"
#include "protocols/wire/http/message.hpp"

#include <cstddef>

namespace roamsync::wire {

/// Largest answer that is read, in bytes, and most entries in it. A signature is about 1 MB at most
/// (wire.md 4.1.10).
constexpr std::size_t roaming_answer_bytes_max = 16 * 1024 * 1024;
constexpr std::size_t roaming_entries_max = 2000;

/// The meaning of the answer to a command. An ok read has its settings in the service's order.
///
/// A 2xx with a page instead of JSON is sign_in_again with unreadable_answer: it is an interstitial of a
/// session that has ended (wire.md 2.3). Broken JSON is transient. A DELETE answered by a plain 404 is ok
/// (wire.md U7). `maybe_applied` is set for a write whose answer was lost after sending, or that was answered
/// by 5xx or a page.
[[nodiscard]] roaming_reply decode(const roaming_command& command, const http_result& x, utc_time now);

} // namespace roamsync::wire
