#include "tests/simulation/judge/judge.hpp"
#include "tests/simulation/scenario.hpp"

#include <gtest/gtest.h>

namespace roamsync::simulation {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr std::size_t tenants_of_a_night = 200;
#else
constexpr std::size_t tenants_of_a_night = 10'000;
#endif

struct told {
  std::string digest;
  std::uint64_t bytes = 0;
  std::size_t mailboxes = 0;
  std::string complaints;
};

told play(std::uint64_t seed, bool judged) {
  simulation x{large_world(seed, tenants_of_a_night), {.supervisor = {.tenants_per_second = 100}}, false};
  auto end = x.run_night();
  told out{x.log().digest(), x.log().bytes(), 0, end.failure};
  for (const auto& tenant : x.services().tenants())
    out.mailboxes += tenant.members.size();
  if (judged)
    out.complaints += lines(judge_limits(x)) + lines(judge_outcomes(x)) + lines(judge_members(x));
  return out;
}

TEST(large_night, of_ten_thousand_tenants_with_every_fault_is_the_same_twice_byte_for_byte) {
  for (auto seed : {seeds().front()}) {
    SCOPED_TRACE(replay(seed));
    auto first = play(seed, true);
    auto second = play(seed, false);
    EXPECT_EQ(first.complaints, "");
    EXPECT_EQ(first.digest, second.digest);
    EXPECT_EQ(first.bytes, second.bytes);
    EXPECT_GT(first.mailboxes, tenants_of_a_night * 4);
    RecordProperty("mailboxes", std::to_string(first.mailboxes));
    RecordProperty("log_bytes", std::to_string(first.bytes));
  }
}

TEST(large_night, of_another_seed_is_another_night) {
  auto one = large_world(1, 20);
  auto other = large_world(2, 20);
  simulation x{std::move(one), {}};
  simulation y{std::move(other), {}};
  ASSERT_TRUE(x.run_night().finished);
  ASSERT_TRUE(y.run_night().finished);
  EXPECT_NE(x.log().text(), y.log().text());
}

} // namespace
} // namespace roamsync::simulation
