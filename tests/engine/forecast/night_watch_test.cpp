#include "engine/forecast/night_watch.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

using news = night_watch::news;

time_point at(std::int64_t minutes) {
  return time_point{std::chrono::minutes{minutes}};
}

night_forecast that(window_fit fits, double will_not_fit = 0) {
  return {.fits = fits, .will_not_fit = will_not_fit, .tenants = {{.fits = fits}}};
}

TEST(night_watch, says_once_what_has_held_for_a_thirtieth_of_the_window) {
  night_watch x{std::chrono::hours{4}};
  auto seen = that(window_fit::does_not_fit, 10);
  EXPECT_EQ(x.look(seen, at(0)), news::none);
  EXPECT_EQ(seen.fits, window_fit::tight) << "not yet";
  EXPECT_EQ(seen.tenants[0].fits, window_fit::tight);
  EXPECT_TRUE(x.time_is_short()) << "turns can be given so at once";
  seen = that(window_fit::does_not_fit, 10);
  EXPECT_EQ(x.look(seen, at(7)), news::none);
  seen = that(window_fit::does_not_fit, 10);
  EXPECT_EQ(x.look(seen, at(8)), news::does_not_fit);
  EXPECT_EQ(seen.fits, window_fit::does_not_fit);
  seen = that(window_fit::does_not_fit, 10);
  EXPECT_EQ(x.look(seen, at(9)), news::none);
}

TEST(night_watch, what_does_not_hold_is_not_said) {
  night_watch x{std::chrono::hours{4}};
  for (auto minute = 0; minute < 60; minute += 3) {
    auto seen = that(window_fit::does_not_fit, 10);
    EXPECT_EQ(x.look(seen, at(minute)), news::none);
    seen = that(window_fit::tight, 10);
    EXPECT_EQ(x.look(seen, at(minute + 2)), news::none);
  }
}

TEST(night_watch, takes_it_back_only_when_nothing_is_likely_left) {
  night_watch x{std::chrono::hours{4}};
  for (auto minute : {0, 8}) {
    auto seen = that(window_fit::does_not_fit, 10);
    (void)x.look(seen, at(minute));
  }
  ASSERT_TRUE(x.said());
  for (auto minute = 9; minute < 30; ++minute) {
    auto seen = that(window_fit::tight, 3);
    EXPECT_EQ(x.look(seen, at(minute)), news::none);
    EXPECT_EQ(seen.fits, window_fit::does_not_fit) << "three will be deferred";
  }
  auto seen = that(window_fit::fits);
  EXPECT_EQ(x.look(seen, at(30)), news::none);
  seen = that(window_fit::fits);
  EXPECT_EQ(x.look(seen, at(38)), news::fits_again);
  EXPECT_EQ(seen.fits, window_fit::fits);
  EXPECT_FALSE(x.time_is_short());
}

TEST(night_watch, tells_another_order_only_where_it_is_another) {
  night_watch x{std::chrono::hours{4}};
  auto seen = that(window_fit::does_not_fit, 10);
  seen.most = most_first{.each_from = duration{900}, .each_max = duration{1'000}, .closes = at(240)};
  (void)x.look(seen, at(0));
  const auto first = seen.most;
  seen.most->each_max = duration{1'050};
  (void)x.look(seen, at(1));
  EXPECT_EQ(seen.most, first);
  seen.most->each_max = duration{1'200};
  (void)x.look(seen, at(2));
  EXPECT_EQ(seen.most->each_max, duration{1'200});
  seen.most.reset();
  (void)x.look(seen, at(3));
  EXPECT_FALSE(seen.most);
}

} // namespace
} // namespace roamsync
