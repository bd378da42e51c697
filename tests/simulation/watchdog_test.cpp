#include "tests/simulation/judge/judge.hpp"
#include "tests/simulation/scenario.hpp"
#include "tests/simulation/shell/must.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

// The watchdogs of mailboxes and tenants: they end what was lost, and nobody who waits. In a night without a lost
// message a bite fails the run (simulation::go_on), in all tests of this folder.
namespace roamsync::simulation {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

/// Much shorter than any that can be set, so that who waits is asked often.
constexpr duration sharp = seconds{9};

node_options with(duration watchdog) {
  node_options out;
  out.supervisor.watchdog = watchdog;
  return out;
}

std::vector<sim_tenant> some(std::size_t count, std::size_t size) {
  std::vector<sim_tenant> out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back(make_tenant(1, i, size, {.own_signatures = 0.4}, make_catalogue(1)));
    out.back().settings.lanes = 3;
  }
  return out;
}

/// Loses the `which`th message of that kind.
std::function<bool(std::string_view, std::string_view)> losing(std::string what, int which) {
  return [what = std::move(what), left = std::make_shared<int>(which)](std::string_view x, std::string_view) {
    return x == what && --*left == 0;
  };
}

std::size_t count(simulation& x, std::size_t tenant, cause why) {
  const auto rows = x.records(tenant);
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [&](const auto& row) { return row.end.why == why; }));
}

/// The night after finds everything, and leaves all of it as it has to be.
void expect_whole_next_night(simulation& x, const std::vector<sim_tenant>& before) {
  x.next_day();
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_TRUE(x.bites().empty());
  EXPECT_EQ(lines(judge_outcomes(x)), "");
  EXPECT_EQ(lines(judge_expected(x)), "");
  EXPECT_EQ(lines(judge_users_own(x, before)), "");
}

// -- what is lost -------------------------------------------------------------------

/// Messages of a mailbox: it fails, and nothing else does. What it was sent is looked for in the next night.
class lost_of_a_mailbox : public testing::TestWithParam<const char*> {};

TEST_P(lost_of_a_mailbox, costs_that_mailbox_only_and_the_next_night_mends_it) {
  for (auto which = 1; which <= 12; ++which) {
    SCOPED_TRACE(which);
    auto tenants = some(2, 12);
    const auto before = tenants;
    auto options = with(minutes{5});
    auto lost = std::make_shared<bool>(true); // in the first night only
    options.loses = [lost, once = losing(GetParam(), which)](std::string_view what, std::string_view about) {
      return *lost && once(what, about);
    };
    simulation x{std::move(tenants), options};
    const auto end = x.run_night();
    ASSERT_TRUE(end.finished) << end.failure;
    ASSERT_EQ(x.bites().size(), 1U);
    EXPECT_EQ(count(x, 0, cause::no_sign_of_life) + count(x, 1, cause::no_sign_of_life), 1U);
    for (std::size_t i = 0; i < 2; ++i) {
      EXPECT_EQ(x.run_of(i).state, tenant_state::done);
      const auto rows = x.records(i);
      EXPECT_EQ(rows.size(), 12U);
      for (const auto& row : rows)
        EXPECT_TRUE(row.end.kind == outcome_kind::written || row.end.why == cause::no_sign_of_life);
      EXPECT_EQ(x.run_of(i).finished.has_value(), count(x, i, cause::no_sign_of_life) == 0)
          << "a part that lost a mailbox is one that was broken off";
    }
    EXPECT_EQ(lines(judge_limits(x)), "");
    EXPECT_EQ(lines(judge_users_own(x, before)), "");
    EXPECT_LT(x.time().now(), time_point{minutes{15}}) << "the night is not held open";

    *lost = false;
    expect_whole_next_night(x, before);
  }
}

INSTANTIATE_TEST_SUITE_P(watchdog, lost_of_a_mailbox, testing::Values("answer", "permit", "end"),
                         [](const auto& x) { return std::string{x.param}; });

/// Messages of a tenant: it fails with the cause, the others do not notice, and the run ends.
class lost_of_a_tenant : public testing::TestWithParam<const char*> {};

TEST_P(lost_of_a_tenant, ends_it_with_the_cause_and_the_run_goes_on) {
  auto tenants = some(3, 12);
  const auto before = tenants;
  auto options = with(minutes{5});
  options.loses = losing(GetParam(), 1);
  simulation x{std::move(tenants), options};
  const auto end = x.run_night();
  ASSERT_TRUE(end.finished) << end.failure;
  EXPECT_EQ(x.bites().size(), 1U);
  EXPECT_LT(x.time().now(), time_point{minutes{15}});
  auto failed = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto run = x.run_of(i);
    failed += run.state == tenant_state::failed ? 1 : 0;
    EXPECT_EQ(run.why, run.state == tenant_state::failed ? cause::no_sign_of_life : cause::none);
    if (run.state != tenant_state::failed) {
      EXPECT_EQ(x.records(i).size(), 12U);
    }
  }
  EXPECT_EQ(failed, 1);
  EXPECT_EQ(lines(judge_limits(x)), "");

  expect_whole_next_night(x, before);
}

