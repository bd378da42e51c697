#include "protocols/net/tls/context.hpp"
#include "tests/protocols/net/client_fixture.hpp"
#include "tests/protocols/net/pki.hpp"

using namespace net_test;
using wire::transport_error;

namespace {

client_options trusting(const net_test::authority& ca) {
  client_options options;
  options.ca_file = ca.ca_file();
  options.lookup = to_loopback;
  return options;
}

/// Shakes hands and answers every request with its target.
script_server::script echo_by_tls(SSL_CTX* context) {
  return [context](peer& x) {
    if (x.start_tls(context))
      echo_target(x);
  };
}

/// What comes of a request to `host` if the server has that certificate.
wire::http_result meet(const certificate_plan& plan, const std::string& host = "localhost") {
  net_test::authority ca;
  auto context = ca.server(plan);
  script_server server{echo_by_tls(context.get())};
  recorder net{trusting(ca)};
  return net.fetch(get_tls(server.port(), "/", host));
}

} // namespace

TEST(client_tls, a_trusted_server_is_spoken_to) {
  net_test::authority ca;
  auto context = ca.server();
  std::string name;
  script_server server{[&](peer& x) {
    ASSERT_TRUE(x.start_tls(context.get()));
    name = x.server_name();
    echo_target(x);
  }};
  recorder net{trusting(ca)};
  auto x = net.fetch(get_tls(server.port(), "/secret"));
  EXPECT_EQ(x.error, transport_error::none) << x.detail;
  EXPECT_EQ(x.response.body, "/secret");
  EXPECT_EQ(name, "localhost");
  EXPECT_EQ(net.fetch(get_tls(server.port(), "/2")).response.body, "/2");
  EXPECT_EQ(server.accepted(), 1u);
  EXPECT_EQ(net.client().stats().handshakes, 1u);
}

TEST(client_tls, an_address_is_verified_and_not_sent_as_a_name) {
  net_test::authority ca;
  auto context = ca.server({.alternative_names = "IP:127.0.0.1"});
  std::string name = "?";
  script_server server{[&](peer& x) {
    ASSERT_TRUE(x.start_tls(context.get()));
    name = x.server_name();
    echo_target(x);
  }};
  recorder net{trusting(ca)};
  EXPECT_EQ(net.fetch(get_tls(server.port(), "/", "127.0.0.1")).error, transport_error::none);
  EXPECT_EQ(name, "");
}

TEST(client_tls, another_host_s_certificate_is_refused) {
  auto x = meet({.alternative_names = "DNS:other.example"});
  EXPECT_EQ(x.error, transport_error::tls);
  EXPECT_FALSE(x.request_sent);
  EXPECT_NE(x.detail.find("hostname mismatch"), std::string::npos) << x.detail;
  EXPECT_EQ(meet({.alternative_names = "IP:127.0.0.2"}, "127.0.0.1").error, transport_error::tls);
  EXPECT_EQ(meet({.alternative_names = "DNS:127.0.0.1"}, "127.0.0.1").error, transport_error::tls);
}

TEST(client_tls, a_wildcard_stands_for_one_label) {
  certificate_plan wild{.alternative_names = "DNS:*.example.com"};
  EXPECT_EQ(meet(wild, "a.example.com").error, transport_error::none);
  EXPECT_EQ(meet(wild, "a.b.example.com").error, transport_error::tls);
  EXPECT_EQ(meet(wild, "example.com").error, transport_error::tls);
}

TEST(client_tls, an_expired_certificate_is_refused) {
  auto x = meet({.valid_from = -7200, .valid_for = 3600});
  EXPECT_EQ(x.error, transport_error::tls);
  EXPECT_NE(x.detail.find("expired"), std::string::npos) << x.detail;
  EXPECT_NE(meet({.valid_from = 3600}).detail.find("not yet valid"), std::string::npos);
}

TEST(client_tls, an_unknown_authority_is_refused) {
  net_test::authority ours, theirs;
  auto context = theirs.server();
  script_server server{echo_by_tls(context.get())};
  recorder net{trusting(ours)};
  auto x = net.fetch(get_tls(server.port()));
  EXPECT_EQ(x.error, transport_error::tls);
  EXPECT_NE(x.detail.find("certificate"), std::string::npos) << x.detail;
}

TEST(client_tls, versions_before_1_2_are_refused) {
  net_test::authority ca;
  auto context = ca.server();
  SSL_CTX_set_min_proto_version(context.get(), TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context.get(), TLS1_1_VERSION);
  SSL_CTX_set_security_level(context.get(), 0);
  script_server server{echo_by_tls(context.get())};
  recorder net{trusting(ca)};
  EXPECT_EQ(net.fetch(get_tls(server.port())).error, transport_error::tls);
}

TEST(client_tls, versions_before_1_2_are_not_offered) {
  // OpenSSL's own settings on this machine may forbid them too; this is about ours.
  auto made = roamsync::net::tls_context::create("");
  roamsync::net::socket_link link;
  roamsync::net::tls_peer peer{"localhost", false, "https://localhost"};
  EXPECT_EQ(SSL_get_min_proto_version((*made)->connect(link, peer).get()), TLS1_2_VERSION);
}

TEST(client_tls, a_server_without_tls_is_a_tls_failure) {
  script_server server{[](peer& x) {
    x.read_byte();
    x.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    x.shut();
    x.read_all();
  }};
  recorder net;
  auto x = net.fetch(get_tls(server.port(), "/", "127.0.0.1"));
  EXPECT_EQ(x.error, transport_error::tls);
  EXPECT_FALSE(x.request_sent);
}

