#include "protocols/wire/graph/answers.hpp"
#include "tests/protocols/wire/support.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

using test::answer;
using test::one_o_clock;
using namespace std::chrono_literals;

const std::string anna =
    R"({"@odata.type":"#microsoft.graph.user","id":"u-1","userPrincipalName":"anna@contoso.com",
  "mail":"Anna@contoso.com","accountEnabled":false,"proxyAddresses":["SMTP:Anna@contoso.com","smtp:a@contoso.com"],
  "displayName":"Anna Ä","jobTitle":null,"faxNumber":"","businessPhones":["1","2"],"extension_1a_x":"y",
  "onPremisesExtensionAttributes":{"extensionAttribute1":"e1","extensionAttribute2":null}})";

TEST(members_page, a_user_becomes_a_member_with_all_attributes) {
  auto page = parse_members(answer(200, "{\"value\":[" + anna + "],\"@odata.nextLink\":\"https://g/next\"}"),
                            one_o_clock);
  EXPECT_EQ(page.call.what, verdict::ok);
  EXPECT_EQ(page.next_link, "https://g/next");
  ASSERT_EQ(page.members.size(), 1u);
  member expected;
  expected.user_id = "u-1";
  expected.user_principal_name = "anna@contoso.com";
  expected.mail = "Anna@contoso.com";
  expected.account_enabled = false;
  expected.proxy_addresses = {"SMTP:Anna@contoso.com", "smtp:a@contoso.com"};
  expected.attributes = {{"displayName", "Anna Ä"},
                         {"extension_1a_x", "y"},
                         {"extensionAttribute1", "e1"},
                         {"mail", "Anna@contoso.com"}};
  expected.lists = {{"businessPhones", {"1", "2"}}};
  EXPECT_EQ(page.members[0], expected);
}

TEST(members_page, what_is_no_user_is_left_out_and_missing_fields_are_empty) {
  auto page = parse_members(answer(200, R"({"value":[{"id":"u"},{"id":""},{},3,
      {"@odata.type":"#microsoft.graph.group","id":"g"}]})"),
                            one_o_clock);
  ASSERT_EQ(page.members.size(), 1u);
  EXPECT_EQ(page.members[0].user_id, "u");
  EXPECT_TRUE(page.members[0].account_enabled);
  EXPECT_EQ(page.next_link, "");
}

TEST(members_page, a_broken_page_is_never_an_empty_group) {
  auto body = "{\"value\":[" + anna + "]}";
  for (std::size_t n = 0; n < body.size(); ++n) {
    auto page = parse_members(answer(200, body.substr(0, n)), one_o_clock);
    EXPECT_EQ(page.call.what, verdict::transient) << n;
    EXPECT_EQ(page.call.why, cause::group_unreadable) << n;
  }
  for (auto text : {"[]", "{}", "{\"value\":null}", "{\"value\":{}}", "<html>"})
    EXPECT_NE(parse_members(answer(200, text), one_o_clock).call.what, verdict::ok) << text;
}

TEST(members_page, users_attributes_and_lists_are_bounded) {
  auto users = [](std::size_t n) {
    std::string body = "{\"value\":[{}";
    for (std::size_t i = 1; i < n; ++i)
      body += ",{}";
    return parse_members(answer(200, body + "]}"), one_o_clock).call.what;
  };
  EXPECT_EQ(users(graph_page_users_max), verdict::ok);
  EXPECT_NE(users(graph_page_users_max + 1), verdict::ok);
  std::string wide = "{\"value\":[{\"id\":\"u\",\"businessPhones\":[\"1\"";
  for (int i = 0; i < 1000; ++i)
    wide += ",\"1\"";
  wide += "]";
  for (int i = 0; i < 1000; ++i)
    wide += ",\"a" + std::to_string(i) + "\":\"x\"";
  auto page = parse_members(answer(200, wide + "}]}"), one_o_clock);
  ASSERT_EQ(page.members.size(), 1u);
  EXPECT_EQ(page.members[0].attributes.size(), user_attributes_max);
  EXPECT_EQ(page.members[0].lists.at("businessPhones").size(), user_list_max);
}

TEST(graph_failure, each_status_has_its_meaning) {
  struct row {
    int status;
    cause why;
    verdict what;
  };
  for (const auto& x :
       {row{400, cause::group_unreadable, verdict::failed},
        row{401, cause::group_unreadable, verdict::sign_in_again},
        row{403, cause::group_unreadable, verdict::failed}, row{404, cause::group_not_found, verdict::failed},
        row{408, cause::timed_out, verdict::transient}, row{429, cause::throttled, verdict::throttled},
        row{500, cause::server_error, verdict::transient}, row{503, cause::server_error, verdict::transient},
        row{504, cause::server_error, verdict::transient},
        row{302, cause::group_unreadable, verdict::failed}}) {
    const auto call = parse_members(answer(x.status), one_o_clock).call;
    EXPECT_EQ(call.why, x.why) << x.status;
    EXPECT_EQ(call.what, x.what) << x.status;
  }
}

