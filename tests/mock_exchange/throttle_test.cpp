#include "bench/mock_exchange/throttle/scope.hpp"
#include "tests/mock_exchange/playground.hpp"

#include <boost/json/array.hpp>
#include <gtest/gtest.h>

namespace mock_exchange {

namespace {

constexpr auto query = "?settingname=roaming_signature_list";

std::string limit(std::string_view members) {
  return "\"limit\":{" + std::string(members) + "}";
}

/// The request that all tests send, with the service user's token.
request read_of(playground& mock, std::string_view address = "ann@t1.example") {
  return make_request("GET", settings_path(address, query), "",
                      {{"Authorization", "Bearer " + mock.outlook_token()}});
}

std::string breach_of(playground& mock) {
  return text_of(mock.lines().back(), "breach");
}

} // namespace

TEST(throttle, rate_breach_freezes_until_the_wait_is_over) {
  playground mock(
      scenario_text(R"("throttle":{"seconds":3,"grows":false})", limit("\"rate\":1,\"burst\":2")));
  auto in = read_of(mock);
  EXPECT_EQ(mock.ask(in).status, 200u);
  EXPECT_EQ(mock.ask(in).status, 200u);
  auto refused = mock.ask(in);
  EXPECT_EQ(refused.status, 429u);
  EXPECT_EQ(refused.header("retry-after"), "3");
  EXPECT_EQ(text_of(json_of(refused).at("error"), "code"), "ApplicationThrottled");
  EXPECT_EQ(breach_of(mock), "rate");
  mock.advance(2.9);
  EXPECT_EQ(mock.ask(in).status, 429u) << "the bucket has refilled, the freeze has not ended";
  EXPECT_EQ(breach_of(mock), "retry_after");
  mock.advance(0.2);
  EXPECT_EQ(mock.ask(in).status, 200u);
}

TEST(throttle, wait_grows_with_each_request_inside_it) {
  playground mock(scenario_text(R"("throttle":{"seconds":2})", limit("\"rate\":1,\"burst\":1")));
  auto in = read_of(mock);
  mock.ask(in);
  mock.ask(in);
  mock.advance(1);
  auto inside = mock.ask(in);
  EXPECT_EQ(inside.header("retry-after"), "4");
  mock.advance(3.9);
  EXPECT_EQ(mock.ask(in).header("retry-after"), "6");
}

TEST(throttle, what_was_under_way_before_the_answer_is_not_held_against_the_client) {
  playground mock(
      scenario_text(R"("throttle":{"seconds":2,"grace_ms":50})", limit("\"rate\":1,\"burst\":1")));
  auto in = read_of(mock);
  mock.ask(in);
  auto first = mock.begin(in);
  auto crossed = mock.begin(in);
  EXPECT_EQ(crossed.answer.header("retry-after"), "2") << "it has not grown";
  mock.end(first);
  mock.end(crossed);
  EXPECT_EQ(breach_of(mock), "rate");
  mock.advance(0.049);
  mock.ask(in);
  EXPECT_EQ(breach_of(mock), "rate");
  mock.advance(0.002);
  mock.ask(in);
  EXPECT_EQ(breach_of(mock), "retry_after");
}

TEST(throttle, lanes_count_what_is_in_flight_for_the_service_user) {
  playground mock(scenario_text("", limit("\"lanes\":2")));
  auto ann = read_of(mock);
  auto own = read_of(mock, "");
  auto a = mock.begin(ann);
  auto b = mock.begin(own);
  EXPECT_EQ(b.answer.status, 200u);
  auto c = mock.begin(own);
  EXPECT_EQ(c.answer.status, 429u);
  EXPECT_EQ(c.entry.in_flight, 3u);
  mock.end(a);
  mock.end(b);
  mock.end(c);
  EXPECT_EQ(breach_of(mock), "lanes");
  mock.advance(2.1);
  EXPECT_EQ(mock.ask(ann).status, 200u);
}

TEST(throttle, mailbox_lanes_count_per_mailbox) {
  playground mock(scenario_text("\"mailbox_lanes\":1"));
  auto in = read_of(mock);
  auto open = mock.begin(in);
  auto refused = mock.ask(in);
  EXPECT_EQ(text_of(json_of(refused).at("error"), "message"),
            "Application is over its MailboxConcurrency limit.");
  EXPECT_EQ(breach_of(mock), "mailbox_lanes");
  EXPECT_EQ(mock.ask(read_of(mock, "")).status, 200u) << "another mailbox";
  mock.end(open);
}

TEST(throttle, egress_counts_per_client_address) {
  auto text = scenario_text();
  text.insert(1, R"("defaults":{"egress_rate":1,"egress_burst":3},)");
  playground mock(text);
  auto in = read_of(mock);
  EXPECT_EQ(mock.ask(in).status, 200u);
  EXPECT_EQ(mock.ask(in).status, 200u) << "the token took one, two reads are left";
  EXPECT_EQ(mock.ask(in).status, 429u);
  EXPECT_EQ(breach_of(mock), "egress");
  in.peer = "127.0.0.2";
  EXPECT_EQ(mock.ask(in).status, 200u);
}

TEST(throttle, graph_pays_in_resource_units) {
  playground mock(scenario_text(R"("graph_limit":{"rate":1,"burst":9})"));
  mock.graph_get("/graph/v1.0/groups/g-all/transitiveMembers");  // 5
  mock.graph_get("/graph/v1.0/groups/g-all/members?$select=id"); // 3 - 1
  mock.graph_get("/graph/v1.0/users?$select=id");                // 2 - 1
  mock.graph_get("/graph/v1.0/users/ann@t1.example?$select=id"); // 1, never less
  auto answer = mock.ask(
      make_request("GET", "/graph/v1.0/users", "", {{"Authorization", "Bearer " + mock.graph_token()}}));
  EXPECT_EQ(answer.status, 429u);
  EXPECT_EQ(answer.header("retry-after"), "2");
  EXPECT_EQ(answer.header("x-ms-throttle-information"), "ResourceUnitLimitExceeded");
  EXPECT_NE(answer.header("x-ms-throttle-scope").find("/app-1/11111111-"), std::string_view::npos);
}

TEST(throttle, item_of_a_batch_that_comes_too_early_again_is_held_against_the_client) {
  playground mock(scenario_text(R"("graph_limit":{"rate":1,"burst":2})"));
  auto token = mock.graph_token();
  auto batch = make_request(
      "POST", "/graph/v1.0/$batch",
      R"({"requests":[{"id":"1","method":"GET","url":"/users"},{"id":"2","method":"GET","url":"/users"}]})",
      {{"Authorization", "Bearer " + token}});
  mock.ask(batch);
  EXPECT_EQ(breach_of(mock), "rate");
  EXPECT_EQ(text_of(mock.lines().back(), "breach_of"), "directory");
  EXPECT_TRUE(mock.lines().back().at("froze").as_bool());
  mock.advance(1);
  mock.ask(batch);
  EXPECT_EQ(breach_of(mock), "retry_after");
  EXPECT_FALSE(mock.lines().back().as_object().contains("froze"));
}

TEST(throttle, batch_that_the_client_address_may_not_send_freezes_the_address) {
  auto text = scenario_text();
  text.insert(1, R"("defaults":{"egress_rate":1,"egress_burst":1},)");
  playground mock(text);
  auto batch =
      make_request("POST", "/graph/v1.0/$batch", R"({"requests":[{"id":"1","method":"GET","url":"/users"}]})",
                   {{"Authorization", "Bearer " + mock.graph_token()}});
  mock.ask(batch);
  EXPECT_EQ(breach_of(mock), "egress");
  EXPECT_EQ(text_of(mock.lines().back(), "breach_of"), "egress");
  mock.advance(1);
  mock.ask(batch);
  EXPECT_EQ(breach_of(mock), "retry_after") << "the first refusal was told for the address";
}

TEST(throttle, one_item_of_a_batch_can_be_throttled) {
  playground mock(scenario_text(R"("graph_limit":{"rate":1,"burst":2})"));
  auto answer = mock.ask(make_request(
      "POST", "/graph/v1.0/$batch",
      R"({"requests":[{"id":"1","method":"GET","url":"/users"},{"id":"2","method":"GET","url":"/users"}]})",
      {{"Authorization", "Bearer " + mock.graph_token()}}));
  EXPECT_EQ(answer.status, 200u);
  auto items = json_of(answer).at("responses");
  EXPECT_EQ(items.at(0).at("status").as_int64(), 200);
  EXPECT_EQ(items.at(1).at("status").as_int64(), 429);
  EXPECT_EQ(text_of(items.at(1).at("headers"), "Retry-After"), "2");
}

TEST(throttle, retry_after_has_every_form) {
  const std::vector<std::pair<std::string, std::string>> forms{
      {"seconds", "2"},    {"date", "Thu, 01 Jan 2026 00:00:03 GMT"},
      {"absent", ""},      {"negative", "-5"},
      {"garbage", "soon"}, {"huge", "999999999"}};
  for (const auto& [form, header] : forms) {
    playground mock(
        scenario_text("\"throttle\":{\"retry_after\":\"" + form + "\"}", limit("\"rate\":1,\"burst\":1")));
    mock.advance(-0.5);
    auto in = read_of(mock);
    mock.ask(in);
    EXPECT_EQ(mock.ask(in).header("retry-after"), header) << form;
    auto line = mock.lines().back();
    EXPECT_EQ(line.as_object().contains("retry_after_s"), form != "absent" && form != "garbage") << form;
  }
}

TEST(throttle, answer_has_the_shape_that_the_tenant_wants) {
  auto refused = [](const std::string& throttle) {
    playground mock(scenario_text("\"throttle\":{" + throttle + "}", limit("\"rate\":1,\"burst\":1")));
    auto in = read_of(mock);
    mock.ask(in);
    return mock.ask(in);
  };
  auto budget = refused(R"("shape":"OverBudget","seconds":1.5)");
  EXPECT_EQ(budget.status, 500u);
  auto body = json_of(budget).at("Body");
  EXPECT_EQ(text_of(body, "ExceptionName"), "OverBudgetException");
  EXPECT_EQ(body.at("BackOffPeriodInMs").as_int64(), 1500);
  EXPECT_TRUE(body.at("IsTransient").as_bool());
  EXPECT_EQ(refused(R"("shape":"503")").status, 503u);
  EXPECT_EQ(refused(R"("status":420)").status, 420u);
}

TEST(throttle_scope, whole_seconds_that_are_told_are_never_shorter_than_the_freeze) {
  throttle_scope scope;
  throttle_settings rules{.seconds = 0.4, .grows = false};
  limit_settings rate{.rate = 10, .burst = 1};
  auto ask = [&](double at) {
    return scope.admit(instant_of(at), rate, 0, 1, breach_kind::rate, breach_kind::lanes, rules);
  };
  EXPECT_FALSE(ask(0));
  EXPECT_TRUE(ask(0.01));
  EXPECT_TRUE(ask(0.4));
  EXPECT_FALSE(ask(0.42));
}

TEST(throttle_scope, bucket_refills_at_its_rate_up_to_its_burst) {
  throttle_scope scope;
  throttle_settings rules{.seconds = 0, .grows = false};
  limit_settings rate{.rate = 2, .burst = 3};
  int passed = 0;
  for (int step = 0; step < 1000; ++step) // 10 seconds in steps of 10 ms
    passed += !scope.admit(instant_of(step * 0.01), rate, 0, 1, breach_kind::rate, breach_kind::lanes, rules);
  EXPECT_EQ(passed, 3 + 19);
}

} // namespace mock_exchange
