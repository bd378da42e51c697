#include "tests/protocols/net/client_fixture.hpp"

using namespace net_test;
using wire::transport_error;

namespace {

/// Answers with the number of the connection.
void tell_number(peer& x) {
  while (!x.read_request().empty())
    x.write(ok_response(std::to_string(x.number)));
}

/// Answers the first request of the first connection and drops the second one unanswered; then behaves.
void forget_second_request(peer& x) {
  if (x.number > 1)
    return tell_number(x);
  x.read_request();
  x.write(ok_response("1"));
  x.read_request();
}

} // namespace

TEST(client_reuse, requests_one_after_the_other_share_a_connection) {
  script_server server{tell_number};
  recorder net;
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(net.fetch(post(server.port(), "x")).response.body, "1");
  auto stats = net.client().stats();
  EXPECT_EQ(stats.exchanges, 5u);
  EXPECT_EQ(stats.reused, 4u);
  EXPECT_EQ(stats.connections_opened, 1u);
  EXPECT_EQ(stats.idle, 1u);
  EXPECT_EQ(stats.in_flight, 0u);
}

TEST(client_reuse, the_connection_used_last_is_taken_first) {
  gate first_busy, second_busy, first_ends, second_ends;
  script_server server{[&](peer& x) {
    x.read_request();
    (x.number == 1 ? first_busy : second_busy).open();
    (x.number == 1 ? first_ends : second_ends).wait();
    x.write(ok_response(std::to_string(x.number)));
    tell_number(x);
  }};
  recorder net;
  auto one = net.send(get(server.port()));
  first_busy.wait();
  auto two = net.send(get(server.port()));
  second_busy.wait();
  second_ends.open();
  net.wait(two);
  first_ends.open();
  net.wait(one);
  EXPECT_EQ(net.fetch(get(server.port())).response.body, "1");
  EXPECT_EQ(net.fetch(get(server.port())).response.body, "1");
}

TEST(client_reuse, other_ports_get_connections_of_their_own) {
  script_server one{tell_number};
  script_server two{echo_target};
  recorder net;
  EXPECT_EQ(net.fetch(get(one.port())).response.body, "1");
  EXPECT_EQ(net.fetch(get(two.port(), "/x")).response.body, "/x");
  EXPECT_EQ(net.fetch(get(one.port())).response.body, "1");
  EXPECT_EQ(net.client().stats().connections_opened, 2u);
}

TEST(client_reuse, an_answer_that_asks_to_close_is_the_last) {
  script_server server{[](peer& x) {
    x.read_request();
    x.write(ok_response(std::to_string(x.number), "Connection: close\r\n"));
    x.read_all();
  }};
  recorder net;
  EXPECT_EQ(net.fetch(get(server.port())).response.body, "1");
  EXPECT_EQ(net.fetch(get(server.port())).response.body, "2");
}

TEST(client_reuse, a_connection_closed_while_idle_is_not_used) {
  gate closed;
  script_server server{[&](peer& x) {
    if (x.number > 1)
      return tell_number(x);
    x.read_request();
    x.write(ok_response("1"));
    x.interrupt();
    closed.open();
  }};
  recorder net;
  EXPECT_EQ(net.fetch(post(server.port(), "x")).response.body, "1");
  closed.wait();
  auto x = net.fetch(post(server.port(), "x"));
  EXPECT_EQ(x.response.body, "2") << x.detail;
  EXPECT_EQ(net.client().stats().retried, 0u);
}

TEST(client_reuse, a_connection_closed_a_moment_ago_is_not_used) {
  gate closed, both;
  script_server server{[&](peer& x) {
    if (x.number > 1)
      return tell_number(x);
    x.read_request();
    x.write(ok_response("1"));
    x.interrupt();
    closed.open();
  }};
  http_client* client = nullptr;
  std::vector<wire::http_result> results;
  auto made = http_client::create({}, [&](std::vector<completion> all) {
    for (auto& x : all)
      results.push_back(std::move(x.result));
    if (results.size() == 2)
      return both.open();
    // The I/O thread is held here, so it cannot have seen the end of the connection by its own.
    closed.wait();
    EXPECT_TRUE(client->submit(2, post(server.port(), "x"), 20s));
  });
  client = made->get();
  ASSERT_TRUE(client->submit(1, post(server.port(), "x"), 20s));
  both.wait();
  EXPECT_EQ(results[1].response.body, "2") << results[1].detail;
}

