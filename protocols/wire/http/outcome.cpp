#include "protocols/wire/http/outcome.hpp"

#include "protocols/wire/http/retry_after.hpp"
#include "protocols/wire/http/text.hpp"

#include <algorithm>

namespace roamsync::wire {

namespace {

cause cause_of(transport_error error) noexcept {
  switch (error) {
  case transport_error::timed_out:
    return cause::timed_out;
  case transport_error::too_large:
  case transport_error::malformed:
    return cause::unreadable_answer;
  case transport_error::aborted:
    return cause::stopped;
  default:
    return cause::unreachable;
  }
}

} // namespace

std::optional<call_result> transport_failure(const http_result& x, bool is_write) {
  if (x.error == transport_error::none)
    return std::nullopt;
  call_result out;
  out.what = x.error == transport_error::too_large ? verdict::failed : verdict::transient;
  out.why = cause_of(x.error);
  out.maybe_applied = is_write && x.request_sent;
  out.detail = std::string(to_string(x.error));
  if (!x.detail.empty())
    out.detail += ": " + one_line(x.detail);
  return out;
}

std::string request_id_of(const http_response& x) {
  for (const auto* name : {"request-id", "x-ms-request-id", "client-request-id"})
    if (auto value = x.field(name); !value.empty())
      return one_line(value, 64);
  return {};
}

void apply_retry_after(call_result& call, const http_response& x, utc_time now) {
  if (x.status != 408 && x.status != 429 && x.status < 500)
    return;
  auto wait = retry_after(x.fields, now);
  if (!wait)
    return;
  call.retry_after = std::max(call.retry_after.value_or(duration::zero()), *wait);
  if (call.what == verdict::transient && *wait > duration::zero()) {
    call.what = verdict::throttled;
    call.why = cause::throttled;
  }
}

} // namespace roamsync::wire
