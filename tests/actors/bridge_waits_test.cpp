#include "actors/bridge/bridge.hpp"
#include "actors/support/system_config.hpp"

#include <caf/actor_system.hpp>
#include <caf/scoped_actor.hpp>
#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
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

void call(net_caller::pointer self, const bridge_actor& bridge, std::uint64_t id, net_caller to,
          std::uint64_t wait_heard = 0) {
  wire::http_request request{.method = "GET", .to = {.host = "127.0.0.1", .port = 9}, .target = "/"};
  self->send(bridge, net_call{.id = id,
                              .request = std::move(request),
                              .timeout = duration{60'000},
                              .flow = "t",
                              .to = std::move(to),
                              .wait_heard = wait_heard});
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

/// Runs `what_is_said` with a bridge that has one place.
void on_a_full_node(const std::function<void(caf::actor_system&, const bridge_actor&)>& what_is_said) {
  system_config options{2};
  caf::actor_system system{options};
  auto shared = std::make_shared<context>();
  shared->settings.limits.node_requests = 1;
  shared->settings.net.connections_max = 1;
  shared->utc = [] { return utc_time{}; };
  auto client = net::http_client::create({}, [](const std::vector<net::completion>&) {});
  auto to = system.spawn(bridge, std::shared_ptr<const context>{shared},
                         std::shared_ptr<net::http_client>{std::move(client.value())});
  what_is_said(system, bridge_actor{to});
  caf::anon_send_exit(to, caf::exit_reason::kill);
}

heard after(const wire::http_response& answer) {
  heard what;
  on_a_full_node([&](caf::actor_system& system, const bridge_actor& to) {
    auto other = system.spawn(other_caller, &what);
    caf::scoped_actor self{system};
    self->wait_for(system.spawn(told_caller, to, &what, answer, other));
    caf::anon_send_exit(other, caf::exit_reason::kill);
  });
  std::sort(what.unsent.begin(), what.unsent.end());
  what.told = nullptr;
  return what;
}

struct crossing {
  std::uint64_t told = 0;           ///< by the answer
  std::uint64_t told_again = 0;     ///< with the call that came back
  std::vector<std::uint64_t> taken; ///< by the bridge, of those sent after
};

/// Its call 1 is answered, and its call 2 sent before it has read that; 3 is sent when 2 has come back.
net_caller::behavior_type crossing_caller(net_caller::pointer self, bridge_actor bridge, crossing* what,
                                          wire::http_response answer) {
  call(self, bridge, 1, net_caller{self});
  net_batch batch;
  batch.all.push_back({1, {.request_sent = true, .response = std::move(answer)}}); // the bridge's number, too
  self->send(bridge, std::move(batch));
  call(self, bridge, 2, net_caller{self});
  self->send(bridge, roll_call{});
  return {
      [=](net_reply& x) {
        if (x.id == 1)
          what->told = x.wait_told;
        if (x.id == 3)
          self->quit();
        if (x.id == 2 && x.unsent) {
          what->told_again = x.wait_told;
          call(self, bridge, 3, net_caller{self}, x.wait_told);
          self->send(bridge, roll_call{});
        }
      },
      [=](calls_held& x) {
        what->taken = std::move(x.ids);
        self->quit();
      },
  };
}

crossing crosses(const wire::http_response& answer) {
  crossing what;
  on_a_full_node([&](caf::actor_system& system, const bridge_actor& to) {
    caf::scoped_actor self{system};
    self->wait_for(system.spawn(crossing_caller, to, &what, answer));
  });
  return what;
}

/// Its tenant ends while call 1 is in flight and 2 waits.
net_caller::behavior_type ending_caller(net_caller::pointer self, const bridge_actor& bridge,
                                        std::vector<std::uint64_t>* still_there) {
  call(self, bridge, 1, net_caller{self});
  call(self, bridge, 2, net_caller{self});
  self->send(bridge, flow_ended{"t"});
  self->send(bridge, roll_call{});
  return {
      [](net_reply&) {},
      [=](calls_held& x) {
        *still_there = std::move(x.ids);
        self->quit();
      },
  };
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

TEST(bridge_waits, a_call_that_crosses_such_an_answer_comes_back_too) {
  const auto seen = crosses({.status = 429});
  EXPECT_NE(seen.told, 0U);
  EXPECT_EQ(seen.told_again, seen.told);
  EXPECT_EQ(seen.taken, std::vector<std::uint64_t>{3}) << "its caller had read that it has to wait";
}

TEST(bridge_waits, a_call_that_crosses_another_answer_is_sent) {
  EXPECT_EQ(crosses({.status = 404}).taken, std::vector<std::uint64_t>{2});
}

TEST(bridge_waits, nothing_waits_of_a_tenant_that_ended) {
  std::vector<std::uint64_t> still_there;
  on_a_full_node([&](caf::actor_system& system, const bridge_actor& to) {
    caf::scoped_actor self{system};
    self->wait_for(system.spawn(ending_caller, to, &still_there));
  });
  EXPECT_EQ(still_there, std::vector<std::uint64_t>{1});
}

TEST(bridge_waits, other_answers_and_other_sessions_are_let_alone) {
  EXPECT_EQ(after({.status = 200, .body = "[]"}).unsent, none);
  EXPECT_EQ(after({.status = 503}).unsent, none);
  EXPECT_EQ(after({.status = 404}).unsent, none);
  EXPECT_EQ(after({.status = 429}).of_other, 0) << "each session has a wait of its own";
}

} // namespace
} // namespace roamsync::actors