INSTANTIATE_TEST_SUITE_P(watchdog, lost_of_a_tenant,
                         testing::Values("file", "members", "kept", "ready", "done"),
                         [](const auto& x) { return std::string{x.param}; });

TEST(watchdog, messages_lost_at_random_leave_one_outcome_for_each_mailbox_of_a_tenant_that_goes_on) {
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    auto tenants = small_world(seed, mixed());
    add_faults(tenants, seed);
    const auto before = tenants;
    auto options = with(minutes{5});
    options.message_delay_max = 3;
    options.loses = [luck = dice::of(seed, "lost", 0)](std::string_view, std::string_view) mutable {
      return luck.unit() < 0.005;
    };
    simulation x{std::move(tenants), options};
    const auto end = x.run_night();
    ASSERT_TRUE(end.finished) << end.failure;
    EXPECT_EQ(lines(judge_limits(x)), "");
    EXPECT_EQ(lines(judge_members(x)), "");
    EXPECT_EQ(lines(judge_users_own(x, before)), "");
    for (std::size_t i = 0; i < before.size(); ++i) {
      const auto run = x.run_of(i);
      EXPECT_TRUE(run.state == tenant_state::done || run.state == tenant_state::failed);
      if (run.state == tenant_state::done) {
        EXPECT_EQ(x.records(i).size(), run.mailboxes);
      }
    }
  }
}

// -- who waits ----------------------------------------------------------------------

void expect_no_bite(std::vector<sim_tenant> tenants, node_options options) {
  simulation x{std::move(tenants), options, false};
  const auto end = x.run_night();
  EXPECT_TRUE(end.finished) << end.failure;
  EXPECT_TRUE(x.bites().empty());
}

TEST(watchdog, leaves_every_world_alone_in_which_nothing_was_lost) {
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    auto tenants = small_world(seed, mixed());
    add_faults(tenants, seed);
    auto options = with(seconds{30});
    options.message_delay_max = 3;
    expect_no_bite(std::move(tenants), options);
  }
}

TEST(watchdog, leaves_calls_alone_that_wait_for_hours_for_the_node) {
  auto options = with(sharp);
  options.egress = {.allowed = {.lanes = 1, .rate = 0.1, .burst = 1}};
  simulation x{some(40, 5), options, false};
  const auto end = x.run_night();
  EXPECT_TRUE(end.finished) << end.failure;
  EXPECT_GE(x.time().now(), time_point{hours{1}}) << "they did wait";
}

TEST(watchdog, leaves_a_tenant_alone_that_a_service_freezes_for_half_an_hour) {
  auto tenants = some(2, 10);
  tenants[0].timed.push_back({timed_fault::kind::throttled, seconds{1}, seconds{3}});
  tenants[0].freeze = minutes{30};
  tenants[1].timed.push_back({timed_fault::kind::directory_throttled, seconds{0}, seconds{1}});
  tenants[1].directory_wait = minutes{30};
  simulation x{std::move(tenants), with(sharp), false};
  const auto end = x.run_night();
  EXPECT_TRUE(end.finished) << end.failure;
  EXPECT_GE(x.time().now(), time_point{minutes{30}});
}

TEST(watchdog, leaves_tenants_alone_in_an_outage_of_ten_minutes) {
  auto tenants = some(3, 40);
  tenants[0].timed.push_back({timed_fault::kind::silence, seconds{2}, minutes{10}});
  tenants[1].timed.push_back({timed_fault::kind::identity_outage, seconds{0}, minutes{9}});
  tenants[2].faults.unavailable = 0.9;
  expect_no_bite(std::move(tenants), with(sharp));
}

TEST(watchdog, leaves_mailboxes_alone_whose_answers_take_half_a_minute) {
  auto tenants = some(1, 5);
  tenants[0].latency = seconds{30};
  tenants[0].sign_in_time = seconds{50};
  expect_no_bite(std::move(tenants), with(sharp));
}

TEST(watchdog, leaves_a_directory_alone_that_reads_page_after_page) {
  auto tenants = some(1, 600);
  tenants[0].page_size = 2;
  tenants[0].latency = seconds{1};
  tenants[0].faults.directory_fails = 0.1;
  expect_no_bite(std::move(tenants), with(sharp));
}

TEST(watchdog, leaves_tenants_alone_whose_start_is_spread_over_an_hour) {
  auto options = with(sharp);
  options.supervisor.tenants_per_second = 0.1;
  options.supervisor.tenants_at_once = 2;
  expect_no_bite(some(200, 3), options);
}

TEST(watchdog, leaves_a_paused_tenant_alone) {
  auto options = with(sharp);
  simulation x{some(2, 40), options};
  const auto paused = "tenant." + x.services().tenants()[0].settings.id + ".paused";
  for (const auto& [when, word] : {std::pair{seconds{1}, "true"}, std::pair{seconds{7'200}, "false"}})
    x.time().at(time_point{when}, [&x, paused, word = std::string{word}] {
      EXPECT_TRUE(x.tune({.set = {{paused, word}}}));
    });
  const auto end = x.run_night();
  EXPECT_TRUE(end.finished) << end.failure;
  EXPECT_GE(x.time().now(), time_point{hours{2}});
  EXPECT_EQ(lines(judge_outcomes(x)), "");
}

} // namespace
} // namespace roamsync::simulation
