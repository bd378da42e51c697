#include "protocols/wire/http/json.hpp"
#include "protocols/wire/identity/browser_sign_in.hpp"
#include "tests/protocols/wire/identity/sign_in_script.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

using test::answer;
using test::one_o_clock;
using test::sign_in_script;
using namespace std::chrono_literals;

class browser_sign_in_test : public ::testing::Test, protected sign_in_script {};

TEST_F(browser_sign_in_test, the_whole_way_ends_with_the_cookies_of_outlook) {
  auto first = begin();
  EXPECT_EQ(first.method + " " + to_string(url_of(first)), "GET https://outlook.office.com/owa/");

  auto authorize = then(redirect(authorize_url, {{"Set-Cookie", "ClientId=1; path=/; secure"}}));
  EXPECT_EQ(to_string(url_of(authorize)), authorize_url);
  EXPECT_EQ(test::value_of(authorize, "Cookie"), "(none)")
      << "Outlook's cookies are not for the identity host";

  auto kind = then(page(sign_in_config, {{"Set-Cookie", "esctx=2; path=/; secure"}}));
  EXPECT_EQ(kind.method + " " + kind.target, "POST /common/GetCredentialType");
  EXPECT_EQ(kind.to, services.identity);
  EXPECT_EQ(test::value_of(kind, "canary"), "api-canary");
  EXPECT_EQ(test::value_of(kind, "hpgrequestid"), "session");
  EXPECT_EQ(test::value_of(kind, "client-request-id"), "id-1");
  EXPECT_EQ(test::value_of(kind, "Referer"), authorize_url);
  EXPECT_EQ(test::value_of(kind, "Cookie"), "esctx=2");
  auto asked = read_json(kind.body, 10'000)->as_object();
  EXPECT_EQ(text_of(asked, "username"), "svc@contoso.com");
  EXPECT_EQ(text_of(asked, "flowToken"), "flow");
  EXPECT_EQ(text_of(asked, "originalRequest"), "context");

  auto login = then(answer(200, "{\"Credentials\":{}}"));
  EXPECT_EQ(login.method + " " + to_string(url_of(login)),
            "POST https://login.microsoftonline.com/common/login?x=1");
  auto form = form_decode(login.body);
  EXPECT_EQ(field_of(form, "passwd"), "P ss&word=1+%");
  EXPECT_EQ(field_of(form, "login"), "svc@contoso.com");
  EXPECT_EQ(field_of(form, "loginfmt"), "svc@contoso.com");
  EXPECT_EQ(field_of(form, "ctx"), "context");
  EXPECT_EQ(field_of(form, "flowToken"), "flow");
  EXPECT_EQ(field_of(form, "canary"), "page-canary");
  EXPECT_EQ(field_of(form, "hpgrequestid"), "session");

  auto stay = then(
      page(R"({"pgid":"KmsiInterrupt","urlPost":"/kmsi","sFT":"flow2","sCtx":"context2","canary":"c2"})"));
  EXPECT_EQ(stay.target, "/kmsi");
  form = form_decode(stay.body);
  EXPECT_EQ(field_of(form, "LoginOptions"), "3");
  EXPECT_EQ(field_of(form, "type"), "28");
  EXPECT_EQ(field_of(form, "flowToken"), "flow2");
  EXPECT_EQ(field_of(form, "passwd"), "");

  auto back = then(answer(200, hand_back_form));
  EXPECT_EQ(back.method + " " + to_string(url_of(back)), "POST https://outlook.office.com/owa/");
  form = form_decode(back.body);
  EXPECT_EQ(field_of(form, "code"), "the-code");
  EXPECT_EQ(field_of(form, "state"), "the-state");
  EXPECT_EQ(test::value_of(back, "Cookie"), "ClientId=1");

  auto mail = then(redirect("/owa/", {{"Set-Cookie", "OpenIdConnect.token=t; path=/; secure; HttpOnly"},
                                      {"Set-Cookie", "X-OWA-CANARY=canary; path=/; secure"}}));
  EXPECT_EQ(mail.method, "GET");
  auto end = step(answer(200, "<html>Outlook</html>"));
  ASSERT_TRUE(std::holds_alternative<signed_in>(end)) << failure(end).detail;

  auto request = make_request("GET", services.outlook, "/ows/x");
  std::get<signed_in>(end).session.authorize(request, one_o_clock);
  EXPECT_EQ(test::value_of(request, "Cookie"), "ClientId=1; OpenIdConnect.token=t; X-OWA-CANARY=canary");
  EXPECT_EQ(test::value_of(request, "X-OWA-CANARY"), "canary");
  auto elsewhere = make_request("GET", services.identity, "/");
  std::get<signed_in>(end).session.authorize(elsewhere, one_o_clock);
  EXPECT_EQ(test::value_of(elsewhere, "Cookie"), "(none)");
}

TEST_F(browser_sign_in_test, the_way_without_the_question_and_with_redirects_works_too) {
  after_password();
  auto owa = then(redirect("https://outlook.office.com/owa/?code=x&state=y"));
  EXPECT_EQ(owa.method + " " + owa.target, "GET /owa/?code=x&state=y");
  EXPECT_TRUE(std::holds_alternative<signed_in>(step(answer(200, "", {{"Set-Cookie", "s=1"}}))));
}

TEST_F(browser_sign_in_test, the_tenant_and_login_path_come_from_the_page_where_it_has_no_address) {
  begin();
  then(redirect("https://login.microsoftonline.com/contoso.com/oauth2/authorize?x=1"));
  auto kind = then(page(R"({"sFT":"flow"})"));
  EXPECT_EQ(kind.target, "/contoso.com/GetCredentialType");
  EXPECT_EQ(then(answer(200, "{}")).target, "/contoso.com/login");
}

TEST_F(browser_sign_in_test, a_prefix_of_the_endpoints_is_kept) {
  services.identity.path_prefix = "/mock/login";
  services.outlook.path_prefix = "/mock/outlook";
  EXPECT_EQ(begin().target, "/mock/outlook/owa/");
  then(redirect("https://login.microsoftonline.com/mock/login/t1/oauth2/authorize"));
  EXPECT_EQ(then(page(R"({"sFT":"flow"})")).target, "/mock/login/t1/GetCredentialType");
}

TEST_F(browser_sign_in_test, each_failure_page_after_the_password_ends_with_its_cause) {
  for (const auto& [config, why] : std::initializer_list<std::pair<std::string_view, cause>>{
           {R"({"sErrorCode":"50126"})", cause::wrong_password},
           {R"({"pgid":"ConvergedChangePassword"})", cause::password_expired},
           {R"({"arrUserProofs":[{"authMethodId":"PhoneAppOTP"}]})", cause::mfa_demanded},
           {R"({"sErrorCode":"50125"})", cause::security_info_required},
           {R"({"sErrorCode":"50128"})", cause::tenant_not_found},
           {R"({"sErrorCode":"50034"})", cause::user_not_found},
           {R"({"sErrorCode":"50053"})", cause::account_locked},
           {R"({"sErrorCode":"53003"})", cause::conditional_access_block},
           {R"({"arrScopes":["x"]})", cause::consent_missing},
           {R"({"strServiceExceptionMessage":"AADSTS90002: no tenant"})", cause::tenant_not_found},
           {sign_in_config, cause::sign_in_not_handed_back}}) {
    after_password();
    auto end = step(page(config));
    EXPECT_EQ(failure(end).why, why) << config;
    EXPECT_EQ(failure(end).what, verdict::failed) << config;
    EXPECT_TRUE(is_final_sign_in_failure(failure(end).why)) << config;
  }
}

TEST_F(browser_sign_in_test, a_failure_names_page_code_and_correlation) {
  after_password();
  auto call = failure(step(page(R"({"pgid":"ConvergedError","sErrorCode":"53003","correlationId":"c-1"})")));
  EXPECT_EQ(call.detail, "after the password: AADSTS53003; pgid ConvergedError; sErrorCode 53003");
  EXPECT_EQ(call.request_id, "c-1");
  EXPECT_EQ(call.status, 200);
}

TEST_F(browser_sign_in_test, a_later_failure_keeps_the_correlation_but_not_the_page_before) {
  after_password();
  auto call = failure(step(answer(200, "<html>")));
  EXPECT_EQ(call.detail, "after the password: page without $Config, Location and form, status 200");
  EXPECT_EQ(call.request_id, "correlation");
}

TEST_F(browser_sign_in_test, a_page_that_echoes_the_password_does_not_get_it_into_the_detail) {
  after_password();
  auto call = failure(step(page(R"({"strServiceExceptionMessage":"AADSTS1: P ss&word=1+% is wrong"})")));
  EXPECT_EQ(call.detail.find("P ss"), std::string::npos) << call.detail;
}

TEST_F(browser_sign_in_test, the_password_is_never_posted_twice) {
  after_password();
  auto end = step(page(sign_in_config));
  EXPECT_EQ(failure(end).why, cause::sign_in_not_handed_back) << "the same page again ends the sign-in";
}

TEST_F(browser_sign_in_test, a_page_that_leads_nowhere_is_not_handed_back_and_never_an_empty_url) {
  for (const auto& [what, x] : std::initializer_list<std::pair<const char*, http_result>>{
           {"empty", answer(200, "")},
           {"html", answer(200, "<html><body>Sorry</body></html>")},
           {"no location", answer(302)},
           {"empty location", answer(302, "", {{"Location", ""}})},
           {"script location", answer(302, "", {{"Location", "javascript:x"}})},
           {"empty action", answer(200, "<form action=''><input name=code value=x></form>")},
           {"not found", answer(404, "<html></html>")},
           {"foreign", answer(302, "", {{"Location", "https://evil.example/"}})},
           {"plain http", answer(302, "", {{"Location", "http://outlook.office.com/owa/"}})},
           {"repeats the form", answer(307, "", {{"Location", "/common/login2"}})}}) {
    after_password();
    EXPECT_EQ(failure(step(x)).why, cause::sign_in_not_handed_back) << what;
    EXPECT_EQ(failure(last).what, verdict::failed) << what;
  }
}

} // namespace
} // namespace roamsync::wire
