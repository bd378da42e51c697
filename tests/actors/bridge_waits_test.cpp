#include "actors/bridge/bridge.hpp"
#include "actors/support/system_config.hpp"

#include <caf/actor_system.hpp>
#include <caf/scoped_actor.hpp>
#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

// What waits in front of a full node when an answer asks its service user to wait (I2).
namespace roamsync::actors {
namespace {

struct heard {
  std::vector<std::uint64_t> unsent;
  int of_other = 0; ///< answers to the other session
  net_caller told;
};

void call(net_caller::pointer self, const bridge_actor& bridge, std::uint64_t id, net_caller to) {
  wire::http_request request{.method = "GET", .to = {.host = "127.0.0.1", .port = 9}, .target = "/"};
  self->send(bridge, net_call{.id = id,
                              .request = std::move(request),
                              .timeout = duration{60'000},
                              .flow = "t",
                              .to = std::move(to)});
}

/// Its call comes last: once the bridge says that it has it, or gives it back, all has been said.
net_caller::behavior_type other_caller(net_caller::pointer self, heard* what) {
  return {[=](net_reply&) {
            ++what->of_other;
            self->send(what->told, calls_held{});
          },
          [=](calls_held& x) { self->send(what->told, std::move(x)); }};
}

/// Its call 1 is in flight, 2 and 3 wait, and so does one of another session of the same tenant. Then 1 is answered.
net_caller::behavior_type told_caller(net_caller::pointer self, bridge_actor bridge, heard* what,
                                      wire::http_response answer, net_caller other) {
  what->told = self;
  for (const std::uint64_t id : {1, 2, 3})
    call(self, bridge, id, net_caller{self});
  call(self, bridge, 4, std::move(other));
  net_batch batch;
  batch.all.push_back({1, {.request_sent = true, .response = std::move(answer)}}); // the bridge's number, too
  self->send(bridge, std::move(batch));
  self->send(bridge, roll_call{});
  return {
      [=](net_reply& x) {
        if (x.unsent)
          what->unsent.push_back(x.id);
      },
      [=](calls_held&) { self->quit(); },
  };
}

heard after(wire::http_response answer) {
  system_config options{2};
  caf::actor_system system{options};
  auto shared = std::make_shared<context>();
  shared->settings.limits.node_requests = 1;
  shared->settings.net.connections_max = 1;
  shared->utc = [] { return utc_time{}; };
  auto client = net::http_client::create({}, [](const std::vector<net::completion>&) {});
  auto to = system.spawn(bridge, std::shared_ptr<const context>{shared},
                         std::shared_ptr<net::http_client>{std::move(client.value())});
  heard what;
  auto other = system.spawn(other_caller, &what);
  caf::scoped_actor self{system};
  self->wait_for(system.spawn(told_caller, bridge_actor{to}, &what, std::move(answer), other));
  caf::anon_send_exit(to, caf::exit_reason::kill);
  caf::anon_send_exit(other, caf::exit_reason::kill);
  std::sort(what.unsent.begin(), what.unsent.end());
  what.told = nullptr;
  return what;
}

const std::vector<std::uint64_t> none;
const std::vector<std::uint64_t> both{2, 3};

TEST(bridge_waits, nothing_of_a_session_leaves_after_any_answer_that_asks_it_to_wait) {
  EXPECT_EQ(after({.status = 429}).unsent, both);
  EXPECT_EQ(after({.status = 503, .fields = {{"Retry-After", "120"}}}).unsent, both);
  EXPECT_EQ(
      after(
          {.status = 500,
           .body =
               R"({"Body":{"ExceptionName":"OverBudgetException","BackOffPeriodInMs":300000,"IsTransient":true}})"})
          .unsent,
      both);
  EXPECT_EQ(after({.status = 200, .fields = {{"X-OWA-Error", "OverBudgetException"}}, .body = "[]"}).unsent,
            both);
}

TEST(bridge_waits, other_answers_and_other_sessions_are_let_alone) {
  EXPECT_EQ(after({.status = 200, .body = "[]"}).unsent, none);
  EXPECT_EQ(after({.status = 503}).unsent, none);
  EXPECT_EQ(after({.status = 404}).unsent, none);
  EXPECT_EQ(after({.status = 429}).of_other, 0) << "each session has a wait of its own";
}

} // namespace
} // namespace roamsync::actors
