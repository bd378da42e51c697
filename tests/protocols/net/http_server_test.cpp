#include "protocols/net/http_server.hpp"
#include "tests/protocols/net/client_fixture.hpp"
#include "tests/protocols/net/raw_client.hpp"

using namespace net_test;
using roamsync::net::http_request_in;
using roamsync::net::http_server;
using roamsync::net::server_options;
using wire::http_response;

namespace {

/// Answers with the method, the target and the body.
http_response echo(const http_request_in& x) {
  return {200, {{"X-Peer", x.peer}}, x.method + " " + x.target + " " + x.body};
}

std::unique_ptr<http_server> serve(http_server::handler answer = echo, server_options options = {}) {
  auto made = http_server::create(std::move(options), std::move(answer));
  EXPECT_TRUE(made) << made.failure().message;
  return std::move(*made);
}

server_options impatient() {
  server_options options;
  options.request_timeout = 30ms;
  options.idle_timeout = 30ms;
  options.sweep_period = 5ms;
  return options;
}

const std::string close_after = "GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

/// The first line of the answer to these bytes, if the server then closes.
std::string refusal_of(const std::string& bytes, server_options options = {}) {
  auto server = serve(echo, std::move(options));
  raw_client client{server->port()};
  client.write(bytes);
  auto all = client.read_all();
  return all.substr(0, all.find("\r\n"));
}

} // namespace

TEST(http_server, answers_a_request) {
  auto server = serve();
  raw_client client{server->port()};
  client.write("POST /a?b HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody");
  EXPECT_EQ(client.read_all(), "HTTP/1.1 200 OK\r\nX-Peer: 127.0.0.1\r\nContent-Length: 14\r\n"
                               "Connection: close\r\n\r\nPOST /a?b body");
}

TEST(http_server, understands_our_own_client) {
  auto server = serve();
  recorder net;
  for (auto* target : {"/1", "/2", "/3"})
    EXPECT_EQ(net.fetch(post(server->port(), "x", target)).response.body,
              std::string{"POST "} + target + " x");
  EXPECT_EQ(net.client().stats().connections_opened, 1u);
  auto head = get(server->port());
  head.method = "HEAD";
  auto x = net.fetch(head).response;
  EXPECT_EQ(x.body, "");
  EXPECT_EQ(x.field("content-length"), "7");
}

TEST(http_server, every_split_of_a_request_in_two_writes_is_answered_the_same) {
  const std::string request =
      "PUT /x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
  auto server = serve();
  raw_client client{server->port()};
  for (std::size_t at = 0; at <= request.size(); ++at) {
    client.write(std::string_view{request}.substr(0, at));
    client.write(std::string_view{request}.substr(at));
    ASSERT_EQ(client.read_response_body(), "PUT /x abc") << at;
  }
}

TEST(http_server, requests_sent_ahead_are_answered_in_order) {
  auto server = serve();
  raw_client client{server->port()};
  std::string all;
  for (int i = 0; i < 100; ++i)
    all += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  client.write(all + close_after);
  for (int i = 0; i < 100; ++i)
    ASSERT_EQ(client.read_response_body(), "GET /" + std::to_string(i) + " ");
  EXPECT_EQ(client.read_response_body(), "GET /last ");
  EXPECT_EQ(client.read_all(), "");
}

