#include "bench/mock_exchange/identity/identity.hpp"

#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/identity/browser.hpp"
#include "bench/mock_exchange/identity/consent.hpp"
#include "bench/mock_exchange/identity/federation.hpp"
#include "bench/mock_exchange/identity/token.hpp"

#include <boost/json/parse.hpp>

namespace mock_exchange {

namespace json = boost::json;

namespace {

bool is_form(const request& in) {
  return begins_with(in.header("content-type"), "application/x-www-form-urlencoded");
}

std::string json_username(const std::string& body) {
  json::error_code broken;
  auto parsed = json::parse(json::string_view(body.data(), body.size()), broken);
  const auto* object = broken ? nullptr : parsed.if_object();
  const auto* name = object ? object->if_contains("username") : nullptr;
  return name && name->is_string() ? std::string(name->get_string().data(), name->get_string().size())
                                   : std::string{};
}

call_kind kind_of(const call& c) {
  auto post = c.in.method == "POST";
  auto last = c.at(c.segments() == 0 ? 0 : c.segments() - 1);
  if (same_text(c.at(1), "oauth2") && same_text(last, "authorize"))
    return call_kind::authorize;
  if (same_text(c.at(1), "oauth2") && same_text(c.at(2), "v2.0") && same_text(last, "token"))
    return call_kind::token;
  if (post && same_text(c.at(1), "GetCredentialType") && c.segments() == 2)
    return call_kind::credential_type;
  if (post && ((same_text(c.at(1), "login") && c.segments() == 2) || same_text(c.at(0), "login.srf")))
    return call_kind::login;
  if (post && same_text(c.at(0), "kmsi"))
    return call_kind::kmsi;
  return same_text(last, "adminconsent") ? call_kind::consent : call_kind::other;
}

/// The sign-in name that the request carries, empty if none.
std::string name_in(const world& w, const call& c) {
  switch (c.entry.kind) {
  case call_kind::authorize:
    return std::string(c.url.query.get("login_hint"));
  case call_kind::credential_type:
    return json_username(c.in.body);
  case call_kind::token:
    if (const auto* held = w.tickets.refreshes.peek(c.form.get("refresh_token")))
      return held->upn;
    return std::string(c.form.get("username"));
  case call_kind::kmsi:
    if (const auto* flow = w.tickets.flows.peek(c.form.get("flowToken")))
      return flow->upn;
    return {};
  case call_kind::login:
    if (c.form.has("wresult")) {
      auto result = c.form.get("wresult");
      return std::string(result.substr(std::min(result.size(), result.find(':') + 1)));
    }
    return std::string(c.form.get("login"));
  default:
    return std::string(c.in.method == "POST" ? c.form.get("UserName") : c.url.query.get("username"));
  }
}

} // namespace

void classify_identity(world& w, call& c) {
  if (is_form(c.in))
    c.form = parse_pairs(c.in.body);
  c.entry.kind = kind_of(c);
  auto name = lower(name_in(w, c));
  if (c.entry.kind == call_kind::kmsi) {
    if (const auto* flow = w.tickets.flows.find(c.form.get("flowToken"), c.now))
      c.home = w.find_tenant(flow->tenant_id);
  } else if (c.entry.kind == call_kind::token || c.entry.kind == call_kind::consent) {
    c.home = same_text(c.at(0), "organizations") ? w.tenant_of(name) : w.find_tenant(c.at(0));
  } else {
    c.home = w.tenant_of(name);
  }
  if (c.entry.kind == call_kind::authorize && !c.home)
    c.home = w.find_tenant(c.url.query.get("domain_hint"));
  c.client_id = c.form.get("client_id");
  c.entry.service_user = !name.empty()                                      ? name
                         : c.form.get("grant_type") == "client_credentials" ? c.client_id
                                                                            : "";
}

response answer_identity(world& w, call& c) {
  switch (c.entry.kind) {
  case call_kind::authorize:
    return answer_authorize(w, c);
  case call_kind::credential_type:
    return answer_credential_type(w, c);
  case call_kind::login:
    return same_text(c.at(0), "login.srf") ? answer_federated_return(w, c) : answer_login(w, c);
  case call_kind::kmsi:
    return answer_kmsi(w, c);
  case call_kind::token:
    return answer_token(w, c);
  case call_kind::consent:
    return answer_consent(w, c);
  default:
    break;
  }
  if (same_text(c.at(0), "adfs"))
    return answer_federation(w, c);
  if (c.in.method == "POST" && same_text(c.at(1), "SAS"))
    return answer_second_factor(w, c);
  return html_answer(404, "<html><body>Page not found.</body></html>");
}

} // namespace mock_exchange
