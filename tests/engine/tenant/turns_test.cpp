#include "tests/engine/tenant/tenant_run_harness.hpp"

namespace roamsync {
namespace {

TEST(turns, while_the_node_is_full_a_line_begins_one_mailbox_more_as_none_of_its_calls_waits) {
  tenant_run_harness x{5};
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_planned(plan(20), "group", at(1)));
  x.take(x.machine.on_heard(0, {.crowded = true}));
  EXPECT_TRUE(x.started.empty()) << "it is not signed in";
  x.take(x.machine.on_session_ready(0, at(2)));
  EXPECT_EQ(x.started.size(), 1U);
  x.take(x.machine.on_heard(0, {.crowded = true, .unsent = 1}));
  EXPECT_EQ(x.started.size(), 1U);
  x.take(x.machine.on_heard(0, {.crowded = true, .unsent = 0}));
  EXPECT_EQ(x.started.size(), 2U);
  x.take(x.machine.on_heard(0, {.crowded = true, .unsent = 0}));
  EXPECT_EQ(x.started.size(), 3U);
}

TEST(turns, with_room_at_the_node_all_lanes_are_used_at_once) {
  tenant_run_harness x{5};
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_planned(plan(20), "group", at(1)));
  x.take(x.machine.on_heard(0, {.crowded = true}));
  x.take(x.machine.on_session_ready(0, at(2)));
  x.take(x.machine.on_heard(0, {.crowded = false, .unsent = 1}));
  EXPECT_EQ(x.started.size(), 5U);
}

TEST(turns, who_is_critical_uses_all_lanes) {
  tenant_run_harness x{5};
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_planned(plan(20), "group", at(1)));
  x.take(x.machine.on_heard(0, {.crowded = true, .critical = true, .unsent = 1}));
  x.take(x.machine.on_session_ready(0, at(2)));
  EXPECT_EQ(x.started.size(), 5U);
}

TEST(turns, a_line_without_a_mailbox_begins_one_whatever_waits) {
  tenant_run_harness x{1};
  x.open(plan(3));
  x.take(x.machine.on_heard(0, {.crowded = true, .unsent = 4}));
  x.end("u0");
  EXPECT_EQ(x.started.size(), 2U);
}

TEST(turns, a_mailbox_that_ends_is_followed_by_none_while_a_call_of_another_waits) {
  tenant_run_harness x{2};
  x.open(plan(9));
  x.take(x.machine.on_heard(0, {.crowded = true, .unsent = 1}));
  x.end("u0");
  EXPECT_EQ(x.started.size(), 2U);
  x.take(x.machine.on_heard(0, {.crowded = true, .unsent = 0}));
  EXPECT_EQ(x.started.size(), 3U);
}

TEST(turns, a_paused_tenant_begins_none_on_an_answer) {
  tenant_run_harness x{2};
  x.open(plan(9));
  x.end("u0");
  x.take(x.machine.set_paused(true, at(11)));
  x.end("u1");
  const auto before = x.started.size();
  x.take(x.machine.on_heard(0, {}));
  EXPECT_EQ(x.started.size(), before);
}

} // namespace
} // namespace roamsync
