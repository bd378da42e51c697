#include "tests/mock_exchange/playground.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace mock_exchange {

namespace json = boost::json;

namespace {

const header_list eventual{{"ConsistencyLevel", "eventual"}};

} // namespace

TEST(graph, transitive_members_are_mixed_and_each_comes_once) {
  playground mock;
  auto body = mock.graph_get("/graph/v1.0/groups/g-all/transitiveMembers");
  ASSERT_EQ(body.at("value").as_array().size(), 3u) << "two groups that hold each other, two users";
  EXPECT_EQ(text_of(body.at("value").at(0), "@odata.type"), "#microsoft.graph.group");
  EXPECT_EQ(text_of(body.at("value").at(1), "@odata.type"), "#microsoft.graph.user");
}

TEST(graph, cast_needs_consistency_level_and_count) {
  playground mock;
  auto path = std::string("/graph/v1.0/groups/g-all/transitiveMembers/microsoft.graph.user");
  EXPECT_EQ(code_of(mock.graph_get(path, eventual, 400)), "Request_UnsupportedQuery");
  EXPECT_EQ(code_of(mock.graph_get(path + "?$count=true", {}, 400)), "Request_UnsupportedQuery");
  auto body = mock.graph_get(path + "?$count=true", eventual);
  EXPECT_EQ(body.at("@odata.count").as_int64(), 2);
  EXPECT_EQ(body.at("value").as_array().size(), 2u);
}

TEST(graph, pages_are_followed_by_an_opaque_link) {
  playground mock;
  auto first = mock.graph_get("/graph/v1.0/groups/g-all/transitiveMembers?$top=2&$select=id");
  EXPECT_EQ(ids_of(first).size(), 2u);
  auto second = mock.graph_get(path_of_link(first.at("@odata.nextLink")));
  EXPECT_EQ(ids_of(second), std::vector<std::string>{"00000000-0000-0000-0000-000000000002"});
  EXPECT_FALSE(second.as_object().contains("@odata.nextLink"));
}

TEST(graph, top_is_1_to_999) {
  playground mock;
  mock.graph_get("/graph/v1.0/users?$top=999");
  mock.graph_get("/graph/v1.0/users?$top=1000", {}, 400);
  mock.graph_get("/graph/v1.0/users?$top=0", {}, 400);
}

TEST(graph, direct_members_leave_nested_ones_out) {
  playground mock;
  auto ids = ids_of(mock.graph_get("/graph/v1.0/groups/g-all/members"));
  EXPECT_EQ(ids, (std::vector<std::string>{"g-sub", "00000000-0000-0000-0000-000000000001"}));
}

TEST(graph, without_user_read_members_show_only_ids) {
  playground mock(scenario_text("\"user_read\":false"));
  auto body = mock.graph_get("/graph/v1.0/groups/g-sub/members");
  EXPECT_EQ(text_of(body.at("value").at(0), "id"), "00000000-0000-0000-0000-000000000002");
  EXPECT_EQ(text_of(body.at("value").at(0), "displayName"), "");
}

TEST(graph, group_faults_and_unknown_groups) {
  playground mock;
  EXPECT_EQ(code_of(mock.graph_get("/graph/v1.0/groups/g-denied/transitiveMembers", {}, 403)),
            "Authorization_RequestDenied");
  EXPECT_EQ(code_of(mock.graph_get("/graph/v1.0/groups/unknown", {}, 404)), "Request_ResourceNotFound");
  EXPECT_EQ(text_of(mock.graph_get("/graph/v1.0/groups/g-all"), "displayName"), "All");
}

TEST(graph, user_shows_what_is_selected) {
  playground mock;
  auto user =
      mock.graph_get("/graph/v1.0/users/ann@t1.example?$select=jobTitle,accountEnabled,city,proxyAddresses");
  EXPECT_EQ(text_of(user, "jobTitle"), "Chief");
  EXPECT_TRUE(user.at("accountEnabled").as_bool());
  EXPECT_TRUE(user.at("city").is_null());
  EXPECT_EQ(user.at("proxyAddresses").at(1).as_string(), "smtp:alias-ann@t1.example");
  EXPECT_FALSE(user.as_object().contains("displayName"));
  mock.graph_get("/graph/v1.0/users/ann@t1.example?$select=shoeSize", {}, 400);
  mock.graph_get("/graph/v1.0/users/nobody@t1.example", {}, 404);
}

TEST(graph, user_is_found_by_address) {
  playground mock;
  auto found =
      mock.graph_get("/graph/v1.0/users?$filter=proxyAddresses/any(x:x%20eq%20'smtp:alias-ann@t1.example')");
  EXPECT_EQ(ids_of(found), std::vector<std::string>{"00000000-0000-0000-0000-000000000001"});
  mock.graph_get("/graph/v1.0/users?$filter=startswith(city,'B')", {}, 400);
}

