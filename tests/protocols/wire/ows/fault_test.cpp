#include "protocols/wire/ows/fault.hpp"
#include "tests/protocols/wire/support.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

using test::one_o_clock;
using namespace std::chrono_literals;
using enum cause;

call_result classify(int status, http_fields fields = {}, std::string body = {}) {
  return classify_outlook_failure({status, std::move(fields), std::move(body)}, one_o_clock);
}

TEST(outlook_failure, each_status_has_its_meaning) {
  struct row {
    int status;
    cause why;
    verdict what;
  };
  for (const auto& x :
       {row{400, request_refused, verdict::failed}, row{401, full_access_missing, verdict::sign_in_again},
        row{403, full_access_missing, verdict::failed}, row{404, full_access_missing, verdict::failed},
        row{408, timed_out, verdict::transient}, row{412, request_refused, verdict::failed},
        row{413, signature_too_large, verdict::failed}, row{415, request_refused, verdict::failed},
        row{429, throttled, verdict::throttled}, row{440, request_refused, verdict::sign_in_again},
        row{449, request_refused, verdict::transient}, row{500, server_error, verdict::transient},
        row{502, server_error, verdict::transient}, row{503, server_error, verdict::transient},
        row{504, server_error, verdict::transient}, row{302, request_refused, verdict::sign_in_again}}) {
    auto call = classify(x.status);
    EXPECT_EQ(call.why, x.why) << x.status;
    EXPECT_EQ(call.what, x.what) << x.status;
    EXPECT_EQ(call.status, x.status);
    EXPECT_FALSE(call.retry_after) << x.status;
  }
}

struct name_row {
  std::string_view name;
  cause why;
  verdict what;
};

constexpr name_row names[] = {
    {"OwaExplicitLogonException", full_access_missing, verdict::failed},
    {"AccessDeniedException", full_access_missing, verdict::failed},
    {"ErrorAccessDenied", full_access_missing, verdict::failed},
    {"ErrorExplicitLogonAccessDenied", full_access_missing, verdict::failed},
    {"OwaADObjectNotFoundException", mailbox_not_found, verdict::failed},
    {"OwaADUserNotFoundException", mailbox_not_found, verdict::failed},
    {"NonExistentMailboxException", mailbox_not_found, verdict::failed},
    {"ErrorNonExistentMailbox", mailbox_not_found, verdict::failed},
    {"UserHasNoMailboxException", mailbox_unlicensed, verdict::failed},
    {"OwaUserHasNoMailboxAndNoLicenseAssignedException", mailbox_unlicensed, verdict::failed},
    {"InvalidLicenseException", mailbox_unlicensed, verdict::failed},
    {"MailboxNotEnabledForRESTAPI", mailbox_unlicensed, verdict::failed},
    {"AccountDisabledException", user_disabled, verdict::failed},
    {"OwaAccountDisabledException", user_disabled, verdict::failed},
    {"ErrorAccountDisabled", user_disabled, verdict::failed},
    {"MailboxUnavailableException", server_error, verdict::transient},
    {"ErrorMailboxMoveInProgress", server_error, verdict::transient},
    {"ErrorMailboxStoreUnavailable", server_error, verdict::transient},
    {"ErrorMailboxFailover", server_error, verdict::transient},
    {"ErrorInternalServerTransientError", server_error, verdict::transient},
    {"ErrorTimeoutExpired", server_error, verdict::transient},
    {"ErrorConnectionFailed", server_error, verdict::transient},
    {"OverBudgetException", throttled, verdict::throttled},
    {"ApplicationThrottled", throttled, verdict::throttled},
    {"TooManyRequests", throttled, verdict::throttled},
    {"ErrorServerBusy", throttled, verdict::throttled},
    {"ErrorExceededConnectionCount", throttled, verdict::throttled},
    {"TooManyObjectsOpenedException", throttled, verdict::transient},
    {"ErrorTooManyObjectsOpened", throttled, verdict::transient},
    {"InvalidAuthenticationToken", request_refused, verdict::sign_in_again},
    {"OwaInvalidUserLanguageException", request_refused, verdict::failed},
};

