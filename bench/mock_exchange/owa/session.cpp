#include "bench/mock_exchange/owa/session.hpp"

#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/identity/flow.hpp"

namespace mock_exchange {

namespace {

/// Life of a canary and the age from which a fresh one is given out (wire.md 2.1).
constexpr auto canary_life = std::chrono::hours{24};
constexpr auto canary_old = std::chrono::hours{1};
/// "Never ends" within one run.
constexpr double endless_session_s = 1e9;

response bearer_refused(const call& c) {
  auto challenge = "Bearer realm=\"\", authorization_uri=\"" + c.address_of(service::identity)
                   + "/common/oauth2/authorize\", error=\"invalid_token\"";
  return json_answer(401, "").with("WWW-Authenticate", challenge);
}

void drop_cookies(const call& c, response& answer) {
  for (auto name : {cloud_cookie, forms_cookie, canary_name})
    answer.with("Set-Cookie",
                std::string(name) + "=; expires=Thu, 01 Jan 1970 00:00:00 GMT" + cookie_tail(c));
}

response session_over(world& w, const call& c, unsigned reason) {
  if (c.in.method == "GET" || c.in.method == "HEAD") {
    auto out = redirect_answer(sign_in_location(w, c, reason));
    drop_cookies(c, out);
    return out;
  }
  auto out =
      html_answer(440, "<html><head><script>window.location.reload(true);</script></head><body>440 Login "
                       "Timeout</body></html>");
  out.headers.front().second = "text/html";
  out.close = true;
  drop_cookies(c, out);
  return out;
}

void take_account(world& w, call& c, const std::string& tenant_id, const std::string& upn) {
  c.home = w.find_tenant(tenant_id);
  c.user = c.home ? c.home->account(upn) : nullptr;
  c.upn = upn;
  c.entry.service_user = upn;
}

std::string new_canary(world& w, call& c) {
  // 56 bytes are 76 characters of this alphabet (wire.md 2.1).
  auto canary = w.random.opaque(56) + ".";
  c.session->canary = canary;
  c.session->canary_made = c.now;
  return std::string(canary_name) + '=' + canary + cookie_tail(c, true);
}

} // namespace

void authenticate_outlook(world& w, call& c) {
  auto authorization = c.in.header("authorization");
  if (begins_with(authorization, "bearer ")) {
    const auto* given = w.tickets.tokens.find(trimmed(authorization.substr(7)), c.now);
    // App-only tokens always got 401 (wire.md 1.3): they name no account.
    if (given && given->service == audience::outlook) {
      c.client_id = given->client_id;
      take_account(w, c, given->tenant_id, given->upn);
    }
    if (!c.user)
      c.decided = bearer_refused(c);
    return;
  }
  auto cookie = c.in.cookie(cloud_cookie);
  if (cookie.empty())
    cookie = c.in.cookie(forms_cookie);
  auto* session = cookie.empty() ? nullptr : w.tickets.sessions.find(cookie, c.now);
  if (session) {
    c.session = session;
    take_account(w, c, session->tenant_id, session->upn);
  }
  if (!c.user)
    c.decided = session_over(w, c, cookie.empty() ? 0 : 3);
}

std::string sign_in_location(world& w, const call& c, unsigned reason) {
  auto here = c.address_of(service::outlook) + "/owa/";
  if (w.forms_front)
    return c.address_of(service::outlook) + "/owa/auth/logon.aspx?url=" + percent_encoded(here)
           + "&reason=" + std::to_string(reason);
  constexpr std::string_view outlook_id = "00000002-0000-0ff1-ce00-000000000000";
  auto out = c.address_of(service::identity) + "/common/oauth2/authorize?client_id=" + std::string(outlook_id)
             + "&redirect_uri=" + percent_encoded(here) + "&resource=" + std::string(outlook_id)
             + "&response_mode=form_post&response_type=code+id_token&scope=openid&msafed=1&msaredir=1"
               "&client-request-id="
             + w.random.guid() + "&protectedtoken=true&claims="
             + percent_encoded(R"({"id_token":{"xms_cc":{"values":["CP1"]}}})")
             + "&nonce=" + std::to_string(dotnet_ticks(w.wall(c.now))) + '.' + w.random.guid()
             + "&state=" + w.random.opaque(60);
  for (std::string_view hint : {"login_hint", "domain_hint"})
    if (c.url.query.has(hint))
      out += '&' + std::string(hint) + '=' + percent_encoded(c.url.query.get(hint));
  return out;
}

void open_session(world& w, call& c, response& answer, owa_session session) {
  auto life_s = c.home->rules.session_seconds;
  auto key = w.random.opaque(200);
  auto forms = session.forms;
  w.tickets.sessions.put(key, std::move(session), c.now,
                         c.now + instant_of(life_s > 0 ? life_s : endless_session_s));
  c.session = w.tickets.sessions.find(key, c.now);
  answer.with("Set-Cookie", std::string(forms ? forms_cookie : cloud_cookie) + '=' + key + cookie_tail(c));
  if (forms)
    for (std::string_view name : {"cadataTTL", "cadataKey", "cadataIV", "cadataSig"})
      answer.with("Set-Cookie", std::string(name) + '=' + w.random.opaque(24) + cookie_tail(c));
  answer.with("Set-Cookie", "ClientId=" + w.random.opaque(16) + cookie_tail(c));
  if (forms || c.home->rules.canary == canary_form::cookie)
    answer.with("Set-Cookie", new_canary(w, c));
}

std::optional<response> judge_canary(world& w, call& c) {
  if (!c.session)
    return std::nullopt;
  auto form = c.session->forms ? canary_form::cookie : c.home->rules.canary;
  if (form == canary_form::none)
    return std::nullopt;
  auto sent = c.in.header(canary_name);
  if (sent.empty())
    sent = c.url.query.get(canary_name);
  auto fresh = !c.session->canary.empty() && c.now - c.session->canary_made < canary_life;
  if ((fresh && sent == c.session->canary)
      || (form == canary_form::literal && c.session->canary.empty() && sent == canary_literal))
    return std::nullopt;
  return canary_answer(w, c);
}

response canary_answer(world& w, call& c) {
  response out{.status = 449, .headers = {}, .body = {}};
  out.with("Set-Cookie", new_canary(w, c));
  return out;
}

void tell_session_state(world& w, call& c, response& answer) {
  if (!c.session || answer.status / 100 != 2)
    return;
  auto life_s = c.home->rules.session_seconds;
  auto cookie = c.in.cookie(c.session->forms ? forms_cookie : cloud_cookie);
  auto left_s = seconds_of(w.tickets.sessions.end_of(cookie) - c.now);
  if (life_s > 0 && left_s < life_s / 10)
    answer.with("X-OWA-STO", "1");
  if (!c.session->canary.empty() && c.now - c.session->canary_made > canary_old)
    answer.with("Set-Cookie", new_canary(w, c));
}

} // namespace mock_exchange
