#include "bench/mock_exchange/owa/forms.hpp"

#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/identity/sign_in.hpp"
#include "bench/mock_exchange/owa/session.hpp"

namespace mock_exchange {

namespace {

std::string owa_address(const call& c, std::string_view page) {
  return c.address_of(service::outlook) + "/owa/" + std::string(page);
}

/// DOMAIN\user or a sign-in name as the latter.
std::string as_upn(const world& w, std::string_view name) {
  auto mark = name.find('\\');
  if (mark == std::string_view::npos)
    return lower(name);
  auto domain = lower(name.substr(0, mark));
  for (const auto& each : w.tenants())
    if (each->domain == domain || each->domain.starts_with(domain + '.'))
      return lower(name.substr(mark + 1)) + '@' + each->domain;
  return lower(name);
}

response logon_page(world& w, const call& c) {
  if (!w.forms_front)
    return redirect_answer(sign_in_location(w, c, 0));
  return html_answer(
      200,
      "<html><head><title>Outlook</title></head><body><form action=\"/"
          + std::string(c.prefixed ? "outlook/" : "")
          + "owa/auth.owa\" method=\"POST\" name=\"logonForm\" autocomplete=\"off\"><input "
            "type=\"hidden\" name=\"destination\" value=\""
          + html_escaped(c.url.query.get("url"))
          + "\"><input type=\"hidden\" name=\"flags\" value=\"4\"><input type=\"hidden\" "
            "name=\"forcedownlevel\" value=\"0\"><input name=\"username\"><input type=\"password\" "
            "name=\"password\"><input type=\"hidden\" name=\"isUtf8\" value=\"1\"></form></body></html>");
}

response back_to_logon(const call& c, unsigned reason) {
  auto out =
      redirect_answer(owa_address(c, "auth/logon.aspx?url=") + percent_encoded(c.form.get("destination"))
                      + "&reason=" + std::to_string(reason));
  out.with("Set-Cookie", std::string(forms_cookie) + "=; expires=Thu, 01 Jan 1970 00:00:00 GMT; path=/");
  return out;
}

bool is_own_address(const call& c, std::string_view destination) {
  auto host = c.address_of(service::outlook);
  if (c.prefixed)
    host.resize(host.rfind('/'));
  return (destination.starts_with('/') && !destination.starts_with("//"))
         || begins_with(destination, host + '/');
}

response sign_in(world& w, call& c) {
  for (std::string_view field : {"destination", "flags", "username", "password"})
    if (!c.form.has(field))
      return html_answer(400, "<html><body>The field " + std::string(field) + " is missing.</body></html>");
  if (!is_own_address(c, c.form.get("destination")))
    return html_answer(400, "<html><body>The destination is foreign.</body></html>");
  auto upn = as_upn(w, c.form.get("username"));
  auto result = judge_sign_in(c.home.get(), upn, c.form.get("password"));
  if (result == sign_in_result::hang) {
    c.forced = fault_kind::hang;
    return {};
  }
  if (result == sign_in_result::html_500 || result == sign_in_result::service_exception)
    return html_answer(500, "<html><body><h1>Server Error</h1></body></html>");
  if (result == sign_in_result::expired)
    return redirect_answer(owa_address(c, "auth/expiredpassword.aspx?url=")
                           + percent_encoded(c.form.get("destination")));
  if (result != sign_in_result::ok && result != sign_in_result::language)
    return back_to_logon(c, result == sign_in_result::conditional_access ? 5 : 2);
  auto out = redirect_answer(c.form.get("destination"));
  open_session(w, c, out,
               {.tenant_id = c.home->id,
                .upn = upn,
                .forms = true,
                .canary = {},
                .needs_language = result == sign_in_result::language});
  return out;
}

response language_page(world& w, call& c) {
  auto* session = w.tickets.sessions.find(c.in.cookie(forms_cookie), c.now);
  if (c.in.method == "POST" && session) {
    session->needs_language = false;
    return redirect_answer(owa_address(c, ""));
  }
  return html_answer(
      200, "<html><body><form name=\"frmLang\" method=\"POST\" action=\"" + owa_address(c, "lang.owa")
               + "\"><input type=\"hidden\" name=\"lcid\" value=\"1033\"><input type=\"hidden\" "
                 "name=\"tzid\" value=\"UTC\"></form></body></html>");
}

} // namespace

bool is_forms_page(const call& c) {
  return same_text(c.at(1), "auth") || same_text(c.at(1), "auth.owa") || same_text(c.at(1), "lang.owa")
         || same_text(c.at(1), "languageselection.aspx");
}

void classify_forms(world& w, call& c) {
  c.entry.kind = same_text(c.at(1), "auth.owa") ? call_kind::login : call_kind::owa;
  if (c.in.method != "POST")
    return;
  c.form = parse_pairs(c.in.body);
  c.entry.service_user = as_upn(w, c.form.get("username"));
  c.home = w.tenant_of(c.entry.service_user);
}

response answer_forms(world& w, call& c) {
  if (same_text(c.at(1), "auth.owa"))
    return c.in.method == "POST" ? sign_in(w, c)
                                 : redirect_answer(owa_address(c, "auth/logon.aspx?reason=0"));
  if (same_text(c.at(1), "lang.owa") || same_text(c.at(1), "languageselection.aspx"))
    return language_page(w, c);
  if (same_text(c.at(2), "logon.aspx"))
    return logon_page(w, c);
  if (same_text(c.at(2), "expiredpassword.aspx"))
    return html_answer(200, "<html><body>Your password has expired and must be changed.</body></html>");
  if (same_text(c.at(2), "errorfe.aspx"))
    return html_answer(200, "<html><body>Something went wrong.</body></html>");
  return html_answer(404, "<html><body>Page not found.</body></html>");
}

response errorfe(const call& c, std::string_view exception) {
  auto type = "Microsoft.Exchange.Security.OpenIdConnect." + std::string(exception);
  auto out =
      redirect_answer(owa_address(c, "auth/errorfe.aspx?httpCode=500&msg=") + percent_encoded(exception)
                      + "&owaError=" + percent_encoded(type) + "&authError=" + percent_encoded(type));
  out.with("X-Auth-Error", "OpenIdConnect " + type);
  return out;
}

} // namespace mock_exchange
