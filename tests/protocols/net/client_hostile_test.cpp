#include "tests/protocols/net/client_fixture.hpp"

using namespace net_test;
using wire::transport_error;

namespace {

/// What a client makes of a server that answers with these bytes and closes.
wire::http_result answer_with(const std::string& bytes, client_options options = {}) {
  script_server server{[&](peer& x) {
    x.read_request();
    x.write(bytes);
    x.shut();
    x.read_all();
  }};
  recorder net{std::move(options)};
  return net.fetch(post(server.port(), "x"));
}

} // namespace

TEST(client_hostile, another_protocol_is_malformed) {
  auto x = answer_with("220 mail.example ESMTP\r\n\r\n");
  EXPECT_EQ(x.error, transport_error::malformed);
  EXPECT_TRUE(x.request_sent);
  EXPECT_NE(x.detail.find("127.0.0.1"), std::string::npos) << x.detail;
}

TEST(client_hostile, a_short_body_is_closed) {
  EXPECT_EQ(answer_with("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort").error, transport_error::closed);
}

TEST(client_hostile, silence_is_closed) {
  auto x = answer_with("");
  EXPECT_EQ(x.error, transport_error::closed);
  EXPECT_TRUE(x.request_sent);
  EXPECT_EQ(x.response.status, 0);
}

TEST(client_hostile, a_reset_is_closed) {
  script_server server{[](peer& x) {
    x.read_request();
    x.reset();
  }};
  recorder net;
  EXPECT_EQ(net.fetch(post(server.port(), "x")).error, transport_error::closed);
}

TEST(client_hostile, a_body_without_length_ends_with_the_connection) {
  auto x = answer_with("HTTP/1.1 200 OK\r\n\r\nall of it");
  EXPECT_EQ(x.error, transport_error::none) << x.detail;
  EXPECT_EQ(x.response.body, "all of it");
}

TEST(client_hostile, a_body_without_end_is_too_large) {
  script_server server{[](peer& x) {
    x.read_request();
    x.write("HTTP/1.1 200 OK\r\n\r\n");
    const std::string piece(65'536, 'x');
    for (std::size_t sent = 0; sent < (64u << 20); sent += piece.size())
      x.write(piece);
  }};
  client_options options;
  options.limits.body_bytes_max = 1 << 20;
  recorder net{options};
  EXPECT_EQ(net.fetch(get(server.port())).error, transport_error::too_large);
  EXPECT_LT(net.client().stats().bytes_received, 8u << 20) << "it was read to the end";
}

TEST(client_hostile, a_header_without_end_is_too_large) {
  auto x = answer_with("HTTP/1.1 200 OK\r\nA: " + std::string(200'000, 'x'));
  EXPECT_EQ(x.error, transport_error::too_large);
}

TEST(client_hostile, interim_answers_without_end_are_malformed) {
  std::string many;
  for (int i = 0; i < 20; ++i)
    many += "HTTP/1.1 102 Processing\r\n\r\n";
  EXPECT_EQ(answer_with(many).error, transport_error::malformed);
}

TEST(client_hostile, a_trickle_ends_at_the_deadline) {
  gate done;
  script_server server{[&](peer& x) {
    x.read_request();
    x.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
    x.write("x");
    done.wait();
  }};
  client_options options;
  options.sweep_period = 10ms;
  recorder net{options};
  auto x = net.wait(net.send(get(server.port()), 100ms));
  done.open();
  EXPECT_EQ(x.result.error, transport_error::timed_out);
  EXPECT_TRUE(x.result.request_sent);
  EXPECT_NE(x.result.detail.find("waiting for the answer"), std::string::npos) << x.result.detail;
}

TEST(client_hostile, bytes_behind_the_answer_are_no_answer_to_the_next) {
  script_server server{[](peer& x) {
    x.read_request();
    x.write(ok_response("good") + ok_response("evil"));
    echo_target(x);
  }};
  recorder net;
  EXPECT_EQ(net.fetch(get(server.port())).response.body, "good");
  EXPECT_EQ(net.fetch(get(server.port(), "/second")).response.body, "good");
  EXPECT_EQ(server.accepted(), 2u);
}

TEST(client_hostile, bytes_to_an_idle_connection_close_it) {
  gate send_now, sent;
  script_server server{[&](peer& x) {
    x.read_request();
    x.write(ok_response("good"));
    send_now.wait();
    x.write(ok_response("evil"));
    sent.open();
    echo_target(x);
  }};
  recorder net;
  EXPECT_EQ(net.fetch(get(server.port())).response.body, "good");
  send_now.open();
  sent.wait();
  EXPECT_EQ(net.fetch(get(server.port(), "/second")).response.body, "good");
  EXPECT_EQ(server.accepted(), 2u);
}
