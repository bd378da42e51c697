#include "engine/limit/policies.hpp"
#include "engine/simulate/simulate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace roamsync {
namespace {

double seconds(duration x) {
  return std::chrono::duration<double>(x).count();
}

simulated_tenant limited(std::string id) {
  return {.id = std::move(id),
          .mailboxes = 100,
          .told = {.lanes = 4, .rate = 10, .burst = 20},
          .service = {.takes = {.rate = 10, .burst = 20, .lanes = 4}}};
}

TEST(simulate, the_same_night_twice_is_the_same) {
  std::vector<simulated_tenant> tenants{{.id = "a", .mailboxes = 50}, {.id = "b", .mailboxes = 20}};
  auto first = simulate(tenants, {});
  auto second = simulate(tenants, {});
  EXPECT_EQ(first.makespan, second.makespan);
  EXPECT_EQ(first.tenants[0].done, 50u);
  EXPECT_EQ(first.per_tick, second.per_tick);
  EXPECT_NE(first.makespan, simulate(tenants, {.seed = 2}).makespan);
}

TEST(simulate, no_night_is_shorter_than_its_bound_and_a_limit_that_is_known_is_kept) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    std::vector<simulated_tenant> tenants{limited("a"), limited("b")};
    tenants[1].mailboxes = 300;
    simulated_node node{.allowed = {.allowed = {.lanes = 3}}, .seed = seed};
    auto run = simulate(tenants, node);
    auto bound = makespan_bound(loads_of(tenants, run), {.connections = 3});
    EXPECT_GE(seconds(run.makespan), bound.seconds) << seed;
    EXPECT_LT(seconds(run.makespan), 1.1 * bound.seconds) << seed;
    EXPECT_EQ(run.tenants[0].throttled + run.tenants[1].throttled, 0u) << seed;
  }
}

const simulated_node roomy{.allowed = {.allowed = {.lanes = 100}}};

