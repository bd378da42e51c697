#include "bench/scale/paper.hpp"

#include <gtest/gtest.h>

namespace roamsync::bench {
namespace {

measured round_figures() {
  return {.first_requests = 5,
          .first_cpu = 200e-6,
          .check_requests = 2,
          .check_cpu = 100e-6,
          .quiet_cpu = 10e-6,
          .bytes_out = 1'000,
          .bytes_in = 2'000,
          .memory = 400e6,
          .memory_connections = 4'000,
          .efficiency = 1};
}

assumptions small() {
  assumptions a;
  a.mailboxes = 1e6;
  a.tenant_mailboxes = 100;
  a.window_s = 1'000;
  a.changed = 0.1;
  a.check_days = 9;
  a.tenant_requests = 10;
  a.busy = 0.5;
  a.cores = 2;
  a.answer_s = 0.2;
  a.connections_node = 500;
  a.address_rate = 100;
  return a;
}

TEST(paper, a_first_night_is_all_that_is_written) {
  const auto first = nights_on_paper(round_figures(), small()).front();
  EXPECT_DOUBLE_EQ(first.requests, 5e6 + 1e5);
  EXPECT_DOUBLE_EQ(first.rate, 5'100);
  EXPECT_DOUBLE_EQ(first.nodes_by_cpu, 5e6 * 200e-6 / 1'000);
  EXPECT_DOUBLE_EQ(first.connections, 1'020);
  EXPECT_DOUBLE_EQ(first.nodes, 3) << "whole nodes, by the connections";
  EXPECT_DOUBLE_EQ(first.addresses, 51);
  EXPECT_DOUBLE_EQ(first.gigabytes_out, 5.1);
  EXPECT_DOUBLE_EQ(first.rows, 1'000);
}

TEST(paper, an_ordinary_night_writes_what_changed_and_checks_its_share_of_the_rest) {
  const auto ordinary = nights_on_paper(round_figures(), small()).back();
  EXPECT_DOUBLE_EQ(ordinary.requests, 1e5 * 5 + 1e5 * 2 + 1e5);
  EXPECT_NEAR(ordinary.nodes_by_cpu, (1e5 * 5 * 200e-6 + 1e5 * 2 * 100e-6 + 8e5 * 10e-6) / 1'000, 1e-12);
}

TEST(paper, a_night_that_takes_longer_than_its_bound_needs_a_higher_rate) {
  auto slow = round_figures();
  slow.efficiency = 2;
  EXPECT_DOUBLE_EQ(nights_on_paper(slow, small()).front().rate, 10'200);
}

TEST(paper, the_page_says_what_was_measured_and_what_is_assumed) {
  const auto page = page_of(round_figures(), small(), "Sources.\n");
  EXPECT_NE(page.find("| **nodes** | 3 |"), std::string::npos) << page;
  EXPECT_NE(page.find("200 us"), std::string::npos) << page;
  EXPECT_NE(page.find("1 million mailboxes in one window"), std::string::npos) << page;
  EXPECT_NE(page.find("Sources."), std::string::npos);
}

} // namespace
} // namespace roamsync::bench