TEST(client_reuse, a_stale_connection_costs_a_get_nothing) {
  script_server server{forget_second_request};
  recorder net;
  net.fetch(get(server.port()));
  auto x = net.fetch(get(server.port()));
  EXPECT_EQ(x.error, transport_error::none) << x.detail;
  EXPECT_EQ(x.response.body, "2");
  EXPECT_EQ(net.client().stats().retried, 1u);
}

TEST(client_reuse, a_post_that_has_left_is_never_repeated) {
  script_server server{forget_second_request};
  recorder net;
  net.fetch(get(server.port()));
  auto x = net.fetch(post(server.port(), "x"));
  EXPECT_EQ(x.error, transport_error::closed);
  EXPECT_TRUE(x.request_sent);
  EXPECT_EQ(server.accepted(), 1u);
}

TEST(client_reuse, a_get_is_repeated_only_once_and_not_after_an_answer_began) {
  script_server drops{[](peer& x) {
    x.read_request();
    if (x.number > 1)
      return;
    x.write(ok_response("1"));
    x.read_request();
  }};
  script_server begins{[](peer& x) {
    x.read_request();
    x.write(ok_response("1"));
    x.read_request();
    x.write("H");
  }};
  recorder net;
  net.fetch(get(drops.port()));
  EXPECT_EQ(net.fetch(get(drops.port())).error, transport_error::closed);
  EXPECT_EQ(drops.accepted(), 2u);
  net.fetch(get(begins.port()));
  EXPECT_EQ(net.fetch(get(begins.port())).error, transport_error::closed);
  EXPECT_EQ(begins.accepted(), 1u);
}

TEST(client_reuse, a_repeat_does_not_forget_that_the_request_had_left) {
  script_server server{[&](peer& x) {
    x.read_request();
    x.write(ok_response("1"));
    x.read_request();
  }};
  client_options options;
  // The name moves to a port where nobody listens: a second connection cannot be opened.
  options.lookup = [calls = std::make_shared<std::atomic<int>>(0)](const std::string&) {
    return std::vector<std::string>{(*calls)++ == 0 ? "127.0.0.1" : "127.0.0.9"};
  };
  options.name_ttl = 0ms;
  recorder net{options};
  auto request = get(server.port());
  request.to.host = "moving.example";
  EXPECT_EQ(net.fetch(request).response.body, "1");
  auto x = net.fetch(request);
  EXPECT_EQ(x.error, transport_error::connect) << x.detail;
  EXPECT_TRUE(x.request_sent);
}

TEST(client_reuse, no_more_idle_connections_than_the_limit) {
  gate both;
  std::atomic<int> busy = 0;
  std::atomic<int> ended = 0;
  script_server server{[&](peer& x) {
    x.read_request();
    if (++busy == 2)
      both.open();
    both.wait();
    x.write(ok_response("x"));
    x.read_all();
    ++ended;
  }};
  client_options options;
  options.idle_connections_max = 1;
  recorder net{options};
  auto one = net.send(get(server.port()));
  auto two = net.send(get(server.port()));
  net.wait(one);
  net.wait(two);
  until([&] { return ended == 1; });
  EXPECT_EQ(net.client().stats().open, 1u);
  EXPECT_EQ(net.client().stats().idle, 1u);
}

TEST(client_reuse, an_idle_connection_is_closed_after_its_time) {
  gate closed;
  script_server server{[&](peer& x) {
    x.read_request();
    x.write(ok_response("x"));
    x.read_all();
    closed.open();
  }};
  client_options options;
  options.idle_timeout = 1ms;
  options.sweep_period = 1ms;
  recorder net{options};
  net.fetch(get(server.port()));
  closed.wait();
  until([&] { return net.client().stats().open == 0; });
}
