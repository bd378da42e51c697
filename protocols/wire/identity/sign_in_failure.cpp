#include "protocols/wire/http/outcome.hpp"
#include "protocols/wire/http/text.hpp"
#include "protocols/wire/identity/browser_sign_in.hpp"

namespace roamsync::wire {

std::string_view browser_sign_in::stage_name() const noexcept {
  switch (stage_) {
  case stage::opening:
    return "opening the sign-in page";
  case stage::asking:
    return "asking how the user signs in";
  case stage::posting:
    return "after the password";
  case stage::handing_back:
    return "handing back to Outlook";
  }
  return "signing in";
}

sign_in_step browser_sign_in::fail(cause why, verdict what, std::string text,
                                   const http_response& response) const {
  call_result out;
  out.what = what;
  out.why = why;
  out.status = response.status;
  out.detail = std::string(stage_name()) + ": " + text;
  if (!page_.pgid.empty())
    out.detail += "; pgid " + one_line(page_.pgid, 64);
  if (!page_.error_code.empty())
    out.detail += "; sErrorCode " + one_line(page_.error_code, 32);
  out.request_id = one_line(correlation_id_, 64);
  if (out.request_id.empty())
    out.request_id = request_id_of(response);
  // A hostile page could echo the password into its error text.
  auto hidden = password_.reveal();
  for (auto at = out.detail.find(hidden); !hidden.empty() && at != std::string::npos;
       at = out.detail.find(hidden))
    out.detail.replace(at, hidden.size(), "");
  return sign_in_failed{std::move(out)};
}

sign_in_step browser_sign_in::fail_with(const sign_in_problem& problem, const http_response& response) const {
  std::string text = problem.code.empty() ? std::string(to_string(problem.why)) : "AADSTS" + problem.code;
  if (!problem.text.empty())
    text += ", " + problem.text;
  return fail(problem.why, problem.what, std::move(text), response);
}

sign_in_step browser_sign_in::not_handed_back(std::string text, const http_response& response) const {
  return fail(cause::sign_in_not_handed_back, verdict::failed, std::move(text), response);
}

sign_in_step browser_sign_in::refused_by_owa(std::string text, const http_response& response) const {
  if (auto name = response.field("X-OWA-Error"); !name.empty())
    text += "; X-OWA-Error " + one_line(name, 120);
  return fail(cause::owa_refused_sign_in, verdict::failed, std::move(text), response);
}

sign_in_step browser_sign_in::overloaded(const http_response& response, utc_time now) const {
  bool throttled = response.status == 429;
  auto step = fail(throttled ? cause::throttled : cause::sign_in_unreachable,
                   throttled ? verdict::throttled : verdict::transient,
                   "status " + std::to_string(response.status) + " from " + at_.host, response);
  apply_retry_after(std::get<sign_in_failed>(step).call, response, now);
  return step;
}

} // namespace roamsync::wire
