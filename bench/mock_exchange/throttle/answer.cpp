#include "bench/mock_exchange/throttle/answer.hpp"

#include "bench/mock_exchange/graph/error.hpp"
#include "bench/mock_exchange/identity/token_error.hpp"

#include <cmath>

namespace mock_exchange {

namespace {

response over_budget(double wait_s) {
  auto wait_ms = std::to_string(static_cast<std::int64_t>(std::ceil(wait_s * 1000)));
  return json_answer(500, "{\"Body\":{\"FaultMessage\":\"The budget for this operation has been exceeded.\","
                          "\"ErrorCode\":500,\"StackTrace\":null,\"ResponseCode\":\"ErrorServerBusy\","
                          "\"IsTransient\":true,"
                          "\"BackOffPeriodInMs\":"
                              + wait_ms + ",\"ExceptionName\":\"OverBudgetException\"}}")
      .with("X-OWA-Error", "Microsoft.Exchange.Clients.Owa2.Server.Core.OverBudgetException");
}

response outlook_throttled(call& c, const refusal& why, const throttle_settings& rules, world& w) {
  switch (rules.shape) {
  case throttle_shape::over_budget:
    return over_budget(why.wait_s);
  case throttle_shape::unavailable:
    return html_answer(503, "<html><body><h1>Service Unavailable</h1></body></html>");
  case throttle_shape::application_throttled:
    break;
  }
  auto text = why.breach == breach_kind::mailbox_lanes ? "Application is over its MailboxConcurrency limit."
                                                       : "Application is over its request limit.";
  return graph_error(c, rules.status, "ApplicationThrottled", text, w);
}

response graph_throttled(call& c, const throttle_settings& rules, world& w) {
  auto out = graph_error(c, rules.status, "TooManyRequests", "Too many requests.", w);
  auto tenant_id = c.home ? std::string_view{c.home->id} : std::string_view{};
  out.with("x-ms-throttle-scope",
           "Tenant_Application/ReadWrite/" + c.client_id + '/' + std::string(tenant_id));
  out.with("x-ms-throttle-information", "ResourceUnitLimitExceeded");
  out.with("x-ms-throttle-limit-percentage", "1.0");
  return out;
}

} // namespace

void tell_retry_after(response& answer, record& entry, double wait_s, const throttle_settings& rules,
                      wall_time wall) {
  auto whole_s = std::ceil(wait_s - 1e-6); // a header cannot tell less than what is meant
  switch (rules.retry_after) {
  case retry_after_form::absent:
    return;
  case retry_after_form::garbage:
    answer.with("Retry-After", "soon");
    return;
  case retry_after_form::negative:
    whole_s = -5;
    break;
  case retry_after_form::huge:
    whole_s = 999'999'999;
    break;
  case retry_after_form::seconds:
    break;
  case retry_after_form::date: {
    auto until = std::chrono::ceil<std::chrono::seconds>(
        wall + std::chrono::duration_cast<wall_time::duration>(instant_of(wait_s)));
    answer.with("Retry-After", http_date(until));
    entry.retry_after_s = std::chrono::duration<double>(until - wall).count();
    return;
  }
  }
  answer.with("Retry-After", std::to_string(static_cast<std::int64_t>(whole_s)));
  entry.retry_after_s = whole_s;
}

response throttle_answer(call& c, const refusal& why, const throttle_settings& rules, world& w) {
  auto wall = w.wall(c.now);
  auto out = c.host == service::identity  ? token_error_answer(tenant_throttled, w, wall)
             : c.host == service::outlook ? outlook_throttled(c, why, rules, w)
                                          : graph_throttled(c, rules, w);
  tell_retry_after(out, c.entry, why.wait_s, rules, wall);
  return out;
}

} // namespace mock_exchange
