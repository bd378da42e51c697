#include "tests/simulation/judge/judge.hpp"
#include "tests/simulation/scenario.hpp"

#include <gtest/gtest.h>

namespace roamsync::simulation {
namespace {

TEST(small_world, without_faults_every_mailbox_ends_as_its_nature_asks) {
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    auto tenants = small_world(seed, mixed());
    auto before = tenants;
    simulation x{std::move(tenants), {}};
    auto end = x.run_night();
    ASSERT_TRUE(end.finished) << end.failure;
    // A machine that wakes without end shows here: the clock moves on a millisecond with each wake-up.
    EXPECT_LT(x.time().done(), 40 * x.seen().requests.size() + 1'000);
    EXPECT_EQ(lines(judge_limits(x)), "");
    EXPECT_EQ(lines(judge_outcomes(x)), "");
    EXPECT_EQ(lines(judge_expected(x)), "");
    EXPECT_EQ(lines(judge_members(x)), "");
    EXPECT_EQ(lines(judge_sign_ins(x)), "");
    EXPECT_EQ(lines(judge_users_own(x, before)), "");
  }
}

TEST(small_world, with_every_fault_keeps_the_promises) {
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    auto tenants = small_world(seed, mixed());
    add_faults(tenants, seed);
    auto before = tenants;
    simulation x{std::move(tenants), {.message_delay_max = 3}};
    auto end = x.run_night();
    ASSERT_TRUE(end.finished) << end.failure;
    // A machine that wakes without end shows here: the clock moves on a millisecond with each wake-up.
    EXPECT_LT(x.time().done(), 40 * x.seen().requests.size() + 1'000);
    EXPECT_EQ(lines(judge_limits(x)), "");
    EXPECT_EQ(lines(judge_outcomes(x)), "");
    EXPECT_EQ(lines(judge_members(x)), "");
    EXPECT_EQ(lines(judge_sign_ins(x)), "");
    EXPECT_EQ(lines(judge_users_own(x, before)), "");
  }
}

TEST(large_world, is_the_same_night_for_the_same_seed_only) {
  const auto digest_of = [](std::uint64_t seed) {
    simulation x{large_world(seed, 200), {}, false};
    EXPECT_TRUE(x.run_night().finished);
    return x.log().digest();
  };
  const auto first = digest_of(1);
  EXPECT_EQ(first, digest_of(1));
  EXPECT_NE(first, digest_of(2));
}

} // namespace
} // namespace roamsync::simulation
