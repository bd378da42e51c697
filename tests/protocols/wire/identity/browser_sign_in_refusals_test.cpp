#include "protocols/wire/identity/browser_sign_in.hpp"
#include "tests/protocols/wire/identity/sign_in_script.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

using test::answer;
using test::sign_in_script;
using namespace std::chrono_literals;

class sign_in_refusals_test : public ::testing::Test, protected sign_in_script {};

TEST_F(sign_in_refusals_test, a_federated_domain_is_told_before_the_password_leaves) {
  at_sign_in_page();
  then(page(sign_in_config));
  auto end =
      step(answer(200, R"({"Credentials":{"FederationRedirectUrl":"https://adfs.contoso.com/adfs/ls/?x"}})"));
  EXPECT_EQ(failure(end).why, cause::federated_sign_in);
  EXPECT_NE(failure(end).detail.find("adfs.contoso.com"), std::string::npos);
}

TEST_F(sign_in_refusals_test, a_federation_address_of_the_same_cloud_does_not_stop_the_sign_in) {
  at_sign_in_page();
  then(page(sign_in_config));
  auto login =
      then(answer(200, R"({"Credentials":{"FederationRedirectUrl":"https://login.microsoftonline.com/x"}})"));
  EXPECT_EQ(login.target, "/common/login?x=1");
}

TEST_F(sign_in_refusals_test, an_unclear_answer_about_the_user_leaves_the_word_to_the_login) {
  for (const auto& x : {answer(200, "<html>"), answer(400, "{\"error\":{\"code\":\"6001\"}}"),
                        answer(200, "[]"), answer(200, "{\"Credentials\":[]}")}) {
    at_sign_in_page();
    then(page(sign_in_config));
    EXPECT_EQ(then(x).target, "/common/login?x=1");
  }
}

TEST_F(sign_in_refusals_test, a_foreign_identity_provider_is_federated) {
  at_sign_in_page();
  EXPECT_EQ(
      failure(step(answer(200, "<form action='https://contoso.okta.com/login'><input name=u></form>"))).why,
      cause::federated_sign_in);
  at_sign_in_page();
  EXPECT_EQ(failure(step(redirect("https://adfs.contoso.com/adfs/ls/"))).why, cause::federated_sign_in);
}

TEST_F(sign_in_refusals_test, outlook_must_not_send_us_to_a_foreign_identity_host) {
  begin();
  auto call = failure(step(redirect("https://login.microsoftonline.us/common/oauth2/authorize")));
  EXPECT_EQ(call.why, cause::sign_in_not_handed_back);
  EXPECT_NE(call.detail.find("login.microsoftonline.us"), std::string::npos) << call.detail;
}

TEST_F(sign_in_refusals_test, the_password_goes_to_the_identity_endpoint_only) {
  for (auto target : {"https://evil.example/login", "http://login.microsoftonline.com/common/login",
                      "https://outlook.office.com/common/login", "javascript:x"}) {
    at_sign_in_page();
    then(page(R"({"sFT":"flow","urlPost":")" + std::string(target) + "\"}"));
    EXPECT_EQ(failure(step(answer(200, "{}"))).why, cause::sign_in_not_handed_back) << target;
  }
}

TEST_F(sign_in_refusals_test, the_code_goes_to_outlook_only) {
  for (auto target : {"https://evil.example/owa/", "https://graph.microsoft.com/owa/", "/owa/"}) {
    after_password();
    auto end =
        step(answer(200, "<form action='" + std::string(target) + "'><input name=code value=c></form>"));
    EXPECT_EQ(failure(end).why, cause::sign_in_not_handed_back) << target;
  }
}

TEST_F(sign_in_refusals_test, an_error_handed_back_is_named) {
  after_password();
  auto end = step(
      answer(200, R"(<form action="https://outlook.office.com/owa/"><input name=error value=access_denied>
                                 <input name=error_description value="AADSTS53003: blocked"></form>)"));
  EXPECT_EQ(failure(end).why, cause::conditional_access_block);
  after_password();
  end = step(redirect("https://outlook.office.com/owa/?error=x&error_description=AADSTS65001%3a+consent"));
  EXPECT_EQ(failure(end).why, cause::consent_missing);
}

TEST_F(sign_in_refusals_test, outlook_may_refuse_what_the_identity_service_handed_back) {
  struct row {
    http_result x;
    std::string_view part;
  };
  for (const auto& [x, part] : std::initializer_list<row>{
           {redirect("/owa/auth/errorfe.aspx?owaError=Some.OpenIdConnectIdpException&msg=m",
                     {{"X-Auth-Error", "OpenIdConnect OpenIdConnectIdpException"}}),
            "OpenIdConnect OpenIdConnectIdpException"},
           {redirect("/owa/auth/errorfe.aspx?owaError=UserHasNoMailboxException&msg=m"),
            "UserHasNoMailboxException"},
           {redirect("/owa/languageselection.aspx"), "sign in there once by hand"},
           {redirect(authorize_url), "another sign-in"},
           {answer(200, "<html>"), "no session cookie"},
           {answer(440, "440 Login Timeout"), "status 440"},
           {answer(403, "", {{"X-OWA-Error", "Some.AccountDisabledException"}}),
            "AccountDisabledException"}}) {
    after_hand_back();
    auto call = failure(step(x));
    EXPECT_EQ(call.why, cause::owa_refused_sign_in) << part;
    EXPECT_EQ(call.what, verdict::failed) << part;
    EXPECT_NE(call.detail.find(part), std::string::npos) << call.detail;
  }
}

TEST_F(sign_in_refusals_test, outlook_without_a_redirect_to_the_sign_in_page_is_named) {
  for (int status : {200, 401, 440}) {
    begin();
    EXPECT_EQ(failure(step(answer(status, "<html>"))).why, cause::sign_in_not_handed_back) << status;
  }
  begin();
  auto call = failure(step(redirect("/owa/auth/logon.aspx?url=x&reason=0")));
  EXPECT_EQ(call.why, cause::sign_in_not_handed_back);
  EXPECT_NE(call.detail.find("on premises"), std::string::npos);
}

TEST_F(sign_in_refusals_test, a_busy_or_lost_identity_host_is_tried_again_later) {
  after_password();
  auto call = failure(step(answer(429, "", {{"Retry-After", "60"}})));
  EXPECT_EQ(call.what, verdict::throttled);
  EXPECT_EQ(call.why, cause::throttled);
  EXPECT_EQ(call.retry_after, 60s);
  after_password();
  call = failure(step(answer(503)));
  EXPECT_EQ(call.what, verdict::transient);
  EXPECT_EQ(call.why, cause::sign_in_unreachable);
  after_password();
  EXPECT_EQ(failure(step(answer(503, "", {{"Retry-After", "5"}}))).what, verdict::throttled);
  for (auto error : {transport_error::resolve, transport_error::closed, transport_error::too_large}) {
    after_password();
    call = failure(step(test::lost(error, true)));
    EXPECT_EQ(call.what, verdict::transient);
    EXPECT_EQ(call.why, cause::sign_in_unreachable);
    EXPECT_FALSE(is_final_sign_in_failure(call.why));
  }
  after_password();
  EXPECT_EQ(failure(step(test::lost(transport_error::aborted, false))).why, cause::stopped);
}

TEST_F(sign_in_refusals_test, a_password_that_went_out_without_an_answer_is_told) {
  after_password();
  EXPECT_TRUE(machine_->posts_password());
  EXPECT_TRUE(failure(step(test::lost(transport_error::closed, true))).maybe_applied);
  EXPECT_FALSE(machine_->posts_password());
  after_password();
  EXPECT_FALSE(failure(step(test::lost(transport_error::resolve, false))).maybe_applied) << "it never left";
  after_password();
  EXPECT_FALSE(failure(step(answer(503))).maybe_applied) << "that was an answer";
}

TEST_F(sign_in_refusals_test, a_circle_of_redirects_ends) {
  begin();
  int steps = 1;
  for (; std::holds_alternative<http_request>(last) && steps < 100; ++steps)
    step(redirect("/owa/?n=" + std::to_string(steps)));
  EXPECT_EQ(steps, sign_in_requests_max + 1);
  EXPECT_EQ(failure(last).why, cause::sign_in_not_handed_back);
}

TEST_F(sign_in_refusals_test, the_question_to_stay_signed_in_is_answered_at_most_twice) {
  after_password();
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(then(page(R"({"urlPost":"/kmsi","sFT":"f"})")).target, "/kmsi");
  EXPECT_EQ(failure(step(page(R"({"urlPost":"/kmsi","sFT":"f"})"))).why, cause::sign_in_not_handed_back);
}

TEST_F(sign_in_refusals_test, hostile_page_values_cannot_break_out_of_a_header) {
  at_sign_in_page();
  auto kind = then(
      page("{\"sFT\":\"f\",\"apiCanary\":\"a\\r\\nEvil: 1\",\"sessionId\":\"s\\nX: 2\",\"hpgid\":\"\\r\"}"));
  for (const auto& [name, value] : kind.fields)
    EXPECT_EQ(value.find_first_of("\r\n"), std::string::npos) << name;
}

} // namespace
} // namespace roamsync::wire
