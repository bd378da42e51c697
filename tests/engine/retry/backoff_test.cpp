#include "engine/retry/backoff.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

TEST(full_jitter, covers_zero_to_the_doubled_base) {
  retry_options options{.base = duration{100}, .cap = duration{10'000}};
  EXPECT_EQ(full_jitter(0, 0.0, options), duration{0});
  EXPECT_EQ(full_jitter(0, 0.999, options), duration{99});
  EXPECT_EQ(full_jitter(3, 0.5, options), duration{400});
}

TEST(full_jitter, never_reaches_the_cap_however_many_attempts) {
  retry_options options{.base = duration{100}, .cap = duration{1'000}};
  for (std::uint32_t attempt : {4U, 20U, 63U, 64U, 4'000'000'000U})
    EXPECT_EQ(full_jitter(attempt, 0.5, options), duration{500}) << attempt;
}

TEST(late_by, is_at_most_a_twentieth_of_the_wait_and_two_seconds) {
  EXPECT_EQ(late_by(duration{1'000}, 0.999), duration{49});
  EXPECT_EQ(late_by(duration{1'000'000}, 0.5), duration{1'000});
  EXPECT_EQ(late_by(duration{1'000}, 0.0), duration{0});
}

TEST(retry_budget, good_answers_earn_what_retries_spend) {
  retry_budget budget{{.budget_ratio = 0.25, .budget_max = 2}};
  EXPECT_TRUE(budget.spend());
  EXPECT_TRUE(budget.spend());
  EXPECT_FALSE(budget.spend());
  for (auto i = 0; i < 3; ++i)
    budget.earn();
  EXPECT_FALSE(budget.spend());
  budget.earn();
  EXPECT_TRUE(budget.spend());
  for (auto i = 0; i < 100; ++i)
    budget.earn();
  EXPECT_TRUE(budget.spend());
  EXPECT_TRUE(budget.spend());
  EXPECT_FALSE(budget.spend()) << "no more than the bound is saved up";
}

} // namespace
} // namespace roamsync