TEST(client_tls, a_handshake_without_answer_is_given_up) {
  gate done;
  script_server server{[&](peer& x) {
    x.read_byte();
    done.wait();
  }};
  client_options options;
  options.connect_timeout = 50ms;
  options.sweep_period = 5ms;
  recorder net{options};
  auto x = net.fetch(get_tls(server.port(), "/", "127.0.0.1"));
  done.open();
  EXPECT_EQ(x.error, transport_error::tls);
  EXPECT_NE(x.detail.find("in the TLS handshake"), std::string::npos) << x.detail;
}

class client_tls_version : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(both, client_tls_version, testing::Values(TLS1_2_VERSION, TLS1_3_VERSION));

TEST_P(client_tls_version, a_second_connection_resumes_the_session) {
  net_test::authority ca;
  auto context = ca.server();
  SSL_CTX_set_max_proto_version(context.get(), GetParam());
  std::atomic<int> resumed = 0;
  script_server server{[&](peer& x) {
    ASSERT_TRUE(x.start_tls(context.get()));
    resumed += x.resumed() ? 1 : 0;
    x.read_request();
    x.write(ok_response("x"));
    // Half of the servers say goodbye, the others just go: neither costs the session.
    if (x.number % 2 == 0)
      x.say_goodbye();
  }};
  recorder net{trusting(ca)};
  for (std::size_t i = 1; i <= 6; ++i) {
    EXPECT_EQ(net.fetch(get_tls(server.port())).error, transport_error::none);
    until([&] { return net.client().stats().open == 0; });
  }
  EXPECT_EQ(resumed, 5);
  EXPECT_EQ(net.client().stats().handshakes, 6u);
  EXPECT_EQ(net.client().stats().resumptions, 5u);
}

TEST_P(client_tls_version, an_answer_cut_off_without_goodbye_is_not_whole) {
  net_test::authority ca;
  auto context = ca.server();
  SSL_CTX_set_max_proto_version(context.get(), GetParam());
  script_server server{[&](peer& x) {
    ASSERT_TRUE(x.start_tls(context.get()));
    auto polite = target_of(x.read_request()) == "/polite";
    x.write("HTTP/1.1 200 OK\r\n\r\nsome of it");
    if (polite)
      x.say_goodbye();
    x.shut();
    x.read_all();
  }};
  recorder net{trusting(ca)};
  EXPECT_EQ(net.fetch(get_tls(server.port(), "/polite")).response.body, "some of it");
  EXPECT_EQ(net.fetch(get_tls(server.port(), "/rude")).error, transport_error::closed);
}

TEST_P(client_tls_version, bodies_of_megabytes_pass_both_ways) {
  net_test::authority ca;
  auto context = ca.server();
  SSL_CTX_set_max_proto_version(context.get(), GetParam());
  const std::string big(3'000'000, 'x');
  script_server server{[&](peer& x) {
    ASSERT_TRUE(x.start_tls(context.get()));
    auto request = x.read_request();
    x.write(ok_response(request.substr(request.find("\r\n\r\n") + 4)));
    echo_target(x);
  }};
  recorder net{trusting(ca)};
  auto request = get_tls(server.port());
  request.method = "POST";
  request.body = big;
  auto x = net.fetch(request);
  EXPECT_EQ(x.error, transport_error::none) << x.detail;
  EXPECT_TRUE(x.response.body == big);
  EXPECT_EQ(net.fetch(get_tls(server.port(), "/next")).response.body, "/next");
  EXPECT_EQ(server.accepted(), 1u);
}

TEST(client_tls, a_connection_is_left_with_close_notify) {
  net_test::authority ca;
  auto context = ca.server();
  gate left;
  bool politely = false;
  script_server server{[&](peer& x) {
    ASSERT_TRUE(x.start_tls(context.get()));
    echo_target(x);
    politely = x.was_left_politely();
    left.open();
  }};
  recorder net{trusting(ca)};
  EXPECT_EQ(net.fetch(get_tls(server.port())).error, transport_error::none);
  net.client().stop();
  left.wait();
  EXPECT_TRUE(politely);
}

TEST(client_tls, new_keys_in_the_middle_are_nothing_special) {
  net_test::authority ca;
  auto context = ca.server();
  script_server server{[&](peer& x) {
    ASSERT_TRUE(x.start_tls(context.get()));
    for (auto request = x.read_request(); !request.empty(); request = x.read_request()) {
      x.update_keys();
      x.write(ok_response(target_of(request)));
    }
  }};
  recorder net{trusting(ca)};
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(net.fetch(get_tls(server.port(), "/x")).response.body, "/x");
  EXPECT_EQ(server.accepted(), 1u);
}

TEST(client_tls, garbage_in_the_middle_is_closed) {
  net_test::authority ca;
  auto context = ca.server();
  script_server server{[&](peer& x) {
    ASSERT_TRUE(x.start_tls(context.get()));
    x.read_request();
    x.write_raw("this is no TLS record");
    x.shut();
    x.read_all();
  }};
  recorder net{trusting(ca)};
  auto x = net.fetch(get_tls(server.port()));
  EXPECT_EQ(x.error, transport_error::closed);
  EXPECT_TRUE(x.request_sent);
}
