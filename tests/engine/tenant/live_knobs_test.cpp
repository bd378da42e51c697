#include "tests/engine/tenant/tenant_run_harness.hpp"

// Lanes that change while a tenant is worked on, and a tenant that is paused by hand.
namespace roamsync {
namespace {

TEST(live_lanes, that_are_more_are_filled_at_once) {
  tenant_run_harness x{1};
  x.open(plan(5));
  EXPECT_EQ(x.started.size(), 1U);
  x.take(x.machine.set_lanes(4, at(3)));
  EXPECT_EQ(x.started.size(), 4U);
  EXPECT_EQ(x.machine.view(at(3).mono).lanes, 4U);
}

TEST(live_lanes, that_are_fewer_wait_for_those_in_work) {
  tenant_run_harness x{3};
  x.open(plan(5));
  x.take(x.machine.set_lanes(1, at(3)));
  x.end("u0");
  x.end("u1");
  EXPECT_EQ(x.started.size(), 3U);
  x.end("u2");
  EXPECT_EQ(x.started.size(), 4U);
}

TEST(pause, begins_nothing_and_finishes_what_was_begun) {
  tenant_run_harness x{2};
  x.open(plan(4));
  x.take(x.machine.set_paused(true, at(3)));
  EXPECT_TRUE(x.machine.view(at(3).mono).paused);
  x.end("u0");
  x.end("u1");
  EXPECT_EQ(x.started.size(), 2U);
  EXPECT_EQ(x.rows.size(), 2U);
  EXPECT_EQ(x.done, 0);
  x.take(x.machine.set_lanes(4, at(12)));
  EXPECT_EQ(x.started.size(), 2U) << "more lanes are no end of the pause";
  x.take(x.machine.set_paused(false, at(20)));
  EXPECT_EQ(x.started.size(), 4U);
  x.end("u2");
  x.end("u3");
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.machine.run().state, tenant_state::done);
}

TEST(pause, from_the_start_reads_nothing_and_signs_nobody_in) {
  tenant_run_harness x{2};
  x.take(x.machine.set_paused(true, at(0)));
  x.take(x.machine.start(at(0)));
  EXPECT_EQ(x.readings, 0);
  x.take(x.machine.set_paused(false, at(5)));
  EXPECT_EQ(x.readings, 1);
  x.take(x.machine.set_paused(true, at(6)));
  x.take(x.machine.on_planned(plan(2), "group", at(7)));
  EXPECT_EQ(x.sessions, 0);
  x.take(x.machine.set_paused(false, at(8)));
  EXPECT_EQ(x.sessions, 1);
  x.take(x.machine.on_session_ready(0, at(9)));
  EXPECT_EQ(x.started.size(), 2U);
  EXPECT_EQ(x.readings, 1);
}

TEST(pause, does_not_hold_the_window_open) {
  tenant_run_harness x{1};
  x.open(plan(3));
  x.take(x.machine.set_paused(true, at(3)));
  x.end("u0");
  x.take(x.machine.close(cause::window_closed, at(20)));
  EXPECT_EQ(x.done, 1);
  ASSERT_EQ(x.rows.size(), 3U);
  EXPECT_EQ(x.rows[2].end.kind, outcome_kind::deferred);
  EXPECT_EQ(x.rows[2].end.detail, "the tenant was paused");
}

TEST(pause, over_the_whole_window_ends_the_tenant_with_its_reason) {
  tenant_run_harness x{1};
  x.take(x.machine.set_paused(true, at(0)));
  x.take(x.machine.start(at(0)));
  x.take(x.machine.close(cause::window_closed, at(20)));
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.readings, 0);
  EXPECT_EQ(x.machine.run().state, tenant_state::failed);
  EXPECT_EQ(x.machine.run().why, cause::window_closed);
  EXPECT_EQ(x.machine.run().detail, "the tenant was paused");
  x.take(x.machine.set_paused(false, at(21)));
  EXPECT_EQ(x.readings, 0);
}

TEST(pause, that_a_window_closed_before_the_start_ends_at_the_start) {
  tenant_run_harness x{1};
  x.take(x.machine.set_paused(true, at(0)));
  x.take(x.machine.close(cause::window_closed, at(1)));
  EXPECT_EQ(x.done, 0);
  x.take(x.machine.start(at(2)));
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.machine.run().why, cause::window_closed);
}

TEST(pause, is_stopped_in_order) {
  tenant_run_harness x{1};
  x.open(plan(3));
  x.take(x.machine.set_paused(true, at(3)));
  x.end("u0");
  x.take(x.machine.close(cause::stopped, at(20)));
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.machine.run().state, tenant_state::waiting) << "the next start goes on";
}

TEST(pause, is_no_time_of_work_to_the_forecast) {
  tenant_run_harness x{1};
  x.open(plan(4)); // work begins at 2
  x.end("u0");     // at 10
  EXPECT_EQ(x.machine.view(at(10).mono).remaining, duration{24});
  x.take(x.machine.set_paused(true, at(10)));
  EXPECT_EQ(x.machine.view(at(500).mono).remaining, duration{0}) << "not known";
  x.take(x.machine.set_paused(false, at(1'000)));
  EXPECT_EQ(x.machine.view(at(1'000).mono).remaining, duration{24});
}

} // namespace
} // namespace roamsync
