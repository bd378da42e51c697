#include "protocols/wire/graph/requests.hpp"
#include "protocols/wire/http/json.hpp"
#include "protocols/wire/http/percent.hpp"
#include "tests/protocols/wire/support.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

using test::public_cloud;
using test::value_of;

form_fields query_of_request(const http_request& request) {
  return form_decode(std::string_view(request.target).substr(request.target.find('?') + 1));
}

TEST(graph_requests, the_id_of_a_group_stays_in_its_segment) {
  const auto request = find_members(public_cloud(), "a1/../x");
  EXPECT_TRUE(request.target.starts_with("/v1.0/groups/a1%2F..%2Fx/transitiveMembers/")) << request.target;
  EXPECT_EQ(request.to.host, "graph.microsoft.com");
}

TEST(graph_requests, feeds_begin_with_what_is_tracked) {
  const std::vector<std::string> ids{"g-1", "g-2"};
  const auto groups = follow_groups(public_cloud(), ids);
  EXPECT_TRUE(groups.target.starts_with("/v1.0/groups/delta?")) << groups.target;
  EXPECT_EQ(field_of(query_of_request(groups), "$select"), "displayName,members");
  EXPECT_EQ(field_of(query_of_request(groups), "$filter"), "id eq 'g-1' or id eq 'g-2'");
  const auto users = follow_users(public_cloud(), {"extension_1a_x"}, {"displayName", "preferredLanguage"});
  EXPECT_TRUE(users.target.starts_with("/v1.0/users/delta?")) << users.target;
  EXPECT_EQ(field_of(query_of_request(users), "$deltatoken"), "latest");
  const std::string select(field_of(query_of_request(users), "$select"));
  EXPECT_TRUE(select.ends_with(",extension_1a_x,preferredLanguage,manager")) << select;
  EXPECT_EQ(select.find("displayName"), select.rfind("displayName")) << select;
  EXPECT_EQ(follow_users(public_cloud(), {}, {}).target.find("manager"), std::string::npos);
}

TEST(graph_requests, members_come_cast_to_users_counted_and_with_every_template_attribute) {
  auto request = find_members(public_cloud(), "g-1", {"extension_1a_costCentre", "bad&name", ""});
  EXPECT_TRUE(request.target.starts_with("/v1.0/groups/g-1/transitiveMembers/microsoft.graph.user?$select="));
  EXPECT_EQ(value_of(request, "ConsistencyLevel"), "eventual");
  auto query = query_of_request(request);
  EXPECT_EQ(field_of(query, "$top"), "999");
  EXPECT_EQ(field_of(query, "$count"), "true");
  auto selected = "," + std::string(field_of(query, "$select")) + ",";
  for (auto name : {"id",
                    "userPrincipalName",
                    "mail",
                    "accountEnabled",
                    "proxyAddresses",
                    "businessPhones",
                    "city",
                    "companyName",
                    "country",
                    "department",
                    "displayName",
                    "faxNumber",
                    "givenName",
                    "jobTitle",
                    "mailNickname",
                    "mobilePhone",
                    "officeLocation",
                    "onPremisesExtensionAttributes",
                    "postalCode",
                    "state",
                    "streetAddress",
                    "surname",
                    "extension_1a_costCentre"})
    EXPECT_NE(selected.find("," + std::string(name) + ","), std::string::npos) << name;
  EXPECT_EQ(selected.find("bad"), std::string::npos);
}

TEST(graph_requests, a_next_link_is_followed_as_it_is_but_only_to_graph) {
  auto next =
      follow_link(public_cloud(), "https://graph.microsoft.com/v1.0/groups/g/x?$skiptoken=a%2Bb&$top=999");
  ASSERT_TRUE(next);
  EXPECT_EQ(next->target, "/v1.0/groups/g/x?$skiptoken=a%2Bb&$top=999");
  EXPECT_EQ(next->to, public_cloud().graph);
  EXPECT_EQ(value_of(*next, "ConsistencyLevel"), "eventual");
  for (auto link :
       {"", "/v1.0/x", "http://graph.microsoft.com/v1.0/x", "https://graph.microsoft.com.evil.example/",
        "https://login.microsoftonline.com/x", "https://graph.microsoft.com:444/x"})
    EXPECT_FALSE(follow_link(public_cloud(), link)) << link;
}

TEST(graph_requests, an_address_cannot_break_out_of_its_filter) {
  auto request = find_user(public_cloud(), "o'neill+x@contoso.com");
  EXPECT_TRUE(request.target.starts_with("/v1.0/users?$filter=")) << request.target;
  EXPECT_EQ(field_of(query_of_request(request), "$filter"),
            "proxyAddresses/any(x:x eq 'smtp:o''neill+x@contoso.com')");
}

TEST(graph_requests, a_batch_asks_for_at_most_twenty_mailboxes) {
  std::vector<std::string> ids;
  for (int i = 0; i < 25; ++i)
    ids.push_back("u/" + std::to_string(i));
  auto request = ask_mailbox_kinds(public_cloud(), ids);
  EXPECT_EQ(request.method + " " + request.target, "POST /v1.0/$batch");
  EXPECT_EQ(value_of(request, "Content-Type"), "application/json");
  auto items = read_json(request.body, 10'000)->at("requests").as_array();
  ASSERT_EQ(items.size(), graph_batch_max);
  EXPECT_EQ(items[19],
            (boost::json::object{{"id", "19"}, {"method", "GET"}, {"url", "/users/u%2F19/mailboxSettings"}}));
}

TEST(graph_requests, a_batch_asks_for_managers_and_photos) {
  const std::vector<detail_question> asked{{4, "u/1", member_detail::manager},
                                           {4, "u/1", member_detail::photo}};
  const auto request = ask_details(
      public_cloud(), asked,
      {"extensionAttribute1", "mail", "extension_1a_x", "bad&name", "extensionAttribute2", "displayName"});
  EXPECT_EQ(request.method + " " + request.target, "POST /v1.0/$batch");
  const auto items = read_json(request.body, 10'000)->at("requests").as_array();
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items[0], (boost::json::object{
                          {"id", "0"},
                          {"method", "GET"},
                          {"url", "/users/u%2F1?$select=id&$expand=manager($select=id,mail,extension_1a_x,"
                                  "displayName,onPremisesExtensionAttributes)"}}));
  EXPECT_EQ(items[1],
            (boost::json::object{{"id", "1"}, {"method", "GET"}, {"url", "/users/u%2F1/photo/$value"}}));
  const std::vector<detail_question> many(25, {0, "u", member_detail::photo});
  EXPECT_EQ(read_json(ask_details(public_cloud(), many, {}).body, 10'000)->at("requests").as_array().size(),
            graph_batch_max);
}

} // namespace
} // namespace roamsync::wire
