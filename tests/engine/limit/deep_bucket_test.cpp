#include "engine/limit/learning_limiter.hpp"
#include "tests/engine/limit/service_under_test.hpp"

#include <gtest/gtest.h>

// Buckets that do not fill up in one wait, as Outlook's documented limit of 10,000 in ten minutes (wire.md 5.1), and waits
// that have nothing to do with a bucket.
namespace roamsync {
namespace {

/// A minute deep: a wait of ten seconds fills a sixth of it.
service_under_test deep_service() {
  service_under_test out;
  out.burst = 600;
  return out;
}

learned_limit known_of(const service_under_test& x) {
  return {.rate = x.rate, .burst = x.burst, .doubt = 0.005, .wait = x.freeze};
}

TEST(deep_bucket, is_found_by_two_breaches) {
  auto service = deep_service();
  learning_limiter x{{.lanes = 4}, {}, at(0), {}};
  (void)service.work(x, 400'000);
  EXPECT_LE(service.breaches, 3);
  ASSERT_TRUE(x.learned(at(400'000)));
  EXPECT_NEAR(x.learned(at(400'000))->rate, 10, 0.5);
}

TEST(deep_bucket, a_breach_costs_its_wait_and_not_the_whole_burst) {
  auto service = deep_service();
  learning_limiter x{{.lanes = 4}, {}, at(0), known_of(service)};
  (void)service.work(x, 100'000);
  service.rate = 5;
  service.burst = 300;
  auto t = 100'000;
  while (service.breaches == 0 && t < 300'000)
    (void)service.work(x, t += 1'000);
  ASSERT_EQ(service.breaches, 1);
  EXPECT_GE(service.work(x, t + 30'000), 15 * 5) << "of 20 s after the wait";
  (void)service.work(x, t + 120'000);
  EXPECT_NEAR(x.learned(at(t))->rate, 5, 0.5);
}

TEST(deep_bucket, that_is_empty_at_the_start_says_nothing_against_what_is_known) {
  auto service = deep_service();
  service.tokens = 0;
  learning_limiter x{{.lanes = 4}, {}, at(0), known_of(service)};
  EXPECT_GE(service.work(x, 100'000), 80 * 10);
  EXPECT_LE(service.breaches, 2);
  EXPECT_DOUBLE_EQ(x.learned(at(100'000))->rate, 10);
}

TEST(deep_bucket, waits_for_nothing_do_not_become_a_limit_that_stays) {
  service_under_test service;
  service.rate = service.burst = 1e9;
  service.freeze = duration{5'000};
  learning_limiter x{{.lanes = 4}, {}, at(0), {}};
  (void)service.work(x, 300'000, false);
  service.noise = 100;
  (void)service.work(x, 2'100'000, false);
  service.noise = 0;
  (void)service.work(x, 2'300'000, false);
  EXPECT_GE(service.work(x, 2'400'000, false), 100 * 15) << "it takes 20 a second";
}

TEST(deep_bucket, a_search_ends_where_lanes_bind_and_no_rate_does) {
  service_under_test service;
  service.rate = service.burst = 1e9;
  service.noise = 500;
  learning_limiter x{{.lanes = 4}, {}, at(0), {}};
  while (service.breaches == 0)
    (void)service.work(x, service.now() + 1'000);
  service.noise = 0;
  EXPECT_TRUE(x.searching());
  (void)service.work(x, service.now() + 300'000);
  EXPECT_FALSE(x.searching());
  EXPECT_EQ(x.in_use().rate, 0);
}

} // namespace
} // namespace roamsync
