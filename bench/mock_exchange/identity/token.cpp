#include "bench/mock_exchange/identity/token.hpp"

#include "bench/mock_exchange/base/json_text.hpp"
#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/identity/scope.hpp"
#include "bench/mock_exchange/identity/sign_in.hpp"
#include "bench/mock_exchange/identity/token_maker.hpp"
#include "bench/mock_exchange/throttle/answer.hpp"

namespace mock_exchange {

namespace {

response refuse(world& w, call& c, const token_error& why) {
  return token_error_answer(why, w, w.wall(c.now));
}

/// Null if the app may go on.
const token_error* judge_app(world& w, const call& c, bool secret_needed) {
  const auto* app = w.find_app(c.form.get("client_id"));
  if (!app)
    return &app_unknown;
  auto secret = c.form.get("client_secret");
  if (app->client_secret.empty() && !secret_needed)
    return nullptr;
  if (secret.empty())
    return &secret_missing;
  return secret == app->client_secret ? nullptr : &wrong_secret;
}

std::string token_body(world& w, call& c, const grant& given, const asked_scope& scope) {
  auto life = std::to_string(static_cast<std::int64_t>(c.home->rules.token_seconds));
  std::string body = "{\"token_type\":\"Bearer\"";
  if (!given.upn.empty())
    append_text_field(body, "scope", scope.text);
  append_raw_field(body, "expires_in", life);
  append_raw_field(body, "ext_expires_in", life);
  append_text_field(body, "access_token", make_access_token(w, *c.home, given, scope.resource, c.now));
  if (scope.offline && !given.upn.empty())
    append_text_field(body, "refresh_token", make_refresh_token(w, given, c.now));
  if (scope.openid && !given.upn.empty())
    append_text_field(body, "id_token", make_id_token(w, *c.home, given.upn, given.client_id, "", c.now));
  body += '}';
  return body;
}

response hand_out(world& w, call& c, std::string upn, const asked_scope& scope) {
  grant given{.tenant_id = c.home->id,
              .upn = std::move(upn),
              .client_id = std::string(c.form.get("client_id")),
              .service = scope.service};
  return json_answer(200, token_body(w, c, given, scope)).with("Cache-Control", "no-store, no-cache");
}

response sign_in_failure(world& w, call& c, sign_in_result result) {
  if (result == sign_in_result::hang) {
    c.forced = fault_kind::hang;
    return {};
  }
  if (result == sign_in_result::html_500)
    return html_answer(500, "<html><body><h1>Server Error</h1></body></html>");
  if (result == sign_in_result::blank_page)
    return html_answer(200, "<html><head><title>Sign in</title></head><body></body></html>");
  auto out = refuse(w, c, *error_of(result));
  if (result == sign_in_result::throttled)
    tell_retry_after(out, c.entry, c.home->rules.throttle.seconds, c.home->rules.throttle, w.wall(c.now));
  return out;
}

response password_grant(world& w, call& c, const asked_scope& scope) {
  auto where = c.at(0);
  if (same_text(where, "common") || same_text(where, "consumers"))
    return refuse(w, c, password_tenant_refused);
  if (!c.form.has("username") || !c.form.has("password"))
    return refuse(w, c, parameter_missing);
  if (!c.home)
    return refuse(w, c, same_text(where, "organizations") ? domain_unknown : tenant_unknown);
  if (const auto* wrong = judge_app(w, c, false))
    return refuse(w, c, *wrong);
  auto upn = c.form.get("username");
  auto password = c.form.get("password");
  // A blank at either end is refused even if the directory holds it (wire.md 6.1).
  if (password.empty() || password.front() == ' ' || password.back() == ' ')
    return refuse(w, c, wrong_password);
  auto result = judge_sign_in(c.home.get(), upn, password);
  // What only the browser pages show lets a token pass.
  if (result != sign_in_result::ok && result != sign_in_result::errorfe && result != sign_in_result::language)
    return sign_in_failure(w, c, result);
  if (!c.home->consent)
    return refuse(w, c, consent_missing);
  return hand_out(w, c, lower(upn), scope);
}

response app_grant(world& w, call& c, const asked_scope& scope) {
  auto where = c.at(0);
  for (std::string_view vague : {"common", "consumers", "organizations"})
    if (same_text(where, vague))
      return refuse(w, c, tenant_not_told);
  if (!c.home)
    return refuse(w, c, tenant_unknown);
  if (const auto* wrong = judge_app(w, c, true))
    return refuse(w, c, *wrong);
  if (!c.home->consent)
    return refuse(w, c, app_unknown);
  if (!scope.text.ends_with("/.default"))
    return refuse(w, c, scope_invalid);
  return hand_out(w, c, {}, scope);
}

response refresh_grant(world& w, call& c, const asked_scope& scope) {
  if (const auto* wrong = judge_app(w, c, false))
    return refuse(w, c, *wrong);
  auto* held = w.tickets.refreshes.find(c.form.get("refresh_token"), c.now);
  if (!held || held->client_id != c.form.get("client_id"))
    return refuse(w, c, refresh_over);
  c.home = w.find_tenant(held->tenant_id);
  auto* account = c.home ? c.home->account(held->upn) : nullptr;
  if (!account)
    return refuse(w, c, refresh_over);
  if (account->plan.sign_in != sign_in_result::ok)
    return sign_in_failure(w, c, account->plan.sign_in);
  return hand_out(w, c, held->upn, scope);
}

} // namespace

response answer_token(world& w, call& c) {
  if (c.in.method != "POST")
    return html_answer(405, "<html><body>Method not allowed.</body></html>");
  auto kind = c.form.get("grant_type");
  if (kind.empty() || !c.form.has("client_id") || c.form.broken)
    return refuse(w, c, parameter_missing);
  asked_scope scope;
  if (const auto* wrong = read_scope(c.form.get("scope"), scope))
    return refuse(w, c, *wrong);
  if (kind == "password")
    return password_grant(w, c, scope);
  if (kind == "client_credentials")
    return app_grant(w, c, scope);
  if (kind == "refresh_token")
    return refresh_grant(w, c, scope);
  return refuse(w, c, grant_unsupported);
}

} // namespace mock_exchange
