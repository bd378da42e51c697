#include "tests/simulation/judge/judge.hpp"
#include "tests/simulation/scenario.hpp"
#include "tests/simulation/shell/must.hpp"

#include <gtest/gtest.h>

#include <algorithm>

// Knobs that are turned while a night is under way: the service's own ledger shows what they did.
namespace roamsync::simulation {
namespace {

using std::chrono::seconds;

time_point at(duration x) {
  return time_point{x};
}

std::vector<sim_tenant> tenants_of(std::size_t count, std::size_t size, std::uint32_t lanes = 0) {
  std::vector<sim_tenant> out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(make_tenant(1, i, size, {.own_signatures = 0}, make_catalogue(1)));
    out.back().settings.lanes = lanes;
    out.back().enforced.lanes = 16;
    out.back().enforced.burst = 1'000;
    out.back().latency = duration{400};
  }
  return out;
}

std::string knob_of(simulation& x, std::size_t tenant, const std::string& key) {
  return "tenant." + x.services().tenants()[tenant].settings.id + "." + key;
}

/// Reads and writes of a tenant in that time, and the most in flight among them.
struct traffic {
  std::size_t requests = 0;
  std::uint32_t in_flight = 0;
};
traffic between(simulation& x, std::uint32_t tenant, duration from, duration to) {
  traffic out;
  for (const auto& row : x.seen().requests) {
    if (row.tenant != tenant || row.at < at(from) || row.at >= at(to))
      continue;
    ++out.requests;
    if (row.kind == request_kind::read || row.kind == request_kind::write)
      out.in_flight = std::max(out.in_flight, row.in_flight);
  }
  return out;
}

/// Turns the knobs at that time of the night.
void turn_at(simulation& x, duration when, tune_request what) {
  x.time().at(at(when), [&x, what = std::move(what)] {
    const auto done = x.tune(what);
    EXPECT_TRUE(done) << done.failure().message;
  });
}

std::size_t count(simulation& x, std::size_t tenant, outcome_kind kind) {
  const auto rows = x.records(tenant);
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [&](const auto& row) { return row.end.kind == kind; }));
}

