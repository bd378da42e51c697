#include "tests/mock_exchange/playground.hpp"

#include <boost/json/array.hpp>
#include <gtest/gtest.h>

#include <algorithm>

// The change feeds (wire.md 6.5.1).
namespace mock_exchange {

namespace json = boost::json;

namespace {

/// With a token of its own: the clock may have gone on.
response ask_anew(playground& mock, const std::string& path) {
  return mock.ask(make_request("GET", path, "", {{"Authorization", "Bearer " + mock.graph_token()}}));
}

directory& people_of(playground& mock) {
  return mock.mock.state().find_tenant("t1.example")->people;
}

} // namespace

TEST(graph_delta, users_feed_tells_changes_since_the_last_link) {
  playground mock(scenario_text(R"("feed":{"page":3})"));
  auto first = mock.graph_get("/graph/v1.0/users/delta?$select=displayName");
  EXPECT_EQ(ids_of(first).size(), 3u);
  auto second = mock.graph_get(path_of_link(first.at("@odata.nextLink")));
  EXPECT_EQ(ids_of(second).size(), 2u);
  auto link = path_of_link(second.at("@odata.deltaLink"));
  EXPECT_TRUE(ids_of(mock.graph_get(link)).empty());
  auto& people = mock.mock.state().find_tenant("t1.example")->people;
  auto changed = people.user("ann@t1.example")->plan;
  changed.attributes["displayName"] = "Anna";
  people.put(changed);
  people.remove("00000000-0000-0000-0000-000000000002");
  auto third = mock.graph_get(link);
  EXPECT_EQ(text_of(third.at("value").at(0), "displayName"), "Anna");
  EXPECT_EQ(text_of(third.at("value").at(1).at("@removed"), "reason"), "changed");
  EXPECT_EQ(ids_of(third).size(), 2u);
}

TEST(graph_delta, groups_feed_tells_who_came_and_left) {
  playground mock;
  auto first =
      mock.graph_get("/graph/v1.0/groups/delta?$select=displayName,members&$filter=id%20eq%20'g-all'");
  ASSERT_EQ(ids_of(first), std::vector<std::string>{"g-all"});
  EXPECT_EQ(first.at("value").at(0).at("members@delta").as_array().size(), 2u);
  auto& people = mock.mock.state().find_tenant("t1.example")->people;
  auto plan = people.group("g-all")->plan;
  plan.members = {"g-sub", "00000000-0000-0000-0000-000000000002"};
  people.put(plan);
  auto second = mock.graph_get(path_of_link(first.at("@odata.deltaLink")));
  const auto& changes = second.at("value").at(0).at("members@delta");
  ASSERT_EQ(changes.as_array().size(), 2u);
  EXPECT_EQ(text_of(changes.at(0), "id"), "00000000-0000-0000-0000-000000000002");
  EXPECT_EQ(text_of(changes.at(1), "id"), "00000000-0000-0000-0000-000000000001");
  EXPECT_EQ(text_of(changes.at(1).at("@removed"), "reason"), "deleted");
}

TEST(graph_delta, who_came_and_left_between_two_reads_has_left) {
  playground mock;
  auto link = path_of_link(
      mock.graph_get("/graph/v1.0/groups/delta?$filter=id%20eq%20'g-sub'").at("@odata.deltaLink"));
  auto& people = mock.mock.state().find_tenant("t1.example")->people;
  auto before = people.group("g-sub")->plan;
  auto with_carl = before;
  with_carl.members.push_back("00000000-0000-0000-0000-000000000003");
  people.put(with_carl);
  people.put(before);
  const auto changes = mock.graph_get(link).at("value").at(0).at("members@delta");
  ASSERT_EQ(changes.as_array().size(), 1u);
  EXPECT_TRUE(changes.at(0).as_object().contains("@removed"));
}

TEST(graph_delta, link_of_a_replaced_tenant_is_gone) {
  playground mock;
  auto link = path_of_link(mock.graph_get("/graph/v1.0/users/delta").at("@odata.deltaLink"));
  tenant_plan again{.id = "11111111-1111-1111-1111-111111111111", .domain = "t1.example"};
  mock.mock.state().put_tenant(again);
  EXPECT_EQ(code_of(mock.graph_get(link, {}, 410)), "syncStateNotFound");
}

TEST(graph_delta, tells_only_changes_of_what_is_selected_and_never_photos) {
  playground mock;
  auto link =
      path_of_link(mock.graph_get("/graph/v1.0/users/delta?$select=displayName,manager&$deltatoken=latest")
                       .at("@odata.deltaLink"));
  auto& people = people_of(mock);
  auto ann = people.user("ann@t1.example")->plan;
  ann.attributes["jobTitle"] = "Boss";
  ann.photo = photo_plan{.type = "image/png", .bytes = "x"};
  people.put(ann);
  EXPECT_TRUE(ids_of(mock.graph_get(link)).empty());
  ann.attributes["manager"] = "00000000-0000-0000-0000-000000000002";
  people.put(ann);
  const auto told = mock.graph_get(link);
  ASSERT_EQ(ids_of(told), std::vector<std::string>{ann.id});
  EXPECT_EQ(text_of(told.at("value").at(0).at("manager@delta").at(0), "id"),
            "00000000-0000-0000-0000-000000000002");
}

TEST(graph_delta, latest_tells_nothing_but_where_to_go_on) {
  playground mock;
  const auto body = mock.graph_get("/graph/v1.0/users/delta?$deltatoken=latest");
  EXPECT_TRUE(ids_of(body).empty());
  EXPECT_TRUE(body.as_object().contains("@odata.deltaLink"));
}

TEST(graph_delta, a_group_with_many_members_comes_in_several_entries) {
  playground mock(scenario_text(R"("feed":{"page":1,"members":1})"));
  std::string path = "/graph/v1.0/groups/delta?$select=members&$filter=id%20eq%20'g-all'";
  std::vector<std::string> members;
  for (int pages = 0; !path.empty() && pages < 9; ++pages) {
    const auto body = mock.graph_get(path);
    for (const auto& entry : body.at("value").as_array())
      for (const auto& member : entry.at("members@delta").as_array())
        members.push_back(text_of(member, "@odata.type"));
    path = body.as_object().contains("@odata.nextLink") ? path_of_link(body.at("@odata.nextLink")) : "";
  }
  EXPECT_EQ(members, (std::vector<std::string>{"#microsoft.graph.group", "#microsoft.graph.user"}));
}

TEST(graph_delta, in_disorder_says_everything_twice_and_backwards) {
  playground mock(scenario_text(R"("feed":{"disorder":true})"));
  auto in_order = playground{}.graph_get("/graph/v1.0/users/delta");
  auto ids = ids_of(in_order);
  std::reverse(ids.begin(), ids.end());
  auto twice = ids;
  twice.insert(twice.end(), ids.begin(), ids.end());
  EXPECT_EQ(ids_of(mock.graph_get("/graph/v1.0/users/delta")), twice);
}

TEST(graph_delta, a_token_lives_for_seven_days) {
  for (const auto* expired : {"410", "400"}) {
    playground mock(scenario_text(std::string(R"("feed":{"expired":")") + expired + "\"}"));
    auto link =
        path_of_link(mock.graph_get("/graph/v1.0/users/delta?$deltatoken=latest").at("@odata.deltaLink"));
    mock.mock.state().advance(instant_of(6.9 * 86'400));
    auto renewed = path_of_link(json_of(ask_anew(mock, link)).at("@odata.deltaLink"));
    mock.mock.state().advance(instant_of(0.2 * 86'400));
    const auto late = ask_anew(mock, link);
    EXPECT_EQ(std::to_string(late.status), expired);
    EXPECT_EQ(code_of(json_of(late)), "syncStateNotFound");
    EXPECT_EQ(ask_anew(mock, renewed).status, 200u);
  }
}

TEST(graph_delta, a_link_that_is_forgotten_says_where_to_begin_anew) {
  playground mock;
  auto link =
      path_of_link(mock.graph_get("/graph/v1.0/users/delta?$select=displayName").at("@odata.deltaLink"));
  ++mock.mock.state().find_tenant("t1.example")->feed_generation;
  auto answer = ask_anew(mock, link);
  EXPECT_EQ(answer.status, 410u);
  EXPECT_TRUE(answer.header("location").ends_with("$select=displayName&$deltatoken="))
      << answer.header("location");
}

TEST(graph_delta, refuses_what_is_documented_as_not_supported) {
  playground mock;
  for (const auto* more : {"$top=5", "$expand=manager", "$orderby=displayName"})
    mock.graph_get(std::string("/graph/v1.0/users/delta?") + more, {}, 400);
  playground elsewhere(scenario_text(R"("feed":{"available":false})"));
  elsewhere.graph_get("/graph/v1.0/groups/delta", {}, 400);
  playground closed(scenario_text(R"("user_read":false)"));
  EXPECT_EQ(code_of(closed.graph_get("/graph/v1.0/users/delta", {}, 403)), "Authorization_RequestDenied");
}

TEST(graph_delta, is_throttled_like_every_other_call) {
  playground mock(scenario_text(R"("graph_limit":{"rate":1,"burst":1})"));
  mock.graph_get("/graph/v1.0/users/delta?$select=id");
  mock.graph_get("/graph/v1.0/users/delta?$select=id", {}, 429);
}

} // namespace mock_exchange
