#include "engine/schedule/opening.hpp"
#include "engine/schedule/schedule_machine.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace roamsync {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

constexpr window_rule one_o_clock{.opens = 60min, .length = 240min};

utc_time utc(int y, unsigned m, unsigned d, std::chrono::minutes time) {
  return utc_time{sys_days{std::chrono::year{y} / m / d}} + time;
}
utc_date date(int y, unsigned m, unsigned d) {
  return std::chrono::year{y} / m / d;
}

TEST(window, is_open_from_its_first_instant_to_before_its_last) {
  EXPECT_FALSE(window_at(one_o_clock, utc(2026, 11, 24, 60min) - 1ms));
  ASSERT_TRUE(window_at(one_o_clock, utc(2026, 11, 24, 60min)));
  EXPECT_EQ(window_at(one_o_clock, utc(2026, 11, 24, 60min))->date, date(2026, 11, 24));
  EXPECT_TRUE(window_at(one_o_clock, utc(2026, 11, 24, 300min) - 1ms));
  EXPECT_FALSE(window_at(one_o_clock, utc(2026, 11, 24, 300min)));
}

TEST(window, past_midnight_belongs_to_the_day_before) {
  window_rule late{.opens = 23h, .length = 4h};
  ASSERT_TRUE(window_at(late, utc(2027, 1, 1, 30min)));
  EXPECT_EQ(window_at(late, utc(2027, 1, 1, 30min))->date, date(2026, 12, 31));
}

TEST(window, next_crosses_the_ends_of_months_and_leap_days) {
  EXPECT_EQ(next_window(one_o_clock, utc(2026, 11, 30, 90min)).date, date(2026, 12, 1));
  EXPECT_EQ(next_window(one_o_clock, utc(2026, 12, 31, 90min)).date, date(2027, 1, 1));
  EXPECT_EQ(next_window(one_o_clock, utc(2028, 2, 28, 90min)).date, date(2028, 2, 29));
  EXPECT_EQ(next_window(one_o_clock, utc(2027, 2, 28, 90min)).date, date(2027, 3, 1));
  EXPECT_EQ(next_window(one_o_clock, utc(2026, 11, 24, 30min)).date, date(2026, 11, 24));
}

TEST(window, ends_by_hand_on_the_one_day_that_the_end_fits) {
  auto moved = one_o_clock;
  moved.closes = utc(2026, 11, 24, 400min);
  EXPECT_EQ(window_on(moved, date(2026, 11, 24)).closes, utc(2026, 11, 24, 400min));
  EXPECT_EQ(window_on(moved, date(2026, 11, 23)).closes, utc(2026, 11, 23, 300min));
  EXPECT_EQ(window_on(moved, date(2026, 11, 25)).closes, utc(2026, 11, 25, 300min));
  EXPECT_TRUE(window_at(moved, utc(2026, 11, 24, 399min))) << "a night that is started again is found open";
  EXPECT_FALSE(fits_window(utc(2026, 11, 24, 60min), utc(2026, 11, 24, 60min)));
  EXPECT_FALSE(fits_window(utc(2026, 11, 24, 60min), utc(2026, 11, 25, 1min)));
}

TEST(schedule, opens_each_night_of_two_months_once) {
  schedule_machine machine{one_o_clock};
  auto now = utc(2026, 10, 31, 0min);
  std::vector<utc_date> opened;
  while (now < utc(2026, 12, 31, 0min)) {
    auto decision = machine.decide(now);
    if (decision.open) {
      EXPECT_EQ(decision.open->opens, now) << "late";
      opened.push_back(decision.open->date);
    }
    ASSERT_GT(decision.again, 0ms);
    now += decision.again;
  }
  ASSERT_EQ(opened.size(), 61U);
  for (std::size_t i = 1; i < opened.size(); ++i)
    EXPECT_EQ(sys_days{opened[i]} - sys_days{opened[i - 1]}, std::chrono::days{1});
}