TEST(simulate, a_tenant_that_ends_while_others_start_wakes_nobody_again_and_again) {
  std::vector<simulated_tenant> tenants;
  tenants.reserve(2'000);
  for (int i = 0; i < 2'000; ++i)
    tenants.push_back({.id = std::to_string(i), .mailboxes = 1});
  const auto run = simulate(tenants, roomy);
  EXPECT_EQ(run.tenants[1'999].done, 1U);
  EXPECT_LT(run.events, 20 * tenants.size());
}

TEST(simulate, service_users_of_one_tenant_have_a_limit_each) {
  auto one = limited("a");
  one.mailboxes = 600;
  auto three = one;
  three.service_users = 3;
  const auto slow = simulate({one}, roomy);
  const auto quick = simulate({three}, roomy);
  EXPECT_EQ(quick.tenants[0].done, 600U);
  EXPECT_EQ(quick.tenants[0].throttled, 0U) << "no service user is asked for more than its own limit";
  EXPECT_NEAR(seconds(slow.makespan) / seconds(quick.makespan), 3, 0.1);
  EXPECT_GE(seconds(quick.makespan), makespan_bound(loads_of({three}, quick), {.connections = 1000}).seconds);
}

TEST(simulate, a_further_service_user_signs_in_for_work_enough_only) {
  auto tenant = limited("a");
  tenant.mailboxes = 40; // ten for each lane
  const auto one = simulate({tenant}, roomy);
  tenant.service_users = 2;
  EXPECT_EQ(simulate({tenant}, roomy).makespan, one.makespan);
  tenant.mailboxes = 41;
  EXPECT_LT(simulate({tenant}, roomy).makespan, one.makespan);
}

TEST(simulate, a_wait_holds_the_service_user_that_was_told_and_none_of_the_others) {
  auto tenant = limited("a");
  tenant.service_users = 2;
  tenant.mailboxes = 200;
  tenant.told = {.lanes = 4}; // each finds its limit by breaches
  const auto run = simulate({tenant}, roomy);
  EXPECT_EQ(run.tenants[0].done, 200U);
  EXPECT_GT(run.tenants[0].throttled, 0U);
  EXPECT_EQ(run.tenants[0].inside_wait, 0U);
}

TEST(simulate, service_users_that_all_fail_fail_every_mailbox_once) {
  auto tenant = limited("a");
  tenant.service_users = 3;
  tenant.mailboxes = 300;
  tenant.service.outage_from = time_point{std::chrono::seconds{5}};
  tenant.service.outage_until = time_point{std::chrono::hours{20}};
  const auto run = simulate({tenant}, roomy);
  EXPECT_EQ(run.tenants[0].done + run.tenants[0].failed, 300U);
  EXPECT_GT(run.tenants[0].done, 0U);
  EXPECT_GT(run.tenants[0].failed, 0U);
}

TEST(simulate, a_service_freezes_whoever_breaks_its_limit_and_counts_who_does_not_wait) {
  auto tenant = limited("a");
  tenant.told = {.lanes = 4};
  auto polite = simulate({tenant}, {}).tenants.front();
  EXPECT_GT(polite.throttled, 0u);
  EXPECT_EQ(polite.inside_wait, 0u);
  EXPECT_EQ(polite.done, 100u);

  /// Hears nothing of waits.
  class rude final : public limiter {
  public:
    std::optional<time_point> opens_at(time_point now) const override {
      return flying_ < 4 ? std::optional{now} : std::nullopt;
    }
    ticket start(time_point) override { return ++flying_; }
    time_point end(ticket, const call_end&, time_point now, double) override {
      --flying_;
      return now;
    }
    void rest_until(time_point) override {}
    time_point waits_until() const override { return {}; }
    void set_limit(const limit&, time_point) override {}
    limit in_use() const override { return {.lanes = 4}; }
    std::uint32_t in_flight() const override { return flying_; }

  private:
    std::uint32_t flying_ = 0;
  };
  simulated_node node;
  node.limits = [](const limit&, const retry_options&, time_point, const std::optional<learned_limit>&) {
    return std::make_unique<rude>();
  };
  EXPECT_GT(simulate({tenant}, node).tenants.front().inside_wait, 100u);
}

TEST(simulate, a_window_that_closes_leaves_the_rest_deferred) {
  auto tenant = limited("a");
  simulated_node node{.window = duration{10'000}};
  auto end = simulate({tenant}, node).tenants.front();
  EXPECT_GT(end.done, 20u);
  EXPECT_EQ(end.done + end.deferred, 100u);
  EXPECT_LT(seconds(end.finished - time_point{}), 13);
}

TEST(simulate, what_one_night_learned_makes_the_next_one_shorter) {
  auto tenant = limited("a");
  tenant.mailboxes = 1'000;
  tenant.told = {.lanes = 4};
  auto first = simulate({tenant}, {});
  ASSERT_TRUE(first.tenants.front().learned);
  EXPECT_NEAR(first.tenants.front().learned->rate, 10, 0.5);
  tenant.learned = first.tenants.front().learned;
  auto second = simulate({tenant}, {});
  EXPECT_LT(second.makespan, first.makespan);
  EXPECT_EQ(second.tenants.front().throttled, 0u);
}

TEST(simulate, at_the_window_s_end_nothing_is_begun_and_after_the_grace_nothing_is_sent) {
  auto tenant = limited("a");
  tenant.service.hangs = 0.2;
  simulated_node node{.window = duration{5'000}};
  node.starts.grace = duration{2'000};
  const auto end = simulate({tenant}, node).tenants.front();
  EXPECT_EQ(end.begun_late, 0u);
  EXPECT_EQ(end.done + end.failed + end.deferred, 100u);
  EXPECT_LT(end.finished, time_point{} + node.window + node.starts.grace + node.call_timeout + duration{1});
  node.starts.grace = std::chrono::hours{1};
  EXPECT_GT(simulate({tenant}, node).tenants.front().finished, end.finished)
      << "without the cut it would have gone on";
}

TEST(simulate, what_each_mailbox_takes_is_what_it_took) {
  std::vector<simulated_tenant> tenants{{.id = "a", .mailboxes = 20}, {.id = "b", .mailboxes = 5}};
  simulated_node node;
  const auto run = simulate(tenants, node);
  const auto all = loads_of(tenants, node);
  for (std::size_t i = 0; i < tenants.size(); ++i) {
    EXPECT_EQ(all[i].work.requests, run.tenants[i].served.requests);
    EXPECT_NEAR(all[i].work.seconds, run.tenants[i].served.seconds, 1e-9);
  }
}

TEST(simulate, nothing_is_sent_once_the_time_after_the_window_is_over) {
  std::vector<simulated_tenant> tenants{{.id = "a",
                                         .mailboxes = 2'000,
                                         .calls = 3,
                                         .one_more = 0.5,
                                         .told = {.lanes = 64},
                                         .service = {.latency = duration{20'000}}}};
  simulated_node node{.allowed = {.allowed = {.lanes = 64}}, .window = duration{600'000}};
  node.starts.grace = duration{30'000};
  const auto run = simulate(tenants, node);
  EXPECT_LE(run.per_tick.size(), 6'301U) << "tenths of a second";
  const auto& x = run.tenants[0];
  EXPECT_EQ(x.done + x.failed + x.deferred, 2'000U);
  EXPECT_GT(x.done, 0U);
  EXPECT_GT(x.deferred, 0U);
}

TEST(simulate, a_night_that_is_too_long_is_foretold_and_ends_more_when_the_cheap_come_first) {
  std::vector<simulated_tenant> tenants;
  tenants.reserve(6);
  for (auto i = 0; i < 6; ++i)
    tenants.push_back({.id = "t" + std::to_string(i),
                       .mailboxes = 300,
                       .told = {.lanes = 8},
                       .service = {.latency = duration{100 * (1 + i)}}});
  simulated_node node{.allowed = {.allowed = {.lanes = 8}}, .window = duration{120'000}};
  node.look_every = duration{1'000};
  auto done = [&] {
    std::uint32_t out = 0;
    const auto run = simulate(tenants, node);
    for (const auto& x : run.tenants)
      out += x.done_in_window;
    EXPECT_TRUE(std::any_of(run.looks.begin(), run.looks.end(), [](const simulated_look& x) {
      return x.news == night_watch::news::does_not_fit && x.at < time_point{std::chrono::seconds{30}};
    }));
    return out;
  };
  const auto most = done();
  node.end_most = false;
  EXPECT_GT(most, 1.2 * done());
}

} // namespace
} // namespace roamsync
