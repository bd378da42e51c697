#include "engine/limit/gate.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <optional>
#include <random>

namespace roamsync {
namespace {

time_point at(std::int64_t ms) {
  return time_point{duration{ms}};
}

TEST(gate, keeps_the_lanes) {
  gate x{2, {}, at(0)};
  x.start(at(0));
  EXPECT_EQ(x.opens_at(at(0)), at(0));
  x.start(at(0));
  EXPECT_FALSE(x.opens_at(at(0)));
  x.end(at(5));
  EXPECT_EQ(x.opens_at(at(5)), at(5));
}

TEST(gate, without_lanes_has_one) {
  gate x{0, {}, at(0)};
  x.start(at(0));
  EXPECT_FALSE(x.opens_at(at(0)));
}

TEST(gate, nothing_starts_before_the_longest_wait_is_over) {
  gate x{2, {}, at(0)};
  x.rest_until(at(500));
  x.rest_until(at(300));
  EXPECT_EQ(x.opens_at(at(100)), at(500));
  EXPECT_EQ(x.opens_at(at(600)), at(600));
}

TEST(gate, takes_and_gives_lanes_at_once) {
  gate x{2, {}, at(0)};
  x.start(at(0));
  x.start(at(0));
  x.set_lanes(3);
  EXPECT_TRUE(x.opens_at(at(0)));
  x.set_lanes(1);
  x.end(at(1));
  EXPECT_FALSE(x.opens_at(at(1))) << "the other one still holds the only lane";
  x.end(at(2));
  EXPECT_TRUE(x.opens_at(at(2)));
}

TEST(token_bucket, gives_depth_at_once_and_then_keeps_the_rate) {
  token_bucket x{{.rate = 4, .depth = 3}, at(0)};
  for (auto i = 0; i < 3; ++i) {
    EXPECT_EQ(x.next(at(0)), at(0));
    x.take(at(0));
  }
  EXPECT_EQ(x.next(at(0)), at(250));
  EXPECT_EQ(x.next(at(250)), at(250));
}

TEST(token_bucket, reaches_rates_above_one_call_in_a_millisecond) {
  token_bucket x{{.rate = 2'400, .depth = 1}, at(0)};
  auto calls = 0;
  for (auto ms = 0; ms < 1'000; ++ms)
    for (; x.next(at(ms)) == at(ms); ++calls)
      x.take(at(ms));
  EXPECT_NEAR(calls, 2'400, 5);
}

TEST(token_bucket, another_pace_is_no_new_burst) {
  token_bucket x{{.rate = 1, .depth = 3}, at(0)};
  for (auto i = 0; i < 3; ++i)
    x.take(at(0));
  x.set_pace({.rate = 100, .depth = 5}, at(0));
  EXPECT_EQ(x.next(at(0)), at(0)) << "two more at once is what the deeper bucket allows";
  x.take(at(0));
  x.take(at(0));
  EXPECT_EQ(x.next(at(0)), at(10));
}

TEST(pace_within, leaves_room_for_calls_that_bunch_up_on_the_way) {
  auto wide = pace_within({.rate = 10, .burst = 20});
  EXPECT_NEAR(wide.rate, 10, 0.03);
  EXPECT_DOUBLE_EQ(wide.depth, 19.5);
  // Without a burst to spare, calls leave 50 ms further apart than the rate asks for.
  auto narrow = pace_within({.rate = 10, .burst = 1});
  EXPECT_NEAR(1 / narrow.rate, 0.150, 0.001);
  EXPECT_EQ(narrow.depth, 1);
  EXPECT_EQ(pace_within({.rate = 0}), pace{});
}

/// A service that counts arrivals, each up to 50 ms after its call left, never sees its bucket empty.
TEST(gate, keeps_what_was_told_for_arrivals_that_bunch_up) {
  for (const limit told :
       {limit{.lanes = 50, .rate = 20, .burst = 1}, limit{.lanes = 50, .rate = 7, .burst = 5},
        limit{.lanes = 50, .rate = 200, .burst = 40}}) {
    std::mt19937 random{7};
    gate x{told.lanes, pace_within(told), at(0)};
    std::vector<std::int64_t> arrivals;
    for (std::int64_t ms = 0; ms < 60'000; ++ms)
      while (x.opens_at(at(ms)) == at(ms)) {
        x.start(at(ms));
        x.end(at(ms));
        arrivals.push_back(ms + static_cast<std::int64_t>(random() % 50));
      }
    std::sort(arrivals.begin(), arrivals.end());
    double tokens = told.burst;
    std::int64_t last = 0;
    for (auto ms : arrivals) {
      tokens = std::min<double>(told.burst, tokens + static_cast<double>(ms - last) / 1'000 * told.rate) - 1;
      last = ms;
      ASSERT_GE(tokens, -1e-6) << told.rate << " at " << ms;
    }
    auto share = static_cast<double>(arrivals.size()) / (60 * told.rate);
    EXPECT_GT(share, told.burst > 1 ? 0.99 : 0.45) << told.rate;
  }
}

/// Calls that wait between start and leaving, and then leave together, are never more than the bucket holds.
TEST(gate, keeps_what_was_told_when_calls_wait_in_front_of_a_full_node) {
  const limit told{.lanes = 8, .rate = 10, .burst = 8};
  gate x{told.lanes, pace_within(told), at(0)};
  double tokens = told.burst;
  std::int64_t last = 0;
  std::deque<std::int64_t> waiting;
  std::deque<std::int64_t> flying; ///< times of the answers
  for (std::int64_t ms = 0; ms < 60'000; ++ms) {
    // The node is full for two seconds of each four; then all that waits leaves within one millisecond.
    auto full = ms % 4'000 < 2'000;
    x.set_crowded(!waiting.empty(), at(ms));
    while (!flying.empty() && flying.front() <= ms) {
      flying.pop_front();
      x.end(at(ms));
    }
    while (x.opens_at(at(ms)) == at(ms)) {
      x.start(at(ms));
      waiting.push_back(ms);
      x.set_crowded(full, at(ms));
    }
    for (; !full && !waiting.empty(); waiting.pop_front()) {
      tokens = std::min<double>(told.burst, tokens + static_cast<double>(ms - last) / 1'000 * told.rate) - 1;
      last = ms;
      ASSERT_GE(tokens, -1e-6) << "at " << ms;
      flying.push_back(ms + 100);
    }
  }
}

TEST(token_bucket, what_a_deeper_bucket_spent_is_no_debt_of_a_smaller_one) {
  token_bucket x{{.rate = 10, .depth = 1'000}, at(0)};
  for (auto i = 0; i < 900; ++i)
    x.take(at(0));
  x.set_pace({.rate = 5, .depth = 1}, at(0));
  EXPECT_EQ(x.next(at(0)), at(0)) << "a hundred were left";
  x.take(at(0));
  EXPECT_EQ(x.next(at(0)), at(200));
}

TEST(token_bucket, what_was_let_go_is_no_debt_either) {
  token_bucket x{{.rate = 10, .depth = 1'000}, at(0)};
  x.drain(at(0));
  x.take(at(0));
  x.set_pace({.rate = 10, .depth = 1}, at(0));
  EXPECT_EQ(x.next(at(0)), at(100));
}

TEST(token_bucket, what_was_spent_stays_spent_in_a_deeper_one) {
  token_bucket x{{.rate = 10, .depth = 2}, at(0)};
  x.take(at(0));
  x.take(at(0));
  x.set_pace({.rate = 10, .depth = 3}, at(0));
  x.take(at(0));
  EXPECT_EQ(x.next(at(0)), at(100));
}

} // namespace
} // namespace roamsync