TEST(graph, groups_of_a_user_go_through_nesting) {
  playground mock;
  auto groups = ids_of(mock.graph_get("/graph/v1.0/users/ann@t1.example/transitiveMemberOf"));
  EXPECT_EQ(groups, (std::vector<std::string>{"g-all", "g-sub"}));
}

TEST(graph, mailbox_settings_tell_the_purpose) {
  playground mock;
  EXPECT_EQ(text_of(mock.graph_get("/graph/v1.0/users/ann@t1.example/mailboxSettings"), "userPurpose"),
            "user");
  EXPECT_EQ(text_of(mock.graph_get("/graph/v1.0/users/carl@t1.example/mailboxSettings"), "userPurpose"),
            "shared");
  EXPECT_EQ(code_of(mock.graph_get("/graph/v1.0/users/dora@t1.example/mailboxSettings", {}, 404)),
            "MailboxNotEnabledForRESTAPI");
}

TEST(graph, token_is_checked_for_audience_and_life) {
  playground mock;
  auto ask = [&](const std::string& token) {
    auto answer =
        mock.ask(make_request("GET", "/graph/v1.0/users", "", {{"Authorization", "Bearer " + token}}));
    return std::pair(answer.status,
                     text_of(json_of(answer).is_object() && answer.status == 401 ? json_of(answer).at("error")
                                                                                 : json::value{},
                             "message"));
  };
  auto token = mock.graph_token();
  EXPECT_EQ(ask(token).first, 200u);
  EXPECT_EQ(ask(mock.outlook_token()).first, 401u);
  mock.advance(3600);
  EXPECT_EQ(ask(token), std::pair(401u, std::string("Lifetime validation failed, the token is expired.")));
}

TEST(graph, answer_tells_its_cost) {
  playground mock;
  auto cost_of = [&](std::string_view target) {
    auto answer =
        mock.ask(make_request("GET", target, "", {{"Authorization", "Bearer " + mock.graph_token()}}));
    return std::string(answer.header("x-ms-resource-unit"));
  };
  EXPECT_EQ(cost_of("/graph/v1.0/groups/g-all/transitiveMembers"), "5");
  EXPECT_EQ(cost_of("/graph/v1.0/groups/g-all/transitiveMembers?$select=id&$top=9"), "3");
  EXPECT_EQ(cost_of("/graph/v1.0/users/ann@t1.example?$select=id"), "1") << "never less";
  EXPECT_EQ(cost_of("/graph/v1.0/users/ann@t1.example?$expand=manager"), "2");
}

TEST(graph, batch_answers_each_request_and_refuses_bad_batches) {
  playground mock;
  auto token = mock.graph_token();
  auto batch = [&](const std::string& requests) {
    return mock.ask(make_request("POST", "/graph/v1.0/$batch", "{\"requests\":[" + requests + "]}",
                                 {{"Authorization", "Bearer " + token}}));
  };
  auto item = [](int id, const std::string& url, const std::string& more = "") {
    return "{\"id\":\"" + std::to_string(id) + "\",\"method\":\"GET\",\"url\":\"" + url + "\"" + more + "}";
  };
  auto body =
      json_of(batch(item(1, "/users/ann@t1.example?$select=mail") + "," + item(2, "/users/nobody@t1.example")
                    + "," + item(3, "/groups/g-all", ",\"dependsOn\":[\"2\"]")));
  EXPECT_EQ(body.at("responses").at(0).at("status").as_int64(), 200);
  EXPECT_EQ(text_of(body.at("responses").at(0).at("body"), "mail"), "ann@t1.example");
  EXPECT_EQ(body.at("responses").at(1).at("status").as_int64(), 404);
  EXPECT_EQ(body.at("responses").at(2).at("status").as_int64(), 424);
  EXPECT_EQ(batch(item(1, "/users") + "," + item(1, "/users")).status, 400u) << "two items with one id";
  std::string many;
  for (int i = 0; i < 21; ++i)
    many += (i ? "," : "") + item(i, "/users");
  EXPECT_EQ(batch(many).status, 400u);
}

TEST(graph, manager_shows_what_is_selected_inside_the_expansion) {
  playground mock(scenario_text("", "", "\"manager\":\"00000000-0000-0000-0000-000000000002\""));
  const std::string ann = "/graph/v1.0/users/ann@t1.example?$select=id&$expand=manager";
  const auto chosen = mock.graph_get(ann + "($select=displayName,city)");
  EXPECT_EQ(json::serialize(chosen.at("manager")),
            R"({"@odata.type":"#microsoft.graph.user","displayName":"bob","city":null,)"
            R"("id":"00000000-0000-0000-0000-000000000002"})");
  EXPECT_EQ(chosen.as_object().size(), 2u) << json::serialize(chosen);
  EXPECT_EQ(text_of(mock.graph_get(ann).at("manager"), "userPrincipalName"), "bob@t1.example");
  EXPECT_FALSE(mock.graph_get("/graph/v1.0/users/bob@t1.example?$expand=manager($select=id)")
                   .as_object()
                   .contains("manager"));
  mock.graph_get(ann + "($select=shoeSize)", {}, 400);
  mock.graph_get(ann + "($top=1)", {}, 400);
}

