#include "bench/rivals/aimd_rate.hpp"
#include "bench/rivals/aws_adaptive.hpp"
#include "bench/rivals/fixed_width.hpp"
#include "bench/rivals/netflix.hpp"
#include "bench/rivals/rclone_pacer.hpp"
#include "tests/bench/rivals/calls.hpp"

#include <gtest/gtest.h>

namespace roamsync::bench {
namespace {

using namespace std::chrono_literals;

TEST(own_retry_after, only_the_worker_that_was_told_waits) {
  own_retry_after x{{.lanes = 2}, at(0)};
  EXPECT_EQ(answer(x, throttled(10'000), 0), at(10'000));
  EXPECT_EQ(x.opens_at(at(1)), at(1)) << "the other one sends on, inside the wait";
  EXPECT_EQ(answer(x, throttled(4'000), 1), at(4'001));
  EXPECT_EQ(x.opens_at(at(2)), at(4'001)) << "both are asleep";
  (void)x.start(at(4'001));
  EXPECT_EQ(x.opens_at(at(5'000)), at(10'000));
  EXPECT_LE(x.waits_until(), at(0)) << "nothing is shared";
  EXPECT_EQ(answer(x, throttled(60'000), 10'000), at(70'000));
  EXPECT_EQ(x.opens_at(at(10'001)), at(70'000)) << "one is at a call, one asleep";
}

TEST(own_retry_after, waits_a_second_where_none_is_told) {
  own_retry_after x{{.lanes = 1}, at(0)};
  EXPECT_EQ(answer(x, throttled(), 0), at(1'000));
}

TEST(full_jitter, doubles_up_to_twenty_seconds_and_ignores_retry_after) {
  full_jitter x{{.lanes = 1}, at(0)};
  std::int64_t now = 0;
  for (const auto most : {2'000, 4'000, 8'000, 16'000, 20'000, 20'000}) {
    const auto until = answer(x, throttled(60'000), now, 0.5);
    EXPECT_EQ(until, at(now + most / 2));
    now = until.time_since_epoch().count();
  }
  answer(x, ok_after(1), now);
  EXPECT_EQ(answer(x, throttled(), now, 1), at(now + 2'000)) << "a call that went well begins anew";
}

TEST(full_jitter, each_worker_counts_its_own_failures) {
  full_jitter x{{.lanes = 2}, at(0)};
  const auto a = x.start(at(0));
  const auto b = x.start(at(0));
  EXPECT_EQ(x.end(a, throttled(), at(0), 1), at(2'000));
  EXPECT_EQ(x.end(b, throttled(), at(0), 1), at(2'000));
  EXPECT_EQ(answer(x, throttled(), 2'000, 1), at(6'000));
  EXPECT_EQ(answer(x, throttled(), 2'000, 1), at(6'000));
}

TEST(rclone_pacer, spaces_calls_by_its_sleep) {
  rclone_pacer x{{.lanes = 8}, at(0)};
  (void)x.start(at(0));
  EXPECT_EQ(x.opens_at(at(0)), at(10));
  (void)x.start(at(10));
  EXPECT_EQ(x.opens_at(at(10)), at(20));
}

TEST(rclone_pacer, doubles_on_failure_and_takes_a_quarter_off_on_success) {
  rclone_pacer x{{.lanes = 8}, at(0)};
  std::int64_t now = 0;
  const auto next = [&](const call_end& how) {
    now += 10'000;
    answer(x, how, now);
    return x.sleep();
  };
  EXPECT_EQ(next(throttled()), 20ms);
  EXPECT_EQ(next({.what = verdict::transient}), 40ms);
  EXPECT_EQ(next(ok_after(1)), 30ms);
  EXPECT_EQ(next(ok_after(1)), 22'500us);
  EXPECT_EQ(next(ok_after(1)), 16'875us);
  EXPECT_EQ(next(ok_after(1)), 12'656'250ns);
  EXPECT_EQ(next(ok_after(1)), 10ms) << "no less";
  for (int i = 0; i < 9; ++i)
    next(throttled());
  EXPECT_EQ(x.sleep(), 2s) << "no more";
}

TEST(rclone_pacer, retry_after_takes_the_place_of_the_sleep_and_decays_like_it) {
  rclone_pacer x{{.lanes = 8}, at(0)};
  const auto ticket = x.start(at(0));
  EXPECT_EQ(x.end(ticket, throttled(10'000), at(5), 0), at(5)) << "again at once, behind the pacer";
  EXPECT_EQ(x.opens_at(at(5)), at(10)) << "the token was under way: one call leaves inside the wait";
  const auto inside = x.start(at(10));
  EXPECT_EQ(x.opens_at(at(11)), at(10'010));
  x.end(inside, ok_after(1), at(11), 0);
  EXPECT_EQ(x.sleep(), 7'500ms);
  (void)x.start(at(10'010));
  EXPECT_EQ(x.opens_at(at(10'010)), at(17'510));
}

/// An answer each 100 ms, the last one at `until`.
void feed(aws_adaptive& x, std::int64_t from, std::int64_t until) {
  for (auto now = from; now <= until; now += 100)
    answer(x, ok_after(1), now);
}

TEST(aws_adaptive, limits_nothing_before_the_first_throttle) {
  aws_adaptive x{{.lanes = 8}, at(0)};
  feed(x, 100, 400);
  EXPECT_FALSE(x.is_limiting());
  EXPECT_EQ(x.opens_at(at(400)), at(400));
}

TEST(aws_adaptive, measures_in_half_seconds_four_fifths_new) {
  aws_adaptive x{{.lanes = 8}, at(0)};
  feed(x, 100, 500);
  EXPECT_DOUBLE_EQ(x.measured_rate(), 8) << "0.8 * 5 / 0.5";
  feed(x, 600, 1'000);
  EXPECT_DOUBLE_EQ(x.measured_rate(), 9.6) << "0.8 * 10 + 0.2 * 8";
}

TEST(aws_adaptive, a_throttle_takes_seven_tenths_of_what_was_measured) {
  aws_adaptive x{{.lanes = 8}, at(0)};
  feed(x, 100, 400);
  EXPECT_EQ(answer(x, throttled(60'000), 500, 0.25), at(750)) << "0.25 * 2^0 s, whatever Retry-After says";
  EXPECT_TRUE(x.is_limiting());
  EXPECT_NEAR(x.rate(), 5.6, 1e-9) << "0.7 * 8";
}

TEST(aws_adaptive, rate_follows_cubic_back_to_where_it_was_throttled_and_beyond) {
  limit wide{.lanes = 100};
  aws_adaptive x{wide, at(0)};
  feed(x, 100, 400);
  answer(x, throttled(), 500);
  // w_max = 8, so K = cbrt(8 * 0.3 / 0.4) = cbrt(6) = 1.81712 s.
  const auto rate_at = [&x](std::int64_t from, std::int64_t until) {
    for (auto now = from; now <= until; now += 50) {
      const auto opens = x.opens_at(at(now));
      if (opens && *opens <= at(now))
        answer(x, ok_after(1), now);
    }
    return x.rate();
  };
  // 0.4 * (-0.56712)^3 + 8 = 7.927 at 1.75 s; measured answers bound it from above only.
  EXPECT_NEAR(rate_at(750, 1'750), 7.927, 0.06) << "below what it was";
  EXPECT_NEAR(rate_at(1'800, 2'300), 8.0, 0.02) << "K after the throttle";
  const auto later = rate_at(2'350, 3'300);
  EXPECT_GT(later, 8.15) << "0.4 * 0.983^3 + 8 = 8.38 at 3.3 s";
  EXPECT_LT(later, 8.4);
}

TEST(aws_adaptive, rate_is_never_below_half_a_call_and_never_above_twice_what_is_measured) {
  aws_adaptive x{{.lanes = 8}, at(0)};
  answer(x, throttled(), 100);
  EXPECT_DOUBLE_EQ(x.rate(), 0.5) << "nothing was measured yet";
  aws_adaptive y{{.lanes = 8}, at(0)};
  feed(y, 100, 400);
  answer(y, throttled(), 500);
  answer(y, ok_after(1), 100'000); // one answer in 99.5 s
  EXPECT_NEAR(y.measured_rate(), 0.8 / 99.5 + 0.2 * 8, 1e-9);
  EXPECT_NEAR(y.rate(), 2 * y.measured_rate(), 1e-9);
}

TEST(aws_adaptive, backs_off_by_two_to_the_failures) {
  aws_adaptive x{{.lanes = 1}, at(0)};
  std::int64_t now = 0;
  for (const auto most : {1'000, 2'000, 4'000, 8'000, 16'000, 20'000}) {
    const auto opens = x.opens_at(at(now));
    ASSERT_TRUE(opens);
    now = std::max(now, opens->time_since_epoch().count());
    const auto until = answer(x, throttled(), now, 1);
    EXPECT_EQ(until, at(now + most));
    now = until.time_since_epoch().count();
  }
}

TEST(netflix_aimd, takes_a_tenth_off_rounded_down_and_adds_one) {
  netflix_aimd x{{.lanes = 50}, at(0)};
  EXPECT_EQ(x.concurrency(), 20);
  std::vector<std::uint64_t> calls;
  for (int i = 0; i < 20; ++i)
    calls.push_back(x.start(at(0)));
  EXPECT_EQ(x.opens_at(at(0)), std::nullopt);
  const auto end = [&](const call_end& how) {
    x.end(calls.back(), how, at(100), 0);
    calls.pop_back();
    return x.concurrency();
  };
  EXPECT_EQ(end(throttled(5'000)), 18);
  EXPECT_EQ(end(throttled(5'000)), 16) << "16.2";
  EXPECT_EQ(end({.what = verdict::transient}), 14) << "14.4";
  EXPECT_EQ(end(ok_after(100)), 15) << "17 were in flight when it began";
  EXPECT_EQ(end(ok_after(5'001)), 13) << "too slow is a drop: 13.5";
  EXPECT_EQ(end(ok_after(5'000)), 14);
  EXPECT_EQ(end({.what = verdict::sign_in_again}), 14);
}

TEST(netflix_aimd, grows_only_while_half_is_in_use_and_falls_to_one) {
  netflix_aimd x{{.lanes = 50}, at(0)};
  answer(x, ok_after(1), 0);
  EXPECT_EQ(x.concurrency(), 20);
  for (int i = 0; i < 40; ++i)
    answer(x, throttled(10), 1'000 * i);
  EXPECT_EQ(x.concurrency(), 1) << "its floor of 20 is lowered";
  answer(x, ok_after(1), 100'000);
  EXPECT_EQ(x.concurrency(), 2);
}

TEST(netflix_gradient2, climbs_by_four_smoothed_while_latency_stays) {
  netflix_gradient2 x{{.lanes = 200}, at(0)};
  std::vector<std::uint64_t> calls;
  for (int i = 0; i < 20; ++i)
    calls.push_back(x.start(at(0)));
  x.end(calls[19], ok_after(100), at(100), 0);
  EXPECT_NEAR(x.concurrency(), 20.8, 1e-9) << "20 * 0.8 + 24 * 0.2";
  x.end(calls[0], ok_after(100), at(100), 0);
  EXPECT_NEAR(x.concurrency(), 20.8, 1e-9) << "one in flight when it began: less than half of the limit";
}

TEST(netflix_gradient2, falls_with_the_gradient_but_never_by_more_than_half) {
  netflix_gradient2 x{{.lanes = 200}, at(0)};
  std::vector<std::uint64_t> calls;
  for (int i = 0; i < 20; ++i)
    calls.push_back(x.start(at(0)));
  for (int i = 0; i < 10; ++i)
    x.end(calls[static_cast<std::size_t>(i)], ok_after(100), at(100), 0);
  // The tenth call had ten in flight, half of 20: 20.8. The long latency is 100 ms.
  ASSERT_NEAR(x.concurrency(), 20.8, 1e-9);
  x.end(calls[18], ok_after(200), at(200), 0);
  // long = 100 + 100 * 2 / 601 = 100.3328; gradient = 1.5 * 100.3328 / 200 = 0.752496
  EXPECT_NEAR(x.concurrency(), 20.8 * 0.8 + (20.8 * 0.752496 + 4) * 0.2, 1e-4);
  const auto before = x.concurrency();
  x.end(calls[19], ok_after(5'000), at(5'000), 0);
  EXPECT_NEAR(x.concurrency(), before * 0.9 + 0.8, 1e-9) << "gradient 0.5";
}

TEST(netflix_gradient2, a_long_latency_of_more_than_twice_the_present_one_is_taken_down) {
  netflix_gradient2 x{{.lanes = 200}, at(0)};
  std::vector<std::uint64_t> calls;
  for (int i = 0; i < 20; ++i)
    calls.push_back(x.start(at(0)));
  for (std::size_t i = 0; i < 10; ++i)
    x.end(calls[i], ok_after(100), at(100), 0);
  x.end(calls[18], ok_after(40), at(100), 0);
  const auto before = x.concurrency();
  x.end(calls[19], ok_after(190), at(190), 0);
  // long = (100 - 60 * 2 / 601) * 0.95 = 94.8103, then + 95.1897 * 2 / 601 = 95.1271; gradient = 0.751003
  EXPECT_NEAR(x.concurrency(), before * 0.8 + (before * 0.751003 + 4) * 0.2, 1e-4);
}

TEST(netflix_gradient2, a_quick_refusal_reads_like_health) {
  netflix_gradient2 x{{.lanes = 200}, at(0)};
  std::vector<std::uint64_t> calls;
  for (int i = 0; i < 20; ++i)
    calls.push_back(x.start(at(0)));
  x.end(calls[19], throttled(10'000), at(1), 0);
  EXPECT_GT(x.concurrency(), 20);
}

TEST(aimd_rate, doubles_at_first_then_grows_by_half_a_call_a_second) {
  aimd_rate x{{.lanes = 8}, at(0)};
  EXPECT_EQ(x.rate(), 1);
  answer(x, ok_after(1), 0);
  EXPECT_EQ(x.rate(), 2);
  answer(x, ok_after(1), 500);
  answer(x, ok_after(1), 1'000);
  answer(x, ok_after(1), 1'500);
  EXPECT_EQ(x.rate(), 5);
  answer(x, throttled(2'000), 2'000);
  EXPECT_EQ(x.rate(), 2.5);
  answer(x, ok_after(1), 4'000);
  EXPECT_DOUBLE_EQ(x.rate(), 2.7) << "0.5 / 2.5 for each of 2.5 answers a second";
}

TEST(aimd_rate, all_calls_share_the_wait_and_one_breach_halves_once) {
  aimd_rate x{{.lanes = 8}, at(0)};
  answer(x, ok_after(1), 0);
  answer(x, ok_after(1), 500);
  answer(x, ok_after(1), 1'000);
  ASSERT_EQ(x.rate(), 4);
  const auto a = x.start(at(1'250));
  const auto b = x.start(at(1'500));
  EXPECT_EQ(x.end(a, throttled(10'000), at(1'600), 0), at(11'600));
  EXPECT_EQ(x.end(b, throttled(10'000), at(1'700), 0), at(11'700));
  EXPECT_EQ(x.rate(), 2) << "b left before the breach was known";
  EXPECT_EQ(x.waits_until(), at(11'700));
  EXPECT_EQ(x.opens_at(at(1'700)), at(11'700));
  answer(x, throttled(1'000), 11'700);
  EXPECT_EQ(x.rate(), 1);
}

TEST(aimd_rate, does_not_grow_while_the_lanes_hold_calls_back) {
  aimd_rate x{{.lanes = 1}, at(0)};
  const auto slow = x.start(at(0));
  x.end(slow, ok_after(5'000), at(5'000), 0);
  EXPECT_EQ(x.rate(), 1);
}

} // namespace
} // namespace roamsync::bench