TEST(graph_failure, code_message_request_id_and_wait_are_kept) {
  auto call =
      parse_members(answer(429, R"({"error":{"code":"ApplicationThrottled","message":"Over\nits limit.",
      "innerError":{"request-id":"r-1"}}})",
                           {{"Retry-After", "12"}}),
                    one_o_clock)
          .call;
  EXPECT_EQ(call.retry_after, 12s);
  EXPECT_EQ(call.request_id, "r-1");
  EXPECT_EQ(call.detail, "status 429, ApplicationThrottled, Over its limit.");
  EXPECT_EQ(parse_members(answer(503, "", {{"Retry-After", "5"}}), one_o_clock).call.what,
            verdict::throttled);
  EXPECT_EQ(parse_members(answer(403, R"({"error":{"code":"ApplicationThrottled"}})"), one_o_clock).call.what,
            verdict::throttled);
}

TEST(graph_failure, a_lost_answer_is_transient_and_never_applied) {
  auto call = parse_members(test::lost(transport_error::closed, true), one_o_clock).call;
  EXPECT_EQ(call.what, verdict::transient);
  EXPECT_EQ(call.why, cause::unreachable);
  EXPECT_FALSE(call.maybe_applied);
}

TEST(mailbox_kinds, each_item_has_its_own_end_in_any_order) {
  auto reply = parse_mailbox_kinds(answer(200, R"({"responses":[
      {"id":"4","status":200,"headers":{},"body":{"value":"room"}},
      {"id":"0","status":200,"body":{"@odata.context":"x","value":"user"}},
      {"id":"2","status":429,"headers":{"Retry-After":"9"},"body":{"error":{"code":"ApplicationThrottled"}}},
      {"id":"1","status":200,"body":{"userPurpose":"shared"}},
      {"id":"3","status":404,"body":{"error":{"code":"MailboxNotEnabledForRESTAPI","message":"m"}}},
      {"id":"5","status":404,"body":{"error":{"code":"Request_ResourceNotFound"}}},
      {"id":"6","status":200,"body":{"userPurpose":{"value":"linked"}}},
      {"id":"7","status":200,"body":{"value":"unknownFutureValue"}},
      {"id":"9","status":424},{"id":"10","status":200,"body":[]},{"id":"11"},{"id":"99","status":200},{"id":"x"},5]})"),
                                   12, one_o_clock);
  ASSERT_EQ(reply.call.what, verdict::ok);
  ASSERT_EQ(reply.replies.size(), 12u);
  struct row {
    verdict what;
    cause why;
    mailbox_kind kind;
  };
  const row rows[] = {{verdict::ok, cause::none, mailbox_kind::user},
                      {verdict::ok, cause::none, mailbox_kind::shared},
                      {verdict::throttled, cause::throttled, mailbox_kind::unknown},
                      {verdict::failed, cause::mailbox_unlicensed, mailbox_kind::none},
                      {verdict::ok, cause::none, mailbox_kind::shared},
                      {verdict::failed, cause::mailbox_not_found, mailbox_kind::unknown},
                      {verdict::ok, cause::none, mailbox_kind::user},
                      {verdict::ok, cause::none, mailbox_kind::unknown},
                      {verdict::transient, cause::group_unreadable, mailbox_kind::unknown},
                      {verdict::transient, cause::server_error, mailbox_kind::unknown},
                      {verdict::ok, cause::none, mailbox_kind::unknown},
                      {verdict::transient, cause::server_error, mailbox_kind::unknown}};
  for (std::size_t i = 0; i < 12; ++i) {
    EXPECT_EQ(reply.replies[i].call.what, rows[i].what) << i;
    EXPECT_EQ(reply.replies[i].call.why, rows[i].why) << i;
    EXPECT_EQ(reply.replies[i].kind, rows[i].kind) << i;
  }
  EXPECT_EQ(reply.replies[2].call.retry_after, 9s);
}

TEST(mailbox_kinds, a_broken_or_refused_batch_has_no_replies) {
  EXPECT_EQ(parse_mailbox_kinds(answer(200, "{}"), 2, one_o_clock).call.what, verdict::transient);
  auto refused = parse_mailbox_kinds(answer(401), 2, one_o_clock);
  EXPECT_EQ(refused.call.what, verdict::sign_in_again);
  EXPECT_TRUE(refused.replies.empty());
}

} // namespace
} // namespace roamsync::wire
