#include "protocols/wire/graph/changes.hpp"
#include "tests/protocols/wire/support.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

using test::answer;
using test::one_o_clock;
using kind = member_change::kind;

TEST(changes, of_groups_tell_who_came_who_left_and_what_each_is) {
  const auto got = parse_changes(answer(200, R"({"@odata.nextLink":"https://g/next","value":[
      {"id":"g1","displayName":"All","members@delta":[
        {"@odata.type":"#microsoft.graph.user","id":"a"},
        {"@odata.type":"#microsoft.graph.group","id":"b"},
        {"@odata.type":"#microsoft.graph.device","id":"c"},
        {"id":"d","@removed":{"reason":"deleted"}}]},
      {"id":"g2"},{"id":"g3","@removed":{"reason":"changed"}}]})"),
                                 change_feed::groups, one_o_clock);
  ASSERT_EQ(got.call.what, verdict::ok);
  EXPECT_EQ(got.page.next, "https://g/next");
  EXPECT_EQ(got.page.delta, "");
  ASSERT_EQ(got.page.groups.size(), 3u);
  const auto& members = got.page.groups[0].members;
  ASSERT_EQ(members.size(), 4u);
  EXPECT_EQ(members[0].is, kind::user);
  EXPECT_EQ(members[1].is, kind::group);
  EXPECT_EQ(members[2].is, kind::other);
  EXPECT_EQ(members[3].is, kind::unknown);
  EXPECT_FALSE(members[2].removed);
  EXPECT_TRUE(members[3].removed);
  EXPECT_FALSE(got.page.groups[1].removed);
  EXPECT_TRUE(got.page.groups[2].removed);
}

TEST(changes, of_users_tell_who) {
  const auto got = parse_changes(answer(200, R"({"@odata.deltaLink":"https://g/later","value":[
      {"id":"a","displayName":null,"manager@delta":[{"id":"m"}]},{"id":"b","@removed":{"reason":"changed"}}]})"),
                                 change_feed::users, one_o_clock);
  ASSERT_EQ(got.call.what, verdict::ok);
  EXPECT_EQ(got.page.users, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(got.page.delta, "https://g/later");
}

TEST(changes, half_a_page_is_no_page) {
  for (const auto* body :
       {R"({"value":[]})", R"({"@odata.nextLink":"a","@odata.deltaLink":"b","value":[]})",
        R"({"@odata.deltaLink":"b"})", R"({"@odata.deltaLink":"b","value":[5]})",
        R"({"@odata.deltaLink":"b","value":[{"displayName":"no id"}]})",
        R"({"@odata.deltaLink":"b","value":[{"id":"g","members@delta":{}}]})",
        R"({"@odata.deltaLink":"b","value":[{"id":"g","members@delta":[{"@odata.type":"x"}]}]})", "<html>"}) {
    const auto got = parse_changes(answer(200, body), change_feed::groups, one_o_clock);
    EXPECT_EQ(got.call.what, verdict::transient) << body;
    EXPECT_TRUE(got.page.groups.empty() && got.page.next.empty() && got.page.delta.empty()) << body;
  }
}

TEST(changes, a_token_that_is_gone_is_a_refusal) {
  for (const auto status : {410, 400}) {
    const auto got = parse_changes(answer(status, R"({"error":{"code":"syncStateNotFound","message":"x"}})"),
                                   change_feed::users, one_o_clock);
    EXPECT_EQ(got.call.what, verdict::failed);
    EXPECT_NE(got.call.detail.find("syncStateNotFound"), std::string::npos);
  }
}

TEST(users, are_read_by_a_batch_that_leaves_out_who_is_not_there) {
  const auto got = parse_users(answer(200, R"({"responses":[
      {"id":"2","status":200,"body":{"id":"c","displayName":"C","mail":"c@x.example"}},
      {"id":"1","status":404,"body":{"error":{"code":"Request_ResourceNotFound"}}},
      {"id":"0","status":200,"body":{"id":"a"}},{"id":"9","status":200,"body":{"id":"z"}}]})"),
                               3, one_o_clock);
  ASSERT_EQ(got.call.what, verdict::ok);
  ASSERT_EQ(got.members.size(), 2u);
  EXPECT_EQ(got.members[0].attributes.at("displayName"), "C");
  EXPECT_EQ(got.members[1].user_id, "a");
}

TEST(users, a_batch_is_as_good_as_its_worst_part) {
  const auto with = [](const std::string& part) {
    return parse_users(
        answer(200, R"({"responses":[{"id":"0","status":200,"body":{"id":"a"}})" + part + "]}"), 2,
        one_o_clock);
  };
  EXPECT_EQ(with("").call.what, verdict::transient) << "the second user was left out";
  EXPECT_EQ(with(R"(,{"id":"1","status":200,"body":5})").call.what, verdict::transient);
  EXPECT_EQ(with(R"(,{"id":"1","status":403,"body":{}})").call.what, verdict::failed);
  const auto throttled = with(R"(,{"id":"1","status":429,"headers":{"Retry-After":"9"},"body":{}})");
  EXPECT_EQ(throttled.call.what, verdict::throttled);
  EXPECT_EQ(throttled.call.retry_after, std::chrono::seconds{9});
  EXPECT_TRUE(throttled.members.empty());
}

} // namespace
} // namespace roamsync::wire
