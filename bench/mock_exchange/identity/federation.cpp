#include "bench/mock_exchange/identity/federation.hpp"

#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/identity/flow.hpp"
#include "bench/mock_exchange/identity/pages.hpp"

namespace mock_exchange {

namespace {

/// The token of a federated sign-in, as wresult carries it: sign-in name and a mark that only this mock
/// makes.
constexpr std::string_view result_mark = "mock-wresult:";

response federated_form(const call& c, std::string_view error) {
  return html_answer(200,
                     "<html><head><title>Sign In</title></head><body><form method=\"post\" id=\"loginForm\" "
                     "action=\""
                         + html_escaped(c.address_of(service::identity)
                                        + "/adfs/ls/?wctx=" + std::string(c.url.query.get("wctx")))
                         + "\"><div id=\"error\">" + std::string(error)
                         + "</div><input name=\"UserName\" type=\"email\" /><input name=\"Password\" "
                           "type=\"password\" /><input type=\"hidden\" name=\"AuthMethod\" "
                           "value=\"FormsAuthentication\" /></form></body></html>");
}

} // namespace

response answer_federation(world&, call& c) {
  if (c.in.method == "GET")
    return federated_form(c, "");
  auto* account = c.home ? c.home->account(c.form.get("UserName")) : nullptr;
  auto right = account && account->plan.sign_in == sign_in_result::federated
               && account->plan.password == c.form.get("Password")
               && c.form.get("AuthMethod") == "FormsAuthentication";
  if (!right)
    return federated_form(
        c, "Incorrect user ID or password. Type the correct user ID and password, and try again.");
  return auto_form(c.address_of(service::identity) + "/login.srf",
                   {{"wa", "wsignin1.0"},
                    {"wresult", std::string(result_mark) + lower(c.form.get("UserName"))},
                    {"wctx", std::string(c.url.query.get("wctx"))}});
}

response answer_federated_return(world& w, call& c) {
  auto result = c.form.get("wresult");
  if (!result.starts_with(result_mark) || !c.home)
    return broken_form_page(w, c);
  auto flow = w.tickets.flows.take_if(
      [&](const sign_in_flow& open) { return open.context == c.form.get("wctx"); }, c.now);
  if (!flow)
    return broken_form_page(w, c);
  flow->tenant_id = c.home->id;
  flow->upn = result.substr(result_mark.size());
  return signed_in_page(w, c, std::move(*flow), true);
}

} // namespace mock_exchange
