#include "engine/tune/live_settings.hpp"
#include "tests/engine/tune/at.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

live_base by_day() {
  live_base x;
  x.limits.node_requests = 500;
  x.limits.at = {{"06:00", "18:00", {{"node_requests", "100"}, {"egress_rate", "40"}}},
                 {"12:00", "13:00", {{"node_requests", "10"}}},
                 {"22:00", "02:00", {{"lanes", "9"}}}};
  return x;
}

override_row by_hand(std::string knob, std::string value) {
  return {std::move(knob), std::move(value), "ada", at(0)};
}

TEST(live_settings, hold_by_the_time_of_day_and_the_later_rule_wins) {
  const auto node = [](utc_time now) { return live_settings_at(by_day(), {}, now).limits.node_requests; };
  EXPECT_EQ(node(at(5, 59)), 500U);
  EXPECT_EQ(node(at(6)), 100U);
  EXPECT_EQ(node(at(12)), 10U);
  EXPECT_EQ(node(at(13)), 100U);
  EXPECT_EQ(node(at(18)), 500U);
  EXPECT_EQ(live_settings_at(by_day(), {}, at(12)).limits.egress_rate, 40)
      << "the earlier rule still holds for it";
}

TEST(live_settings, of_a_rule_past_midnight_hold_on_both_days) {
  const auto lanes = [](utc_time now) { return live_settings_at(by_day(), {}, now).limits.lanes; };
  EXPECT_EQ(lanes(at(21, 59)), limits_config{}.lanes);
  EXPECT_EQ(lanes(at(22)), 9U);
  EXPECT_EQ(lanes(at(25, 59)), 9U);
  EXPECT_EQ(lanes(at(26)), limits_config{}.lanes);
}

TEST(live_settings, change_next_where_a_rule_begins_or_ends) {
  EXPECT_EQ(rules_change_after(by_day().limits, at(3)), at(6));
  EXPECT_EQ(rules_change_after(by_day().limits, at(6)), at(12));
  EXPECT_EQ(rules_change_after(by_day().limits, at(22, 1)), at(26));
  EXPECT_FALSE(rules_change_after({}, at(3)));
}

TEST(live_settings, by_hand_stand_above_all) {
  const std::vector<override_row> rows{
      by_hand("limits.node_requests", "7"), by_hand("night.tenants_at_once", "3"),
      by_hand("night.closes", "2026-03-01T05:30:00Z"), by_hand("tenant.a.paused", "true"),
      by_hand("tenant.b.paused", "false")};
  const auto x = live_settings_at(by_day(), rows, at(12));
  EXPECT_EQ(x.limits.node_requests, 7U);
  EXPECT_EQ(x.limits.egress_rate, 40) << "what was not turned goes on by the time of day";
  EXPECT_EQ(x.pace.tenants_at_once, 3U);
  EXPECT_EQ(x.closes, at(5, 30));
  EXPECT_EQ(x.paused, (std::set<std::string, std::less<>>{"a"}));
}

TEST(live_settings, leave_out_what_this_version_does_not_know) {
  const std::vector<override_row> rows{by_hand("limits.gone", "7"), by_hand("limits.lanes", "1000"),
                                       by_hand("tenant.a.paused", "perhaps")};
  EXPECT_EQ(live_settings_at(by_day(), rows, at(3)), live_settings_at(by_day(), {}, at(3)));
}

TEST(tenant_share, is_the_tenants_own_or_the_configurations) {
  live_settings now;
  now.limits.lanes = 5;
  now.limits.weight = 20;
  now.paused = {"a"};
  const auto x = share_of({.id = "a", .rate = 2.5, .weight = 3}, now);
  EXPECT_EQ(x.allowed.lanes, 5U);
  EXPECT_EQ(x.allowed.rate, 2.5);
  EXPECT_EQ(x.weight, 3U);
  EXPECT_TRUE(x.paused);
  EXPECT_FALSE(share_of({.id = "b"}, now).paused);
}

} // namespace
} // namespace roamsync
