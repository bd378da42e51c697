#include "engine/simulate/night.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

TEST(simulate, the_same_night_twice_is_the_same) {
  std::vector<simulated_tenant> tenants{{.id = "a", .mailboxes = 50}, {.id = "b", .mailboxes = 20}};
  auto first = simulate(tenants, {});
  auto second = simulate(tenants, {});
  EXPECT_EQ(first.makespan, second.makespan);
  EXPECT_EQ(first.tenants[0].done, 50u);
  EXPECT_EQ(first.per_tick, second.per_tick);
}

} // namespace
} // namespace roamsync
