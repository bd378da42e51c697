#include "protocols/wire/http/json.hpp"
#include "protocols/wire/identity/sign_in_page.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

sign_in_page read(std::string_view config) {
  return read_sign_in_page(read_json(config, 10'000).value().as_object());
}

struct failure_row {
  std::string_view config;
  cause why;
  std::string_view code;
};

TEST(sign_in_page, each_failure_row_has_its_cause) {
  for (const auto& row : std::initializer_list<failure_row>{
           {R"({"sErrorCode":"50126"})", cause::wrong_password, "50126"},
           {R"({"sErrorCode":50126})", cause::wrong_password, "50126"},
           {R"({"pgid":"ConvergedChangePassword"})", cause::password_expired, ""},
           {R"({"arrUserProofs":[{"authMethodId":"PhoneAppOTP","display":"x"}]})", cause::mfa_demanded, ""},
           {R"({"arrUserProofs":[],"urlBeginAuth":"/common/SAS/BeginAuth"})", cause::mfa_demanded, ""},
           {R"({"sErrorCode":"50125"})", cause::security_info_required, "50125"},
           {R"({"sErrorCode":"50128"})", cause::tenant_not_found, "50128"},
           {R"({"sErrorCode":"50034"})", cause::user_not_found, "50034"},
           {R"({"sErrorCode":"50053"})", cause::account_locked, "50053"},
           {R"({"sErrorCode":"53003"})", cause::conditional_access_block, "53003"},
           {R"({"arrScopes":["User.Read"]})", cause::consent_missing, ""},
           {R"({"urlPostRedirect":"https://login.microsoftonline.com/x"})", cause::consent_missing, ""},
           {R"({"strServiceExceptionMessage":"AADSTS50055: expired"})", cause::password_expired, "50055"},
           {R"({"strServiceExceptionMessage":"AADSTS123: new"})", cause::sign_in_failed, "123"},
           {R"({"strServiceExceptionMessage":"something else"})", cause::sign_in_failed, ""},
           {R"({"sErrorCode":"50057"})", cause::account_disabled, "50057"},
           {R"({"sErrorCode":"999999"})", cause::sign_in_failed, "999999"},
           {R"({"sErrorCode":"odd"})", cause::sign_in_failed, "odd"}}) {
    auto problem = read(row.config).problem;
    ASSERT_TRUE(problem) << row.config;
    EXPECT_EQ(problem->why, row.why) << row.config;
    EXPECT_EQ(problem->what, verdict::failed) << row.config;
    EXPECT_EQ(problem->code, row.code) << row.config;
  }
}

TEST(sign_in_page, the_error_code_is_read_before_all_other_signs) {
  auto problem =
      read(R"({"sErrorCode":"53003","arrUserProofs":[1],"arrScopes":[1],"pgid":"ConvergedChangePassword",
                          "strServiceExceptionMessage":"AADSTS50126: x"})")
          .problem;
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->why, cause::conditional_access_block);
  EXPECT_EQ(problem->text, "AADSTS50126: x");
}

TEST(sign_in_page, a_throttled_tenant_is_throttled) {
  EXPECT_EQ(read(R"({"sErrorCode":"90055"})").problem->what, verdict::throttled);
}

TEST(sign_in_page, a_page_that_only_asks_has_no_problem) {
  for (auto config : {R"({})", R"({"sErrorCode":""})", R"({"sErrorCode":"0"})", R"({"sErrorCode":0})",
                      R"({"arrUserProofs":[],"arrScopes":null,"urlPostRedirect":""})",
                      R"({"pgid":"ConvergedSignIn","sFT":"x","urlPost":"/common/login"})"})
    EXPECT_FALSE(read(config).problem) << config;
}

TEST(sign_in_page, the_question_to_stay_signed_in_is_known_by_page_id_or_address) {
  EXPECT_TRUE(read(R"({"pgid":"KmsiInterrupt"})").stay_signed_in);
  EXPECT_TRUE(read(R"({"urlPost":"/kmsi"})").stay_signed_in);
  EXPECT_TRUE(read(R"({"urlPost":"https://login.microsoftonline.com/kmsi?x=1"})").stay_signed_in);
  EXPECT_FALSE(read(R"({"urlPost":"/common/login?x=/kmsi"})").stay_signed_in);
  EXPECT_FALSE(read(R"({"urlPost":"/kmsi","urlPostRedirect":"/x"})").problem);
}

TEST(sign_in_page, what_the_next_step_needs_is_read) {
  auto page =
      read(R"({"sFT":"ft","sCtx":"ctx","canary":"c","apiCanary":"ac","correlationId":"id","sessionId":"s",
                       "hpgact":1800,"hpgid":1104,"urlPost":"/common/login","pgid":"ConvergedSignIn"})");
  EXPECT_EQ(page.flow_token, "ft");
  EXPECT_EQ(page.context, "ctx");
  EXPECT_EQ(page.canary, "c");
  EXPECT_EQ(page.api_canary, "ac");
  EXPECT_EQ(page.correlation_id, "id");
  EXPECT_EQ(page.session_id, "s");
  EXPECT_EQ(page.hpgact, "1800");
  EXPECT_EQ(page.hpgid, "1104");
  EXPECT_EQ(page.url_post, "/common/login");
}

TEST(hand_back, an_error_in_the_form_is_named_by_its_code) {
  auto problem =
      problem_of_hand_back({{"error", "access_denied"}, {"error_description", "AADSTS65001: consent"}});
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->why, cause::consent_missing);
  EXPECT_EQ(problem_of_hand_back({{"error", "server_error"}})->why, cause::sign_in_failed);
  EXPECT_FALSE(problem_of_hand_back({{"code", "x"}}));
}

} // namespace
} // namespace roamsync::wire
