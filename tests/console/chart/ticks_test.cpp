#include "console/chart/ticks.hpp"

#include <gmock/gmock.h>

#include <limits>

namespace roamsync::console::chart {

using ::testing::DoubleEq;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ticks, are_one_two_or_five_times_a_power_of_ten) {
  EXPECT_DOUBLE_EQ(ticks_between(0, 10, quantity::number, 10).step, 1);
  EXPECT_DOUBLE_EQ(ticks_between(0, 10, quantity::number, 6).step, 2);
  EXPECT_DOUBLE_EQ(ticks_between(0, 10, quantity::number, 4).step, 5);
  EXPECT_DOUBLE_EQ(ticks_between(0, 21, quantity::number, 4).step, 10);
  EXPECT_DOUBLE_EQ(ticks_between(0, 0.03, quantity::number, 6).step, 0.005);
  EXPECT_THAT(ticks_between(1, 1.75, quantity::number, 4).at,
              ElementsAre(DoubleEq(1), DoubleEq(1.2), DoubleEq(1.4), DoubleEq(1.6)));
  EXPECT_THAT(ticks_between(-0.4, 0.4, quantity::number, 4).at,
              ElementsAre(DoubleEq(-0.4), DoubleEq(-0.2), 0, DoubleEq(0.2), DoubleEq(0.4)));
}

TEST(ticks, of_seconds_are_those_of_a_clock) {
  EXPECT_DOUBLE_EQ(ticks_between(0, 7200, quantity::seconds, 8).step, 900);
  EXPECT_DOUBLE_EQ(ticks_between(0, 240, quantity::seconds, 8).step, 30);
  EXPECT_DOUBLE_EQ(ticks_between(0, 86'400, quantity::seconds, 8).step, 10'800);
  EXPECT_DOUBLE_EQ(ticks_between(0, 86'400 * 40, quantity::seconds, 8).step, 86'400 * 5);
  EXPECT_DOUBLE_EQ(ticks_between(0, 1, quantity::seconds, 5).step, 0.2);
}

TEST(ticks, there_are_none_of_a_range_that_is_none) {
  constexpr auto infinity = std::numeric_limits<double>::infinity();
  EXPECT_THAT(ticks_between(1, 1, quantity::number, 5).at, IsEmpty());
  EXPECT_THAT(ticks_between(2, 1, quantity::number, 5).at, IsEmpty());
  EXPECT_THAT(ticks_between(0, infinity, quantity::number, 5).at, IsEmpty());
}

TEST(ticks, never_more_than_asked_for) {
  for (const auto shows : {quantity::number, quantity::seconds, quantity::share})
    for (double to = 1e-4; to < 1e8; to *= 1.7)
      for (std::size_t most = 1; most < 12; ++most)
        EXPECT_LE(ticks_between(0, to, shows, most).at.size(), most + 1) << to << " in " << most;
}

TEST(ticks, read_with_the_decimals_that_they_need) {
  EXPECT_EQ(tick_text(12'000, 2'000, quantity::number), "12,000");
  EXPECT_EQ(tick_text(1.2, 0.2, quantity::number), "1.2");
  EXPECT_EQ(tick_text(1, 0.05, quantity::number), "1.00");
  EXPECT_EQ(tick_text(-1'234'567, 1, quantity::number), "−1,234,567");
  EXPECT_EQ(tick_text(-0.0001, 1, quantity::number), "0") << "no sign before nothing";
  EXPECT_EQ(tick_text(0.125, 0.005, quantity::share), "12.5 %");
  EXPECT_EQ(tick_text(0, 900, quantity::seconds), "0");
  EXPECT_EQ(tick_text(4'800, 1'200, quantity::seconds), "1 h 20 min");
  EXPECT_EQ(tick_text(90, 30, quantity::seconds), "1 min 30 s");
  EXPECT_EQ(tick_text(0.4, 0.2, quantity::seconds), "0.4 s");
  EXPECT_EQ(tick_text(0.04, 0.02, quantity::seconds), "40 ms");
  EXPECT_EQ(tick_text(90'000, 3'600, quantity::seconds), "1 d 1 h");
}

TEST(values, have_four_digits_that_count) {
  EXPECT_EQ(value_text(1.00712, quantity::number), "1.007");
  EXPECT_EQ(value_text(1.5, quantity::number), "1.5");
  EXPECT_EQ(value_text(20, quantity::number), "20");
  EXPECT_EQ(value_text(0.00031415, quantity::number), "0.0003142");
  EXPECT_EQ(value_text(123'456.7, quantity::number), "123,457");
  EXPECT_EQ(value_text(0, quantity::number), "0");
  EXPECT_EQ(value_text(0.0031, quantity::share), "0.31 %");
  EXPECT_EQ(value_text(0.0473, quantity::seconds), "47.3 ms");
  EXPECT_EQ(value_text(48.44, quantity::seconds), "48.4 s");
  EXPECT_EQ(value_text(1213, quantity::seconds), "20 min 13 s");
  EXPECT_EQ(value_text(4'859, quantity::seconds), "1 h 21 min") << "rounded, not cut";
  EXPECT_EQ(value_text(std::numeric_limits<double>::quiet_NaN(), quantity::number), "-");
}

} // namespace roamsync::console::chart
