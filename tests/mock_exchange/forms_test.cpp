#include "tests/mock_exchange/playground.hpp"

#include <gtest/gtest.h>

namespace mock_exchange {

namespace {

std::string forms_scenario(std::string_view user_more = "") {
  auto text = scenario_text("", user_more);
  return "{\"front\":\"forms\"," + text.substr(1);
}

response sign_in(playground& mock, std::string password = "pw", std::string user = "svc@t1.example") {
  auto answer = mock.ask(make_form("/owa/auth.owa", {{"destination", "http://mock.test/owa/"},
                                                     {"flags", "4"},
                                                     {"username", std::move(user)},
                                                     {"password", std::move(password)}}));
  mock.keep_cookies(answer);
  return answer;
}

response get_user_configuration(playground& mock, std::string canary) {
  return mock.ask(mock.with_cookies(make_request("POST", "/owa/service.svc?action=GetOwaUserConfiguration",
                                                 "{}", {{"X-OWA-CANARY", std::move(canary)}})));
}

} // namespace

TEST(forms, front_page_leads_to_the_logon_page) {
  playground mock(forms_scenario());
  auto start = mock.ask(make_request("GET", "/owa/"));
  EXPECT_EQ(start.header("location"),
            "http://mock.test/owa/auth/logon.aspx?url=http%3A%2F%2Fmock.test%2Fowa%2F&reason=0");
  auto page = mock.ask(make_request("GET", "/owa/auth/logon.aspx?url=x&reason=0"));
  EXPECT_NE(page.body.find("action=\"/owa/auth.owa\""), std::string::npos);
}

TEST(forms, right_password_sets_five_cookies_and_a_canary) {
  playground mock(forms_scenario());
  auto answer = sign_in(mock);
  EXPECT_EQ(answer.status, 302u);
  EXPECT_EQ(answer.header("location"), "http://mock.test/owa/");
  for (auto name : {"cadata", "cadataTTL", "cadataKey", "cadataIV", "cadataSig", "X-OWA-CANARY"})
    EXPECT_TRUE(mock.jar.contains(name)) << name;
  EXPECT_EQ(mock.ask(mock.with_cookies(make_request("GET", "/owa/"))).status, 200u);
}

TEST(forms, domain_and_backslash_name_the_account_too) {
  playground mock(forms_scenario());
  sign_in(mock, "pw", "T1\\svc");
  EXPECT_TRUE(mock.jar.contains("cadata"));
}

TEST(forms, wrong_password_is_reason_2_without_cookies) {
  playground mock(forms_scenario());
  auto answer = sign_in(mock, "no");
  EXPECT_TRUE(answer.header("location").ends_with("&reason=2"));
  EXPECT_FALSE(mock.jar.contains("cadata"));
}

TEST(forms, expired_password_has_its_page) {
  playground mock(forms_scenario(R"("sign_in":"expired")"));
  EXPECT_TRUE(sign_in(mock).header("location").starts_with("http://mock.test/owa/auth/expiredpassword.aspx"));
}

TEST(forms, missing_or_foreign_destination_is_400) {
  playground mock(forms_scenario());
  EXPECT_EQ(
      mock.ask(make_form("/owa/auth.owa", {{"flags", "4"}, {"username", "a"}, {"password", "b"}})).status,
      400u);
  EXPECT_EQ(mock.ask(make_form("/owa/auth.owa", {{"destination", "http://other.test/owa/"},
                                                 {"flags", "4"},
                                                 {"username", "a"},
                                                 {"password", "b"}}))
                .status,
            400u);
}

TEST(forms, service_call_needs_the_canary_of_the_cookie) {
  playground mock(forms_scenario());
  sign_in(mock);
  EXPECT_EQ(get_user_configuration(mock, mock.jar["X-OWA-CANARY"]).status, 200u);
  auto refused = get_user_configuration(mock, "X-OWA-CANARY_cookie_is_null_or_empty");
  EXPECT_EQ(refused.status, 449u);
  EXPECT_EQ(refused.body, "");
  mock.keep_cookies(refused);
  EXPECT_EQ(get_user_configuration(mock, mock.jar["X-OWA-CANARY"]).status, 200u);
}

TEST(forms, first_logon_asks_for_the_language) {
  playground mock(forms_scenario(R"("sign_in":"language")"));
  sign_in(mock);
  auto service = get_user_configuration(mock, mock.jar["X-OWA-CANARY"]);
  EXPECT_EQ(service.status, 204u);
  EXPECT_TRUE(service.header("x-owa-error").ends_with("OwaInvalidUserLanguageException"));
  auto page = mock.ask(mock.with_cookies(make_request("GET", "/owa/")));
  EXPECT_TRUE(page.header("location").ends_with("/owa/languageselection.aspx"));
  mock.ask(mock.with_cookies(make_form("/owa/lang.owa", {{"lcid", "1033"}, {"tzid", "UTC"}})));
  EXPECT_EQ(get_user_configuration(mock, mock.jar["X-OWA-CANARY"]).status, 200u);
}

TEST(forms, no_session_is_440_for_a_service_call) {
  playground mock(forms_scenario());
  EXPECT_EQ(get_user_configuration(mock, "x").status, 440u);
}

} // namespace mock_exchange
