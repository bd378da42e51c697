#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/text.hpp"
#include "tests/mock_exchange/playground.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace mock_exchange {

namespace {

pairs password_form(std::string password = "pw") {
  return {{"client_id", "app-1"},         {"client_secret", "s3cret"},
          {"grant_type", "password"},     {"scope", "https://graph.microsoft.com/.default"},
          {"username", "svc@t1.example"}, {"password", std::move(password)}};
}

void set(pairs& form, std::string_view name, std::string value) {
  for (auto& field : form)
    if (field.first == name)
      field.second = std::move(value);
}

response ask_token(playground& mock, const pairs& form, std::string_view tenant = "t1.example") {
  return mock.ask(make_form("/identity/" + std::string(tenant) + "/oauth2/v2.0/token", form));
}

std::int64_t code_of(const response& answer) {
  return json_of(answer).at("error_codes").at(0).as_int64();
}

struct refusal_case {
  std::string sign_in;
  unsigned status;
  std::int64_t code;
  std::string error;
  std::string suberror;
};

} // namespace

class password_refusal : public testing::TestWithParam<refusal_case> {};

TEST_P(password_refusal, is_told_with_the_full_body) {
  const auto& expected = GetParam();
  playground mock(scenario_text("", "\"sign_in\":\"" + expected.sign_in + "\""));
  auto answer = ask_token(mock, password_form());
  auto body = json_of(answer);
  EXPECT_EQ(answer.status, expected.status);
  EXPECT_EQ(code_of(answer), expected.code);
  EXPECT_EQ(text_of(body, "error"), expected.error);
  EXPECT_EQ(text_of(body, "suberror"), expected.suberror);
  EXPECT_TRUE(
      text_of(body, "error_description").starts_with("AADSTS" + std::to_string(expected.code) + ": "));
  EXPECT_EQ(text_of(body, "timestamp"), "2026-01-01 00:00:01Z");
  EXPECT_EQ(text_of(body, "trace_id").size(), 36u);
  EXPECT_EQ(text_of(body, "correlation_id").size(), 36u);
}

INSTANTIATE_TEST_SUITE_P(
    all, password_refusal,
    testing::Values(refusal_case{"wrong_password", 400, 50126, "invalid_grant", ""},
                    refusal_case{"user_not_found", 400, 50034, "invalid_grant", ""},
                    refusal_case{"locked", 400, 50053, "invalid_grant", ""},
                    refusal_case{"disabled", 400, 50057, "invalid_grant", ""},
                    refusal_case{"expired", 400, 50055, "invalid_grant", "user_password_expired"},
                    refusal_case{"mfa", 400, 50076, "interaction_required", "basic_action"},
                    refusal_case{"security_info", 400, 50079, "interaction_required", "basic_action"},
                    refusal_case{"conditional_access", 400, 53003, "interaction_required", "message_only"},
                    refusal_case{"consent", 400, 65001, "invalid_grant", "consent_required"},
                    refusal_case{"federated", 400, 50126, "invalid_grant", ""},
                    refusal_case{"service_exception", 503, 90033, "temporarily_unavailable", ""},
                    refusal_case{"throttled", 429, 90055, "temporarily_unavailable", ""}),
    [](const auto& param) { return param.param.sign_in; });

TEST(token, password_grant_gives_a_token_for_the_asked_resource) {
  playground mock;
  auto answer = ask_token(mock, password_form());
  ASSERT_EQ(answer.status, 200u) << answer.body;
  auto body = json_of(answer);
  EXPECT_EQ(body.at("expires_in").as_int64(), 3599);
  auto token = text_of(body, "access_token");
  auto claims = boost::json::parse(*base64_url_decoded(split(token, '.').at(1)));
  EXPECT_EQ(text_of(claims, "aud"), "https://graph.microsoft.com");
  EXPECT_EQ(text_of(claims, "tid"), "11111111-1111-1111-1111-111111111111");
  EXPECT_EQ(text_of(body, "refresh_token"), "") << "nobody asked for offline_access";
}

TEST(token, wrong_password_and_blank_at_the_end_are_refused) {
  playground mock;
  EXPECT_EQ(code_of(ask_token(mock, password_form("no"))), 50126);
  playground blank(scenario_text("", R"("password":"pw ")"));
  EXPECT_EQ(code_of(ask_token(blank, password_form("pw "))), 50126) << "even if it is right";
}

