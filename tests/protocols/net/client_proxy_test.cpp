#include "tests/protocols/net/client_fixture.hpp"
#include "tests/protocols/net/pki.hpp"

using namespace net_test;
using wire::transport_error;

namespace {

client_options through(std::uint16_t port) {
  client_options options;
  options.proxy = roamsync::net::proxy_options{"127.0.0.1", port};
  options.lookup = [](const std::string&) { return roamsync::error{"the proxy resolves, not the client"}; };
  return options;
}

/// What comes of a TLS request if the proxy answers CONNECT like this.
wire::http_result connect_answered_with(std::string_view answer) {
  script_server proxy{[&](peer& x) {
    x.read_header();
    x.write(answer);
    x.shut();
    x.read_all();
  }};
  recorder net{through(proxy.port())};
  return net.fetch(get_tls(443, "/", "far.example"));
}

} // namespace

TEST(client_proxy, https_goes_through_a_tunnel) {
  net_test::authority ca;
  auto tls = ca.server({.alternative_names = "DNS:far.example"});
  std::string asked, request;
  script_server proxy{[&](peer& x) {
    asked = x.read_header();
    x.write("HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n");
    ASSERT_TRUE(x.start_tls(tls.get()));
    request = x.read_request();
    x.write(ok_response("through"));
    echo_target(x);
  }};
  auto options = through(proxy.port());
  options.ca_file = ca.ca_file();
  recorder net{options};
  auto x = net.fetch(get_tls(8443, "/far", "far.example"));
  EXPECT_EQ(x.response.body, "through") << x.detail;
  EXPECT_EQ(asked, "CONNECT far.example:8443 HTTP/1.1\r\nHost: far.example:8443\r\n\r\n");
  EXPECT_EQ(request, "GET /far HTTP/1.1\r\nHost: far.example:8443\r\n\r\n");
  EXPECT_EQ(net.fetch(get_tls(8443, "/again", "far.example")).response.body, "/again");
  EXPECT_EQ(proxy.accepted(), 1u);
}

TEST(client_proxy, http_is_asked_for_by_its_whole_address) {
  std::string asked;
  script_server proxy{[&](peer& x) {
    asked = x.read_request();
    x.write(ok_response("through"));
    x.read_all();
  }};
  recorder net{through(proxy.port())};
  auto request = get(8080, "/far");
  request.to.host = "far.example";
  EXPECT_EQ(net.fetch(request).response.body, "through");
  EXPECT_EQ(asked, "GET http://far.example:8080/far HTTP/1.1\r\nHost: far.example:8080\r\n\r\n");
}

TEST(client_proxy, a_refusal_is_told_with_its_status) {
  auto x = connect_answered_with("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(x.error, transport_error::connect);
  EXPECT_FALSE(x.request_sent);
  EXPECT_NE(x.detail.find("407"), std::string::npos) << x.detail;
}

TEST(client_proxy, an_answer_that_is_none_is_a_failed_connection) {
  EXPECT_EQ(connect_answered_with("").error, transport_error::connect);
  EXPECT_EQ(connect_answered_with("SSH-2.0\r\n\r\n").error, transport_error::connect);
  EXPECT_EQ(connect_answered_with("HTTP/1.1 200 OK\r\n\r\ngreetings").error, transport_error::connect);
}

TEST(client_proxy, a_proxy_that_is_not_there_is_named_as_such) {
  dead_port nobody;
  recorder net{through(nobody.port())};
  auto x = net.fetch(get_tls(443, "/", "far.example"));
  EXPECT_EQ(x.error, transport_error::connect);
  EXPECT_EQ(x.detail.find("proxy 127.0.0.1:" + std::to_string(nobody.port())), 0u) << x.detail;
}

TEST(client_proxy, a_proxy_that_does_not_answer_is_given_up) {
  gate done;
  script_server proxy{[&](peer& x) {
    x.read_header();
    done.wait();
  }};
  auto options = through(proxy.port());
  options.connect_timeout = 50ms;
  options.sweep_period = 5ms;
  recorder net{options};
  auto x = net.fetch(get_tls(443, "/", "far.example"));
  done.open();
  EXPECT_EQ(x.error, transport_error::connect);
  EXPECT_NE(x.detail.find("waiting for the proxy"), std::string::npos) << x.detail;
}
