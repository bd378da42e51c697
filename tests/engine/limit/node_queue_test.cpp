#include "engine/limit/node_queue.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace roamsync {
namespace {

using ids = std::vector<node_queue::call_id>;

time_point at(std::int64_t ms) {
  return time_point{duration{ms}};
}

TEST(node_queue, serves_tenants_in_turn) {
  node_queue x{{.lanes = 4}, at(0)};
  for (node_queue::call_id id = 1; id <= 5; ++id)
    x.add("large", id);
  x.add("small", 100);
  EXPECT_EQ(x.next(at(0)).send, (ids{1, 100, 2, 3}));
  x.end();
  EXPECT_EQ(x.next(at(0)).send, (ids{4}));
}

TEST(node_queue, says_when_the_rate_lets_the_next_one_go) {
  node_queue x{{.lanes = 100, .rate = 10, .burst = 2}, at(0)};
  x.add("a", 1);
  x.add("a", 2);
  auto step = x.next(at(0));
  EXPECT_EQ(step.send, (ids{1}));
  ASSERT_TRUE(step.wake);
  EXPECT_TRUE(x.next(*step.wake - duration{1}).send.empty());
  EXPECT_EQ(x.next(*step.wake).send, (ids{2}));
}

TEST(node_queue, gives_back_what_a_tenant_has_waiting_and_nobody_else_s) {
  node_queue x{{.lanes = 1}, at(0)};
  x.add("a", 1);
  x.add("a", 2);
  x.add("b", 3);
  EXPECT_EQ(x.next(at(0)).send, (ids{1}));
  EXPECT_EQ(x.take("a"), (ids{2}));
  EXPECT_EQ(x.take("a"), ids{});
  x.end();
  EXPECT_EQ(x.next(at(0)).send, (ids{3}));
}

} // namespace
} // namespace roamsync
