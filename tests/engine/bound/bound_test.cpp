#include "engine/bound/bound.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace roamsync {
namespace {

tenant_work work_of(const std::vector<std::vector<double>>& mailboxes) {
  tenant_work out;
  for (const auto& x : mailboxes)
    out.add(x);
  return out;
}

TEST(bound, nothing_to_do_takes_no_time) {
  EXPECT_EQ(makespan_bound({}, {}).seconds, 0);
  const std::vector<tenant_load> idle{
      {.tenant = "a", .ready = 5, .rate = 1, .lanes = 1, .work = work_of({})}};
  EXPECT_EQ(makespan_bound(idle, {.connections = 1, .cores = 1, .cpu_per_request = 1}).seconds, 0);
}

TEST(bound, requests_after_the_burst_come_at_the_rate) {
  const std::vector<tenant_load> load{{.tenant = "a",
                                       .ready = 1,
                                       .rate = 2,
                                       .burst = 3,
                                       .work = work_of({{0.1, 0.2}, {0.1, 0.5}, {0.1, 0.4, 0.3}})}};
  const auto bound = makespan_bound(load, {});
  EXPECT_EQ(bound.binds, bound_term::rate);
  EXPECT_EQ(bound.tenant, "a");
  EXPECT_DOUBLE_EQ(bound.seconds, 1 + (7 - 3) / 2.0 + 0.2);
}

TEST(bound, work_is_spread_over_the_lanes) {
  const std::vector<tenant_load> load{
      {.tenant = "a", .ready = 1, .lanes = 2, .work = work_of({{2, 1}, {2}, {3}})}};
  const auto bound = makespan_bound(load, {});
  EXPECT_EQ(bound.binds, bound_term::lanes);
  EXPECT_DOUBLE_EQ(bound.seconds, 1 + 8.0 / 2);
}

TEST(bound, one_mailbox_is_sequential) {
  const std::vector<tenant_load> load{
      {.tenant = "a", .ready = 1, .lanes = 8, .work = work_of({{2, 3}, {1}})}};
  const auto bound = makespan_bound(load, {});
  EXPECT_EQ(bound.binds, bound_term::chain);
  EXPECT_DOUBLE_EQ(bound.seconds, 6);
}

TEST(bound, getting_ready_takes_connections_too) {
  std::vector<tenant_load> load(
      4, {.tenant = "a", .ready = 1, .getting_ready = 2, .lanes = 8, .work = work_of({{1}, {1}})});
  const auto bound = makespan_bound(load, {.connections = 2});
  EXPECT_EQ(bound.binds, bound_term::connections);
  EXPECT_DOUBLE_EQ(bound.seconds, (4 * 2 + 8) / 2.0);
  // What is left when they are ready may bind all the same.
  for (auto& x : load)
    x.ready = 10;
  EXPECT_DOUBLE_EQ(makespan_bound(load, {.connections = 2}).seconds, 10 + 8 / 2.0);
}

TEST(bound, a_slow_request_that_lends_its_connection_takes_none_meanwhile) {
  const std::vector<tenant_load> load(
      4, {.tenant = "a", .getting_ready = 1, .lanes = 8, .lent = 15, .work = work_of({{10}, {10}})});
  EXPECT_DOUBLE_EQ(makespan_bound(load, {.connections = 2}).seconds, 4 * (1 + 5) / 2.0);
  EXPECT_DOUBLE_EQ(makespan_bound(load, {.connections = 20}).seconds, 10) << "it takes its time all the same";
}

TEST(bound, late_tenants_leave_the_connections_idle) {
  const std::vector<tenant_load> load{
      {.tenant = "early", .ready = 0, .lanes = 1, .work = work_of({{1}, {1}})},
      {.tenant = "late", .ready = 10, .lanes = 4, .work = work_of({{2}, {2}, {2}, {2}})}};
  const auto bound = makespan_bound(load, {.connections = 2});
  EXPECT_EQ(bound.binds, bound_term::connections);
  EXPECT_EQ(bound.tenant, "");
  EXPECT_DOUBLE_EQ(bound.seconds, 10 + 8.0 / 2);
}

TEST(bound, cores_bind_when_requests_are_many) {
  const std::vector<tenant_load> load{{.tenant = "a", .work = work_of({{0.1}, {0.1}, {0.1}, {0.1}})}};
  const auto bound = makespan_bound(load, {.cores = 2, .cpu_per_request = 3});
  EXPECT_EQ(bound.binds, bound_term::cpu);
  EXPECT_DOUBLE_EQ(bound.seconds, 6);
}

TEST(bound, what_the_engine_may_send_in_all_binds_beyond_its_burst) {
  const std::vector<tenant_load> load{{.tenant = "a", .work = work_of({{0.1}, {0.1}, {0.1}, {0.1}})},
                                      {.tenant = "b", .work = work_of({{0.1}, {0.1}})}};
  const auto bound = makespan_bound(load, {.rate = 0.5, .burst = 2});
  EXPECT_EQ(bound.binds, bound_term::egress);
  EXPECT_DOUBLE_EQ(bound.seconds, 8);
}

TEST(bound, the_pace_of_starts_binds_where_tenants_are_many_and_small) {
  std::vector<tenant_load> load(11, {.ready = 2, .work = work_of({{1}})});
  load.push_back({.tenant = "without work"});
  const auto bound = makespan_bound(load, {.starts = 0.5});
  EXPECT_EQ(bound.binds, bound_term::starts);
  EXPECT_DOUBLE_EQ(bound.seconds, 10 / 0.5 + 3);
}

TEST(bound, a_freeze_counts_only_where_nothing_covers_it) {
  const tenant_load load{
      .tenant = "a", .rate = 1, .burst = 4, .lanes = 1, .freeze = 10, .work = work_of({{1, 1, 1, 1, 1, 1}})};
  tenant_load rate_only = load;
  rate_only.lanes = 0;
  // The bucket refills for 4 of the 10 seconds.
  EXPECT_DOUBLE_EQ(makespan_bound(std::vector{rate_only}, {}).seconds, (10 - 4) + (6 - 4) / 1.0 + 1);
  tenant_load lanes_only = load;
  lanes_only.rate = 0;
  // The request in flight goes on for 1 of the 10 seconds.
  EXPECT_DOUBLE_EQ(makespan_bound(std::vector{lanes_only}, {}).seconds, (10 - 1) + 6);
}

} // namespace
} // namespace roamsync
