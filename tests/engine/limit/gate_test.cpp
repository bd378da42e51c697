#include "engine/limit/gate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace roamsync {
namespace {

time_point at(std::int64_t ms) {
  return time_point{duration{ms}};
}

TEST(gate, lanes_bound_the_calls_in_flight) {
  gate x{{.lanes = 2}, at(0)};
  auto era = x.start(at(0));
  (void)x.start(at(0));
  EXPECT_EQ(x.opens_at(at(0)), std::nullopt);
  x.end(true, era);
  EXPECT_EQ(x.opens_at(at(5)), at(5));
  EXPECT_EQ(x.in_flight(), 1U);
}

TEST(gate, a_limit_of_no_lanes_counts_as_one) {
  gate x{{.lanes = 0}, at(0)};
  EXPECT_EQ(x.opens_at(at(0)), at(0));
}

TEST(gate, never_more_calls_than_the_told_rate_and_burst_allow) {
  constexpr double rate = 10;
  constexpr std::uint32_t burst = 5;
  gate x{{.lanes = 100, .rate = rate, .burst = burst}, at(0)};
  // The service's own bucket, full at the start: it must never run dry.
  double bucket = burst;
  std::int64_t last = 0;
  std::int64_t now = 0;
  for (auto i = 0; i < 500; ++i) {
    auto opens = x.opens_at(at(now));
    ASSERT_TRUE(opens);
    now = opens->time_since_epoch().count();
    bucket = std::min<double>(burst, bucket + static_cast<double>(now - last) * rate / 1000);
    last = now;
    bucket -= 1;
    ASSERT_GE(bucket, 0) << "call " << i << " at " << now << " ms";
    x.end(true, x.start(at(now)));
  }
  // And it must not be needlessly slow either: 500 calls take about 50 s at 10 a second.
  EXPECT_LT(now, 52'500);
}

TEST(gate, nothing_starts_before_the_longest_wait_is_over) {
  gate x{{.lanes = 3}, at(0)};
  auto era = x.start(at(0));
  x.end(false, era);
  x.wait_until(at(5'000), era);
  x.wait_until(at(2'000), era);
  EXPECT_EQ(x.opens_at(at(100)), at(5'000));
  EXPECT_EQ(x.opens_at(at(6'000)), at(6'000));
}

TEST(gate, after_a_wait_one_call_goes_first) {
  gate x{{.lanes = 3}, at(0)};
  x.rest_until(at(1'000));
  auto first = x.start(at(1'000));
  EXPECT_EQ(x.opens_at(at(1'000)), std::nullopt);
  x.end(true, first);
  (void)x.start(at(1'001));
  EXPECT_EQ(x.opens_at(at(1'001)), at(1'001));
}

TEST(gate, a_failed_trial_lets_nobody_follow) {
  gate x{{.lanes = 3}, at(0)};
  x.rest_until(at(1'000));
  x.end(false, x.start(at(1'000)));
  (void)x.start(at(1'100));
  EXPECT_EQ(x.opens_at(at(1'100)), std::nullopt);
}

TEST(gate, an_answer_that_was_on_its_way_when_the_wait_began_is_no_trial) {
  gate x{{.lanes = 3}, at(0)};
  auto before = x.start(at(0));
  x.rest_until(at(1'000));
  x.end(true, before);
  (void)x.start(at(1'000));
  EXPECT_EQ(x.opens_at(at(1'000)), std::nullopt);
}

/// How many calls may start at once now; they are ended again, for nothing good.
std::uint32_t free_lanes(gate& x, time_point now) {
  std::vector<std::uint32_t> eras;
  while (x.opens_at(now) == now)
    eras.push_back(x.start(now));
  for (auto era : eras)
    x.end(false, era);
  return static_cast<std::uint32_t>(eras.size());
}

TEST(gate, each_wait_takes_one_lane_and_clean_answers_give_it_back) {
  gate x{{.lanes = 3}, at(0)};
  auto a = x.start(at(0));
  auto b = x.start(at(0));
  x.end(false, a);
  x.wait_until(at(100), a);
  x.end(false, b);
  x.wait_until(at(100), b); // Sent under the same allowance: no second lane is lost.
  x.end(true, x.start(at(100)));
  EXPECT_EQ(free_lanes(x, at(100)), 2U);
  for (auto i = 0; i < 98; ++i)
    x.end(true, x.start(at(100)));
  EXPECT_EQ(free_lanes(x, at(100)), 2U);
  x.end(true, x.start(at(100)));
  EXPECT_EQ(free_lanes(x, at(100)), 3U);
}

TEST(gate, one_lane_is_always_left) {
  gate x{{.lanes = 2}, at(0)};
  for (auto i = 0; i < 5; ++i) {
    auto era = x.start(at(i * 100));
    x.end(false, era);
    x.wait_until(at(i * 100 + 50), era);
  }
  EXPECT_EQ(free_lanes(x, at(1'000)), 1U);
}

TEST(gate, set_limit_gives_and_takes_lanes_at_once) {
  gate x{{.lanes = 2}, time_point{}};
  (void)x.start(time_point{});
  (void)x.start(time_point{});
  EXPECT_FALSE(x.opens_at(time_point{}));
  x.set_limit({.lanes = 3}, time_point{});
  EXPECT_TRUE(x.opens_at(time_point{}));
  x.set_limit({.lanes = 1}, time_point{});
  x.end(true, 0);
  EXPECT_FALSE(x.opens_at(time_point{})) << "the other one still holds the only lane";
  x.end(true, 0);
  EXPECT_TRUE(x.opens_at(time_point{}));
}

TEST(gate, set_limit_keeps_what_was_spent) {
  gate x{{.lanes = 9, .rate = 1, .burst = 3}, time_point{}};
  (void)x.start(time_point{});
  (void)x.start(time_point{});
  x.set_limit({.lanes = 9, .rate = 100, .burst = 3}, time_point{});
  EXPECT_GT(*x.opens_at(time_point{}), time_point{}) << "a new rate is no new burst";
  EXPECT_LE(*x.opens_at(time_point{}), time_point{duration{11}});
}

} // namespace
} // namespace roamsync
