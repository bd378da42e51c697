#include "engine/forecast/fluid_night.hpp"
#include "engine/forecast/forecast.hpp"
#include "engine/forecast/night_outlook.hpp"
#include "engine/forecast/shown.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace roamsync {
namespace {

time_point at(std::int64_t seconds) {
  return time_point{std::chrono::seconds{seconds}};
}

double seconds(time_point x) {
  return std::chrono::duration<double>(x - time_point{}).count();
}

/// `mailboxes` of `each` seconds, `lanes` at once; the window ends at `closes`.
tenant_outlook tenant(double mailboxes, double each, double lanes, std::int64_t closes,
                      double spread = 0.02) {
  const auto ms = [](double x) { return duration{static_cast<std::int64_t>(x * 1'000)}; };
  tenant_outlook out{.known = true, .closes = at(closes)};
  out.work.mailboxes = mailboxes;
  out.work.calls = 3 * mailboxes;
  out.work.spread = spread;
  out.work.ahead = {
      .remaining = ms(mailboxes * each / lanes), .work = ms(mailboxes * each), .each = ms(each)};
  out.work.soonest = out.work.ahead.remaining;
  return out;
}

TEST(forecast, says_nothing_while_nothing_is_known) {
  auto x = tenant(100, 1, 4, 1'000);
  x.known = false;
  const auto seen = forecast(std::vector{x}, {.places = 100}, false, at(0));
  EXPECT_FALSE(seen.ends);
  EXPECT_EQ(seen.fits, window_fit::unknown);
}

TEST(forecast, a_tenant_alone_takes_what_its_own_limits_let_it) {
  const auto seen = forecast(std::vector{tenant(400, 1, 4, 1'000)}, {.places = 100}, false, at(10));
  ASSERT_TRUE(seen.ends);
  EXPECT_NEAR(seconds(seen.ends->likely), 110, 0.1);
  EXPECT_LT(seen.ends->early, seen.ends->likely);
  EXPECT_GT(seen.ends->late, seen.ends->likely);
  EXPECT_EQ(seen.fits, window_fit::fits);
  EXPECT_EQ(seen.will_not_fit, 0);
}

TEST(forecast, nothing_fits_of_a_tenant_whose_wait_ends_after_its_window) {
  auto x = tenant(400, 1, 4, 1'000);
  x.work.not_before = at(2'000);
  const auto seen = forecast(std::vector{x}, {.places = 100}, false, at(0));
  EXPECT_EQ(seen.fits, window_fit::does_not_fit);
  EXPECT_NEAR(seen.will_not_fit, 400, 0.1);
}

TEST(forecast, a_full_node_takes_all_work_over_its_places) {
  const auto seen = forecast(std::vector(10, tenant(100, 1, 10, 10'000)), {.places = 20}, false, at(0));
  ASSERT_TRUE(seen.ends);
  EXPECT_NEAR(seconds(seen.ends->likely), 50, 1.5);
}

TEST(forecast, a_rate_of_the_node_counts_as_the_places_that_it_keeps_busy) {
  // 3,000 requests at 20 a second.
  const auto seen =
      forecast(std::vector(10, tenant(100, 1, 10, 10'000)), {.places = 1'000, .rate = 20}, false, at(0));
  ASSERT_TRUE(seen.ends);
  EXPECT_NEAR(seconds(seen.ends->likely), 150, 4);
}

TEST(forecast, what_is_unsure_makes_the_band_wide_and_not_the_alarm_loud) {
  const auto sure = forecast(std::vector{tenant(400, 1, 1, 300, 0.02)}, {.places = 9}, false, at(0));
  EXPECT_EQ(sure.fits, window_fit::does_not_fit);
  const auto unsure = forecast(std::vector{tenant(400, 1, 1, 300, 0.3)}, {.places = 9}, false, at(0));
  EXPECT_EQ(unsure.fits, window_fit::tight);
  EXPECT_EQ(unsure.ends->likely, sure.ends->likely);
  EXPECT_NEAR(sure.will_not_fit, 100, 1) << "of 400, 300 end in 300 s";
}

TEST(forecast, a_guess_from_the_last_run_raises_no_alarm) {
  auto guess = tenant(4'000, 1, 1, 300);
  guess.known = false;
  const auto seen = forecast(std::vector{tenant(10, 1, 1, 300), guess}, {.places = 9}, false, at(0));
  EXPECT_EQ(seen.fits, window_fit::tight);
  EXPECT_GT(seconds(seen.ends->likely), 3'000);
}

TEST(forecast, time_lost_in_waits_is_lost_again_but_not_at_the_early_side) {
  auto x = tenant(400, 1, 4, 10'000);
  const auto without = forecast(std::vector{x}, {.places = 9}, false, at(0));
  x.work.waits = 0.5;
  x.work.wait_each = std::chrono::seconds{10};
  x.work.watched = std::chrono::seconds{100};
  const auto with = forecast(std::vector{x}, {.places = 9}, false, at(0));
  EXPECT_NEAR(seconds(with.ends->likely), 2 * seconds(without.ends->likely), 0.1);
  EXPECT_EQ(with.ends->early, without.ends->early);
}

TEST(forecast, a_wait_that_is_under_way_puts_everything_off) {
  auto x = tenant(400, 1, 4, 10'000);
  x.work.not_before = at(500);
  EXPECT_NEAR(seconds(forecast(std::vector{x}, {.places = 9}, false, at(0)).ends->likely), 600, 0.1);
}

TEST(forecast, the_tenant_s_own_window_counts) {
  const auto seen =
      forecast(std::vector{tenant(400, 1, 1, 10'000), tenant(100, 1, 1, 50)}, {.places = 9}, false, at(0));
  EXPECT_EQ(seen.tenants[0].fits, window_fit::fits);
  EXPECT_EQ(seen.tenants[1].fits, window_fit::does_not_fit);
  EXPECT_NEAR(seen.tenants[1].will_not_fit, 50, 1);
}

TEST(forecast, after_its_window_a_tenant_only_finishes_what_was_begun) {
  const auto seen = forecast(std::vector{tenant(4, 1, 4, 100)}, {.places = 9}, false, at(200));
  EXPECT_EQ(seen.fits, window_fit::fits);
}

TEST(forecast, while_time_is_short_the_cheap_come_first_and_more_of_them_end) {
  std::vector<tenant_outlook> tenants;
  for (const auto each : {0.5, 1.0, 2.0, 4.0})
    tenants.push_back(tenant(100, each, 10, 20));
  const auto fair = forecast(tenants, {.places = 10}, false, at(0));
  EXPECT_FALSE(fair.most);
  EXPECT_EQ(fair.fits, window_fit::does_not_fit);
  const auto most = forecast(tenants, {.places = 10}, true, at(0));
  ASSERT_TRUE(most.most);
  // 200 s of places: 50 + 100 + 50 of the 200 that the third needs.
  EXPECT_LT(most.most->each_from, duration{2'000});
  EXPECT_GT(most.most->each_from, duration{1'000});
  EXPECT_LT(most.most->each_max, duration{4'000});
  EXPECT_EQ(most.most->closes, at(20));
  EXPECT_LT(most.will_not_fit, fair.will_not_fit - 20);
  EXPECT_NEAR(most.will_not_fit, 175, 10);
}

TEST(fluid_night, shares_by_weight_and_gives_what_one_cannot_take_to_the_others) {
  const std::vector<fluid_tenant> tenants{{.work = 30, .cap = 3, .weight = 1, .closes = 1},
                                          {.work = 30, .cap = 10, .weight = 1, .closes = 1},
                                          {.work = 30, .cap = 10, .weight = 2, .closes = 1}};
  const auto ends = fluid_night(tenants, 15, {.critical_from = 2});
  EXPECT_NEAR(ends[0].left, 27, 0.2);
  EXPECT_NEAR(ends[1].left, 26, 0.2);
  EXPECT_NEAR(ends[2].left, 22, 0.2);
}

TEST(fluid_night, ends_with_the_work_of_whoever_begins_last) {
  const std::vector<fluid_tenant> tenants{{.work = 10, .cap = 1}, {.from = 100, .work = 10, .cap = 1}};
  const auto ends = fluid_night(tenants, 1, {});
  EXPECT_NEAR(ends[0].at, 10, 0.5);
  EXPECT_NEAR(ends[1].at, 110, 0.5);
}

TEST(night_outlook, knows_only_tenants_that_were_expected_and_have_not_ended) {
  night_outlook x{std::chrono::hours{1}, {.places = 10}};
  x.expect("a", {.closes = at(3'600)});
  EXPECT_FALSE(x.look(at(1)).seen.ends);
  x.on_work("stranger", tenant(10, 1, 1, 0).work, true);
  x.on_work("a", tenant(100, 1, 1, 0).work, true);
  EXPECT_NEAR(seconds(x.look(at(1)).seen.ends->likely), 101, 0.1);
  x.on_end("a");
  EXPECT_FALSE(x.look(at(2)).seen.ends);
}

TEST(night_outlook, a_guess_is_as_much_as_the_last_run_sent) {
  const auto x = guess_from_last_run(100, 400, {.lanes = 4, .rate = 2});
  EXPECT_EQ(x.ahead.remaining, std::chrono::seconds{200}) << "at two requests a second";
  EXPECT_EQ(guess_from_last_run(100, 400, {.lanes = 4}).ahead.remaining, std::chrono::seconds{25});
  EXPECT_EQ(guess_from_last_run(100, 0, {.lanes = 4}).ahead.remaining, duration{0}) << "all was in line";
}

TEST(forecast_shown, what_remains_is_up_to_the_end_that_is_shown) {
  using namespace std::chrono_literals;
  const auto now = utc_time{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};
  tenant_view x{.state = tenant_state::working, .remaining = 10min};
  EXPECT_EQ(remaining_of(x, now), 10min) << "no forecast yet: its pace so far";
  x.ends_likely = now + 3min;
  EXPECT_EQ(remaining_of(x, now), 3min);
  EXPECT_EQ(remaining_of(x, now + 4min), 1s) << "overdue is not unknown";
  x.paused = true;
  x.remaining = 0s;
  EXPECT_EQ(remaining_of(x, now), 0s) << "nobody knows when it goes on";
  x.paused = false;
  x.state = tenant_state::done;
  EXPECT_EQ(remaining_of(x, now), 0s);
  night_view run{.now = now, .remaining = 20min};
  add_forecast(night_shown{}, run);
  EXPECT_EQ(run.remaining, 20min);
  add_forecast(night_shown{.ends_likely = now + 5min}, run);
  EXPECT_EQ(run.remaining, 5min);
}

TEST(forecast_shown, is_one_sentence_in_utc) {
  const utc_time now{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + std::chrono::hours{1}};
  night_forecast x{.ends = end_forecast{at(6'000), at(6'060), at(6'720)},
                   .fits = window_fit::does_not_fit,
                   .will_not_fit = 811.7};
  EXPECT_EQ(
      sentence_of(shown_of(x, at(0), now), now + std::chrono::minutes{90}),
      "likely ends at 02:41 UTC (02:40 to 02:52), its window at 02:30; about 812 mailboxes will be deferred");
}

TEST(night_outlook, knows_when_a_tenth_of_the_work_is_done) {
  night_outlook x{std::chrono::hours{4}, {.places = 10}};
  EXPECT_TRUE(x.is_a_tenth_done(0)) << "there is none";
  x.expect("a", tenant(300, 1, 1, 9'000)); // 900 calls
  EXPECT_FALSE(x.is_a_tenth_done(99));
  EXPECT_TRUE(x.is_a_tenth_done(100));
  x.expect("b", {});
  EXPECT_FALSE(x.is_a_tenth_done(1'000)) << "nothing tells of its work, no last run and no plan";
  x.on_work("b", {.calls = 900}, true);
  EXPECT_FALSE(x.is_a_tenth_done(199));
  EXPECT_TRUE(x.is_a_tenth_done(200));
  x.on_work("b", {}, true);
  EXPECT_TRUE(x.is_a_tenth_done(100)) << "all of it is in line";
  x.on_end("a");
  EXPECT_TRUE(x.is_a_tenth_done(0));
}

} // namespace
} // namespace roamsync