TEST(outlook_failure, each_error_name_has_its_meaning_in_header_fault_and_error_body) {
  for (const auto& x : names) {
    auto name = std::string(x.name);
    for (const auto& call :
         {classify(500, {{"X-OWA-Error", "Microsoft.Exchange.Clients.Owa2.Server.Core." + name}}),
          classify(500, {}, R"({"Body":{"ErrorCode":500,"ExceptionName":")" + name + "\"}}"),
          classify(500, {},
                   R"({"Body":{"ErrorCode":500,"ExceptionName":"Unknown","ResponseCode":")" + name + "\"}}"),
          classify(400, {}, R"({"error":{"code":")" + name + "\",\"message\":\"m\"}}")}) {
      EXPECT_EQ(call.why, x.why) << name;
      EXPECT_EQ(call.what, x.what) << name;
      EXPECT_NE(call.detail.find(name), std::string::npos) << call.detail;
    }
  }
}

TEST(outlook_failure, these_statuses_outweigh_a_name) {
  for (int status : {401, 429, 440, 449})
    EXPECT_EQ(classify(status, {{"X-OWA-Error", "x.UserHasNoMailboxException"}}).what, classify(status).what);
}

TEST(outlook_failure, over_budget_waits_as_long_as_the_fault_or_the_header_says) {
  std::string body =
      R"({"Body":{"ExceptionName":"OverBudgetException","BackOffPeriodInMs":1234,"IsTransient":true}})";
  EXPECT_EQ(classify(500, {}, body).retry_after, 1234ms);
  EXPECT_EQ(classify(500, {{"Retry-After", "7"}}, body).retry_after, 7s);
  EXPECT_EQ(classify(500, {{"Retry-After", "1"}}, body).retry_after, 1234ms);
  EXPECT_EQ(classify(500, {}, R"({"Body":{"ExceptionName":"OverBudgetException","BackOffPeriodInMs":9e15}})")
                .retry_after,
            24h);
  EXPECT_EQ(classify(500, {}, R"({"Body":{"ExceptionName":"OverBudgetException","BackOffPeriodInMs":-5}})")
                .retry_after,
            std::nullopt);
}

TEST(outlook_failure, a_fault_that_says_when_to_come_back_is_throttled_whatever_its_name) {
  auto call =
      classify(500, {}, R"({"Body":{"ExceptionName":"New","BackOffPeriodInMs":10,"IsTransient":true}})");
  EXPECT_EQ(call.what, verdict::throttled);
  EXPECT_EQ(classify(400, {}, R"({"Body":{"ExceptionName":"New","IsTransient":true}})").what,
            verdict::transient);
  EXPECT_EQ(classify(400, {}, R"({"Body":{"ExceptionName":"New","IsTransient":false}})").what,
            verdict::failed);
}

TEST(outlook_failure, the_result_class_counts_where_no_name_is_known) {
  EXPECT_EQ(classify(500, {{"x-owa-returncode", "Throttled"}}).what, verdict::throttled);
  EXPECT_EQ(classify(400, {{"x-owa-returncode", "ServerTransientError"}}).what, verdict::transient);
  EXPECT_EQ(classify(500, {{"x-owa-returncode", "ClientError"}}).what, verdict::transient);
}

TEST(outlook_failure, throttling_waits_for_the_header_also_at_503) {
  auto call = classify(429, {{"Retry-After", "Mon, 05 Oct 2026 01:00:30 GMT"}});
  EXPECT_EQ(call.retry_after, 30s);
  call = classify(503, {{"Retry-After", "2"}});
  EXPECT_EQ(call.what, verdict::throttled);
  EXPECT_EQ(call.why, throttled);
}

