#pragma once

#include "engine/model/call_result.hpp"
#include "protocols/wire/http/message.hpp"

#include <optional>

namespace roamsync::wire {

/// What the want of an answer means; nothing if there is an answer. For a write, `maybe_applied` is set once
/// a byte of the request has left. Too large an answer is failed, since it would be as large again; all other
/// transport errors are transient.
[[nodiscard]] std::optional<call_result> transport_failure(const http_result& x, bool is_write);

/// The request id that support asks for: request-id, x-ms-request-id or client-request-id, made printable.
[[nodiscard]] std::string request_id_of(const http_response& x);

/// Adds Retry-After to the result of a 408, 429 or 5xx. A transient one that asks for a wait becomes
/// throttled: the whole scope must keep it (I2).
void apply_retry_after(call_result& call, const http_response& x, utc_time now);

} // namespace roamsync::wire
