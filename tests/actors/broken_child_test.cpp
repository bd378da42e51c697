#include "bench/mock_exchange/exchange/exchange.hpp"
#include "bench/mock_exchange/scenario/loader.hpp"
#include "engine/tenant/broken_off.hpp"
#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

// A defect in an actor must cost its mailbox or its tenant, never the run.
namespace roamsync::actors {
namespace {

TEST(broken_child, starts_its_tenant_again_once_and_then_ends_it) {
  stage x;
  x.on_call = [](auto* self, int, net_call& call) {
    self->send_exit(call.to, caf::exit_reason::unhandled_exception);
  };
  const auto end = x.play();
  ASSERT_TRUE(end) << "the run hangs";
  EXPECT_TRUE(end->failure.empty());
  EXPECT_EQ(x.loads, 2);
  EXPECT_EQ(x.dropped, (std::vector<std::string>{"firm", "firm"}))
      << "nothing of it leaves any more, each time";
  EXPECT_EQ(x.flows_ended, std::vector<std::string>{"firm"}) << "it does not count as work that is ahead";
  ASSERT_EQ(x.ended.size(), 1U);
  EXPECT_EQ(x.ended[0].state, tenant_state::failed);
  EXPECT_EQ(x.ended[0].why, cause::internal_error);
  EXPECT_TRUE(x.ended[0].started);
  EXPECT_TRUE(is_broken_off(x.ended[0])) << "what it wrote last may not be recorded";
}

/// The customer of the stage, whose one mailbox still has a signature of an earlier catalogue.
constexpr const char* with_an_orphan = R"({"seed":1,"apps":[{"client_id":"app","client_secret":"of the app"}],
  "tenants":[{"id":"firm","domain":"firm.example",
    "service_users":[{"upn":"svc@firm.example","password":"not empty"}],
    "users":[{"id":"u1","upn":"a@firm.example","mail":"a@firm.example","displayName":"A",
              "proxyAddresses":["SMTP:a@firm.example"],
              "mailbox":{"signatures":[{"name":"Earlier","html":"<p>A</p><span id='roamsync-mark'></span>","text":"A"}]}}],
    "groups":[{"id":"1111","displayName":"All","members":["u1"]}]}]})";

/// The whole mock, without sockets.
class services {
public:
  services() : mock_(plan(), mock_exchange::wall_time{}, book_) {}

  void answer(bridge_actor::pointer bridge, const net_call& call) {
    mock_exchange::request request{.method = call.request.method,
                                   .target = call.request.target,
                                   .headers = call.request.fields,
                                   .body = call.request.body,
                                   .secure = true};
    auto turn = mock_.arrive(request, now_);
    mock_.depart(turn, true, now_);
    deletions += request.method == "DELETE" ? 1 : 0;
    net_reply reply{.id = call.id};
    reply.result.request_sent = true;
    reply.result.response = {.status = static_cast<int>(turn.answer.status),
                             .fields = std::move(turn.answer.headers),
                             .body = std::move(turn.answer.body)};
    bridge->send(call.to, std::move(reply));
  }

  int deletions = 0;

private:
  static mock_exchange::scenario plan() {
    mock_exchange::problem wrong;
    return mock_exchange::load_scenario(with_an_orphan, wrong).value();
  }

  mock_exchange::instant now_{0};
  mock_exchange::ledger book_{""};
  mock_exchange::exchange mock_;
};

class deletions : public testing::TestWithParam<bool> {};

TEST_P(deletions, are_none_by_a_tenant_that_was_started_again) {
  const auto breaks_off = GetParam();
  services mock;
  stage x;
  x.kind = run_kind::push; // reads the group without change feeds
  x.settings.cloud.name = "mock";
  const auto at = [](const char* prefix) { return endpoint{.host = "mock", .path_prefix = prefix}; };
  x.settings.cloud.named["mock"] = {
      .identity = at("/identity"), .outlook = at("/outlook"), .graph = at("/graph")};
  x.settings.identity.client_id = "app";
  x.client_secret = "of the app";
  x.receipts = {{.user_id = "u1", .mailbox = "a@firm.example", .owned = {"Earlier"}}};
  x.on_call = [&](auto* self, int number, net_call& call) {
    if (breaks_off && number == 1)
      self->send_exit(call.to, caf::exit_reason::unhandled_exception);
    else
      mock.answer(self, call);
  };
  const auto end = x.play();
  ASSERT_TRUE(end) << "the run hangs";
  EXPECT_EQ(x.loads, breaks_off ? 2 : 1);
  ASSERT_EQ(x.rows.size(), 1U);
  EXPECT_EQ(x.rows[0].end.kind, outcome_kind::written);
  // How many were deleted before it broke off nobody knows, and there is a cap (I8).
  EXPECT_EQ(mock.deletions, breaks_off ? 0 : 1);
}

INSTANTIATE_TEST_SUITE_P(broken, deletions, testing::Bool(),
                         [](const auto& x) { return std::string{x.param ? "off" : "never"}; });

} // namespace
} // namespace roamsync::actors
