#include "engine/limit/usage.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace roamsync {
namespace {

time_point at(std::int64_t ms) {
  return time_point{duration{ms}};
}

/// Sends to a bucket until it breaks; gives the windows of that breach.
class bucket_of_the_service {
public:
  bucket_of_the_service(double rate, double burst) : rate_(rate), burst_(burst), tokens_(burst) {}

  breach_windows break_at(double pace) {
    auto first = true;
    for (auto next = static_cast<double>(now_);; next += 1'000 / pace) {
      auto ms = static_cast<std::int64_t>(next);
      tokens_ = std::min(burst_, tokens_ + (static_cast<double>(ms) - filled_) / 1'000 * rate_);
      filled_ = static_cast<double>(ms);
      seen_.add(at(ms), std::exchange(first, false));
      if (tokens_ < 1) {
        auto out = seen_.before(at(ms), seen_.count());
        seen_.take_back(1);
        now_ = ms + 10'000;
        return out;
      }
      tokens_ -= 1;
    }
  }

private:
  double rate_;
  double burst_;
  double tokens_;
  double filled_ = 0;
  std::int64_t now_ = 0;
  usage seen_;
};

TEST(explain, names_rate_and_burst_from_two_breaches) {
  for (auto [rate, burst] : {std::pair{10.0, 20.0}, {3.0, 50.0}, {100.0, 30.0}, {0.5, 10.0}}) {
    bucket_of_the_service service{rate, burst};
    std::vector<breach_windows> breaches{service.break_at(4 * rate), service.break_at(1.3 * rate)};
    auto found = explain(breaches, {});
    ASSERT_TRUE(found) << rate;
    EXPECT_NEAR(found->rate, rate, std::max(found->doubt, 0.002) * rate * 1.5);
    EXPECT_NEAR(found->burst, burst, 2 + 0.05 * burst);
    EXPECT_LT(found->doubt, 0.1);
  }
}

TEST(explain, is_surer_the_longer_the_second_stretch_was) {
  auto doubt = [](double pace) {
    bucket_of_the_service service{10, 20};
    std::vector<breach_windows> breaches{service.break_at(40), service.break_at(pace)};
    return explain(breaches, {})->doubt;
  };
  EXPECT_LT(doubt(10.5), doubt(12));
  EXPECT_LT(doubt(12), doubt(20));
}

TEST(explain, knows_nothing_from_one_breach) {
  bucket_of_the_service service{10, 20};
  EXPECT_FALSE(explain(std::vector<breach_windows>{service.break_at(40)}, {}));
  EXPECT_FALSE(explain({}, {}));
}

TEST(explain, takes_one_breach_where_the_shape_of_the_bucket_is_known) {
  bucket_of_the_service service{5, 10};
  auto found = explain(std::vector<breach_windows>{service.break_at(6)},
                       bucket_guess{.rate = 10, .burst = 20, .doubt = 0.01});
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->rate, 5, 0.2);
  EXPECT_NEAR(found->burst, 10, 1);
}

TEST(explain, refuses_breaches_that_no_bucket_explains) {
  // Ten calls in ten seconds and a thousand in one: of one bucket, the second would not have broken so late.
  std::vector<breach_windows> breaches{{{.seconds = 10, .calls = 10}}, {{.seconds = 1, .calls = 1'000}}};
  EXPECT_FALSE(explain(breaches, {}));
}

TEST(explain, takes_a_bucket_for_as_full_as_it_could_become) {
  // Of 5 a second and 300 at once, empty 10 s before the stretch began: 50 calls, and 5 more each second.
  const breach_windows broken{{.seconds = 20, .calls = 150, .filled = 10}};
  const auto found = explain({&broken, 1}, bucket_guess{.rate = 10, .burst = 600, .doubt = 0.01});
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->rate, 5, 0.01);
  EXPECT_NEAR(found->burst, 300, 1);
}

TEST(explain, refuses_a_bucket_that_is_deeper_than_any_quota) {
  const auto of = [](double deep_s) {
    return std::vector<breach_windows>{{{.seconds = 10, .calls = 10 + deep_s}},
                                       {{.seconds = 110, .calls = 110 + deep_s}}};
  };
  EXPECT_TRUE(explain(of(600), {}));
  EXPECT_FALSE(explain(of(1'000), {}));
}

TEST(usage, knows_for_how_long_the_bucket_may_have_filled_up) {
  usage x;
  x.add(at(0), true);
  x.empty(at(500));
  x.add(at(10'500), true);
  auto windows = x.before(at(11'000), x.count() + 1);
  ASSERT_EQ(windows.size(), 2u);
  EXPECT_GT(windows[0].filled, 1e9) << "no breach is known before";
  EXPECT_DOUBLE_EQ(windows[1].filled, 10);
}

TEST(usage, stays_small_and_keeps_the_pauses) {
  usage x;
  for (auto i = 0; i < 200'000; ++i)
    x.add(at(i * 50LL), i % 50'000 == 0);
  auto windows = x.before(at(10'000'000), x.count());
  EXPECT_LE(windows.size(), 96u);
  EXPECT_GE(windows.size(), 20u);
  EXPECT_DOUBLE_EQ(windows.front().calls, 199'999);
  EXPECT_DOUBLE_EQ(windows.front().seconds, 10'000);
}

TEST(usage, counts_what_the_service_took) {
  usage x;
  x.add(at(0), true);
  x.add(at(10), false);
  x.add(at(20), false);
  x.take_back(1);
  EXPECT_EQ(x.count(), 2u);
  x.add(at(1'000), true);
  auto windows = x.before(at(1'000), x.count());
  ASSERT_EQ(windows.size(), 2u);
  EXPECT_DOUBLE_EQ(windows[0].calls, 2);
  EXPECT_DOUBLE_EQ(windows[0].seconds, 1);
  EXPECT_DOUBLE_EQ(windows[1].calls, 0);
}

} // namespace
} // namespace roamsync
