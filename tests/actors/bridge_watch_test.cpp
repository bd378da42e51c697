#include "actors/bridge/bridge.hpp"
#include "actors/support/system_config.hpp"

#include <caf/actor_system.hpp>
#include <caf/scoped_actor.hpp>
#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <vector>

// What the bridge says that it holds, and what it does with an answer that the client lost.
namespace roamsync::actors {
namespace {

struct heard {
  std::vector<std::uint64_t> held;
  std::vector<net_reply> replies;
};

/// Calls rounds until the bridge has answered, one round for each word of the bridge.
net_caller::behavior_type caller(net_caller::pointer self, bridge_actor bridge, heard* what, int calls) {
  for (auto id = 1; id <= calls; ++id) {
    wire::http_request request{.method = "GET", .to = {.host = "127.0.0.1", .port = 9}, .target = "/"};
    self->send(bridge, net_call{.id = static_cast<std::uint64_t>(id),
                                .request = std::move(request),
                                .timeout = duration{1},
                                .flow = "t",
                                .to = net_caller{self}});
  }
  self->send(bridge, roll_call{});
  return {
      [=](net_reply& x) {
        what->replies.push_back(std::move(x));
        if (what->replies.size() == static_cast<std::size_t>(calls))
          self->quit();
      },
      [=](calls_held& x) {
        if (what->held.empty())
          what->held = x.ids;
        self->send(bridge, roll_call{});
      },
  };
}

TEST(bridge_watch, tells_what_it_holds_and_answers_for_a_client_that_lost_its_answers) {
  system_config options{2};
  caf::actor_system system{options};
  auto shared = std::make_shared<context>();
  shared->settings.limits.node_requests = 1; // the second call waits for its turn
  shared->settings.net.connections_max = 1;
  auto client = net::http_client::create({}, [](const std::vector<net::completion>&) {}); // all are lost
  ASSERT_TRUE(client);
  auto to = system.spawn(bridge, std::shared_ptr<const context>{shared},
                         std::shared_ptr<net::http_client>{std::move(*client)});
  heard what;
  caf::scoped_actor self{system};
  auto asks = system.spawn(caller, to, &what, 2);
  self->wait_for(asks);
  caf::anon_send_exit(to, caf::exit_reason::kill);
  std::sort(what.held.begin(), what.held.end());
  EXPECT_EQ(what.held, (std::vector<std::uint64_t>{1, 2})) << "one in flight, one that waits";
  ASSERT_EQ(what.replies.size(), 2U);
  for (const auto& x : what.replies) {
    EXPECT_EQ(x.result.error, wire::transport_error::timed_out);
    EXPECT_TRUE(x.result.request_sent) << "a write may have been applied";
  }
}

/// Two calls, of which the second waits; then whatever waits of `dropped` (null: of everybody) is dropped.
struct drops {
  bool own = false;
  bool others = false;
};
net_caller::behavior_type dropping_caller(net_caller::pointer self, bridge_actor bridge, heard* what,
                                          drops how, net_caller other) {
  for (const std::uint64_t id : {1, 2}) {
    wire::http_request request{.method = "GET", .to = {.host = "127.0.0.1", .port = 9}, .target = "/"};
    self->send(bridge, net_call{.id = id,
                                .request = std::move(request),
                                .timeout = duration{60'000},
                                .flow = "t",
                                .to = net_caller{self}});
  }
  if (how.own || how.others)
    self->send(bridge, flow_dropped{"t", how.own && how.others ? net_caller{}
                                         : how.own             ? net_caller{self}
                                                               : other});
  self->send(bridge, roll_call{});
  return {
      [=](net_reply& x) { what->replies.push_back(std::move(x)); },
      [=](calls_held& x) {
        what->held = x.ids;
        self->quit();
      },
  };
}

net_caller::behavior_type silent_caller(net_caller::pointer) {
  return {[](net_reply&) {}, [](calls_held&) {}};
}

std::vector<std::uint64_t> held_after(drops how) {
  system_config options{2};
  caf::actor_system system{options};
  auto shared = std::make_shared<context>();
  shared->settings.limits.node_requests = 1;
  shared->settings.net.connections_max = 1;
  auto client = net::http_client::create({}, [](const std::vector<net::completion>&) {});
  auto to = system.spawn(bridge, std::shared_ptr<const context>{shared},
                         std::shared_ptr<net::http_client>{std::move(client.value())});
  auto other = system.spawn(silent_caller);
  heard what;
  caf::scoped_actor self{system};
  self->wait_for(system.spawn(dropping_caller, bridge_actor{to}, &what, how, other));
  caf::anon_send_exit(to, caf::exit_reason::kill);
  caf::anon_send_exit(other, caf::exit_reason::kill);
  EXPECT_TRUE(what.replies.empty()) << "nobody is told";
  std::sort(what.held.begin(), what.held.end());
  return what.held;
}

TEST(bridge_watch, drops_what_waits_of_a_tenant_or_of_one_caller_and_leaves_what_others_have) {
  EXPECT_EQ(held_after({}), (std::vector<std::uint64_t>{1, 2}));
  EXPECT_EQ(held_after({.own = true, .others = true}), (std::vector<std::uint64_t>{1}));
  EXPECT_EQ(held_after({.own = true}), (std::vector<std::uint64_t>{1}));
  EXPECT_EQ(held_after({.others = true}), (std::vector<std::uint64_t>{1, 2}));
}

} // namespace
} // namespace roamsync::actors