TEST(tune, lanes_that_change_mid_night_are_used_from_then_on) {
  simulation x{tenants_of(1, 150, 1), {}};
  turn_at(x, seconds{60}, {.set = {{knob_of(x, 0, "lanes"), "6"}}});
  turn_at(x, seconds{100}, {.set = {{knob_of(x, 0, "lanes"), "2"}}});
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(between(x, 0, seconds{0}, seconds{60}).in_flight, 1U);
  EXPECT_EQ(between(x, 0, seconds{60}, seconds{100}).in_flight, 6U);
  EXPECT_EQ(between(x, 0, seconds{105}, seconds{9'999}).in_flight, 2U);
  EXPECT_EQ(lines(judge_outcomes(x)), "");
  EXPECT_EQ(must(x.kept().tenant(x.services().tenants()[0].settings.id))->lanes, 2U)
      << "the next night's too";
}

TEST(tune, the_configurations_lanes_change_for_tenants_that_have_none_of_their_own) {
  auto two = tenants_of(2, 100);
  two[1].settings.lanes = 1;
  simulation x{std::move(two), {.allowed = {.lanes = 2, .burst = 1'000}}};
  turn_at(x, seconds{30}, {.set = {{"limits.lanes", "5"}}});
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(between(x, 0, seconds{0}, seconds{30}).in_flight, 2U);
  EXPECT_EQ(between(x, 0, seconds{30}, seconds{9'999}).in_flight, 5U);
  EXPECT_EQ(between(x, 1, seconds{0}, seconds{9'999}).in_flight, 1U);
}

TEST(tune, a_rate_of_a_tenant_binds_at_once) {
  simulation x{tenants_of(1, 100, 3), {}};
  turn_at(x, seconds{20}, {.set = {{knob_of(x, 0, "rate"), "1"}, {knob_of(x, 0, "burst"), "1"}}});
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_GT(between(x, 0, seconds{0}, seconds{20}).requests, 80U);
  const auto slow = between(x, 0, seconds{30}, seconds{130}).requests;
  EXPECT_LE(slow, 101U);
  EXPECT_GE(slow, 95U);
}

TEST(tune, a_paused_tenant_sends_nothing_and_goes_on_where_it_was) {
  for (const std::int64_t delay : {0, 3}) {
    simulation x{tenants_of(2, 60, 2), {.message_delay_max = delay}};
    turn_at(x, seconds{20}, {.set = {{knob_of(x, 0, "paused"), "true"}}});
    turn_at(x, seconds{600}, {.reset = {knob_of(x, 0, "paused")}});
    ASSERT_TRUE(x.run_night().finished);
    EXPECT_GT(between(x, 0, seconds{0}, seconds{20}).requests, 10U);
    EXPECT_EQ(between(x, 0, seconds{60}, seconds{600}).requests, 0U) << "what was begun is long finished";
    EXPECT_GT(between(x, 0, seconds{600}, seconds{9'999}).requests, 10U);
    EXPECT_GT(between(x, 1, seconds{20}, seconds{60}).requests, 10U) << "the other one does not wait";
    EXPECT_EQ(x.run_of(0).state, tenant_state::done);
    EXPECT_EQ(lines(judge_outcomes(x)), "");
    EXPECT_EQ(lines(judge_limits(x)), "");
  }
}

TEST(tune, a_pause_set_before_the_night_holds_from_its_first_request_on) {
  node_options options;
  options.window = std::chrono::minutes{10};
  simulation x{tenants_of(2, 20, 2), options};
  ASSERT_TRUE(x.tune({.set = {{knob_of(x, 0, "paused"), "true"}}}));
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(between(x, 0, seconds{0}, seconds{9'999}).requests, 0U);
  EXPECT_EQ(x.run_of(0).state, tenant_state::failed);
  EXPECT_EQ(x.run_of(0).why, cause::window_closed);
  EXPECT_EQ(x.run_of(1).state, tenant_state::done);
  x.next_day();
  ASSERT_TRUE(x.tune({.reset = {knob_of(x, 0, "paused")}}));
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(x.run_of(0).state, tenant_state::done);
  EXPECT_EQ(lines(judge_outcomes(x)), "");
}

TEST(tune, a_pause_does_not_keep_the_others_out) {
  node_options options;
  options.supervisor.tenants_at_once = 1;
  simulation x{tenants_of(3, 20, 2), options};
  turn_at(x, seconds{5}, {.set = {{knob_of(x, 0, "paused"), "true"}, {knob_of(x, 1, "paused"), "true"}}});
  turn_at(x, seconds{500}, {.reset = {knob_of(x, 0, "paused"), knob_of(x, 1, "paused")}});
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_GT(between(x, 2, seconds{5}, seconds{400}).requests, 50U);
  EXPECT_EQ(lines(judge_outcomes(x)), "");
}

TEST(tune, a_window_that_ends_earlier_defers_the_rest) {
  simulation x{tenants_of(2, 200, 1), {}};
  turn_at(x, seconds{30}, {.set = {{"night.closes", "01:01"}}});
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(lines(judge_outcomes(x)), "");
  for (const std::size_t tenant : {0U, 1U}) {
    EXPECT_GT(count(x, tenant, outcome_kind::deferred), 100U);
    EXPECT_GT(count(x, tenant, outcome_kind::written), 5U);
  }
  EXPECT_EQ(must(x.kept().run(x.run()))->closes, first_opening() + seconds{60})
      << "the store tells the truth";
}

TEST(tune, another_policy_for_limits_holds_at_once_and_loses_no_mailbox) {
  simulation x{tenants_of(2, 200, 2), {}};
  turn_at(x, seconds{30}, {.set = {{"limits.policy", "fixed"}}});
  turn_at(x, seconds{90}, {.set = {{"limits.policy", "learn"}}});
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_GT(between(x, 0, seconds{31}, seconds{90}).requests, 50U);
  EXPECT_EQ(count(x, 0, outcome_kind::written), 200U);
  EXPECT_EQ(lines(judge_outcomes(x)), "");
}

TEST(tune, a_window_that_ends_later_does_more) {
  node_options options;
  options.window = std::chrono::minutes{1};
  simulation x{tenants_of(1, 100, 1), options};
  turn_at(x, seconds{50}, {.set = {{"night.closes", "01:30"}}});
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(count(x, 0, outcome_kind::deferred), 0U);
  EXPECT_EQ(must(x.kept().run(x.run()))->closes, first_opening() + std::chrono::minutes{30});
}

TEST(tune, a_night_that_is_started_again_keeps_its_knobs_and_its_end) {
  simulation x{tenants_of(2, 150, 1), {}};
  turn_at(
      x, seconds{30},
      {.set = {{"night.closes", "01:03"}, {knob_of(x, 0, "lanes"), "4"}, {knob_of(x, 1, "paused"), "true"}}});
  ASSERT_TRUE(x.run_night({seconds{60}}).finished);
  EXPECT_EQ(between(x, 0, seconds{70}, seconds{170}).in_flight, 4U);
  EXPECT_EQ(between(x, 1, seconds{70}, seconds{999}).requests, 0U);
  EXPECT_EQ(between(x, 0, seconds{200}, seconds{999}).requests, 0U) << "the end is still the earlier one";
  EXPECT_EQ(must(x.kept().run(x.run()))->closes, first_opening() + std::chrono::minutes{3});
}

TEST(tune, limits_of_the_time_of_day_begin_and_end_while_the_night_runs) {
  node_options options;
  options.allowed = {.lanes = 1, .burst = 1'000};
  options.by_time = {{"01:01", "01:02", {{"lanes", "5"}}}};
  simulation x{tenants_of(1, 150), options};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(between(x, 0, seconds{0}, seconds{60}).in_flight, 1U);
  EXPECT_EQ(between(x, 0, seconds{60}, seconds{120}).in_flight, 5U);
  EXPECT_EQ(between(x, 0, seconds{125}, seconds{9'999}).in_flight, 1U);
}

TEST(tune, the_nodes_limits_change_while_the_night_runs) {
  node_options options;
  options.egress = node_limit{.allowed = {.lanes = 50, .rate = 1'000, .burst = 10}};
  simulation x{tenants_of(5, 80, 4), options};
  turn_at(x, seconds{10}, {.set = {{"limits.egress_rate", "2"}}});
  ASSERT_TRUE(x.run_night().finished);
  std::size_t slow = 0;
  for (std::uint32_t i = 0; i < 5; ++i)
    slow += between(x, i, seconds{20}, seconds{120}).requests;
  EXPECT_LE(slow, 215U);
  EXPECT_GE(slow, 190U);
}

} // namespace
} // namespace roamsync::simulation
