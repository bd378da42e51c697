#include "bench/cells/cell.hpp"
#include "bench/cells/machine.hpp"
#include "tests/bench/cells/sample.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <functional>
#include <limits>

namespace roamsync::bench {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr auto nan = std::numeric_limits<double>::quiet_NaN();

TEST(cell, median_is_the_middle_or_the_mean_of_the_middle_two) {
  EXPECT_EQ(median_of({3, 1, 2}), 2);
  EXPECT_EQ(median_of({4, 1, 3, 2}), 2.5);
  EXPECT_EQ(median_of({7}), 7);
  EXPECT_TRUE(std::isnan(median_of({})));
}

TEST(cell, worst_depends_on_which_side_is_good) {
  EXPECT_EQ(worst_of({2, 3, 1}, side::at_most), 3);
  EXPECT_EQ(worst_of({2, 3, 1}, side::at_least), 1);
  EXPECT_TRUE(std::isnan(worst_of({}, side::at_most)));
}

TEST(cell, is_met_when_median_and_worst_are) {
  EXPECT_EQ(judge(sample()).is, judgement::met);
  EXPECT_THAT(judge(sample()).why, IsEmpty());
  EXPECT_EQ(judge(sample_of_high_values()).is, judgement::met);
}

TEST(cell, reaching_the_goal_exactly_meets_it) {
  auto x = sample();
  x.values.assign(10, 1.02);
  EXPECT_EQ(judge(x).is, judgement::met);
}

TEST(cell, one_bad_seed_misses_the_worst_only) {
  auto x = sample();
  x.values[4] = 1.05;
  EXPECT_EQ(judge(x).is, judgement::not_met);
  EXPECT_THAT(judge(x).why, ElementsAre("worst 1.05, wanted <= 1.04"));
  x.wanted.worst.reset();
  EXPECT_EQ(judge(x).is, judgement::met) << "no worst was wanted";
  auto high = sample_of_high_values();
  high.values[4] = 0.9;
  EXPECT_THAT(judge(high).why, ElementsAre("worst 0.9, wanted >= 0.95"));
}

TEST(cell, a_median_that_misses_is_not_met) {
  auto x = sample();
  x.values.assign(10, 1.03);
  EXPECT_THAT(judge(x).why, ElementsAre("median 1.03, wanted <= 1.02"));
}

TEST(cell, a_figure_that_misses_never_reads_like_the_goal) {
  auto x = sample();
  x.values.assign(10, 1.020004);
  EXPECT_THAT(judge(x).why, ElementsAre("median 1.020004, wanted <= 1.02"));
  x.shows = console::chart::quantity::share;
  x.wanted = {side::at_most, 0.003, {}};
  x.values.assign(10, 0.003000001);
  EXPECT_THAT(judge(x).why, ElementsAre("median 0.3000001 %, wanted <= 0.3 %"));
}

TEST(cell, is_invalid_without_what_makes_it_believable) {
  const auto why = [](const std::function<void(cell&)>& change) {
    auto x = sample();
    change(x);
    const auto found = judge(x);
    EXPECT_EQ(found.is, judgement::invalid);
    return found.why;
  };
  EXPECT_THAT(why([](cell& x) { x.bad.clear(); }), ElementsAre("no bad policy took part"));
  EXPECT_THAT(why([](cell& x) { x.wanted = {}; }), Contains("no goal"));
  EXPECT_THAT(why([](cell& x) { x.doubts = {"ends before its bound"}; }),
              ElementsAre("ends before its bound"));
  EXPECT_THAT(why([](cell& x) { x.seeds_least = 20; }), ElementsAre("10 of at least 20 seeds"));
  EXPECT_THAT(why([](cell& x) { x.seeds[9] = 1; }), ElementsAre("a seed counts twice"));
  EXPECT_THAT(why([](cell& x) { x.values.pop_back(); }), ElementsAre("roamsync: 9 values for 10 seeds"));
  EXPECT_THAT(why([](cell& x) { x.values.clear(); }), Contains("nothing was measured"));
  EXPECT_THAT(why([](cell& x) { x.values[0] = nan; }), ElementsAre("roamsync: a value is no number"));
  EXPECT_THAT(why([](cell& x) { x.rivals[1].values.pop_back(); }),
              ElementsAre("rival 'random': 9 values for 10 seeds"));
  EXPECT_THAT(why([](cell& x) { x.bad[0].values[2] = std::numeric_limits<double>::infinity(); }),
              ElementsAre("bad policy 'FIFO by tenant': a value is no number"));
}

TEST(cell, is_invalid_if_a_bad_policy_meets_the_goal_even_when_it_is_met) {
  auto x = sample();
  x.bad.push_back({"nothing changed", std::vector<double>(10, 1.01), {}});
  EXPECT_EQ(judge(x).is, judgement::invalid);
  EXPECT_THAT(judge(x).why,
              ElementsAre("bad policy 'nothing changed' meets the goal with 1.01: the measurement "
                          "cannot tell good from bad"));
  x.bad.back().values = std::vector<double>(10, 1.02);
  EXPECT_EQ(judge(x).is, judgement::invalid) << "exactly the goal";
  x.bad.back().values[0] = 9;
  EXPECT_EQ(judge(x).is, judgement::invalid) << "one bad seed is not enough";
}

TEST(cell, a_bad_policy_is_held_against_the_worst_where_no_median_is_wanted) {
  auto x = sample();
  x.wanted = {side::at_most, {}, 0.0};
  x.values.assign(10, 0.0);
  x.bad = {{"sends on", std::vector<double>(10, 3), {}}};
  EXPECT_EQ(judge(x).is, judgement::met);
  x.bad[0].values.assign(10, 0);
  EXPECT_EQ(judge(x).is, judgement::invalid);
}

TEST(cell, a_bad_policy_may_have_to_be_worse_than_the_goal) {
  auto x = sample();
  x.bad[0].values.assign(10, 1.25);
  EXPECT_THAT(judge(x).why, ElementsAre("bad policy 'FIFO by tenant' has 1.25, which should be >= 1.3"));
  auto high = sample_of_high_values();
  high.bad[0].at_least_as_bad_as = 0.4;
  EXPECT_THAT(judge(high).why, ElementsAre("bad policy 'none' has 0.5, which should be <= 0.4"));
  high.bad[0].at_least_as_bad_as = 0.5;
  EXPECT_EQ(judge(high).is, judgement::met);
}

TEST(cell, best_rival_and_hardest_test_depend_on_which_side_is_good) {
  EXPECT_EQ(best_rival(sample())->name, "random");
  EXPECT_EQ(best_rival(sample_of_high_values())->name, "b");
  EXPECT_EQ(best_rival(cell{}), nullptr);
  auto x = sample();
  x.bad.push_back({"harder", std::vector<double>(10, 1.4), {}});
  EXPECT_EQ(best_of_the_bad(x)->name, "harder");
  EXPECT_EQ(best_of_the_bad(cell{}), nullptr);
}

TEST(cell, goal_says_both_sides) {
  EXPECT_EQ(goal_text(sample()), "<= 1.02 median, <= 1.04 worst");
  EXPECT_EQ(goal_text(sample_of_high_values()), ">= 0.98 median, >= 0.95 worst");
  EXPECT_EQ(goal_text(cell{}), "none");
  auto x = sample();
  x.shows = console::chart::quantity::share;
  x.wanted = {side::at_most, {}, 0.003};
  EXPECT_EQ(goal_text(x), "<= 0.3 % worst");
}

TEST(machine, is_read_from_cpuinfo) {
  const auto x = machine_of("processor\t: 0\nmodel name\t: Xeon 2.50GHz\nflags\t: a: b\n\n"
                            "processor\t: 1\nmodel name\t: other\n");
  EXPECT_EQ(x.cores, 2U);
  EXPECT_EQ(x.cpu, "Xeon 2.50GHz");
  EXPECT_EQ(machine_of("").cores, 0U);
  EXPECT_EQ(machine_of("processor\t: 0").cores, 1U);
}

} // namespace
} // namespace roamsync::bench
