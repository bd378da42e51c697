#include "tests/simulation/judge/judge.hpp"
#include "tests/simulation/scenario.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

// Promises that want a world of their own.
namespace roamsync::simulation {
namespace {

// I5: what the others suffer moves a healthy tenant's end by nothing but the starts before it.
TEST(sick_neighbours, make_no_healthy_tenant_later) {
  constexpr std::size_t healthy = 4;
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    auto build = [&](bool with_sick) {
      std::vector<sim_tenant> out;
      for (std::size_t i = 0; i < healthy; ++i)
        out.push_back(make_tenant(seed, i, 5 + 3 * i, mixed(), make_catalogue(1)));
      if (!with_sick)
        return out;
      std::vector<sim_tenant> sick;
      for (std::size_t i = healthy; i < healthy + 6; ++i)
        sick.push_back(make_tenant(seed, i, 4 * i, mixed(), make_catalogue(1)));
      sick[0].hangs = true;
      sick[1].faults.throttled = 0.5;
      sick[2].faults.unavailable = 1;
      sick[3].sign_in_refused = cause::wrong_password;
      sick[4].latency = duration{9'000};
      sick[5].faults.directory_fails = 0.5;
      std::move(sick.begin(), sick.end(), std::back_inserter(out));
      return out;
    };
    node_options options{.message_delay_max = 2};
    simulation alone{build(false), options};
    simulation crowded{build(true), options};
    ASSERT_TRUE(alone.run_night().finished);
    auto end = crowded.run_night();
    ASSERT_TRUE(end.finished) << end.failure;
    for (std::size_t i = 0; i < healthy; ++i) {
      auto a = alone.run_of(i);
      auto b = crowded.run_of(i);
      // What must be durable first is written a millisecond later, or with a group that is written earlier.
      auto later = (*b.finished - *b.started) - (*a.finished - *a.started);
      EXPECT_LE(later, duration{2}) << a.tenant;
      EXPECT_LE(*b.started - *a.started, duration{6 * 50}) << "six more starts, 20 a second";
    }
    EXPECT_EQ(lines(judge_limits(crowded)), "");
  }
}

// I7
TEST(group, that_is_empty_or_unreadable_means_nobody_with_a_reason) {
  const std::vector<std::pair<group_state, cause>> cases = {
      {group_state::empty, cause::group_empty},
      {group_state::unreadable, cause::group_unreadable},
      {group_state::breaks_off, cause::group_unreadable},
      {group_state::not_set, cause::group_not_set}};
  for (auto [state, why] : cases) {
    auto tenant = make_tenant(1, 0, 250, {}, make_catalogue(1));
    tenant.group = state;
    if (state == group_state::not_set)
      tenant.settings.group.clear();
    std::vector<sim_tenant> tenants{tenant};
    simulation x{tenants, {}};
    ASSERT_TRUE(x.run_night().finished);
    EXPECT_EQ(x.run_of(0).state, tenant_state::failed);
    EXPECT_EQ(x.run_of(0).why, why);
    EXPECT_TRUE(x.seen().sign_ins.empty()) << "there is nothing to sign in for";
    EXPECT_TRUE(x.records(0).empty());
    EXPECT_EQ(lines(judge_members(x)), "");
  }
}

// I10
TEST(sign_in, that_failed_for_good_is_tried_once_and_gives_every_mailbox_the_cause) {
  for (auto why : {cause::wrong_password, cause::user_not_found, cause::account_locked,
                   cause::account_disabled, cause::password_expired, cause::mfa_demanded,
                   cause::security_info_required, cause::conditional_access_block, cause::consent_missing,
                   cause::tenant_not_found, cause::client_secret_wrong, cause::federated_sign_in}) {
    auto tenant = make_tenant(1, 0, 12, {}, make_catalogue(1));
    tenant.sign_in_refused = why;
    simulation x{{tenant}, {}};
    ASSERT_TRUE(x.run_night().finished);
    EXPECT_EQ(x.seen().sign_ins.size(), 1u) << to_string(why);
    auto rows = x.records(0);
    EXPECT_EQ(rows.size(), 12u);
    for (const auto& row : rows)
      EXPECT_EQ(row.end, (outcome{outcome_kind::failed, why, "AADSTS"}));
    // A second start joins the night and leaves the account alone.
    ASSERT_TRUE(x.run_night().finished);
    EXPECT_EQ(x.seen().sign_ins.size(), 1u);
  }
}

// I11
TEST(sign_in, is_one_for_all_lanes_of_a_night) {
  auto tenant = make_tenant(1, 0, 60, {}, make_catalogue(1));
  tenant.settings.lanes = 8;
  simulation x{{tenant}, {}};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(x.seen().sign_ins.size(), 1u);
}

TEST(sign_in, is_one_more_for_each_end_of_the_session) {
  auto tenant = make_tenant(1, 0, 60, {}, make_catalogue(1));
  tenant.settings.lanes = 8;
  tenant.timed = {{timed_fault::kind::session_end, duration{1'000}, {}},
                  {timed_fault::kind::session_end, duration{1'600}, {}}};
  simulation x{{tenant}, {}};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(x.seen().sign_ins.size(), 3u);
  EXPECT_EQ(lines(judge_expected(x)), "");
}

// The change of a night costs requests only for what changed.
TEST(second_night, without_changes_reads_only_its_share_and_writes_nothing) {
  auto tenant = make_tenant(1, 0, 140, {}, make_catalogue(1));
  simulation x{{tenant}, {}};
  ASSERT_TRUE(x.run_night().finished);
  auto writes = x.seen().writes.size();
  std::set<std::uint32_t> read;
  for (int day = 0; day < 7; ++day) {
    x.next_day();
    auto from = x.seen().requests.size();
    ASSERT_TRUE(x.run_night().finished);
    EXPECT_EQ(lines(judge_outcomes(x)), "");
    std::set<std::uint32_t> tonight;
    for (auto i = from; i < x.seen().requests.size(); ++i)
      if (x.seen().requests[i].kind == request_kind::read)
        tonight.insert(x.seen().requests[i].mailbox);
    EXPECT_LT(tonight.size(), 140u / 3) << "a seventh is due";
    read.insert(tonight.begin(), tonight.end());
  }
  EXPECT_EQ(x.seen().writes.size(), writes);
  EXPECT_EQ(read.size(), 140u) << "each mailbox is read within seven nights";
}

// The window.
TEST(window, that_closes_defers_by_name_and_the_deferred_go_first) {
  auto tenant = make_tenant(1, 0, 100, {}, make_catalogue(1));
  tenant.latency = duration{500};
  node_options options;
  options.window = std::chrono::minutes{1};
  simulation x{{tenant}, options};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(lines(judge_outcomes(x)), "");
  std::set<std::uint32_t> deferred;
  for (const auto& row : x.records(0))
    if (row.end.kind == outcome_kind::deferred)
      deferred.insert(static_cast<std::uint32_t>(tenant.by_user.at(row.user_id)));
  ASSERT_GT(deferred.size(), 3u);
  x.next_day();
  x.services().tenants()[0].signatures = make_catalogue(2);
  auto from = x.seen().requests.size();
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(lines(judge_outcomes(x)), "");
  std::vector<std::uint32_t> order;
  for (auto i = from; i < x.seen().requests.size(); ++i)
    // The service user's own mailbox, 0, is read to see where requests land.
    if (x.seen().requests[i].kind == request_kind::read && x.seen().requests[i].mailbox != 0
        && std::find(order.begin(), order.end(), x.seen().requests[i].mailbox) == order.end())
      order.push_back(x.seen().requests[i].mailbox);
  for (std::size_t i = 0; i < std::min(order.size(), deferred.size()); ++i)
    EXPECT_TRUE(deferred.contains(order[i])) << "place " << i;
}

// I8
TEST(deletions, stay_below_the_cap_of_a_night) {
  auto tenant = make_tenant(1, 0, 40, {.own_signatures = 0}, make_catalogue(1));
  node_options options;
  options.deletions_max = 5;
  simulation x{{tenant}, options};
  ASSERT_TRUE(x.run_night().finished);
  x.next_day();
  x.services().tenants()[0].signatures = make_renamed_catalogue();
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(std::count_if(x.seen().writes.begin(), x.seen().writes.end(),
                          [](const auto& row) { return row.kind == write_kind::deletion; }),
            5);
  EXPECT_EQ(lines(judge_outcomes(x)), "");
}

// I9: from the first night on, at most one mailbox's content goes astray before the tenant is stopped.
TEST(routing, that_is_wrong_lets_one_content_go_astray_at_most) {
  std::size_t astray = 0;
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    auto luck = dice::of(seed, "routing", 0);
    auto tenant = make_tenant(seed, 0, 30, {}, make_catalogue(1));
    tenant.routes = luck.chance(0.5) ? routing::writes_go_home : routing::all_goes_home;
    tenant.settings.lanes = static_cast<std::uint32_t>(luck.between(1, 8));
    if (luck.chance(0.5))
      tenant.home().signatures.push_back({"Meine", "<p>x</p>", "x"});
    if (luck.chance(0.3))
      tenant.home().default_new = tenant.home().default_reply = "Meine";
    simulation x{{tenant}, {.message_delay_max = 3}};
    ASSERT_TRUE(x.run_night().finished);
    std::set<std::uint32_t> meant;
    for (const auto& row : x.seen().writes)
      if (row.kind == write_kind::content && row.meant != row.landed)
        meant.insert(row.meant);
    EXPECT_LE(meant.size(), 1u);
    astray += meant.size();
    EXPECT_EQ(x.run_of(0).why, cause::wrong_mailbox);
    EXPECT_EQ(lines(x.seen().broken), "");
    for (const auto& row : x.records(0))
      EXPECT_NE(row.end.kind, outcome_kind::written);
  }
  if (seeds().size() > 1) {
    EXPECT_GT(astray, 0u) << "the worlds are too kind";
  }
}

} // namespace
} // namespace roamsync::simulation
