#include "engine/tenant/broken_off.hpp"
#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

// Messages that are really lost between the actors, and actors that end without a word.
namespace roamsync::actors {
namespace {

/// With a round each 100 ms.
stage on_watch() {
  stage out;
  out.settings.night.watchdog = duration{300};
  out.settings.retry.base = duration{1};
  out.settings.retry.cap = duration{1};
  return out;
}

void answer(bridge_actor::pointer self, const net_call& call, int status, std::string body) {
  wire::http_result result;
  result.request_sent = true;
  result.response = {
      .status = status, .fields = {{"Content-Type", "application/json"}}, .body = std::move(body)};
  self->send(call.to, net_reply{.id = call.id, .result = std::move(result)});
}

void refuse(bridge_actor::pointer self, const net_call& call) {
  answer(self, call, 400,
         R"({"error":"invalid_client","error_description":"AADSTS7000215: no","error_codes":[7000215]})");
}

bool asks_for_token(const net_call& call) {
  return call.request.target.find("/token") != std::string::npos;
}

/// Answers as a directory with one member, and as the identity service; false if the call is for Outlook.
bool directory_answers(bridge_actor::pointer self, const net_call& call, int token_life_s = 3'600) {
  const auto& target = call.request.target;
  if (asks_for_token(call))
    answer(self, call, 200,
           R"({"token_type":"Bearer","access_token":"x","expires_in":)" + std::to_string(token_life_s) + "}");
  else if (target.find("/groups/") != std::string::npos)
    answer(self, call, 200,
           R"({"value":[{"@odata.type":"#microsoft.graph.user","id":"u1","displayName":"A",)"
           R"("accountEnabled":true,"userPrincipalName":"a@firm.example","mail":"a@firm.example",)"
           R"("proxyAddresses":["SMTP:a@firm.example"]}]})");
  else
    return false;
  return true;
}

TEST(watchdog, a_call_that_the_bridge_loses_is_made_again) {
  auto x = on_watch();
  x.on_call = [](auto* self, int number, net_call& call) {
    if (number > 1)
      refuse(self, call);
  };
  const auto end = x.play();
  ASSERT_TRUE(end) << "the run hangs";
  EXPECT_GE(x.calls, 2);
  EXPECT_GE(x.rounds, 4) << "not before a whole length";
  ASSERT_EQ(x.ended.size(), 1U);
  EXPECT_NE(x.ended[0].why, cause::no_sign_of_life);
}

TEST(watchdog, a_call_that_waits_in_the_bridge_is_left_alone) {
  auto x = on_watch();
  x.settings.night.watchdog = duration{1'500}; // a busy machine may answer late
  x.on_call = [&x](auto*, int, net_call& call) { x.held.push_back(call); };
  x.on_round = [&x](auto* self, int number) {
    if (number == 8)
      for (const auto& call : std::exchange(x.held, {}))
        refuse(self, call);
  };
  const auto end = x.play();
  ASSERT_TRUE(end) << "the run hangs";
  EXPECT_EQ(x.calls, 1);
  ASSERT_EQ(x.ended.size(), 1U);
  EXPECT_NE(x.ended[0].why, cause::no_sign_of_life);
}

TEST(watchdog, a_tenant_whose_file_is_lost_ends_with_the_cause) {
  auto x = on_watch();
  x.loses_file = true;
  const auto end = x.play();
  ASSERT_TRUE(end) << "the run hangs";
  EXPECT_TRUE(end->failure.empty());
  ASSERT_EQ(x.ended.size(), 1U);
  EXPECT_EQ(x.ended[0].state, tenant_state::failed);
  EXPECT_EQ(x.ended[0].why, cause::no_sign_of_life);
  EXPECT_FALSE(x.ended[0].detail.empty());
  EXPECT_TRUE(is_broken_off(x.ended[0]));
  EXPECT_EQ(x.loads, 1);
}

TEST(watchdog, a_tenant_whose_end_is_lost_is_ended_again) {
  auto x = on_watch();
  x.loses_ends = 1;
  x.on_call = [](auto* self, int, net_call& call) { refuse(self, call); };
  const auto end = x.play();
  ASSERT_TRUE(end) << "the run hangs";
  ASSERT_EQ(x.ended.size(), 1U);
  EXPECT_EQ(x.ended[0].why, cause::no_sign_of_life);
}

TEST(watchdog, a_ledger_that_hangs_ends_the_run_as_broken) {
  auto x = on_watch();
  x.on_call = [&x](auto*, int, net_call& call) { x.held.push_back(call); };
  x.ledger_hangs = true;
  const auto end = x.play();
  ASSERT_TRUE(end) << "the run hangs";
  EXPECT_TRUE(end->broken);
  EXPECT_FALSE(end->failure.empty());
  EXPECT_TRUE(x.ended.empty()) << "nothing is said of what is not known";
}

void expect_stuck_session(const stage& x, const std::optional<run_ended>& end) {
  ASSERT_TRUE(end) << "the run hangs";
  EXPECT_TRUE(end->failure.empty());
  EXPECT_EQ(x.loads, 1);
  ASSERT_EQ(x.ended.size(), 1U);
  EXPECT_EQ(x.ended[0].state, tenant_state::failed);
  EXPECT_EQ(x.ended[0].why, cause::no_sign_of_life);
  ASSERT_EQ(x.rows.size(), 1U);
  EXPECT_EQ(x.rows[0].end.kind, outcome_kind::failed);
  EXPECT_EQ(x.rows[0].end.why, cause::no_sign_of_life);
}

TEST(watchdog, a_session_that_waits_for_a_lost_word_of_the_ledger_ends_its_tenant) {
  auto x = on_watch();
  x.kind = run_kind::push; // reads the group without change feeds
  x.loses_kept = 1;
  x.on_call = [](auto* self, int, net_call& call) { EXPECT_TRUE(directory_answers(self, call)); };
  const auto end = x.play();
  expect_stuck_session(x, end);
}

TEST(watchdog, a_mailbox_in_work_ends_with_its_session) {
  auto x = on_watch();
  x.kind = run_kind::push;
  x.loses_kept = 2; // of the renewal, after 0.8 s
  x.on_call = [&x](auto* self, int, net_call& call) {
    if (!directory_answers(self, call, 1))
      x.held.push_back(call);
  };
  const auto end = x.play();
  ASSERT_EQ(x.standings, 2);
  expect_stuck_session(x, end);
  EXPECT_EQ(x.dropped, std::vector<std::string>{"firm"}) << "what it has waiting must not be sent";
  EXPECT_TRUE(is_broken_off(x.ended[0])) << "what it wrote last may not be recorded";
}

} // namespace
} // namespace roamsync::actors
