#include "tests/protocols/net/client_fixture.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace net_test;
using wire::transport_error;

namespace {

/// A loopback port whose line of unaccepted connections is full: a new connection gets no answer.
class silent_port {
public:
  silent_port() : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in any{};
    any.sin_family = AF_INET;
    any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* address = reinterpret_cast<sockaddr*>(&any);
    socklen_t size = sizeof any;
    EXPECT_EQ(::bind(listener_, address, size), 0);
    ::listen(listener_, 0);
    ::getsockname(listener_, address, &size);
    port = ntohs(any.sin_port);
    for (auto& fd : fillers_) {
      fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
      (void)::connect(fd, address, size); // It fills the backlog, or finds it full.
    }
  }
  ~silent_port() {
    for (auto fd : fillers_)
      ::close(fd);
    ::close(listener_);
  }
  std::uint16_t port = 0;

private:
  int listener_;
  int fillers_[4]{};
};

client_options with_addresses(std::vector<std::string> addresses) {
  client_options options;
  options.lookup = [addresses](const std::string&) { return addresses; };
  return options;
}

wire::http_request get_by_name(std::uint16_t port, std::string target = "/") {
  auto request = get(port, std::move(target));
  request.to.host = "some.example";
  return request;
}

} // namespace

TEST(client_open, a_refused_connection_names_the_address) {
  dead_port nobody;
  recorder net;
  auto x = net.fetch(get(nobody.port()));
  EXPECT_EQ(x.error, transport_error::connect);
  EXPECT_FALSE(x.request_sent);
  EXPECT_EQ(x.detail, "127.0.0.1:" + std::to_string(nobody.port()) + ": Connection refused");
}

TEST(client_open, a_name_without_address_is_said_so) {
  client_options options;
  options.lookup = [](const std::string&) { return roamsync::error{"Name or service not known"}; };
  recorder net{options};
  auto x = net.fetch(get_by_name(80));
  EXPECT_EQ(x.error, transport_error::resolve);
  EXPECT_EQ(x.detail, "some.example: Name or service not known");
}

TEST(client_open, the_system_knows_localhost) {
  // What the system does not know cannot be looked up; a bare root by debootstrap has no /etc/hosts.
  addrinfo* answer = nullptr;
  if (::getaddrinfo("localhost", nullptr, nullptr, &answer) != 0)
    GTEST_SKIP() << "this system does not know localhost; /etc/hosts is missing";
  ::freeaddrinfo(answer);
  auto found = roamsync::net::system_lookup("localhost");
  ASSERT_TRUE(found);
  EXPECT_NE(std::find(found->begin(), found->end(), "127.0.0.1"), found->end());
}

TEST(client_open, a_lookup_that_throws_is_a_failed_lookup) {
  client_options options;
  options.lookup = [](const std::string&) -> roamsync::result<std::vector<std::string>> {
    throw std::runtime_error{"no memory"};
  };
  recorder net{options};
  EXPECT_EQ(net.fetch(get_by_name(80)).error, transport_error::resolve);
}

TEST(client_open, all_addresses_are_tried_and_the_good_one_is_remembered) {
  script_server server{echo_target};
  // Nobody listens on 127.0.0.7 and 127.0.0.8 at this port.
  auto options = with_addresses({"127.0.0.7", "127.0.0.8", "127.0.0.1"});
  options.idle_connections_max = 0;
  recorder net{options};
  EXPECT_EQ(net.fetch(get_by_name(server.port(), "/1")).response.body, "/1");
  EXPECT_EQ(net.fetch(get_by_name(server.port(), "/2")).response.body, "/2");
  EXPECT_EQ(net.client().stats().connections_failed, 0u);
  EXPECT_EQ(net.client().stats().addresses_failed, 2u) << "the second request tried the bad ones again";
}

TEST(client_open, an_address_that_does_not_answer_gives_way_to_the_next) {
  silent_port silent;
  script_server v6{echo_target, "::1"};
  auto options = with_addresses({"127.0.0.1", "127.0.0.1"});
  options.connect_timeout = 50ms;
  options.sweep_period = 5ms;
  recorder net{options};
  auto x = net.fetch(get_by_name(silent.port));
  EXPECT_EQ(x.error, transport_error::connect);
  EXPECT_NE(x.detail.find("no answer within 50 ms while connecting"), std::string::npos) << x.detail;
}

TEST(client_open, ipv6_works_with_and_without_brackets) {
  script_server server{echo_target, "::1"};
  recorder net;
  for (auto* host : {"::1", "[::1]"}) {
    auto request = get(server.port(), "/v6");
    request.to.host = host;
    EXPECT_EQ(net.fetch(request).response.body, "/v6");
  }
  EXPECT_EQ(server.accepted(), 1u);
}

TEST(client_open, one_lookup_serves_all_who_wait_for_it) {
  gate asked, answer;
  std::atomic<int> lookups = 0;
  script_server server{echo_target};
  client_options options;
  options.lookup = [&](const std::string& host) {
    ++lookups;
    asked.open();
    answer.wait();
    return to_loopback(host);
  };
  recorder net{options};
  std::vector<std::uint64_t> ids(10);
  for (auto& id : ids)
    id = net.send(get_by_name(server.port(), "/x"));
  until([&] { return net.client().stats().in_flight == 10; });
  asked.wait();
  answer.open();
  for (auto id : ids)
    EXPECT_EQ(net.wait(id).result.response.body, "/x");
  net.fetch(get_by_name(server.port()));
  EXPECT_EQ(lookups, 1);
}

TEST(client_open, a_slow_name_server_holds_up_nobody_else) {
  // Shared with the lookup, which may go on after the client is gone.
  auto asked = std::make_shared<gate>();
  auto answer = std::make_shared<gate>();
  script_server server{echo_target};
  client_options options;
  options.sweep_period = 5ms;
  options.lookup = [asked, answer](const std::string& host) {
    if (host == "slow.example") {
      asked->open();
      answer->wait();
    }
    return to_loopback(host);
  };
  recorder net{options};
  auto slow = get_by_name(server.port());
  slow.to.host = "slow.example";
  auto late = net.send(slow, 50ms);
  asked->wait();
  EXPECT_EQ(net.fetch(get_by_name(server.port(), "/quick")).response.body, "/quick");
  auto x = net.wait(late).result;
  EXPECT_EQ(x.error, transport_error::timed_out);
  EXPECT_NE(x.detail.find("resolving the name"), std::string::npos) << x.detail;
  answer->open();
}

TEST(client_open, connections_leave_from_the_egress_addresses_in_turn) {
  std::mutex mutex;
  std::vector<std::string> from;
  script_server server{[&](peer& x) {
    {
      std::lock_guard lock{mutex};
      from.push_back(x.address());
    }
    echo_target(x);
  }};
  client_options options;
  options.egress = {"127.0.0.21", "::1", "127.0.0.22"};
  options.idle_connections_max = 0;
  recorder net{options};
  for (int i = 0; i < 4; ++i)
    EXPECT_EQ(net.fetch(get(server.port())).error, transport_error::none);
  EXPECT_EQ(from, (std::vector<std::string>{"127.0.0.21", "127.0.0.22", "127.0.0.21", "127.0.0.22"}));
}

TEST(client_open, an_egress_address_that_is_not_ours_is_named) {
  script_server server{echo_target};
  client_options options;
  options.egress = {"192.0.2.1"};
  recorder net{options};
  auto x = net.fetch(get(server.port()));
  EXPECT_EQ(x.error, transport_error::connect);
  EXPECT_NE(x.detail.find("192.0.2.1"), std::string::npos) << x.detail;
}
