#include "tests/protocols/net/client_fixture.hpp"

#include <sys/resource.h>

using namespace net_test;
using wire::transport_error;

namespace {

/// A server that answers nothing until it is told to, and remembers the order of the targets.
class held_server {
public:
  held_server()
      : server([this](peer& x) {
          for (auto request = x.read_request(); !request.empty(); request = x.read_request()) {
            {
              std::lock_guard lock{mutex_};
              targets_.push_back(target_of(request));
            }
            release.wait();
            x.write(ok_response(target_of(request)));
          }
        }) {}
  std::vector<std::string> targets() {
    std::lock_guard lock{mutex_};
    return targets_;
  }

private:
  std::mutex mutex_;
  std::vector<std::string> targets_;

public:
  gate release;
  script_server server;
};

client_options one_connection() {
  client_options options;
  options.connections_max = 1;
  options.idle_connections_max = 1;
  options.sweep_period = 5ms;
  return options;
}

} // namespace

TEST(client_capacity, flows_are_served_in_turn_when_the_node_is_full) {
  held_server held;
  recorder net{one_connection()};
  std::vector<std::uint64_t> ids;
  for (auto* target : {"/a1", "/a2", "/a3", "/a4", "/b1", "/c1"})
    ids.push_back(net.send(get(held.server.port(), target), 20s, std::string(target, 2)));
  until([&] { return net.client().stats().waiting == 5 && held.targets().size() == 1; });
  EXPECT_EQ(net.client().stats().in_flight, 6u);
  held.release.open();
  for (auto id : ids)
    EXPECT_EQ(net.wait(id).result.error, transport_error::none);
  EXPECT_EQ(held.targets(), (std::vector<std::string>{"/a1", "/a2", "/b1", "/c1", "/a3", "/a4"}));
  EXPECT_EQ(held.server.accepted(), 1u);
}

TEST(client_capacity, a_waiting_request_for_another_host_gets_the_place) {
  held_server held;
  script_server other{echo_target};
  recorder net{one_connection()};
  auto one = net.send(get(held.server.port(), "/1"));
  auto two = net.send(get(other.port(), "/2"));
  until([&] { return net.client().stats().waiting == 1; });
  held.release.open();
  EXPECT_EQ(net.wait(one).result.response.body, "/1");
  EXPECT_EQ(net.wait(two).result.response.body, "/2");
  EXPECT_EQ(held.targets(), std::vector<std::string>{"/1"});
  EXPECT_EQ(other.accepted(), 1u);
  EXPECT_EQ(net.client().stats().open, 1u);
}

TEST(client_capacity, an_idle_connection_makes_room_for_another_host) {
  script_server one{echo_target};
  script_server two{echo_target};
  recorder net{one_connection()};
  EXPECT_EQ(net.fetch(get(one.port(), "/1")).response.body, "/1");
  EXPECT_EQ(net.fetch(get(two.port(), "/2")).response.body, "/2");
  EXPECT_EQ(two.accepted(), 1u);
  EXPECT_EQ(net.client().stats().open, 1u);
}

TEST(client_capacity, a_failed_connection_gives_its_place_to_the_next) {
  dead_port nobody;
  script_server server{echo_target};
  recorder net{one_connection()};
  std::vector<std::uint64_t> bad;
  for (int i = 0; i < 5; ++i)
    bad.push_back(net.send(get(nobody.port())));
  auto good = net.send(get(server.port(), "/good"));
  for (auto id : bad)
    EXPECT_EQ(net.wait(id).result.error, transport_error::connect);
  EXPECT_EQ(net.wait(good).result.response.body, "/good");
}

TEST(client_capacity, the_deadline_covers_waiting) {
  held_server held;
  recorder net{one_connection()};
  auto one = net.send(get(held.server.port(), "/1"));
  until([&] { return held.targets().size() == 1; });
  auto two = net.wait(net.send(get(held.server.port(), "/2"), 20ms)).result;
  EXPECT_EQ(two.error, transport_error::timed_out);
  EXPECT_FALSE(two.request_sent);
  EXPECT_NE(two.detail.find("waiting for a free connection"), std::string::npos) << two.detail;
  held.release.open();
  net.wait(one);
  EXPECT_EQ(held.targets().size(), 1u);
}

TEST(client_capacity, two_thousand_requests_are_in_flight_at_once) {
  constexpr std::size_t count = 2000;
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, 8192);
  ::setrlimit(RLIMIT_NOFILE, &files);
  ASSERT_GE(files.rlim_cur, 2 * count + 100) << "this test needs more open files";

  gate all_here;
  std::atomic<std::size_t> here = 0;
  script_server server{[&](peer& x) {
    auto request = x.read_request();
    if (++here == count)
      all_here.open();
    all_here.wait();
    x.write(ok_response(target_of(request)));
    x.read_all();
  }};
  recorder net;
  std::vector<std::uint64_t> ids;
  for (std::size_t i = 0; i < count; ++i)
    ids.push_back(net.send(get(server.port(), "/" + std::to_string(i)), 60s));
  for (std::size_t i = 0; i < count; ++i) {
    auto x = net.wait(ids[i]).result;
    ASSERT_EQ(x.response.body, "/" + std::to_string(i)) << x.detail;
  }
  EXPECT_EQ(server.accepted(), count);
  EXPECT_EQ(net.repeats(), 0u);
}
