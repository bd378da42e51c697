#include "tests/protocols/net/client_fixture.hpp"

#include <set>

using namespace net_test;
using wire::transport_error;

TEST(client_exchange, request_arrives_and_response_comes_back) {
  std::string seen;
  script_server server{[&](peer& x) {
    seen = x.read_request();
    x.write("HTTP/1.1 207 Multi\r\nX-One: 1\r\nx-one: 2\r\nContent-Length: 4\r\n\r\nbody");
  }};
  recorder net;
  auto request = post(server.port(), "hello", "/a?b=c");
  request.fields = {{"Authorization", "Bearer t"}, {"Content-Type", "text/plain"}};
  auto done = net.wait(net.send(request));
  EXPECT_EQ(done.result.error, transport_error::none) << done.result.detail;
  EXPECT_EQ(done.result.response.status, 207);
  EXPECT_EQ(done.result.response.body, "body");
  EXPECT_EQ(done.result.response.field("X-ONE"), "1");
  EXPECT_EQ(done.result.response.fields.size(), 3u);
  EXPECT_TRUE(done.result.request_sent);
  EXPECT_EQ(
      seen,
      "POST /a?b=c HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port())
          + "\r\nAuthorization: Bearer t\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello");
}

TEST(client_exchange, every_split_of_the_response_in_two_writes_reads_the_same) {
  const std::string bytes =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
  script_server server{[&](peer& x) {
    for (std::size_t at = 0; at <= bytes.size() && !x.read_request().empty(); ++at) {
      x.write(std::string_view{bytes}.substr(0, at));
      x.write(std::string_view{bytes}.substr(at));
    }
  }};
  recorder net;
  for (std::size_t at = 0; at <= bytes.size(); ++at) {
    auto x = net.fetch(get(server.port()));
    ASSERT_EQ(x.error, transport_error::none) << x.detail << " at " << at;
    ASSERT_EQ(x.response.body, "hello") << at;
  }
  EXPECT_EQ(server.accepted(), 1u);
}

TEST(client_exchange, head_has_no_body_and_keeps_the_connection) {
  script_server server{[](peer& x) {
    x.read_request();
    x.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
    echo_target(x);
  }};
  recorder net;
  auto request = get(server.port());
  request.method = "HEAD";
  EXPECT_EQ(net.fetch(request).response.status, 200);
  EXPECT_EQ(net.fetch(get(server.port(), "/next")).response.body, "/next");
  EXPECT_EQ(server.accepted(), 1u);
}

TEST(client_exchange, a_redirect_is_an_answer_like_any_other) {
  script_server server{[](peer& x) {
    x.read_request();
    x.write("HTTP/1.1 302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");
    x.read_all();
  }};
  recorder net;
  auto x = net.fetch(get(server.port()));
  EXPECT_EQ(x.response.status, 302);
  EXPECT_EQ(x.response.field("location"), "/elsewhere");
}

TEST(client_exchange, bodies_of_megabytes_pass_both_ways) {
  const std::string big(5'000'000, 'x');
  script_server server{[&](peer& x) {
    auto request = x.read_request();
    x.write(ok_response(request.substr(request.find("\r\n\r\n") + 4)));
    x.read_all();
  }};
  recorder net;
  auto x = net.fetch(post(server.port(), big));
  EXPECT_EQ(x.error, transport_error::none) << x.detail;
  EXPECT_TRUE(x.response.body == big);
  EXPECT_GT(net.client().stats().bytes_sent, big.size());
  EXPECT_GT(net.client().stats().bytes_received, big.size());
}

TEST(client_exchange, an_answer_before_the_request_was_sent_is_taken) {
  script_server server{[](peer& x) {
    x.read_header();
    x.write(ok_response("too big"));
    x.shut();
    x.read_all(); // else the kernel's reset could overtake the answer
  }};
  recorder net;
  auto x = net.fetch(post(server.port(), std::string(50'000'000, 'x')));
  EXPECT_EQ(x.error, transport_error::none) << x.detail;
  EXPECT_EQ(x.response.body, "too big");
  EXPECT_TRUE(x.request_sent);
}

TEST(client_exchange, what_cannot_be_sent_is_refused_at_once) {
  recorder net;
  auto request = get(1);
  request.fields = {{"Bad", "a\r\nb"}};
  auto x = net.fetch(request);
  EXPECT_EQ(x.error, transport_error::malformed);
  EXPECT_FALSE(x.request_sent);
  EXPECT_NE(x.detail.find("Bad"), std::string::npos);
}

TEST(client_exchange, an_id_in_flight_is_refused) {
  gate answered;
  script_server server{[&](peer& x) {
    x.read_request();
    answered.wait();
    x.write(ok_response("first"));
  }};
  std::mutex mutex;
  std::vector<completion> all;
  gate second, both;
  auto client = http_client::create({}, [&](std::vector<completion> done) {
    std::lock_guard lock{mutex};
    all.insert(all.end(), done.begin(), done.end());
    second.open();
    if (all.size() == 2)
      both.open();
  });
  ASSERT_TRUE((*client)->submit(7, get(server.port()), 20s));
  ASSERT_TRUE((*client)->submit(7, get(server.port()), 20s));
  second.wait();
  answered.open();
  both.wait();
  EXPECT_EQ(all[0].result.error, transport_error::malformed);
  EXPECT_EQ(all[1].result.response.body, "first");
}

TEST(client_exchange, completions_that_are_ready_together_come_in_one_burst) {
  constexpr std::size_t count = 50;
  std::mutex mutex;
  std::size_t arrived = 0;
  gate all_arrived;
  script_server server{[&](peer& x) {
    x.read_request();
    {
      std::lock_guard lock{mutex};
      if (++arrived == count)
        all_arrived.open();
    }
    all_arrived.wait();
    x.shut();
  }};
  recorder net;
  std::vector<std::uint64_t> ids;
  for (std::size_t i = 0; i < count; ++i)
    ids.push_back(net.send(get(server.port())));
  all_arrived.wait();
  net.client().stop(); // whatever is left is completed in one turn
  for (auto id : ids)
    net.wait(id);
  EXPECT_EQ(net.repeats(), 0u);
  EXPECT_LE(net.bursts(), count);
}