TEST(outlook_failure, a_crowded_mailbox_rests_for_five_minutes) {
  EXPECT_EQ(classify(500, {{"X-OWA-Error", "TooManyObjectsOpenedException"}}).retry_after, 5min);
}

TEST(outlook_failure, a_redirect_to_the_error_page_is_classified_by_its_query) {
  auto to = [](std::string location) { return classify(302, {{"Location", std::move(location)}}); };
  auto call = to("https://x/owa/auth/errorfe.aspx?httpCode=500&owaError=Some.Name.OwaExplicitLogonException");
  EXPECT_EQ(call.why, full_access_missing);
  EXPECT_EQ(call.what, verdict::failed);
  EXPECT_EQ(to("/owa/auth/errorfe.aspx?httpCode=500").what, verdict::transient);
  EXPECT_EQ(to("/ews/genericerrorpage.htm?aspxerrorpath=/ews/exchange.asmx").what, verdict::transient);
  EXPECT_EQ(to("https://login.microsoftonline.com/common/oauth2/authorize?x").what, verdict::sign_in_again);
  EXPECT_EQ(to("/owa/auth/logon.aspx?reason=3").what, verdict::sign_in_again);
}

TEST(outlook_failure, the_detail_is_one_bounded_line_and_the_request_id_is_kept) {
  auto call = classify(500, {{"request-id", "r-1"}},
                       R"({"Body":{"FaultMessage":"action 'SanitizeHtml' is\r\nInternalServerError )"
                           + std::string(5000, 'x') + "\"}}");
  EXPECT_EQ(call.request_id, "r-1");
  EXPECT_EQ(call.detail.find('\n'), std::string::npos);
  EXPECT_LT(call.detail.size(), 400u);
  EXPECT_TRUE(call.detail.starts_with("status 500, action 'SanitizeHtml' is  InternalServerError"))
      << call.detail;
}

TEST(outlook_failure, what_is_throttled_may_ask_to_wait_and_what_is_not_does_not) {
  auto asks = [](int status, http_fields fields = {}, std::string body = {}) {
    return may_ask_to_wait({status, std::move(fields), std::move(body)}, one_o_clock);
  };
  EXPECT_TRUE(asks(429));
  for (int status : {408, 500, 502, 503, 504}) {
    EXPECT_TRUE(asks(status, {{"Retry-After", "120"}})) << status;
    EXPECT_FALSE(asks(status)) << status;
  }
  EXPECT_TRUE(asks(
      500, {},
      R"({"Body":{"ExceptionName":"OverBudgetException","BackOffPeriodInMs":300000,"IsTransient":true}})"));
  EXPECT_TRUE(asks(500, {}, R"({"Body":{"ResponseCode":"ErrorServerBusy"}})"));
  EXPECT_TRUE(asks(200, {{"X-OWA-Error", "Some.Name.OverBudgetException"}}, "[]"));
  EXPECT_TRUE(asks(302, {{"Location", "/owa/auth/errorfe.aspx?owaError=OverBudgetException"}}));
  EXPECT_TRUE(asks(500, {}, std::string(20'000, ' '))) << "too large to look at for this alone";
  EXPECT_FALSE(asks(200, {{"Retry-After", "120"}}, std::string(20'000, ' ')));
  EXPECT_FALSE(asks(200, {{"X-OWA-Error", "AccessDeniedException"}}));
  EXPECT_FALSE(asks(404));
  EXPECT_FALSE(asks(440));
  EXPECT_FALSE(asks(302, {{"Location", "https://login.microsoftonline.com/"}}));
}

TEST(outlook_failure, no_body_is_ever_ok) {
  for (auto body :
       {"", "[]", "{\"Body\":[]}", "{\"error\":3}", "{\"Body\":{\"BackOffPeriodInMs\":{}}}", "<html>"})
    for (int status = 100; status < 600; ++status)
      EXPECT_NE(classify(status, {}, body).what, verdict::ok) << status << body;
}

} // namespace
} // namespace roamsync::wire