TEST(schedule, catches_up_a_missed_opening_while_the_window_is_open) {
  schedule_machine machine{one_o_clock};
  auto decision = machine.decide(utc(2026, 11, 24, 200min));
  ASSERT_TRUE(decision.open);
  EXPECT_EQ(decision.open->opens, utc(2026, 11, 24, 60min));
  EXPECT_FALSE(schedule_machine{one_o_clock}.decide(utc(2026, 11, 24, 301min)).open);
}

TEST(schedule, a_clock_set_back_opens_no_night_twice) {
  schedule_machine machine{one_o_clock};
  EXPECT_TRUE(machine.decide(utc(2026, 11, 24, 61min)).open);
  EXPECT_FALSE(machine.decide(utc(2026, 11, 24, 1min)).open);
  EXPECT_FALSE(machine.decide(utc(2026, 11, 24, 60min)).open);
  EXPECT_TRUE(machine.decide(utc(2026, 11, 25, 60min)).open);
}

TEST(schedule, a_clock_set_forward_past_the_opening_opens_the_night) {
  schedule_machine machine{one_o_clock};
  EXPECT_FALSE(machine.decide(utc(2026, 11, 24, 50min)).open);
  EXPECT_TRUE(machine.decide(utc(2026, 11, 24, 110min)).open);
}

TEST(schedule, looks_at_the_clock_at_least_once_a_minute) {
  schedule_machine machine{one_o_clock};
  EXPECT_LE(machine.decide(utc(2026, 11, 24, 900min)).again, 1min);
}

TEST(schedule, an_opening_that_did_not_work_is_due_again) {
  schedule_machine machine{one_o_clock};
  EXPECT_TRUE(machine.decide(utc(2026, 11, 24, 61min)).open);
  machine.forget();
  EXPECT_TRUE(machine.decide(utc(2026, 11, 24, 62min)).open);
}

TEST(opening, of_a_tenant_with_its_own_time) {
  night run{
      .date = date(2026, 11, 24), .opened = utc(2026, 11, 24, 60min), .closes = utc(2026, 11, 24, 300min)};
  EXPECT_EQ(opening_of(run, "").opens, run.opened);
  EXPECT_EQ(opening_of(run, "03:30").opens, utc(2026, 11, 24, 210min));
  EXPECT_EQ(opening_of(run, "03:30").closes, utc(2026, 11, 24, 450min));
  EXPECT_EQ(opening_of(run, "00:30").opens, run.opened);
  run.kind = run_kind::push;
  EXPECT_EQ(opening_of(run, "03:30").opens, run.opened);
}

TEST(opening, of_a_tenant_after_midnight_in_a_window_that_reaches_past_it) {
  night run{.date = date(2026, 11, 24),
            .opened = utc(2026, 11, 24, 22 * 60min),
            .closes = utc(2026, 11, 24, 26 * 60min)};
  EXPECT_EQ(opening_of(run, "01:30").opens, utc(2026, 11, 25, 90min));
  EXPECT_EQ(opening_of(run, "03:30").opens, run.opened) << "outside of the window";
}

TEST(opening, within_the_night_or_with_a_run_of_its_own) {
  EXPECT_TRUE(opens_within(one_o_clock, 60min));
  EXPECT_TRUE(opens_within(one_o_clock, 60min + one_o_clock.length - 1min));
  EXPECT_FALSE(opens_within(one_o_clock, 60min + one_o_clock.length));
  EXPECT_FALSE(opens_within(one_o_clock, 59min));
  EXPECT_TRUE(opens_within({.opens = 1380min, .length = 240min}, 30min)) << "past midnight";
}

TEST(time_of_day, takes_hh_mm_only) {
  EXPECT_EQ(parse_time_of_day("01:05"), 65min);
  EXPECT_EQ(parse_time_of_day("23:59"), 1439min);
  for (auto bad : {"", "1:05", "24:00", "12:60", "12-00", "ab:cd", "01:05 ", "-1:05"})
    EXPECT_FALSE(parse_time_of_day(bad)) << bad;
}

} // namespace
} // namespace roamsync
