#pragma once

#include "engine/model/call_result.hpp"
#include "protocols/wire/http/message.hpp"

#include <optional>
#include <string>

namespace roamsync::wire {

/// What an error answer of Outlook says about itself (wire.md 2.4, 3.3, 5.3). Absent facts are empty.
struct outlook_fault {
  std::string name;         ///< exception name or error code, without namespace: "OverBudgetException"
  std::string code;         ///< a second code beside the name (the body's ResponseCode)
  std::string message;      ///< one line
  std::string result_class; ///< x-owa-returncode: "Throttled", "ServerTransientError", ...
  bool transient = false;   ///< the fault's own IsTransient
  std::optional<duration> back_off; ///< BackOffPeriodInMs, at most retry_after_max
};

/// Reads X-OWA-Error, x-owa-returncode and the JSON body: a fault, a Graph-style error, or neither.
[[nodiscard]] outlook_fault read_fault(const http_response& x);

/// Cause and verdict of an error name of wire.md 3.3 and 5.2 to 5.4; nothing for names that are not known.
struct fault_meaning {
  cause why;
  verdict what;
};
[[nodiscard]] std::optional<fault_meaning> meaning_of_fault(std::string_view name) noexcept;

/// A 2xx without an error header.
[[nodiscard]] bool is_good_answer(const http_response& x) noexcept;

/// The meaning of any answer of Outlook but a good one: status, error name, body code, back-off
/// (wire.md 2.3, 3.3, 5.3, 5.4). Never ok.
[[nodiscard]] call_result classify_outlook_failure(const http_response& x, utc_time now);

/// Whether the service user may have to wait: if classify_outlook_failure says `throttled`, and if the body is too large to
/// be read for this question alone. The sign-in's 429 and Retry-After are known too.
[[nodiscard]] bool may_ask_to_wait(const http_response& x, utc_time now);

} // namespace roamsync::wire
