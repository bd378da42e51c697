#include "bench/mock_exchange/faults/play.hpp"

#include "bench/mock_exchange/owa/fault_body.hpp"
#include "bench/mock_exchange/owa/session.hpp"

namespace mock_exchange {

namespace {

constexpr int deep_levels = 20'000;
constexpr int huge_header_fields = 64;
constexpr std::size_t huge_header_bytes = 4096;

response interstitial() {
  return html_answer(
      200, "<!DOCTYPE html><html><head><title>One moment please</title></head><body><form "
           "method=\"GET\" action=\"/\"><input type=\"submit\" value=\"Continue\"></form></body></html>");
}

std::string deep_json() {
  std::string out;
  out.reserve(2 * deep_levels);
  out.append(deep_levels, '[');
  out.append(deep_levels, ']');
  return out;
}

} // namespace

bool can_play(fault_kind kind, const call& c) {
  switch (kind) {
  case fault_kind::applied_lost:
    return c.entry.applied.has_value();
  case fault_kind::sanitize_500:
    return c.entry.kind == call_kind::patch && c.box && !c.own_box;
  case fault_kind::canary_449:
    return c.session != nullptr;
  default:
    return true;
  }
}

std::optional<response> answer_instead(fault_kind kind, world& w, call& c) {
  switch (kind) {
  case fault_kind::hang:
  case fault_kind::reset_before:
    return response{};
  case fault_kind::html:
    return interstitial();
  case fault_kind::status_500:
    return owa_fault(500, "TransientException", "Something failed.");
  case fault_kind::status_503:
  case fault_kind::outage:
    return html_answer(503, "<html><body><h1>Service Unavailable</h1></body></html>");
  case fault_kind::sanitize_500:
    return owa_fault(
        500, "HttpRequestException",
        "The response status code for https://localhost:444/owa/service.svc?action=SanitizeHtml action "
        "'SanitizeHtml' is InternalServerError. ReasonPhrase:Internal Server Error");
  case fault_kind::redirect_foreign:
    return redirect_answer("https://foreign.invalid/owa/");
  case fault_kind::canary_449:
    return canary_answer(w, c);
  default:
    return std::nullopt;
  }
}

void spoil(fault_kind kind, response& answer) {
  if (kind == fault_kind::huge_headers) {
    for (int i = 0; i < huge_header_fields; ++i)
      answer.with("X-Padding-" + std::to_string(i), std::string(huge_header_bytes, 'x'));
  } else if (kind == fault_kind::truncated_json) {
    answer.body.resize(answer.body.size() / 2);
  } else if (kind == fault_kind::deep_json) {
    answer.body = deep_json();
  }
}

delivery delivery_of(fault_kind kind) {
  switch (kind) {
  case fault_kind::hang:
    return delivery::never;
  case fault_kind::reset_before:
  case fault_kind::applied_lost:
    return delivery::cut_before;
  case fault_kind::reset_mid:
    return delivery::cut_mid;
  case fault_kind::trickle:
    return delivery::trickle;
  case fault_kind::endless:
    return delivery::endless;
  default:
    return delivery::whole;
  }
}

} // namespace mock_exchange
