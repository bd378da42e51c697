#include "protocols/net/http_client.hpp"

#include <gtest/gtest.h>

using namespace roamsync::net;

namespace {

std::string why_not(void (*change)(client_options&)) {
  client_options x;
  change(x);
  auto made = http_client::create(std::move(x), [](auto) {});
  return made ? "" : made.failure().message;
}

} // namespace

TEST(client_options, defaults_are_good) {
  EXPECT_EQ(why_not([](auto&) {}), "");
}

TEST(client_options, what_is_out_of_range_is_named_with_its_range) {
  EXPECT_EQ(why_not([](auto& x) { x.connections_max = 0; }),
            "connections_max is 0; allowed are 1 to 100000 connections.");
  EXPECT_EQ(why_not([](auto& x) { x.idle_connections_max = 5000; }),
            "idle_connections_max is 5000; allowed are 0 to 4096 connections.");
  EXPECT_EQ(why_not([](auto& x) { x.connect_timeout = roamsync::duration{-1}; }),
            "connect_timeout is negative; allowed are 1 to 300000 ms.");
  EXPECT_EQ(why_not([](auto& x) { x.limits.body_bytes_max = 0; }),
            "body_bytes_max is 0; allowed are 1 to 1073741824 bytes.");
  EXPECT_EQ(why_not([](auto& x) {
              x.egress = {"10.0.0.1", "eth0"};
            }),
            "egress is 'eth0'; it must be an IPv4 or IPv6 address.");
  EXPECT_NE(why_not([](auto& x) { x.proxy = proxy_options{}; }), "");
  EXPECT_NE(why_not([](auto& x) { x.lookup = nullptr; }), "");
}

TEST(client_options, roots_that_cannot_be_read_are_named) {
  EXPECT_NE(why_not([](auto& x) { x.ca_file = "/nonexistent/roots.pem"; }).find("'/nonexistent/roots.pem'"),
            std::string::npos);
}