TEST(token, tenant_in_the_path_is_judged) {
  playground mock;
  EXPECT_EQ(code_of(ask_token(mock, password_form(), "common")), 9001023);
  EXPECT_EQ(code_of(ask_token(mock, password_form(), "unknown.example")), 90002);
  auto form = password_form();
  set(form, "username", "svc@nowhere.example");
  EXPECT_EQ(code_of(ask_token(mock, form, "organizations")), 50128);
  EXPECT_EQ(ask_token(mock, password_form(), "organizations").status, 200u);
  EXPECT_EQ(ask_token(mock, password_form(), "11111111-1111-1111-1111-111111111111").status, 200u);
}

TEST(token, client_is_judged) {
  playground mock;
  auto form = password_form();
  set(form, "client_secret", "wrong");
  auto wrong_secret_answer = ask_token(mock, form);
  EXPECT_EQ(wrong_secret_answer.status, 401u);
  EXPECT_EQ(code_of(wrong_secret_answer), 7000215);
  set(form, "client_secret", "");
  EXPECT_EQ(code_of(ask_token(mock, form)), 7000218);
  set(form, "client_id", "app-2");
  EXPECT_EQ(code_of(ask_token(mock, form)), 700016);
}

TEST(token, tenant_without_consent_is_refused_until_the_admin_consents) {
  playground mock(scenario_text("\"consent\":false"));
  EXPECT_EQ(code_of(ask_token(mock, password_form())), 65001);
  auto consent = mock.ask(make_request(
      "GET",
      "/identity/t1.example/adminconsent?client_id=app-1&state=a%26b&redirect_uri=https%3A%2F%2Fme%2Fback"));
  EXPECT_EQ(consent.header("location"),
            "https://me/back?tenant=11111111-1111-1111-1111-111111111111&admin_consent=True&state=a%26b");
  EXPECT_EQ(ask_token(mock, password_form()).status, 200u);
}

TEST(token, admin_can_say_no) {
  playground mock(scenario_text(R"("consent":false,"consent_answer":"denied")"));
  auto answer = mock.ask(make_request("GET", "/t1.example/v2.0/adminconsent?client_id=app-1&state=s&scope=x&"
                                             "redirect_uri=https%3A%2F%2Fme%2Fback"));
  EXPECT_TRUE(
      answer.header("location").starts_with("https://me/back?error=permission_denied&error_description="));
  EXPECT_EQ(code_of(ask_token(mock, password_form())), 65001);
}

TEST(token, client_credentials_need_a_concrete_tenant_and_give_no_refresh_token) {
  playground mock;
  pairs form{{"client_id", "app-1"},
             {"client_secret", "s3cret"},
             {"grant_type", "client_credentials"},
             {"scope", "https://graph.microsoft.com/.default"}};
  auto body = json_of(ask_token(mock, form));
  EXPECT_NE(text_of(body, "access_token"), "");
  EXPECT_EQ(text_of(body, "refresh_token"), "");
  EXPECT_EQ(code_of(ask_token(mock, form, "organizations")), 50059);
  set(form, "scope", "User.Read");
  EXPECT_EQ(code_of(ask_token(mock, form)), 70011);
}

TEST(token, refresh_token_gives_the_next_token) {
  playground mock;
  auto form = password_form();
  set(form, "scope", "https://outlook.office.com/.default offline_access");
  auto refresh = text_of(json_of(ask_token(mock, form)), "refresh_token");
  ASSERT_NE(refresh, "");
  pairs next{{"client_id", "app-1"},
             {"client_secret", "s3cret"},
             {"grant_type", "refresh_token"},
             {"scope", "https://outlook.office.com/.default"},
             {"refresh_token", refresh}};
  EXPECT_EQ(ask_token(mock, next).status, 200u);
  set(next, "refresh_token", "unknown");
  EXPECT_EQ(code_of(ask_token(mock, next)), 700082);
}

TEST(token, unknown_resource_is_refused) {
  playground mock;
  auto form = password_form();
  set(form, "scope", "https://127.0.0.1/.default");
  EXPECT_EQ(code_of(ask_token(mock, form)), 500011);
}

TEST(token, hang_and_broken_pages_are_no_json) {
  playground hanging(scenario_text("", R"("sign_in":"hang")"));
  auto request = make_form("/t1.example/oauth2/v2.0/token", password_form());
  auto open = hanging.begin(request);
  EXPECT_EQ(open.how, delivery::never);
  hanging.end(open, false);
  playground broken(scenario_text("", R"("sign_in":"html_500")"));
  auto answer = ask_token(broken, password_form());
  EXPECT_EQ(answer.status, 500u);
  EXPECT_TRUE(answer.header("content-type").starts_with("text/html"));
  playground blank(scenario_text("", R"("sign_in":"blank_page")"));
  EXPECT_EQ(ask_token(blank, password_form()).body.find('{'), std::string::npos);
}

} // namespace mock_exchange
