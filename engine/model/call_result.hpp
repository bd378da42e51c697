#pragma once

#include "engine/base/time.hpp"
#include "engine/model/cause.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace roamsync {

/// What one answer (or the want of one) means for the caller.
enum class verdict : std::uint8_t {
  ok,
  throttled,     ///< 429, OverBudget, or 503 with Retry-After: the scope must wait
  transient,     ///< worth another try after a back-off
  sign_in_again, ///< 401, 440, sign-in HTML: the session has ended
  failed,        ///< no use in trying again
};

/// The meaning of one answer; made by protocols/wire, decided upon by engine/session.
struct call_result {
  verdict what = verdict::ok;
  cause why = cause::none;             ///< set unless ok
  std::optional<duration> retry_after; ///< the wait that the answer asked for, already relative
  bool maybe_applied = false;          ///< a write whose answer was lost may have been applied
  int status = 0;                      ///< HTTP status, 0 if there was no answer
  std::string detail;                  ///< facts for support, one line; no secrets
  std::string request_id;              ///< the remote's request id, if it gave one

  friend bool operator==(const call_result&, const call_result&) = default;
};

/// The facts of a call for a record: its detail, with the remote's request id behind it.
[[nodiscard]] inline std::string facts_of(const call_result& x) {
  if (x.request_id.empty())
    return x.detail;
  return x.detail + (x.detail.empty() ? "[" : " [") + x.request_id + "]";
}

} // namespace roamsync
