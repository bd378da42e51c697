#include "engine/limit/fixed_limiter.hpp"
#include "engine/limit/lane_search.hpp"
#include "engine/limit/latency_brake.hpp"
#include "engine/limit/learning_limiter.hpp"
#include "engine/limit/policies.hpp"
#include "tests/engine/limit/service_under_test.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace roamsync {
namespace {

/// What every policy owes to a service that says "wait".
class every_limiter : public testing::TestWithParam<limit_policy> {
protected:
  std::unique_ptr<limiter> make(const limit& allowed) { return make_limiter(GetParam(), allowed, {}, at(0)); }
};

TEST_P(every_limiter, starts_nothing_inside_a_wait_and_sends_one_call_first_after_it) {
  auto x = make({.lanes = 2});
  auto a = x->start(at(0));
  auto b = x->start(at(0));
  auto again = x->end(a, throttled(duration{10'000}), at(20), 0);
  EXPECT_EQ(again, at(10'020));
  EXPECT_EQ(x->waits_until(), at(10'020));
  EXPECT_EQ(x->opens_at(at(30)), at(10'020));
  (void)x->end(b, good(), at(200), 0);
  auto trial = x->start(at(10'020));
  EXPECT_FALSE(x->opens_at(at(10'020))) << "the second call waits for the answer to the first";
  (void)x->end(trial, good(), at(10'200), 0);
  EXPECT_TRUE(x->opens_at(at(10'200)));
}

TEST_P(every_limiter, comes_back_later_than_told_and_never_earlier) {
  for (auto jitter : {0.0, 0.5, 0.999}) {
    auto x = make({.lanes = 1});
    auto until = x->end(x->start(at(0)), throttled(duration{30'000}), at(0), jitter);
    EXPECT_GE(until, at(30'000));
    EXPECT_LE(until, at(31'500));
  }
}

TEST_P(every_limiter, backs_off_by_itself_where_no_wait_is_told) {
  auto x = make({.lanes = 1});
  auto first = x->end(x->start(at(0)), throttled(duration{0}), at(0), 0.99) - at(0);
  auto later = at(0) + first;
  auto second = x->end(x->start(later), throttled(duration{0}), later, 0.99) - later;
  EXPECT_GE(first, duration{1'000});
  EXPECT_GT(second, first);
}

TEST_P(every_limiter, an_answer_from_before_the_wait_opens_nothing) {
  auto x = make({.lanes = 2});
  auto a = x->start(at(0));
  auto b = x->start(at(0));
  (void)x->end(a, throttled(duration{1'000}), at(20), 0);
  auto trial = x->start(at(1'020));
  (void)x->end(b, good(), at(1'030), 0);
  EXPECT_FALSE(x->opens_at(at(1'040)));
  (void)x->end(trial, good(), at(1'050), 0);
  EXPECT_TRUE(x->opens_at(at(1'050)));
}

TEST_P(every_limiter, rests_for_reasons_of_others) {
  auto x = make({.lanes = 2});
  x->rest_until(at(700));
  EXPECT_EQ(x->opens_at(at(0)), at(700));
}

TEST_P(every_limiter, never_exceeds_its_ceilings) {
  auto x = make({.lanes = 3, .rate = 5, .burst = 4});
  std::vector<limiter::ticket> open;
  auto calls = 0;
  for (auto ms = 0; ms < 20'000; ++ms) {
    while (x->opens_at(at(ms)) && *x->opens_at(at(ms)) <= at(ms)) {
      open.push_back(x->start(at(ms)));
      ++calls;
      ASSERT_LE(x->in_flight(), 3u);
    }
    if (ms % 100 == 0) {
      for (auto ticket : std::exchange(open, {}))
        (void)x->end(ticket, good(duration{100}), at(ms), 0);
    }
  }
  EXPECT_LE(calls, 4 + 20 * 5);
  EXPECT_GE(calls, 95);
}

INSTANTIATE_TEST_SUITE_P(policies, every_limiter, testing::Values(limit_policy::learn, limit_policy::fixed));

TEST_P(every_limiter, keeps_the_told_rate_after_a_wait_too) {
  auto x = make({.lanes = 50, .rate = 5, .burst = 4});
  (void)x->end(x->start(at(0)), throttled(duration{1'000}), at(20), 0);
  auto calls = 0;
  for (auto ms = 1'020; ms < 21'020; ++ms)
    while (x->opens_at(at(ms)) && *x->opens_at(at(ms)) <= at(ms)) {
      (void)x->end(x->start(at(ms)), good(duration{1}), at(ms), 0);
      ++calls;
    }
  EXPECT_LE(calls, 1 + 20 * 5) << "at the pace, without the burst";
}

// -- learning -----------------------------------------------------------------------

TEST(lane_search, climbs_and_stops_below_the_breach) {
  lane_search x{8, 0};
  for (auto lanes = x.lanes(); lanes < 5; lanes = x.lanes())
    x.good(lanes);
  EXPECT_TRUE(x.breach(5));
  EXPECT_EQ(x.lanes(), 4u);
  EXPECT_EQ(x.known(), 4u);
  for (auto i = 0; i < 100; ++i)
    x.good(4);
  EXPECT_EQ(x.lanes(), 4u);
  EXPECT_FALSE(x.breach(4)) << "four were proven: something else broke";
}

TEST(lane_search, a_ceiling_that_is_raised_is_climbed_to) {
  lane_search x{2, 0};
  for (auto i = 0; i < 20; ++i)
    x.good(x.lanes());
  EXPECT_EQ(x.lanes(), 2U);
  x.set_ceiling(5);
  for (auto i = 0; i < 40; ++i)
    x.good(x.lanes());
  EXPECT_EQ(x.lanes(), 5U);
}

TEST(lane_search, starts_where_the_run_before_ended) {
  lane_search x{8, 4};
  EXPECT_EQ(x.lanes(), 4u);
  EXPECT_FALSE(x.breach(3));
}

TEST(latency_brake, takes_lanes_from_a_service_that_grows_slow_and_gives_them_back) {
  latency_brake x;
  for (auto i = 0; i < 100; ++i)
    x.answered(duration{100}, 8);
  EXPECT_EQ(x.spare(8), 0u);
  for (auto i = 0; i < 100; ++i)
    x.answered(duration{1'000}, 8);
  EXPECT_GT(x.spare(8), 2u);
  EXPECT_LT(x.spare(8), 8u);
  for (auto i = 0; i < 300; ++i)
    x.answered(duration{100}, 8);
  EXPECT_EQ(x.spare(8), 0u);
}

TEST(latency_brake, bears_a_mixture_of_quick_and_slow_calls_and_a_service_that_always_was_slow) {
  latency_brake mixed;
  for (auto i = 0; i < 2'000; ++i)
    mixed.answered(duration{i % 4 == 0 ? 600 : 100}, 8);
  EXPECT_EQ(mixed.spare(8), 0u);
  latency_brake slow;
  for (auto i = 0; i < 1'000; ++i)
    slow.answered(duration{30'000}, 8);
  EXPECT_EQ(slow.spare(8), 0u);
}

TEST(latency_brake, does_not_brake_for_ever) {
  latency_brake x;
  for (auto i = 0; i < 100; ++i)
    x.answered(duration{100}, 8);
  for (auto i = 0; i < 2'000; ++i)
    x.answered(duration{1'000}, 8);
  EXPECT_EQ(x.spare(8), 0u) << "braking did not help: the service is slow for another reason";
}

/// A limit of 10 a second that nobody has looked for anything above since yesterday.
learned_limit found_long_ago() {
  return {.rate = 10, .burst = 20, .doubt = 0.005, .wait = duration{10'000}, .quiet = std::chrono::hours{24}};
}

TEST(learning_limiter, finds_a_rate_with_few_breaches_and_keeps_just_below) {
  service_under_test service;
  learning_limiter x{{.lanes = 4}, {}, at(0), {}};
  (void)service.work(x, 300'000);
  EXPECT_LE(service.breaches, 4);
  auto found = x.learned(at(300'000));
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->rate, 10, 0.3);
  EXPECT_NEAR(found->burst, 20, 3);
  EXPECT_EQ(found->wait, duration{10'000});
  auto before = service.breaches;
  auto served = service.work(x, 500'000);
  EXPECT_EQ(service.breaches, before) << "a limit that is known is not broken again";
  EXPECT_GE(served, 200 * 10 * 0.95);
}

TEST(learning_limiter, finds_the_lanes_by_one_breach) {
  service_under_test service;
  service.rate = 1e6;
  service.burst = 1e6;
  service.lanes = 4;
  learning_limiter x{{.lanes = 8}, {}, at(0), {}};
  (void)service.work(x, 60'000);
  EXPECT_EQ(service.breaches, 1);
  EXPECT_EQ(x.in_use().lanes, 4u);
  EXPECT_EQ(x.learned(at(60'000))->lanes, 4u);
}

TEST(learning_limiter, goes_on_where_the_last_run_ended_and_breaks_nothing) {
  service_under_test service;
  service.lanes = 4;
  learning_limiter x{
      {.lanes = 8},
      {},
      at(0),
      learned_limit{.rate = 10, .burst = 20, .doubt = 0.005, .lanes = 4, .wait = duration{10'000}}};
  auto served = service.work(x, 300'000);
  EXPECT_EQ(service.breaches, 0);
  EXPECT_GE(served, 300 * 10 * 0.98);
}

TEST(learning_limiter, learns_a_limit_that_was_halved) {
  service_under_test service;
  learning_limiter x{{.lanes = 4},
                     {},
                     at(0),
                     learned_limit{.rate = 10, .burst = 20, .doubt = 0.01, .wait = duration{10'000}}};
  (void)service.work(x, 100'000);
  service.rate = 5;
  service.burst = 10;
  (void)service.work(x, 140'000);
  EXPECT_NEAR(x.in_use().rate, 5, 0.6) << "within one wait and 30 s";
}

TEST(learning_limiter, looks_for_more_only_where_it_pays) {
  auto breaches = [](bool critical) {
    service_under_test service;
    learning_limiter x{{.lanes = 4}, {}, at(0), found_long_ago()};
    (void)service.work(x, 60'000, critical);
    return service.breaches;
  };
  EXPECT_EQ(breaches(false), 0);
  EXPECT_EQ(breaches(true), 1);
}

TEST(learning_limiter, finds_a_limit_that_has_risen_since_the_last_look) {
  service_under_test service;
  service.rate = 15;
  service.burst = 30;
  learning_limiter x{{.lanes = 8}, {}, at(0), found_long_ago()};
  (void)service.work(x, 400'000);
  EXPECT_NEAR(x.learned(at(400'000))->rate, 15, 0.6);
}

TEST(learning_limiter, finds_lanes_that_have_been_added_since_the_last_look) {
  service_under_test service;
  service.rate = 1e6;
  service.burst = 1e6;
  service.lanes = 6;
  learning_limiter x{{.lanes = 8},
                     {},
                     at(0),
                     learned_limit{.lanes = 4, .wait = duration{10'000}, .quiet = std::chrono::hours{24}}};
  (void)service.work(x, 60'000);
  EXPECT_EQ(service.breaches, 0);
  EXPECT_EQ(x.in_use().lanes, 5u) << "one lane for each look";
}

TEST(learning_limiter, keeps_what_it_counts_when_the_limit_moves_twice) {
  service_under_test service;
  learning_limiter x{{.lanes = 4}, {}, at(0), found_long_ago()};
  for (auto rate : {5.0, 2.5}) {
    service.rate = rate;
    service.burst = 2 * rate;
    (void)service.work(x, rate == 5.0 ? 150'000 : 300'000);
    EXPECT_NEAR(x.learned(at(0))->rate, rate, 0.15 * rate);
  }
}

TEST(learning_limiter, forgets_a_call_that_never_left) {
  learning_limiter x{{.lanes = 1}, {}, at(0), {}};
  auto ticket = x.start(at(0));
  EXPECT_FALSE(x.opens_at(at(0)));
  x.forget(ticket, at(0));
  EXPECT_TRUE(x.opens_at(at(0)));
  EXPECT_EQ(x.in_flight(), 0u);
}

TEST(learning_limiter, a_told_rate_stays_the_ceiling) {
  service_under_test service;
  service.rate = 50;
  learning_limiter x{{.lanes = 8, .rate = 6, .burst = 6},
                     {},
                     at(0),
                     learned_limit{.rate = 40, .burst = 20, .doubt = 0.01, .wait = duration{10'000}}};
  EXPECT_LE(service.work(x, 60'000), 6 + 60 * 6);
  x.set_limit({.lanes = 8, .rate = 12, .burst = 6}, at(60'000));
  EXPECT_GE(service.work(x, 120'000), 60 * 11);
}

} // namespace
} // namespace roamsync