TEST(graph, photo_is_bytes_alone_and_base64_in_a_batch) {
  playground mock(scenario_text("", "", R"("photo":{"type":"png","base64":"iVBORw0KGgp/+w=="})"));
  const auto token = mock.graph_token();
  const auto alone = mock.ask(make_request("GET", "/graph/v1.0/users/ann@t1.example/photo/$value", "",
                                           {{"Authorization", "Bearer " + token}}));
  EXPECT_EQ(alone.status, 200u);
  EXPECT_EQ(alone.header("content-type"), "image/png");
  EXPECT_EQ(alone.body, "\x89PNG\r\n\x1a\n\x7f\xfb");
  EXPECT_EQ(code_of(mock.graph_get("/graph/v1.0/users/bob@t1.example/photo/$value", {}, 404)),
            "ImageNotFound");
  const auto batch = json_of(mock.ask(
      make_request("POST", "/graph/v1.0/$batch",
                   R"({"requests":[{"id":"1","method":"GET","url":"/users/bob@t1.example/photo/$value"},
                      {"id":"2","method":"GET","url":"/users/ann@t1.example/photo/$value"}]})",
                   {{"Authorization", "Bearer " + token}})));
  EXPECT_EQ(batch.at("responses").at(0).at("status").as_int64(), 404);
  EXPECT_EQ(text_of(batch.at("responses").at(1), "body"), "iVBORw0KGgp/+w==");
  EXPECT_EQ(text_of(batch.at("responses").at(1).at("headers"), "Content-Type"), "image/png");
}

TEST(graph, manager_and_photo_need_the_permission_to_read_users) {
  playground mock(scenario_text("\"user_read\":false"));
  for (const std::string what : {"?$select=id&$expand=manager", "/manager", "/photo/$value", ""})
    EXPECT_EQ(code_of(mock.graph_get("/graph/v1.0/users/ann@t1.example" + what, {}, 403)),
              "Authorization_RequestDenied")
        << what;
}

TEST(graph, photo_and_manager_fail_as_the_scenario_says) {
  const std::string ann = "/graph/v1.0/users/ann@t1.example";
  const auto code = [&](const std::string& fault, const std::string& what, unsigned status) {
    playground mock(scenario_text("", "", fault));
    mock.graph_get(ann + "?$select=id", {}, 200); // the user itself is there
    const auto answer = mock.graph_get(ann + what, {}, status);
    return status == 200 ? json::serialize(answer) : std::string(code_of(answer));
  };
  EXPECT_EQ(code(R"("photo_fault":"refused")", "/photo/$value", 403), "ErrorAccessDenied");
  EXPECT_EQ(code(R"("photo_fault":"permission")", "/photo/$value", 403), "Authorization_RequestDenied");
  EXPECT_EQ(code(R"("photo_fault":"500")", "/photo/$value", 500), "InternalServerError");
  EXPECT_EQ(code(R"("photo_fault":"broken")", "/photo/$value", 200), "[]");
  EXPECT_EQ(code(R"("photo_fault":"none")", "/photo/$value", 404), "ImageNotFound");
  for (const std::string what : {"/manager", "?$select=id&$expand=manager($select=id)"}) {
    EXPECT_EQ(code(R"("manager_fault":"refused")", what, 403), "ErrorAccessDenied");
    EXPECT_EQ(code(R"("manager_fault":"broken")", what, 200), "[]");
  }
  EXPECT_EQ(code(R"("manager_fault":"refused")", "/photo/$value", 404), "ImageNotFound");
}

TEST(graph, user_configuration_patch_replaces_the_whole_dictionary) {
  playground mock;
  auto token = mock.graph_token();
  auto path = std::string("/graph/beta/users/ann@t1.example/mailFolders/root/userConfigurations");
  auto send = [&](std::string_view method, const std::string& where, std::string body) {
    return mock.ask(make_request(method, where, std::move(body), {{"Authorization", "Bearer " + token}}));
  };
  mock.graph_get(path + "/OWA.UserOptions", {}, 404);
  EXPECT_EQ(send("POST", path, R"({"id":"OWA.UserOptions","structuredData":[1,2]})").status, 201u);
  EXPECT_EQ(send("PATCH", path + "/OWA.UserOptions", R"({"structuredData":[3]})").status, 200u);
  EXPECT_EQ(mock.graph_get(path + "/OWA.UserOptions").at("structuredData").as_array().size(), 1u);
  EXPECT_EQ(send("DELETE", path + "/OWA.UserOptions", "").status, 204u);
  mock.graph_get(path + "/OWA.UserOptions", {}, 404);
}

} // namespace mock_exchange
