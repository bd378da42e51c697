#include "bench/mock_exchange/owa/owa.hpp"

#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/owa/access.hpp"
#include "bench/mock_exchange/owa/classic.hpp"
#include "bench/mock_exchange/owa/forms.hpp"
#include "bench/mock_exchange/owa/session.hpp"

namespace mock_exchange {

namespace {

std::string_view explicit_user(const call& c) {
  return c.at(1).find('@') != std::string_view::npos ? c.at(1) : std::string_view{};
}

bool is_service(const call& c) {
  return same_text(c.at(c.segments() - 1), "service.svc");
}

bool is_front_page(const call& c) {
  return c.segments() == 1;
}

/// The sign-in came back from the login host (wire.md 1.2.2 steps 5 and 6).
response hand_back(world& w, call& c) {
  auto* held = w.tickets.codes.find(c.form.get("code"), c.now);
  if (!held || held->state != c.form.get("state") || c.form.get("id_token").empty() || !c.user)
    return errorfe(c, "OpenIdConnectIdpException");
  auto upn = held->upn;
  w.tickets.codes.erase(c.form.get("code"));
  if (c.user->plan.sign_in == sign_in_result::errorfe)
    return errorfe(c, "OpenIdConnectIdpException");
  auto out = redirect_answer(c.address_of(service::outlook) + "/owa/");
  open_session(w, c, out, {.tenant_id = c.home->id, .upn = upn, .canary = {}});
  return out;
}

void classify_hand_back(world& w, call& c) {
  c.entry.kind = call_kind::handback;
  c.form = parse_pairs(c.in.body);
  const auto* held = w.tickets.codes.find(c.form.get("code"), c.now);
  if (!held)
    return;
  c.home = w.find_tenant(held->tenant_id);
  c.user = c.home ? c.home->account(held->upn) : nullptr;
  c.entry.service_user = held->upn;
}

response front_page(const call& c) {
  if (c.session && c.session->needs_language)
    return redirect_answer(c.address_of(service::outlook) + "/owa/languageselection.aspx");
  return html_answer(200, "<!DOCTYPE html><html><head><title>Mail - Outlook</title></head><body>"
                          "<div id=\"app\"></div></body></html>");
}

} // namespace

void classify_owa(world& w, call& c) {
  c.entry.kind = call_kind::owa;
  if (same_text(c.at(0), "EWS")) {
    c.entry.kind = call_kind::other;
    return;
  }
  auto post = c.in.method == "POST";
  if (post && is_front_page(c)
      && begins_with(c.in.header("content-type"), "application/x-www-form-urlencoded"))
    return classify_hand_back(w, c);
  if (is_forms_page(c))
    return classify_forms(w, c);
  if (is_service(c))
    c.entry.kind = call_kind::classic;
  authenticate_outlook(w, c);
  if (c.decided || !is_service(c))
    return;
  auto writes = writes_classic(c);
  if (writes)
    c.entry.applied = false;
  if (post)
    c.decided = judge_canary(w, c);
  if (!c.decided)
    open_mailbox(c, explicit_user(c), writes);
}

response answer_owa(world& w, call& c) {
  if (same_text(c.at(0), "EWS"))
    return html_answer(403, "<html><body>Access to Exchange Web Services is disabled.</body></html>");
  if (c.entry.kind == call_kind::handback)
    return hand_back(w, c);
  if (is_forms_page(c))
    return answer_forms(w, c);
  if (is_service(c)) {
    auto out = answer_classic(w, c);
    tell_session_state(w, c, out);
    return out;
  }
  if (same_text(c.at(1), "sessiondata.ashx")) {
    auto out = json_answer(200, "{}");
    if (c.session)
      out.with("Set-Cookie", canary_answer(w, c).header("set-cookie"));
    return out;
  }
  if (c.segments() == 2 && !explicit_user(c).empty() && !c.url.trailing_slash)
    return redirect_answer(c.address_of(service::outlook) + "/owa/" + percent_encoded(c.at(1)) + '/');
  return front_page(c);
}

} // namespace mock_exchange
