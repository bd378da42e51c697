#include "protocols/wire/http/percent.hpp"
#include "protocols/wire/identity/aadsts.hpp"
#include "protocols/wire/identity/tokens.hpp"
#include "tests/protocols/wire/support.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

using test::answer;
using test::one_o_clock;
using namespace std::chrono_literals;

call_result refused(const http_result& x) {
  auto out = parse_token_answer(x, one_o_clock);
  if (const auto* call = std::get_if<call_result>(&out))
    return *call;
  ADD_FAILURE() << "a token was given";
  return {};
}

http_result error_answer(std::string_view code, int status = 400) {
  return answer(status, R"({"error":"invalid_grant","suberror":"basic_action","error_description":"AADSTS)"
                            + std::string(code) + R"(: text.","error_codes":[)" + std::string(code)
                            + R"(],"trace_id":"t-1","correlation_id":"c-1"})");
}

TEST(password_grant, the_form_has_all_that_the_service_wants) {
  app_registration app{"contoso.com", "app-1", secret("s&1")};
  auto request =
      password_grant(test::public_cloud(), app, "svc@contoso.com", secret(" p+w "), "a.default b", "id-1");
  EXPECT_EQ(request.method + " " + request.target, "POST /contoso.com/oauth2/v2.0/token");
  EXPECT_EQ(request.to.host, "login.microsoftonline.com");
  EXPECT_EQ(test::value_of(request, "Content-Type"), "application/x-www-form-urlencoded");
  EXPECT_EQ(test::value_of(request, "client-request-id"), "id-1");
  EXPECT_EQ(form_decode(request.body), (form_fields{{"client_id", "app-1"},
                                                    {"scope", "a.default b"},
                                                    {"username", "svc@contoso.com"},
                                                    {"password", " p+w "},
                                                    {"grant_type", "password"},
                                                    {"client_secret", "s&1"}}));
}

TEST(password_grant, a_public_client_sends_no_secret_and_a_tenant_stays_in_its_segment) {
  auto request = password_grant(test::public_cloud(), {"a/../b", "app", {}}, "u", secret("p"), "s");
  EXPECT_EQ(request.target, "/a%2F..%2Fb/oauth2/v2.0/token");
  EXPECT_EQ(request.body.find("client_secret"), std::string::npos);
  EXPECT_EQ(test::value_of(request, "client-request-id"), "(none)");
}

TEST(client_credentials, the_form_names_grant_and_scope) {
  auto request = client_credentials(test::public_cloud(), {"t", "app", secret("x")}, "https://g/.default");
  EXPECT_EQ(form_decode(request.body), (form_fields{{"client_id", "app"},
                                                    {"scope", "https://g/.default"},
                                                    {"grant_type", "client_credentials"},
                                                    {"client_secret", "x"}}));
}

TEST(token_answer, a_token_is_read_and_its_life_is_bounded) {
  auto read = [](std::string_view expires) {
    auto out =
        parse_token_answer(answer(200, R"({"token_type":"bearer","access_token":"eyJ0.x","expires_in":)"
                                           + std::string(expires) + "}"),
                           one_o_clock);
    return std::get<token>(out);
  };
  EXPECT_EQ(read("3599").access, secret("eyJ0.x"));
  EXPECT_EQ(read("3599").expires_in, 3599s);
  EXPECT_EQ(read("\"3599\"").expires_in, 3599s);
  EXPECT_EQ(read("99999999").expires_in, 28h);
}

TEST(token_answer, an_answer_without_a_usable_token_is_transient) {
  for (const auto& body :
       {std::string("{}"), std::string("[]"), std::string("<html>"), std::string(),
        std::string(R"({"token_type":"Bearer","access_token":"x"})"),
        std::string(R"({"token_type":"Bearer","access_token":"x","expires_in":0})"),
        std::string(R"({"token_type":"Bearer","access_token":"","expires_in":60})"),
        std::string(R"({"token_type":"Bearer","access_token":"a\r\nEvil: b","expires_in":60})"),
        std::string(R"({"token_type":"mac","access_token":"x","expires_in":60})"),
        R"({"token_type":"Bearer","expires_in":60,"access_token":")" + std::string(40'000, 'x') + "\"}"}) {
    auto call = refused(answer(200, body));
    EXPECT_EQ(call.what, verdict::transient) << body.substr(0, 80);
    EXPECT_EQ(call.why, cause::sign_in_unreachable);
  }
}

struct code_row {
  std::string_view code;
  cause why;
  verdict what;
};

