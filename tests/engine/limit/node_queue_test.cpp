#include "engine/limit/node_queue.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace roamsync {
namespace {

using ids = std::vector<node_queue::call_id>;

time_point at(std::int64_t ms) {
  return time_point{duration{ms}};
}

TEST(node_queue, serves_tenants_in_turn) {
  node_queue x{{.allowed = {.lanes = 4}}, at(0)};
  for (node_queue::call_id id = 1; id <= 5; ++id)
    x.add("large", 10, id);
  x.add("small", 10, 100);
  EXPECT_EQ(x.next(at(0)).send, (ids{1, 100, 2, 3}));
  x.end(100, at(0));
  EXPECT_EQ(x.next(at(0)).send, (ids{4}));
}

TEST(node_queue, says_when_the_rate_lets_the_next_one_go) {
  node_queue x{{.allowed = {.lanes = 100, .rate = 10, .burst = 2}}, at(0)};
  x.add("a", 10, 1);
  x.add("a", 10, 2);
  auto step = x.next(at(0));
  EXPECT_EQ(step.send, (ids{1}));
  ASSERT_TRUE(step.wake);
  EXPECT_TRUE(x.next(*step.wake - duration{1}).send.empty());
  EXPECT_EQ(x.next(*step.wake).send, (ids{2}));
}

TEST(node_queue, gives_back_what_a_tenant_has_waiting_and_nobody_else_s) {
  node_queue x{{.allowed = {.lanes = 1}}, at(0)};
  x.add("a", 10, 1);
  x.add("a", 10, 2);
  x.add("b", 10, 3);
  EXPECT_EQ(x.next(at(0)).send, (ids{1}));
  EXPECT_EQ(x.take("a"), (ids{2}));
  EXPECT_EQ(x.take("a"), ids{});
  x.end(1, at(0));
  EXPECT_EQ(x.next(at(0)).send, (ids{3}));
}

TEST(node_queue, serves_in_proportion_to_weight_while_calls_wait) {
  node_queue x{{.allowed = {.lanes = 1}}, at(0)};
  node_queue::call_id last = 0;
  std::map<node_queue::call_id, std::string> of;
  auto ask = [&](const std::string& tenant, std::uint32_t weight) {
    of[++last] = tenant;
    x.add(tenant, weight, last);
  };
  // Each tenant has two calls waiting at any time, as its lanes allow.
  for (auto i = 0; i < 2; ++i) {
    ask("light", 10);
    ask("heavy", 30);
  }
  std::map<std::string, int> served;
  for (auto i = 0; i < 400; ++i) {
    auto send = x.next(at(i)).send;
    ASSERT_EQ(send.size(), 1U);
    const auto& tenant = of.at(send.front());
    ++served[tenant];
    x.end(send.front(), at(0));
    ask(tenant, tenant == "light" ? 10 : 30);
  }
  EXPECT_NEAR(served["heavy"], 300, 2);
}

TEST(node_queue, a_tenant_that_was_silent_has_saved_nothing_up) {
  node_queue x{{.allowed = {.lanes = 1}}, at(0)};
  for (node_queue::call_id id = 1; id <= 50; ++id)
    x.add("busy", 10, id);
  for (node_queue::call_id id = 1; id <= 40; ++id) {
    EXPECT_EQ(x.next(at(0)).send, (ids{id}));
    x.end(id, at(0));
  }
  for (node_queue::call_id id = 100; id < 110; ++id)
    x.add("silent", 10, id);
  int busy = 0;
  for (auto i = 0; i < 10; ++i) {
    auto send = x.next(at(0)).send;
    busy += send.front() < 100 ? 1 : 0;
    x.end(send.front(), at(0));
  }
  EXPECT_EQ(busy, 5);
}

TEST(node_queue, a_call_that_hangs_gives_its_place_away_within_bounds) {
  node_queue x{{.allowed = {.lanes = 2}, .stuck_after = duration{10'000}, .stuck_max = 1}, at(0)};
  for (node_queue::call_id id = 1; id <= 5; ++id)
    x.add("a", 10, id);
  auto step = x.next(at(0));
  EXPECT_EQ(step.send, (ids{1, 2}));
  EXPECT_EQ(step.wake, at(10'000));
  EXPECT_TRUE(x.next(at(9'999)).send.empty());
  step = x.next(at(10'000));
  EXPECT_EQ(step.send, (ids{3})) << "one place only";
  EXPECT_FALSE(step.wake) << "no more may hang above the limit";
  EXPECT_EQ(x.in_flight(), 3U);
  x.end(1, at(0)); // the one without a place: nothing is free, but another may hang
  EXPECT_EQ(x.next(at(10'001)).send, (ids{4}));
  x.end(3, at(0));
  EXPECT_EQ(x.next(at(10'002)).send, (ids{5}));
}

TEST(node_queue, is_as_patient_as_calls_are_quick) {
  node_queue x{{.allowed = {.lanes = 1}, .stuck_max = 1}, at(0)};
  std::int64_t now = 0;
  auto one_that_takes = [&](std::int64_t ms) {
    auto id = static_cast<node_queue::call_id>(now + 1);
    x.add("a", 10, id);
    EXPECT_EQ(x.next(at(now)).send, ids{id});
    x.end(id, at(now += ms));
  };
  auto patience = [&]() -> std::int64_t {
    x.add("a", 10, 1'000'001);
    x.add("a", 10, 1'000'002);
    EXPECT_EQ(x.next(at(now)).send.size(), 1U);
    auto wake = x.next(at(now)).wake;
    EXPECT_TRUE(wake);
    EXPECT_EQ(x.take("a").size(), 1U);
    x.end(1'000'001, at(now + 200));
    return wake ? (*wake - at(now)).count() : 0;
  };
  EXPECT_EQ(patience(), 3'000) << "nothing is known yet";
  for (auto i = 0; i < 40; ++i)
    one_that_takes(200);
  EXPECT_EQ(patience(), 1'000);
  for (auto i = 0; i < 2'000; ++i)
    one_that_takes(3);
  EXPECT_EQ(patience(), 500) << "a pause of the machine's own is no reason";
  for (auto i = 0; i < 2'000; ++i)
    one_that_takes(60'000);
  EXPECT_EQ(patience(), 3'000) << "never more than was said";
}

work_ahead ahead(std::int64_t seconds, std::int64_t work = 0) {
  return {.remaining = std::chrono::seconds{seconds}, .work = std::chrono::seconds{work}};
}

TEST(node_queue, serves_the_longest_remaining_time_first_while_it_is_critical) {
  node_queue x{{.allowed = {.lanes = 1}}, at(0)};
  x.add("first", 10, 1, ahead(1));
  EXPECT_EQ(x.next(at(0)).send, ids{1});
  x.add("short", 10, 2, ahead(40));
  x.add("long", 10, 3, ahead(100));
  x.add("longer", 10, 4, ahead(101));
  x.add("longer", 10, 5, ahead(101));
  ids order;
  for (node_queue::call_id last = 1; order.size() < 4; last = order.back()) {
    x.end(last, at(0));
    order.push_back(x.next(at(0)).send.at(0));
  }
  EXPECT_EQ(order, (ids{4, 5, 3, 2}));
  EXPECT_TRUE(x.view("long").critical);
  EXPECT_FALSE(x.view("short").critical) << "it needs less than half of what the longest needs";
}

TEST(node_queue, measures_what_is_critical_by_all_work_over_all_places) {
  node_queue x{{.allowed = {.lanes = 2}}, at(0)};
  x.add("a", 10, 1, ahead(100, 500));
  EXPECT_FALSE(x.view("a").critical) << "two places need 250 s for it, whatever its turn is";
  x.add("a", 10, 2, ahead(126, 500));
  EXPECT_TRUE(x.view("a").critical);
  EXPECT_FALSE(x.view("unknown").critical);
}

TEST(node_queue, forgets_the_work_of_a_tenant_that_left) {
  node_queue x{{.allowed = {.lanes = 1}}, at(0)};
  x.add("gone", 10, 1, ahead(1'000, 1'000));
  x.add("here", 10, 2, ahead(100, 100));
  EXPECT_FALSE(x.view("here").critical);
  x.leave("gone");
  EXPECT_TRUE(x.view("here").critical);
}

TEST(node_queue, a_call_that_knows_nothing_of_the_work_changes_nothing) {
  node_queue x{{.allowed = {.lanes = 1}}, at(0)};
  x.add("a", 10, 1, ahead(100));
  x.add("a", 10, 2);
  EXPECT_TRUE(x.view("a").critical);
}

TEST(node_queue, says_whether_calls_wait) {
  node_queue x{{.allowed = {.lanes = 1}}, at(0)};
  x.add("a", 10, 1);
  x.add("a", 10, 2);
  (void)x.next(at(0));
  EXPECT_TRUE(x.view("a").crowded);
  x.end(1, at(0));
  (void)x.next(at(0));
  EXPECT_FALSE(x.view("a").crowded);
}

TEST(node_queue, says_how_many_calls_of_a_tenant_wait) {
  node_queue x{{.allowed = {.lanes = 1}}, at(0)};
  for (node_queue::call_id id = 1; id < 4; ++id)
    x.add("a", 10, id);
  x.add("b", 10, 4);
  (void)x.next(at(0));
  EXPECT_EQ(x.view("a").waiting, 2U);
  EXPECT_EQ(x.view("b").waiting, 1U);
  EXPECT_EQ(x.view("c").waiting, 0U);
}

/// Keeps two calls of each tenant waiting and counts who is served.
std::map<std::string, int> served(node_queue& x, const std::map<std::string, work_ahead>& tenants,
                                  int calls) {
  std::map<node_queue::call_id, std::string> of;
  std::map<std::string, int> out;
  node_queue::call_id last = 0;
  auto ask = [&](const std::string& tenant) {
    of[++last] = tenant;
    x.add(tenant, 10, last, tenants.at(tenant));
  };
  for (const auto& [tenant, ahead] : tenants)
    for (auto i = 0; i < 2; ++i)
      ask(tenant);
  for (auto i = 0; i < calls; ++i) {
    auto sent = x.next(at(i)).send;
    EXPECT_EQ(sent.size(), 1U);
    ++out[of.at(sent.at(0))];
    x.end(sent.at(0), at(i));
    ask(of.at(sent.at(0)));
  }
  return out;
}

work_ahead of_each(std::int64_t each, std::int64_t remaining = 1) {
  return {.remaining = duration{remaining}, .work = duration{1}, .each = duration{each}};
}

TEST(node_queue, while_time_is_short_the_cheap_come_first_and_the_dear_do_not_starve) {
  node_queue x{{.allowed = {.lanes = 1}}, at(0)};
  x.set_most(most_first{.each_from = duration{100}, .each_max = duration{200}, .closes = at(1'000'000)});
  auto got = served(x, {{"cheap", of_each(99)}, {"cheap too", of_each(10)}, {"dear", of_each(201)}}, 1'280);
  EXPECT_EQ(got["dear"], 10);
  EXPECT_NEAR(got["cheap"], got["cheap too"], 1) << "among them weights hold";
}

TEST(node_queue, what_the_first_tier_leaves_is_the_second_s) {
  node_queue x{{.allowed = {.lanes = 1}}, at(0)};
  x.set_most(most_first{.each_from = duration{100}, .each_max = duration{200}, .closes = at(1'000'000)});
  x.add("second", 10, 1, of_each(150));
  x.add("first", 10, 2, of_each(50));
  EXPECT_EQ(x.next(at(0)).send, ids{2});
  x.end(2, at(1));
  EXPECT_EQ(x.next(at(1)).send, ids{1});
}

TEST(node_queue, who_needs_half_of_the_time_left_goes_first_in_its_tier) {
  node_queue x{{.allowed = {.lanes = 1}}, at(0)};
  most_first most{.each_from = duration{100}, .each_max = duration{200}, .closes = at(100'000)};
  x.set_most(most);
  auto got = served(x, {{"long", of_each(50, 60'000)}, {"short", of_each(50, 20'000)}}, 100);
  EXPECT_EQ(got["long"], 100);
  node_queue y{{.allowed = {.lanes = 1}}, at(0)};
  y.set_most(most);
  got = served(y, {{"long", of_each(150, 60'000)}, {"short", of_each(150, 20'000)}}, 100);
  EXPECT_NEAR(got["long"], 50, 1) << "in the second tier only if there is room";
}

TEST(node_queue, when_all_fits_again_turns_are_as_before) {
  node_queue x{{.allowed = {.lanes = 1}}, at(0)};
  x.set_most(most_first{.each_from = duration{100}, .each_max = duration{200}, .closes = at(100'000)});
  x.add("dear", 10, 100'000, of_each(500));
  x.set_most(std::nullopt);
  EXPECT_EQ(x.next(at(0)).send, ids{100'000});
  x.end(100'000, at(0));
  auto got = served(x, {{"one", of_each(500)}, {"other", of_each(50)}}, 100);
  EXPECT_NEAR(got["one"], got["other"], 2);
}

} // namespace
} // namespace roamsync
