#include "engine/session/expected_work.hpp"
#include "engine/session/pace.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

TEST(pace, is_held_below_what_was_told_by_lanes_or_by_rate) {
  const limit told{.lanes = 4, .rate = 10};
  EXPECT_FALSE(is_held_below(told, told));
  EXPECT_FALSE(is_held_below({.lanes = 4, .rate = 9.9}, told)) << "a little below is how any rate is kept";
  EXPECT_TRUE(is_held_below({.lanes = 4, .rate = 8}, told));
  EXPECT_TRUE(is_held_below({.lanes = 3, .rate = 10}, told));
  EXPECT_TRUE(is_held_below({.lanes = 4, .rate = 100}, {.lanes = 4})) << "no rate was told";
}

TEST(pace, of_several_sessions_adds_up) {
  pace_view all{.in_use = {.lanes = 2, .rate = 1.5}, .queued = duration{5}};
  add_pace(all, {.in_use = {.lanes = 3, .rate = 2}, .learned = true, .queued = duration{3}});
  EXPECT_EQ(all.in_use.lanes, 5U);
  EXPECT_DOUBLE_EQ(all.in_use.rate, 3.5);
  EXPECT_TRUE(all.learned);
  EXPECT_FALSE(all.critical);
  EXPECT_EQ(all.queued, duration{5});
}

TEST(expected_work, goes_by_the_learned_rate_where_that_is_the_lower_one) {
  EXPECT_DOUBLE_EQ(likely_limit({.rate = 10}, {.rate = 4}).rate, 4);
  EXPECT_DOUBLE_EQ(likely_limit({.rate = 10}, {.rate = 40}).rate, 10);
  EXPECT_DOUBLE_EQ(likely_limit({}, {.rate = 4}).rate, 4);
  EXPECT_DOUBLE_EQ(likely_limit({.rate = 10}, {}).rate, 10);
}

TEST(expected_work, is_that_of_the_last_run_for_what_waits) {
  const auto x = expected_work({.calls = 3, .latency_ms = 200, .mailboxes = 50}, {.waiting = 100});
  EXPECT_EQ(x.ahead({.lanes = 4}).work, duration{60'000});
}

} // namespace
} // namespace roamsync