TEST(http_server, a_client_that_waits_before_its_body_is_told_to_go_on) {
  auto server = serve();
  raw_client client{server->port()};
  client.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read_header(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.write("body");
  EXPECT_EQ(client.read_response_body(), "POST / body");
}

TEST(http_server, an_old_client_is_answered_and_left) {
  auto server = serve();
  raw_client client{server->port()};
  client.write("GET / HTTP/1.0\r\n\r\n");
  EXPECT_NE(client.read_all().find("GET / "), std::string::npos);
}

TEST(http_server, what_it_cannot_read_is_refused) {
  EXPECT_EQ(refusal_of("hello\r\n\r\n"), "HTTP/1.1 400 Bad Request");
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\n\r\n"), "HTTP/1.1 400 Bad Request") << "no Host";
  EXPECT_EQ(
      refusal_of("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"),
      "HTTP/1.1 400 Bad Request");
  EXPECT_EQ(refusal_of("GET / HTTP/1.1\r\nHost: " + std::string(20'000, 'x')),
            "HTTP/1.1 431 Request Header Fields Too Large");
  EXPECT_EQ(refusal_of("GET /" + std::string(20'000, 'x')), "HTTP/1.1 431 Request Header Fields Too Large");
  EXPECT_EQ(refusal_of("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n"),
            "HTTP/1.1 413 Payload Too Large");
}

TEST(http_server, a_refusal_waits_for_a_client_that_is_still_sending) {
  auto server = serve();
  raw_client client{server->port()};
  client.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n");
  EXPECT_EQ(client.read_header().substr(0, 12), "HTTP/1.1 413");
  // Closed at once, the server's reset would meet these bytes, and might overtake the answer on a real
  // network.
  EXPECT_TRUE(client.write(std::string(9'999'999, 'x')));
}

TEST(http_server, a_request_that_takes_too_long_is_refused) {
  EXPECT_EQ(refusal_of("GET / HT", impatient()), "HTTP/1.1 408 Request Timeout");
}

TEST(http_server, an_idle_connection_is_closed) {
  auto server = serve(echo, impatient());
  raw_client silent{server->port()};
  EXPECT_EQ(silent.read_all(), "");
  raw_client served{server->port()};
  served.write("GET /a HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(served.read_response_body(), "GET /a ");
  EXPECT_EQ(served.read_all(), "");
}

TEST(http_server, a_client_that_does_not_read_loses_its_place) {
  auto options = impatient();
  options.connections_max = 1;
  auto big = [](const auto& x) {
    return http_response{200, {}, std::string(x.target == "/big" ? 50'000'000 : 1, 'x')};
  };
  auto server = serve(big, options);
  raw_client deaf{server->port()};
  deaf.write("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
  until([&] {
    raw_client next{server->port()};
    next.write(close_after);
    return next.read_all().substr(0, 12) == "HTTP/1.1 200";
  });
  EXPECT_LT(deaf.read_all().size(), 50'000'000u);
}

TEST(http_server, connections_above_the_limit_are_turned_away) {
  server_options options;
  options.connections_max = 1;
  auto server = serve(echo, options);
  raw_client first{server->port()};
  first.write("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(first.read_response_body(), "GET /1 ");
  raw_client second{server->port()};
  EXPECT_EQ(second.read_all().substr(0, 12), "HTTP/1.1 503");
  first.write(close_after);
  EXPECT_EQ(first.read_response_body(), "GET /last ");
}

TEST(http_server, a_handler_that_throws_or_splits_is_a_500) {
  auto throws = serve([](const auto&) -> http_response { throw std::runtime_error{"secret words"}; });
  auto splits = serve([](const auto&) { return http_response{200, {{"A", "b\r\nSet-Cookie: c"}}, "x"}; });
  auto frames = serve([](const auto&) { return http_response{200, {{"content-length", "1"}}, "x"}; });
  auto odd = serve([](const auto&) { return http_response{100, {}, ""}; });
  for (auto* server : {&throws, &splits, &frames, &odd}) {
    raw_client client{(*server)->port()};
    client.write(close_after);
    auto all = client.read_all();
    EXPECT_EQ(all.substr(0, 12), "HTTP/1.1 500");
    EXPECT_EQ(all.find("secret"), std::string::npos);
    EXPECT_EQ(all.find("Set-Cookie"), std::string::npos);
  }
}

TEST(http_server, an_address_that_is_taken_or_not_ours_is_said_so) {
  auto first = serve();
  server_options options;
  options.port = first->port();
  auto second = http_server::create(options, echo);
  ASSERT_FALSE(second);
  EXPECT_NE(second.failure().message.find("127.0.0.1 port " + std::to_string(first->port())),
            std::string::npos);
  options.address = "192.0.2.1";
  EXPECT_FALSE(http_server::create(options, echo));
  options.address = "localhost";
  EXPECT_FALSE(http_server::create(options, echo));
}

TEST(http_server, stop_closes_what_is_open) {
  auto server = serve();
  raw_client idle{server->port()};
  idle.write("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(idle.read_response_body(), "GET /1 ");
  raw_client half{server->port()};
  half.write("GET /1 HT");
  server->stop();
  server->stop();
  EXPECT_EQ(idle.read_all(), "");
  half.wait_closed_by_peer();
}