TEST(token_answer, each_code_has_its_cause_and_verdict) {
  using enum cause;
  for (const auto& row :
       std::initializer_list<code_row>{{"50126", wrong_password, verdict::failed},
                                       {"50034", user_not_found, verdict::failed},
                                       {"50053", account_locked, verdict::failed},
                                       {"50055", password_expired, verdict::failed},
                                       {"50056", wrong_password, verdict::failed},
                                       {"50057", account_disabled, verdict::failed},
                                       {"50076", mfa_demanded, verdict::failed},
                                       {"50079", mfa_demanded, verdict::failed},
                                       {"50158", mfa_demanded, verdict::failed},
                                       {"50125", security_info_required, verdict::failed},
                                       {"53000", conditional_access_block, verdict::failed},
                                       {"53001", conditional_access_block, verdict::failed},
                                       {"53003", conditional_access_block, verdict::failed},
                                       {"530032", conditional_access_block, verdict::failed},
                                       {"530035", conditional_access_block, verdict::failed},
                                       {"65001", consent_missing, verdict::failed},
                                       {"65002", consent_missing, verdict::failed},
                                       {"700016", consent_missing, verdict::failed},
                                       {"7000215", client_secret_wrong, verdict::failed},
                                       {"7000222", client_secret_wrong, verdict::failed},
                                       {"7000218", client_secret_wrong, verdict::failed},
                                       {"90002", tenant_not_found, verdict::failed},
                                       {"50059", tenant_not_found, verdict::failed},
                                       {"50128", tenant_not_found, verdict::failed},
                                       {"50173", sign_in_failed, verdict::sign_in_again},
                                       {"700082", sign_in_failed, verdict::sign_in_again},
                                       {"70043", sign_in_failed, verdict::sign_in_again},
                                       {"50132", sign_in_failed, verdict::sign_in_again},
                                       {"50133", sign_in_failed, verdict::sign_in_again},
                                       {"50196", throttled, verdict::throttled},
                                       {"90055", throttled, verdict::throttled},
                                       {"9001023", sign_in_failed, verdict::failed},
                                       {"123456", sign_in_failed, verdict::failed}})
    for (int status : {400, 401}) {
      auto call = refused(error_answer(row.code, status));
      EXPECT_EQ(call.why, row.why) << row.code;
      EXPECT_EQ(call.what, row.what) << row.code;
      EXPECT_EQ(call.status, status);
      EXPECT_EQ(call.request_id, "c-1");
      EXPECT_EQ(call.detail, "invalid_grant (basic_action) AADSTS" + std::string(row.code) + " trace t-1");
    }
}

TEST(token_answer, the_code_is_found_in_the_description_where_the_list_is_missing) {
  auto call =
      refused(answer(400, R"({"error":"invalid_client","error_description":"AADSTS7000215: Invalid"})"));
  EXPECT_EQ(call.why, cause::client_secret_wrong);
  EXPECT_EQ(refused(answer(400, R"({"error":"x","error_codes":["bad"]})")).why, cause::sign_in_failed);
}

TEST(token_answer, overload_is_no_final_answer_whatever_the_body_says) {
  auto busy = error_answer("50126", 429);
  busy.response.fields = {{"Retry-After", "30"}, {"Retry-After", "60"}};
  auto call = refused(busy);
  EXPECT_EQ(call.what, verdict::throttled);
  EXPECT_EQ(call.why, cause::throttled);
  EXPECT_EQ(call.retry_after, 60s);
  call = refused(error_answer("50126", 503));
  EXPECT_EQ(call.what, verdict::transient);
  EXPECT_EQ(call.why, cause::sign_in_unreachable);
  call = refused(answer(404, "<html>"));
  EXPECT_EQ(call.what, verdict::transient);
}

TEST(token_answer, a_lost_answer_is_transient) {
  auto call = refused(test::lost(transport_error::timed_out, true));
  EXPECT_EQ(call.what, verdict::transient);
  EXPECT_EQ(call.why, cause::sign_in_unreachable);
  EXPECT_TRUE(call.maybe_applied) << "whoever reads the answer never got it";
  EXPECT_FALSE(refused(test::lost(transport_error::resolve, false)).maybe_applied);
}

TEST(aadsts, the_first_code_of_a_text_is_found) {
  EXPECT_EQ(find_aadsts("AADSTS50126: x AADSTS1:"), 50126);
  EXPECT_EQ(find_aadsts("Error: AADSTSx AADSTS65001"), 65001);
  EXPECT_EQ(find_aadsts("AADSTS"), std::nullopt);
  EXPECT_EQ(find_aadsts("AADSTS99999999999999999999999"), std::nullopt);
  EXPECT_EQ(find_aadsts("AADSTS-5"), std::nullopt);
}

} // namespace
} // namespace roamsync::wire
