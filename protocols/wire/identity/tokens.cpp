#include "protocols/wire/identity/tokens.hpp"

#include "engine/base/ascii.hpp"
#include "protocols/wire/http/json.hpp"
#include "protocols/wire/http/outcome.hpp"
#include "protocols/wire/http/percent.hpp"
#include "protocols/wire/http/text.hpp"
#include "protocols/wire/http/url.hpp"
#include "protocols/wire/identity/aadsts.hpp"

#include <algorithm>

namespace roamsync::wire {

namespace {

/// Bounds of a token answer and of a token in it, in bytes. Tokens go into a header line.
constexpr std::size_t token_answer_bytes_max = 256 * 1024;
constexpr std::size_t token_bytes_max = 32 * 1024;

http_request token_request(const cloud& services, const app_registration& app, form_fields fields,
                           std::string_view request_id) {
  fields.insert(fields.begin(), {"client_id", app.client_id});
  if (!app.client_secret.empty())
    fields.emplace_back("client_secret", app.client_secret.reveal());
  auto out = make_request("POST", services.identity, "/" + percent_encode(app.tenant) + "/oauth2/v2.0/token");
  out.fields = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
  if (!request_id.empty())
    out.fields.emplace_back("client-request-id", request_id);
  out.body = form_encode(fields);
  return out;
}

bool is_token_text(std::string_view text) noexcept {
  return !text.empty() && text.size() <= token_bytes_max
         && std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7f; });
}

call_result unusable(const http_response& response, std::string_view why, utc_time now) {
  call_result out;
  out.status = response.status;
  out.request_id = request_id_of(response);
  out.what = response.status == 429 ? verdict::throttled : verdict::transient;
  out.why = response.status == 429 ? cause::throttled : cause::sign_in_unreachable;
  out.detail = "token endpoint answered " + std::to_string(response.status) + ": " + std::string(why);
  apply_retry_after(out, response, now);
  return out;
}

call_result refused(const http_response& response, const boost::json::object& body, utc_time now) {
  auto description = text_of(body, "error_description");
  std::optional<std::int64_t> code;
  if (const auto* codes = find_array(body, "error_codes");
      codes && !codes->empty() && codes->front().is_int64())
    code = codes->front().get_int64();
  if (!code)
    code = find_aadsts(description);
  auto meaning = meaning_of_aadsts(code.value_or(0));
  call_result out;
  out.status = response.status;
  out.what = meaning.what;
  out.why = meaning.why;
  out.request_id = one_line(text_of(body, "correlation_id"), 64);
  if (out.request_id.empty())
    out.request_id = request_id_of(response);
  out.detail = one_line(text_of(body, "error"), 64);
  if (auto suberror = text_of(body, "suberror"); !suberror.empty())
    out.detail += " (" + one_line(suberror, 64) + ")";
  if (code)
    out.detail += " AADSTS" + std::to_string(*code);
  if (auto trace = text_of(body, "trace_id"); !trace.empty())
    out.detail += " trace " + one_line(trace, 64);
  apply_retry_after(out, response, now);
  return out;
}

std::variant<token, call_result> granted(const http_response& response, const boost::json::object& body,
                                         utc_time now) {
  constexpr std::int64_t longest = 28 * 3600;
  auto access = text_of(body, "access_token");
  auto seconds = number_of(body, "expires_in");
  if (!same_text(text_of(body, "token_type"), "Bearer") || !is_token_text(access) || !seconds
      || *seconds <= 0)
    return unusable(response, "no usable bearer token in the answer", now);
  return token{secret(std::move(access)), std::chrono::seconds(std::min(*seconds, longest))};
}

} // namespace

http_request password_grant(const cloud& services, const app_registration& app, std::string_view user_name,
                            const secret& password, std::string_view scope, std::string_view request_id) {
  return token_request(services, app,
                       {{"scope", std::string(scope)},
                        {"username", std::string(user_name)},
                        {"password", std::string(password.reveal())},
                        {"grant_type", "password"}},
                       request_id);
}

http_request client_credentials(const cloud& services, const app_registration& app, std::string_view scope,
                                std::string_view request_id) {
  return token_request(services, app, {{"scope", std::string(scope)}, {"grant_type", "client_credentials"}},
                       request_id);
}

std::variant<token, call_result> parse_token_answer(const http_result& x, utc_time now) {
  if (auto lost = transport_failure(x, true)) {
    lost->what = verdict::transient;
    lost->why = x.error == transport_error::aborted ? cause::stopped : cause::sign_in_unreachable;
    return *lost;
  }
  const auto& response = x.response;
  auto body = read_json(response.body, token_answer_bytes_max);
  const auto* object = body ? body->if_object() : nullptr;
  bool overloaded = response.status == 429 || response.status == 408 || response.status >= 500;
  if (response.status == 200 && object)
    return granted(response, *object, now);
  if (!overloaded && object && response.status >= 400 && !text_of(*object, "error").empty())
    return refused(response, *object, now);
  return unusable(response, overloaded ? "overloaded" : "not a token answer", now);
}

} // namespace roamsync::wire
