#include "protocols/wire/ows/decode.hpp"
#include "tests/protocols/wire/support.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

using test::answer;
using test::one_o_clock;

const std::string list_entry = R"({"name":"roaming_signature_list","value":"Work,Private","type":"BlobArray",
  "source":"UserOverride","scope":"user@contoso.com","metadata":"encoding:utf-8","parentSetting":"",
  "Timestamp":638950000000000000,"itemClass":"RoamingSetting","id":"x","secondaryKey":"roaming_signature_list"})";

roaming_reply read(const http_result& x) {
  return decode(read_defaults{}, x, one_o_clock);
}

TEST(roaming_answer, entries_are_read_from_an_array_or_a_value_object) {
  for (const auto& body : {"[" + list_entry + "]", "{\"value\":[" + list_entry + "]}",
                           "\xef\xbb\xbf{\"@odata.context\":\"x\",\"VALUE\":[" + list_entry + "]}"}) {
    auto reply = read(answer(200, body, {{"request-id", "r-1"}}));
    EXPECT_EQ(reply.call, (call_result{.status = 200, .request_id = "r-1"})) << reply.call.detail;
    ASSERT_EQ(reply.settings.size(), 1u);
    EXPECT_EQ(reply.settings[0],
              (roaming_setting{"roaming_signature_list", "roaming_signature_list", "Work,Private",
                               "user@contoso.com", "BlobArray", 638950000000000000}));
  }
}

TEST(roaming_answer, nothing_set_is_an_ok_empty_list) {
  EXPECT_EQ(read(answer(200, "[]")).call.what, verdict::ok);
  EXPECT_TRUE(read(answer(200, "{\"value\":[]}")).settings.empty());
}

TEST(roaming_answer, missing_fields_are_empty_and_the_order_is_kept) {
  auto reply = read(answer(200, R"([{"name":"A"},{"value":null,"timestamp":"5"},{}])"));
  ASSERT_EQ(reply.settings.size(), 3u);
  EXPECT_EQ(reply.settings[0].name, "A");
  EXPECT_EQ(reply.settings[0].timestamp, 0);
  EXPECT_EQ(reply.settings[1].timestamp, 5);
  EXPECT_EQ(reply.settings[2], roaming_setting{});
}

TEST(roaming_answer, a_value_of_another_kind_spoils_the_answer_instead_of_reading_as_empty) {
  for (auto body : {R"([{"name":"A","value":["x"]}])", R"([{"name":"A","value":{}}])", R"([{"name":1}])",
                    R"([{"scope":false}])", R"(["x"])", R"({"value":{}})", R"({})", R"("x")", "", "[", "null",
                    "{\"value\":[1]}"}) {
    auto reply = read(answer(200, body));
    EXPECT_EQ(reply.call.what, verdict::transient) << body;
    EXPECT_EQ(reply.call.why, cause::unreadable_answer) << body;
    EXPECT_TRUE(reply.settings.empty());
  }
}

TEST(roaming_answer, every_truncated_answer_is_unreadable) {
  auto body = "[" + list_entry + "]";
  for (std::size_t n = 0; n < body.size(); ++n)
    EXPECT_EQ(read(answer(200, body.substr(0, n))).call.why, cause::unreadable_answer) << n;
}

TEST(roaming_answer, depth_count_and_size_are_bounded) {
  EXPECT_NE(read(answer(200, std::string(100'000, '['))).call.what, verdict::ok);
  auto many = [](std::size_t n) {
    std::string body = "[";
    for (std::size_t i = 0; i < n; ++i)
      body += i == 0 ? "{}" : ",{}";
    return body + "]";
  };
  EXPECT_EQ(read(answer(200, many(roaming_entries_max))).call.what, verdict::ok);
  EXPECT_EQ(read(answer(200, many(roaming_entries_max + 1))).call.why, cause::unreadable_answer);
  EXPECT_EQ(read(answer(200, "[" + std::string(roaming_answer_bytes_max, ' ') + "]")).call.why,
            cause::unreadable_answer);
}

TEST(roaming_answer, a_page_instead_of_json_asks_for_a_new_sign_in) {
  for (const auto& x :
       {answer(200, "<!DOCTYPE html><html>"), answer(200, "", {{"Content-Type", "Text/HTML; x"}})})
    for (const roaming_command& command :
         {roaming_command(read_contents{{"A"}}), roaming_command(write_defaults{"A", {}})}) {
      auto call = decode(command, x, one_o_clock).call;
      EXPECT_EQ(call.what, verdict::sign_in_again);
      EXPECT_EQ(call.why, cause::unreadable_answer);
      EXPECT_EQ(call.maybe_applied, std::holds_alternative<write_defaults>(command));
    }
}

TEST(roaming_answer, an_error_header_on_a_good_status_is_a_failure) {
  auto call = read(answer(204, "", {{"X-OWA-Error", "x.OwaInvalidUserLanguageException"}})).call;
  EXPECT_EQ(call.what, verdict::failed);
  EXPECT_EQ(call.why, cause::request_refused);
  EXPECT_EQ(read(answer(200, "[]", {{"X-OWA-Error", "x.OwaExplicitLogonException"}})).call.why,
            cause::full_access_missing);
  EXPECT_EQ(read(answer(200, "[]", {{"X-OWA-Error", "NewException"}})).call.what, verdict::failed);
}

TEST(roaming_answer, a_write_is_ok_whatever_json_comes_back) {
  for (auto body : {"", "[]", "{\"x\":1}", "not json"})
    EXPECT_EQ(decode(write_contents{}, answer(200, body), one_o_clock).call.what, verdict::ok) << body;
  EXPECT_EQ(decode(delete_signature{"A"}, answer(204), one_o_clock).call.what, verdict::ok);
}

TEST(roaming_answer, deleting_what_is_not_there_is_ok_unless_the_mailbox_is_the_problem) {
  EXPECT_EQ(decode(delete_signature{"A"}, answer(404), one_o_clock).call.what, verdict::ok);
  auto call = decode(delete_signature{"A"}, answer(404, R"({"error":{"code":"ErrorNonExistentMailbox"}})"),
                     one_o_clock)
                  .call;
  EXPECT_EQ(call.what, verdict::failed);
  EXPECT_EQ(call.why, cause::mailbox_not_found);
  EXPECT_EQ(decode(write_defaults{}, answer(404), one_o_clock).call.what, verdict::failed);
  EXPECT_EQ(read(answer(404)).call.why, cause::full_access_missing);
}

TEST(roaming_answer, only_a_write_of_unknown_end_may_have_been_applied) {
  auto applied = [](const roaming_command& command, const http_result& x) {
    return decode(command, x, one_o_clock).call.maybe_applied;
  };
  roaming_command write = write_contents{};
  EXPECT_TRUE(applied(write, test::lost(transport_error::closed, true)));
  EXPECT_FALSE(applied(write, test::lost(transport_error::connect, false)));
  EXPECT_TRUE(applied(write, answer(500)));
  EXPECT_TRUE(applied(write, answer(504)));
  for (int status : {200, 302, 400, 401, 403, 404, 429, 440, 449})
    EXPECT_FALSE(applied(write, answer(status))) << status;
  EXPECT_FALSE(applied(read_defaults{}, test::lost(transport_error::closed, true)));
  EXPECT_FALSE(applied(read_defaults{}, answer(500)));
}

} // namespace
} // namespace roamsync::wire
