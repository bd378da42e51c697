#include "tests/simulation/judge/judge.hpp"
#include "tests/simulation/scenario.hpp"

#include <gtest/gtest.h>

namespace roamsync::simulation {
namespace {

constexpr std::size_t tenants_of_a_night = 10'000;

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

} // namespace
} // namespace roamsync::simulation
