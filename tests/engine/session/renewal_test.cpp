#include "tests/engine/session/harness.hpp"

namespace roamsync {
namespace {

TEST(session, a_renewal_that_fails_costs_nothing_while_the_old_session_lives) {
  session_harness x{{}, {.patience = duration{1'000}}};
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_signed_in(duration{100'000}, at(0)));
  x.take(x.machine.on_wake(at(80'000)));
  x.take(x.machine.on_sign_in_failed(broken(cause::sign_in_unreachable), at(80'000), 0.5));
  x.take(x.machine.on_wake(at(90'000)));
  EXPECT_EQ(x.sign_ins, 3);
  x.take(x.machine.on_sign_in_failed(broken(cause::sign_in_unreachable), at(95'000), 0.5));
  EXPECT_FALSE(x.failed);
  x.take(x.machine.call(1, at(0) + later, at(95'001)));
  EXPECT_EQ(x.sent.size(), 1U);
  x.take(x.machine.on_wake(at(99'999)));
  x.take(x.machine.on_sign_in_failed(broken(cause::sign_in_unreachable), at(100'001), 0.5));
  EXPECT_TRUE(x.failed);
}

TEST(session, is_renewed_before_it_ends) {
  session_harness x;
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_signed_in(duration{100'000}, at(0)));
  ASSERT_EQ(x.wake, at(80'000));
  x.take(x.machine.on_wake(at(80'000)));
  EXPECT_EQ(x.sign_ins, 2);
  x.take(x.machine.call(1, at(0) + later, at(80'001)));
  EXPECT_EQ(x.sent.size(), 1U) << "the old session is good meanwhile";
}

TEST(session, is_renewed_when_the_service_says_that_it_ends_soon) {
  session_harness x{{.lanes = 4}, {}, {.renew_after = duration{60'000}}};
  x.open();
  for (call_queue::call_id id = 1; id <= 3; ++id)
    x.take(x.machine.call(id, at(0) + later, at(1)));
  x.take(x.machine.on_session_ends_soon(1, at(59'999)));
  EXPECT_EQ(x.sign_ins, 1) << "a service that always says so must not lead to sign-ins without an end";
  x.take(x.machine.on_session_ends_soon(1, at(60'000)));
  EXPECT_EQ(x.sign_ins, 2);
  x.take(x.machine.on_session_ends_soon(2, at(60'001)));
  EXPECT_EQ(x.sign_ins, 2) << "it is under way";
  x.take(x.machine.call(4, at(0) + later, at(60'002)));
  EXPECT_EQ(x.sent.back(), 4U) << "the old session is still good";
  x.take(x.machine.on_signed_in(std::nullopt, at(61'000)));
  x.take(x.machine.on_session_ends_soon(2, at(200'000)));
  EXPECT_EQ(x.sign_ins, 2) << "that was the old one";
}

TEST(session, knows_the_calls_of_the_session_in_use) {
  session_harness x;
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  x.take(x.machine.call(2, at(0) + later, at(1)));
  EXPECT_TRUE(x.machine.is_of_this_session(1));
  x.take(x.machine.on_reply(1, session_over(), at(10), 0.5));
  x.take(x.machine.on_signed_in(std::nullopt, at(20)));
  EXPECT_FALSE(x.machine.is_of_this_session(2)) << "its answer tells of the old one";
  EXPECT_TRUE(x.machine.is_of_this_session(1)) << "it was sent again";
  EXPECT_FALSE(x.machine.is_of_this_session(99));
}

TEST(session, a_step_of_a_renewal_waits_for_a_wait_that_a_mailbox_was_told) {
  session_harness x{{.lanes = 4}, {}, {.renew_after = duration{60'000}}};
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  x.take(x.machine.on_session_ends_soon(1, at(60'000)));
  ASSERT_EQ(x.sign_ins, 2);
  EXPECT_TRUE(x.machine.sign_in_may_go_on(at(60'001)));
  x.take(x.machine.on_reply(1, throttled(duration{120'000}), at(60'010), 0.5));
  EXPECT_FALSE(x.machine.sign_in_may_go_on(at(100'000)));
  x.take(x.machine.on_sign_in_held(at(60'020)));
  x.take(x.machine.on_wake(at(120'000)));
  EXPECT_EQ(x.sign_ins, 2);
  x.take(x.machine.on_wake(at(200'000)));
  EXPECT_EQ(x.sign_ins, 3) << "anew, once it is over";
}

TEST(session, a_sign_in_that_was_held_back_has_not_failed) {
  const retry_options retry;
  session_harness x{{}, retry};
  x.take(x.machine.start(at(0)));
  auto now = at(0);
  for (auto i = 0; i < 50; ++i) {
    x.take(x.machine.on_sign_in_held(now));
    EXPECT_EQ(x.sign_ins, i + 1);
    EXPECT_EQ(x.wake, now + retry.base) << "not at once";
    now += retry.patience / 10;
    x.take(x.machine.on_wake(now));
    ASSERT_EQ(x.sign_ins, i + 2);
  }
  x.take(x.machine.on_sign_in_failed(broken(cause::sign_in_unreachable), now, 0.5));
  EXPECT_FALSE(x.failed) << "patience begins with the first that failed";
}

TEST(session, a_sign_in_that_was_held_back_after_a_stop_is_not_begun_again) {
  session_harness x;
  x.take(x.machine.start(at(0)));
  x.take(x.machine.stop(cause::stopped, at(10)));
  x.take(x.machine.on_sign_in_held(at(20)));
  ASSERT_TRUE(x.failed);
  EXPECT_EQ(x.failed->why, cause::stopped);
}

TEST(session, a_sign_in_that_fails_for_now_after_a_stop_was_stopped) {
  session_harness x;
  x.take(x.machine.start(at(0)));
  x.take(x.machine.stop(cause::stopped, at(10)));
  x.take(x.machine.on_sign_in_failed({.what = verdict::throttled, .why = cause::throttled}, at(20), 0.5));
  ASSERT_TRUE(x.failed);
  EXPECT_EQ(x.failed->why, cause::stopped);
}

TEST(session, is_not_renewed_after_a_stop) {
  session_harness x;
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  x.take(x.machine.on_reply(1, session_over(), at(10), 0.5));
  x.take(x.machine.on_signed_in(duration{100'000}, at(20)));
  ASSERT_EQ(x.sign_ins, 2);
  EXPECT_FALSE(x.machine.is_stopped());
  x.take(x.machine.stop(cause::stopped, at(30))); // call 1 is in flight
  EXPECT_TRUE(x.machine.is_stopped());
  x.take(x.machine.on_wake(at(80'020)));
  EXPECT_EQ(x.sign_ins, 2);
}

TEST(session, a_post_that_was_answered_stands_no_longer_although_the_next_step_was_held_back) {
  session_harness x{{}, {}, {}, {.open_posts = 1}};
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_password_due(at(10)));
  x.take(x.machine.on_sign_in_held(at(20)));
  ASSERT_FALSE(x.kept.empty());
  EXPECT_EQ(x.kept.back().past.open_posts, 0U);
}

TEST(session, an_ended_session_is_renewed_once_for_all_lanes) {
  session_harness x;
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  x.take(x.machine.call(2, at(0) + later, at(1)));
  x.take(x.machine.on_reply(1, session_over(), at(10), 0.5));
  x.take(x.machine.on_reply(2, session_over(), at(11), 0.5));
  EXPECT_EQ(x.sign_ins, 2);
  EXPECT_TRUE(x.finished.empty());
  x.take(x.machine.on_signed_in(std::nullopt, at(20)));
  EXPECT_EQ(x.sent.size(), 4U) << "both calls are sent again";
  x.take(x.machine.on_reply(1, ok(), at(30), 0.5));
  EXPECT_EQ(x.finished.at(1).what, verdict::ok);
}

TEST(session, two_ends_of_the_session_in_a_row_are_no_refusal) {
  session_harness x{{.lanes = 1}};
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  for (auto i = 0; i < 2; ++i) {
    x.take(x.machine.on_reply(1, session_over(401), at(10), 0.5));
    x.take(x.machine.on_signed_in(std::nullopt, at(20)));
  }
  x.take(x.machine.on_reply(1, ok(), at(30), 0.5));
  EXPECT_EQ(x.finished.at(1).what, verdict::ok);
}

TEST(session, a_401_that_fresh_sessions_do_not_change_is_about_the_mailbox) {
  session_harness x{{.lanes = 1}, {}, {.fruitless_max = 2}};
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  for (auto i = 1; i <= 2; ++i) {
    x.take(x.machine.on_reply(1, session_over(401), at(10), 0.5));
    EXPECT_TRUE(x.finished.empty()) << "no other call can tell, so a sign-in does";
    EXPECT_EQ(x.sign_ins, 1 + i);
    x.take(x.machine.on_signed_in(std::nullopt, at(20)));
  }
  x.take(x.machine.on_reply(1, session_over(401), at(30), 0.5));
  ASSERT_TRUE(x.finished.contains(1));
  EXPECT_EQ(x.finished.at(1).why, cause::full_access_missing);
  // The next ones cost no sign-in, until a good answer shows that sign-ins are worth something again.
  for (call_queue::call_id id = 2; id <= 20; ++id) {
    x.take(x.machine.call(id, at(0) + later, at(40)));
    x.take(x.machine.on_reply(id, session_over(401), at(50), 0.5));
    EXPECT_EQ(x.finished.at(id).why, cause::full_access_missing);
  }
  EXPECT_EQ(x.sign_ins, 3);
}

TEST(session, a_later_good_answer_shows_that_a_401_is_about_the_mailbox) {
  session_harness x{{.lanes = 2}};
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  x.take(x.machine.call(2, at(0) + later, at(1)));
  x.take(x.machine.call(3, at(0) + later, at(1)));
  x.take(x.machine.on_reply(1, session_over(401), at(10), 0.5));
  x.take(x.machine.on_reply(2, ok(), at(11), 0.5));
  EXPECT_FALSE(x.finished.contains(1)) << "that answer may be from before the end of the session";
  x.take(x.machine.on_reply(3, ok(), at(12), 0.5));
  ASSERT_TRUE(x.finished.contains(1)) << "call 3 was sent after it";
  EXPECT_EQ(x.finished.at(1).why, cause::full_access_missing);
  EXPECT_EQ(x.sign_ins, 1);
}

} // namespace
} // namespace roamsync
