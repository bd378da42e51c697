#include "bench/mock_exchange/identity/consent.hpp"

#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/text.hpp"

namespace mock_exchange {

namespace {

response back(const call& c, const std::string& result) {
  std::string to(c.url.query.get("redirect_uri"));
  to += to.find('?') == std::string::npos ? '?' : '&';
  return redirect_answer(to + result + "&state=" + percent_encoded(c.url.query.get("state")));
}

} // namespace

response answer_consent(world& w, call& c) {
  const auto& query = c.url.query;
  auto scoped = same_text(c.at(1), "v2.0");
  if (!begins_with(query.get("redirect_uri"), "http") || query.get("client_id").empty()
      || (scoped && query.get("scope").empty()))
    return html_answer(400, "<html><body>AADSTS900144: client_id, redirect_uri"
                                + std::string(scoped ? ", scope" : "") + " must be given.</body></html>");
  if (!w.find_app(query.get("client_id")))
    return back(c, "error=unauthorized_client&error_description="
                       + percent_encoded("AADSTS700016: Application was not found in the directory."));
  if (!c.home)
    return back(c, "error=invalid_request&error_description="
                       + percent_encoded("AADSTS90002: Tenant not found."));
  if (!c.home->rules.consent_granted)
    return back(c, "error=permission_denied&error_description="
                       + percent_encoded("AADSTS65004: The admin canceled the request."));
  c.home->consent = true;
  return back(c, "tenant=" + c.home->id + "&admin_consent=True");
}

} // namespace mock_exchange
