#include "tests/simulation/judge/judge.hpp"
#include "tests/simulation/scenario.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

// Tenants with several service users (docs/decisions/0008): they share the mailboxes, each within its own limit and
// waits, and one that fails costs nothing but its own speed.
namespace roamsync::simulation {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

sim_tenant large(std::size_t size, std::size_t further) {
  auto out = make_tenant(1, 0, size, {.own_signatures = 0.4}, make_catalogue(1));
  out.settings.lanes = 2;
  out.add_service_users(further);
  return out;
}

std::vector<sim_tenant> only(sim_tenant x) {
  std::vector<sim_tenant> out;
  out.push_back(std::move(x));
  return out;
}

std::map<std::uint32_t, std::size_t> sign_ins_by_user(simulation& x) {
  std::map<std::uint32_t, std::size_t> out;
  for (const auto& row : x.seen().sign_ins)
    ++out[row.user];
  return out;
}

void expect_all_written(simulation& x, std::size_t size) {
  EXPECT_EQ(x.run_of(0).state, tenant_state::done);
  const auto rows = x.records(0);
  EXPECT_EQ(rows.size(), size);
  for (const auto& row : rows)
    EXPECT_EQ(row.end.kind, outcome_kind::written) << row.user_id;
}

void expect_promises(simulation& x, const std::vector<sim_tenant>& before) {
  EXPECT_EQ(lines(judge_limits(x)), "");
  EXPECT_EQ(lines(judge_members(x)), "");
  EXPECT_EQ(lines(judge_sign_ins(x)), "");
  EXPECT_EQ(lines(judge_users_own(x, before)), "");
}

TEST(service_users, share_the_mailboxes_and_each_signs_in_once) {
  const auto alone = only(large(120, 0));
  simulation one{alone, {}};
  ASSERT_TRUE(one.run_night().finished);
  const auto tenants = only(large(120, 2));
  simulation three{tenants, {}};
  ASSERT_TRUE(three.run_night().finished);
  expect_all_written(three, 120);
  expect_promises(three, tenants);
  EXPECT_EQ(sign_ins_by_user(three), (std::map<std::uint32_t, std::size_t>{{0, 1}, {1, 1}, {2, 1}}));
  EXPECT_LT(three.time().now().time_since_epoch() * 2, one.time().now().time_since_epoch());
  std::map<std::uint32_t, std::size_t> calls;
  for (const auto& row : three.seen().requests)
    calls[row.user] += row.kind == request_kind::write ? 1 : 0;
  for (std::uint32_t user = 0; user < 3; ++user)
    EXPECT_GT(calls[user], 60U);
}

TEST(service_users, that_cannot_sign_in_are_tried_once_and_the_others_do_their_work) {
  for (const std::set<std::size_t>& refused : {std::set<std::size_t>{1}, {0}, {0, 1}}) {
    auto tenants = only(large(90, 2));
    tenants[0].refused_users = refused;
    simulation x{tenants, {}};
    ASSERT_TRUE(x.run_night().finished);
    expect_all_written(x, 90);
    expect_promises(x, tenants);
    for (auto user : refused)
      EXPECT_EQ(sign_ins_by_user(x)[static_cast<std::uint32_t>(user)], 1U);
  }
}

TEST(service_users, none_of_whom_can_sign_in_fail_their_tenant_with_the_cause) {
  auto tenants = only(large(90, 2));
  tenants[0].refused_users = {0, 1, 2};
  simulation x{tenants, {}};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(x.run_of(0).state, tenant_state::failed);
  EXPECT_EQ(x.run_of(0).why, cause::wrong_password);
  EXPECT_EQ(x.records(0).size(), 90U);
  EXPECT_EQ(x.seen().sign_ins.size(), 3U);
}

TEST(service_users, of_one_small_tenant_do_not_all_sign_in) {
  simulation x{only(large(20, 2)), {}}; // ten for each lane
  ASSERT_TRUE(x.run_night().finished);
  expect_all_written(x, 20);
  EXPECT_EQ(sign_ins_by_user(x), (std::map<std::uint32_t, std::size_t>{{0, 1}}));
}

/// A part of the tenants have further service users, some of whom cannot sign in.
std::vector<sim_tenant> world_with_lines(std::uint64_t seed) {
  auto out = small_world(seed, mixed());
  add_faults(out, seed);
  auto luck = dice::of(seed, "service users", 0);
  for (auto& x : out) {
    x.settings.lanes = 1; // so that few mailboxes are worth a further sign-in
    x.add_service_users(static_cast<std::size_t>(luck.between(0, 3)));
    for (std::size_t user = 0; user < x.homes.size(); ++user)
      if (luck.chance(0.2))
        x.refused_users.insert(user);
  }
  return out;
}

TEST(service_users, keep_every_promise_in_worlds_with_faults) {
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    const auto tenants = world_with_lines(seed);
    simulation x{tenants, {.message_delay_max = 3}};
    const auto end = x.run_night();
    ASSERT_TRUE(end.finished) << end.failure;
    expect_promises(x, tenants);
    EXPECT_EQ(lines(judge_outcomes(x)), "");
  }
}

TEST(service_users, keep_every_promise_over_kills) {
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    const auto tenants = world_with_lines(seed);
    simulation x{tenants, {.message_delay_max = 3}};
    auto luck = dice::of(seed, "kill", 0);
    std::vector<duration> kills;
    for (auto at = luck.between(100, 5'000); kills.size() < 3; at += luck.between(100, 10'000))
      kills.emplace_back(at);
    const auto end = x.run_night(kills);
    ASSERT_TRUE(end.finished) << end.failure;
    expect_promises(x, tenants);
    EXPECT_EQ(lines(judge_outcomes(x)), "");
  }
}

TEST(service_users, keep_every_promise_where_messages_are_lost) {
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    const auto tenants = world_with_lines(seed);
    node_options options{.message_delay_max = 3};
    options.loses = [luck = dice::of(seed, "lost", 0)](std::string_view, std::string_view) mutable {
      return luck.unit() < 0.01;
    };
    simulation x{tenants, options};
    const auto end = x.run_night();
    ASSERT_TRUE(end.finished) << end.failure;
    expect_promises(x, tenants);
  }
}

// Each may write to its own mailbox only, and what one wrote blind and lost is looked for there.
TEST(service_users, whose_writes_go_home_let_one_content_go_astray_in_each_home) {
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    auto tenant = make_tenant(seed, 0, 60, {.own_signatures = 1}, make_catalogue(1));
    tenant.settings.lanes = 2;
    tenant.add_service_users(2);
    tenant.routes = routing::writes_go_home;
    tenant.faults.unavailable = 0.3;
    tenant.faults.timed_out = 0.1;
    simulation x{only(std::move(tenant)), {.message_delay_max = 3}};
    ASSERT_TRUE(x.run_night().finished);
    std::map<std::uint32_t, std::set<std::uint32_t>> meant; // by where it landed
    for (const auto& row : x.seen().writes)
      if (row.kind == write_kind::content && row.meant != row.landed)
        meant[row.landed].insert(row.meant);
    for (const auto& [home, of] : meant)
      EXPECT_LE(of.size(), 1U);
  }
}

} // namespace
} // namespace roamsync::simulation
