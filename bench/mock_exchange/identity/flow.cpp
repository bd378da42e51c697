#include "bench/mock_exchange/identity/flow.hpp"

#include "bench/mock_exchange/identity/pages.hpp"
#include "bench/mock_exchange/identity/token_maker.hpp"

namespace mock_exchange {

namespace {

/// How long a page of the sign-in may lie in the browser.
constexpr auto flow_life = std::chrono::minutes{10};
/// How long a hand-back form may be under way.
constexpr auto code_life = std::chrono::minutes{10};

} // namespace

std::string keep_flow(world& w, sign_in_flow flow, instant now) {
  auto token = "AQAB" + w.random.opaque(96);
  flow.context = "rQQI" + w.random.opaque(64);
  flow.canary = w.random.opaque(32) + ":1:CANARY";
  flow.api_canary = "PAQAB" + w.random.opaque(48);
  flow.correlation_id = w.random.guid();
  if (flow.session_id.empty())
    flow.session_id = w.random.guid();
  w.tickets.flows.put(token, std::move(flow), now, now + flow_life);
  return token;
}

std::optional<sign_in_flow> continue_flow(world& w, const call& c) {
  auto token = c.form.get("flowToken");
  auto* held = w.tickets.flows.find(token, c.now);
  if (!held)
    return std::nullopt;
  auto flow = std::move(*held);
  w.tickets.flows.erase(token);
  auto same = flow.context == c.form.get("ctx") && flow.canary == c.form.get("canary")
              && flow.session_id == c.form.get("hpgrequestid");
  return same ? std::optional{std::move(flow)} : std::nullopt;
}

response signed_in_page(world& w, call& c, sign_in_flow flow, bool may_ask_kmsi) {
  auto cookie = w.random.opaque(120);
  if (may_ask_kmsi && c.home->rules.kmsi) {
    auto token = keep_flow(w, std::move(flow), c.now);
    const auto& kept = *w.tickets.flows.find(token, c.now);
    auto page = config_page(w, token, kept, "KmsiInterrupt",
                            {{"urlPost", c.address_of(service::identity) + "/kmsi"}, {"fShowButtons", true}});
    page.with("Set-Cookie", "ESTSAUTH=" + cookie + cookie_tail(c));
    page.with("Set-Cookie", "ESTSAUTHLIGHT=+" + w.random.guid() + cookie_tail(c, true));
    return page.with("Set-Cookie", "ESTSSC=00" + cookie_tail(c));
  }
  auto code = "0.AX" + w.random.opaque(180);
  w.tickets.codes.put(code, {flow.tenant_id, flow.upn, flow.state}, c.now, c.now + code_life);
  auto page = auto_form(flow.redirect_uri,
                        {{"code", code},
                         {"id_token", make_id_token(w, *c.home, flow.upn, flow.client_id, flow.nonce, c.now)},
                         {"state", flow.state},
                         {"session_state", w.random.guid()}});
  return page.with("Set-Cookie", "ESTSAUTHPERSISTENT=" + cookie + cookie_tail(c));
}

response broken_form_page(world& w, call& c) {
  auto token = keep_flow(w, {}, c.now);
  const auto& kept = *w.tickets.flows.find(token, c.now);
  return config_page(
      w, token, kept, "ConvergedError",
      {{"strServiceExceptionMessage",
        "AADSTS900144: The request is not the continuation of a sign-in page: flowToken, ctx, canary "
        "or hpgrequestid is missing, wrong or used."}});
}

std::string cookie_tail(const call& c, bool script_may_read) {
  std::string out = "; path=/";
  if (!script_may_read)
    out += "; HttpOnly";
  if (c.in.secure)
    out += "; secure; SameSite=None";
  return out;
}

} // namespace mock_exchange
