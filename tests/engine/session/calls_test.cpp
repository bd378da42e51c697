#include "tests/engine/session/harness.hpp"

#include <algorithm>

namespace roamsync {
namespace {

using std::chrono::minutes;

TEST(session, its_own_mailbox_is_asked_by_four_at_once_and_the_others_go_past) {
  session_harness x{{.lanes = 16}};
  x.open();
  for (auto id = 1U; id <= 6; ++id)
    x.take(x.machine.call(id, at(0) + later, at(1), true));
  x.take(x.machine.call(7, at(0) + later, at(1)));
  EXPECT_EQ(x.sent, (std::vector<call_queue::call_id>{1, 2, 3, 4, 7}));
  x.take(x.machine.on_reply(7, ok(), at(10), 0.5));
  EXPECT_EQ(x.sent.size(), 5U) << "another mailbox's answer makes no room here";
  x.take(x.machine.on_reply(2, ok(), at(11), 0.5));
  EXPECT_EQ(x.sent.back(), 5U);
  EXPECT_EQ(x.sent.size(), 6U);
}

TEST(session, a_call_that_was_held_back_goes_out_again_at_no_cost) {
  session_harness x{{.lanes = 1}, {.attempts_max = 1}};
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  x.take(x.machine.on_unsent(1, at(10)));
  EXPECT_EQ(x.sent.size(), 2U);
  x.take(x.machine.on_reply(1, ok(), at(20), 0.5));
  EXPECT_EQ(x.finished.at(1).what, verdict::ok);
}

TEST(session, a_call_that_cannot_be_sent_in_time_ends_with_what_kept_it) {
  session_harness x{{.lanes = 1}};
  x.open();
  x.take(x.machine.call(2, at(100'000), at(1)));
  x.take(x.machine.call(1, at(10'000), at(1)));
  x.take(x.machine.on_wake(at(10'000)));
  ASSERT_TRUE(x.finished.contains(1));
  EXPECT_EQ(x.finished.at(1).why, cause::timed_out);
}

TEST(session, transient_failures_are_tried_again_with_growing_pauses) {
  session_harness x{{.lanes = 1}, {.base = duration{100}, .attempts_max = 3}};
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  x.take(x.machine.on_reply(1, broken(), at(10), 0.5));
  EXPECT_EQ(x.wake, at(60));
  x.take(x.machine.on_wake(at(59)));
  EXPECT_EQ(x.sent.size(), 1U);
  x.take(x.machine.on_wake(at(60)));
  EXPECT_EQ(x.sent.size(), 2U);
  x.take(x.machine.on_reply(1, broken(), at(70), 0.5));
  EXPECT_EQ(x.wake, at(170));
  x.take(x.machine.on_wake(at(170)));
  x.take(x.machine.on_reply(1, broken(), at(180), 0.5));
  ASSERT_TRUE(x.finished.contains(1)) << "three attempts are all";
  EXPECT_EQ(x.finished.at(1).why, cause::server_error);
}

TEST(session, a_refusal_is_final_for_the_call_only) {
  session_harness x;
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  x.take(x.machine.on_reply(1, {.what = verdict::failed, .why = cause::mailbox_not_found, .status = 404},
                            at(10), 0.5));
  EXPECT_EQ(x.finished.at(1).why, cause::mailbox_not_found);
  EXPECT_FALSE(x.failed);
}

TEST(session, a_dead_service_is_given_up_when_patience_ends_and_rarely_asked_meanwhile) {
  session_harness x{
      {.lanes = 3},
      {.attempts_max = 1'000, .budget_max = 1'000, .breaker_after = 6, .patience = minutes{10}}};
  x.open();
  for (auto id = 1U; id <= 3; ++id)
    x.take(x.machine.call(id, at(100'000'000), at(1)));
  auto now = at(0);
  std::size_t answered = 0;
  while (!x.failed && answered < 1'000) {
    if (answered < x.sent.size()) {
      now += duration{1'000};
      x.take(x.machine.on_reply(x.sent[answered++], broken(cause::timed_out), now, 0.5));
    } else {
      ASSERT_TRUE(x.wake);
      now = std::max(now, *x.wake);
      x.take(x.machine.on_wake(now));
    }
  }
  ASSERT_TRUE(x.failed);
  EXPECT_EQ(x.failed->why, cause::timed_out);
  EXPECT_GE(now, at(0) + minutes{10});
  EXPECT_LT(answered, 150U) << "one trial call about each 5 s";
  while (answered < x.sent.size())
    x.take(x.machine.on_reply(x.sent[answered++], broken(cause::timed_out), now, 0.5));
  EXPECT_EQ(x.finished.size(), 3U);
}

TEST(session, a_stop_ends_what_waits_and_lets_what_flies_finish) {
  session_harness x{{.lanes = 1}};
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  x.take(x.machine.call(2, at(0) + later, at(1)));
  x.take(x.machine.stop(cause::stopped, at(10)));
  EXPECT_EQ(x.finished.at(2).why, cause::stopped);
  x.take(x.machine.on_reply(1, ok(), at(20), 0.5));
  EXPECT_EQ(x.finished.at(1).what, verdict::ok);
  x.take(x.machine.call(3, at(0) + later, at(30)));
  EXPECT_EQ(x.finished.at(3).why, cause::stopped);
}

TEST(session, after_a_stop_nothing_is_tried_again) {
  session_harness x{{.lanes = 1}};
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  x.take(x.machine.stop(cause::stopped, at(10)));
  x.take(x.machine.on_reply(1, throttled(duration{60'000}), at(20), 0.5));
  ASSERT_TRUE(x.finished.contains(1));
  EXPECT_EQ(x.sent.size(), 1U);
}

TEST(session, at_the_window_s_end_a_mailbox_that_nothing_was_sent_for_is_not_begun) {
  session_harness x{{.lanes = 2}};
  x.open();
  for (call_queue::call_id id = 1; id <= 3; ++id)
    x.take(x.machine.call(id, at(0) + later, at(1), false, true));
  x.take(x.machine.call(4, at(0) + later, at(1))); // a later call of a mailbox that was begun
  x.take(x.machine.close(at(10)));
  EXPECT_EQ(x.finished.size(), 1U);
  EXPECT_EQ(x.finished.at(3).why, cause::window_closed);
  // The node had not sent the second yet.
  x.take(x.machine.on_unsent(2, at(11)));
  EXPECT_EQ(x.finished.at(2).why, cause::window_closed);
  x.take(x.machine.call(5, at(0) + later, at(12), false, true));
  EXPECT_EQ(x.finished.at(5).why, cause::window_closed);
  x.take(x.machine.on_reply(1, ok(), at(20), 0.5));
  EXPECT_EQ(x.finished.at(1).what, verdict::ok);
  EXPECT_EQ(x.sent, (std::vector<call_queue::call_id>{1, 2, 4})) << "what was begun is finished";
}

TEST(session, a_first_call_that_was_answered_was_begun) {
  session_harness x{{.lanes = 1}};
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1), false, true));
  x.take(x.machine.on_reply(1, throttled(duration{5'000}), at(2), 0.5));
  x.take(x.machine.close(at(10)));
  EXPECT_TRUE(x.finished.empty());
}

TEST(session, after_the_time_that_follows_the_window_nothing_more_is_sent) {
  session_harness x{{.lanes = 1}};
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  x.take(x.machine.call(2, at(0) + later, at(1)));
  x.take(x.machine.stop(cause::window_closed, at(10)));
  EXPECT_EQ(x.finished.at(2).why, cause::window_closed);
  x.take(x.machine.on_reply(1, broken(), at(20), 0.5));
  EXPECT_TRUE(x.finished.contains(1));
  EXPECT_EQ(x.sent.size(), 1U);
}

TEST(session, tells_how_many_of_its_calls_wait_here_and_at_the_node) {
  session_harness x{{.lanes = 1}};
  x.open();
  for (call_queue::call_id id = 1; id < 4; ++id)
    x.take(x.machine.call(id, at(0) + later, at(1)));
  const passage how{.crowded = true, .waiting = 3};
  EXPECT_EQ(x.machine.heard(how), (line_word{.crowded = true, .unsent = 5}));
  x.take(x.machine.on_reply(1, ok(), at(2), 0.5, how));
  EXPECT_EQ(x.machine.heard(how).unsent, 4U);
}

} // namespace
} // namespace roamsync
