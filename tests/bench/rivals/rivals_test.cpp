#include "bench/rivals/rivals.hpp"
#include "tests/bench/rivals/calls.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace roamsync::bench {
namespace {

TEST(rivals, each_name_is_a_rival_and_no_other_is) {
  EXPECT_EQ(rival_names().size(), 7U);
  EXPECT_EQ(std::set(rival_names().begin(), rival_names().end()).size(), 7U);
  for (const auto name : rival_names())
    EXPECT_NE(make_rival(name, {}, at(0)), nullptr) << name;
  EXPECT_EQ(make_rival("fixed", {}, at(0)), nullptr);
}

// What all have in common, so that they can be compared.
struct each_rival : testing::TestWithParam<std::string_view> {
  std::unique_ptr<limiter> made(const limit& allowed) { return make_rival(GetParam(), allowed, at(0)); }

  /// Starts calls, none of which ends, until `end`.
  static std::size_t started_until(limiter& x, time_point now, time_point end) {
    std::size_t count = 0;
    for (auto opens = x.opens_at(now); opens && *opens <= end; opens = x.opens_at(now)) {
      now = std::max(now, *opens);
      (void)x.start(now);
      ++count;
    }
    return count;
  }
};

TEST_P(each_rival, never_has_more_calls_in_flight_than_lanes) {
  const auto x = made({.lanes = 3});
  EXPECT_EQ(started_until(*x, at(0), at(60'000)), 3U);
  EXPECT_EQ(x->in_flight(), 3U);
  x->set_limit({.lanes = 5}, at(60'000));
  EXPECT_EQ(started_until(*x, at(60'000), at(120'000)), GetParam().starts_with("netflix") ? 0U : 2U)
      << "Netflix' limit has to grow first";
}

TEST_P(each_rival, a_call_that_ended_makes_room) {
  const auto x = made({.lanes = 1});
  const auto ticket = x->start(at(0));
  EXPECT_EQ(x->opens_at(at(1)), std::nullopt);
  EXPECT_EQ(x->end(ticket, ok_after(100), at(100), 0), at(100));
  EXPECT_EQ(x->in_flight(), 0U);
  EXPECT_TRUE(x->opens_at(at(100)));
}

TEST_P(each_rival, honours_the_rate_that_is_known) {
  const auto x = made({.lanes = 1'000, .rate = 2, .burst = 4});
  EXPECT_LE(started_until(*x, at(0), at(10'000)), 4U + 20);
  const auto slower = made({.lanes = 1'000, .rate = 2, .burst = 4});
  slower->set_limit({.lanes = 1'000, .rate = 1, .burst = 1}, at(0));
  EXPECT_LE(started_until(*slower, at(0), at(10'000)), 11U);
}

TEST_P(each_rival, starts_nothing_while_it_rests) {
  const auto x = made({.lanes = 3});
  x->rest_until(at(5'000));
  x->rest_until(at(2'000));
  EXPECT_EQ(x->opens_at(at(100)), at(5'000));
  EXPECT_EQ(x->waits_until(), at(5'000));
  EXPECT_EQ(x->opens_at(at(6'000)), at(6'000));
}

TEST_P(each_rival, goes_on_after_any_number_of_throttles) {
  const auto x = made({.lanes = 4});
  auto now = at(0);
  for (int i = 0; i < 200; ++i) {
    const auto opens = x->opens_at(now);
    ASSERT_TRUE(opens) << "call " << i;
    ASSERT_LE(*opens - now, duration{31'000}) << "call " << i;
    now = std::max(now, *opens);
    EXPECT_GE(x->end(x->start(now), throttled(1'000), now, 0.5), now);
  }
}

INSTANTIATE_TEST_SUITE_P(all, each_rival, testing::ValuesIn(rival_names().begin(), rival_names().end()),
                         [](const auto& x) {
                           std::string name{x.param};
                           for (auto& c : name)
                             c = c == '-' ? '_' : c;
                           return name;
                         });

} // namespace
} // namespace roamsync::bench
