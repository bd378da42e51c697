#include "tests/engine/session/harness.hpp"

namespace roamsync {
namespace {

using std::chrono::minutes;
constexpr auto later = minutes{10};

TEST(session, many_calls_share_one_sign_in) {
  session_harness x{{.lanes = 8}};
  x.take(x.machine.start(at(0)));
  for (auto id = 1U; id <= 5; ++id)
    x.take(x.machine.call(id, at(0) + later, at(1)));
  EXPECT_TRUE(x.sent.empty()) << "nothing is sent before the sign-in";
  x.take(x.machine.on_signed_in(std::nullopt, at(500)));
  EXPECT_EQ(x.sign_ins, 1);
  EXPECT_EQ(x.ready, 1);
  EXPECT_EQ(x.sent.size(), 5U);
}

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

TEST(session, a_final_refusal_is_not_tried_again) {
  session_harness x;
  x.take(x.machine.start(at(0)));
  x.take(x.machine.call(1, at(0) + later, at(1)));
  x.take(x.machine.on_sign_in_failed({.what = verdict::failed, .why = cause::wrong_password}, at(10), 0.5));
  ASSERT_TRUE(x.failed);
  EXPECT_EQ(x.failed->why, cause::wrong_password);
  EXPECT_EQ(x.finished.at(1).why, cause::wrong_password);
  x.take(x.machine.on_wake(at(1'000'000)));
  x.take(x.machine.call(2, at(2'000'000), at(1'000'000)));
  EXPECT_EQ(x.sign_ins, 1);
  EXPECT_EQ(x.finished.at(2).why, cause::wrong_password);
}

TEST(session, a_final_cause_is_final_whatever_the_verdict) {
  session_harness x;
  x.take(x.machine.start(at(0)));
  x.take(
      x.machine.on_sign_in_failed({.what = verdict::transient, .why = cause::account_locked}, at(10), 0.5));
  EXPECT_TRUE(x.failed);
}

TEST(session, a_sign_in_without_an_answer_is_tried_until_patience_ends) {
  session_harness x{{}, {.patience = duration{60'000}}};
  x.take(x.machine.start(at(0)));
  auto now = at(0);
  while (!x.failed) {
    now += duration{1'000};
    auto tries = x.sign_ins;
    x.take(x.machine.on_sign_in_failed(broken(cause::sign_in_unreachable), now, 0.5));
    if (x.failed)
      break;
    ASSERT_TRUE(x.wake);
    ASSERT_GT(*x.wake, now);
    now = *x.wake;
    x.take(x.machine.on_wake(now));
    ASSERT_EQ(x.sign_ins, tries + 1);
    ASSERT_LT(x.sign_ins, 100);
  }
  EXPECT_EQ(x.failed->why, cause::sign_in_unreachable);
  EXPECT_GE(now, at(61'000));
  EXPECT_GE(x.sign_ins, 4);
}

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

TEST(session, a_throttled_sign_in_waits_as_long_as_it_was_told) {
  session_harness x;
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_sign_in_failed(throttled(duration{30'000}), at(100), 0.0));
  x.take(x.machine.on_wake(at(30'099)));
  EXPECT_EQ(x.sign_ins, 1);
  x.take(x.machine.on_wake(at(30'100)));
  EXPECT_EQ(x.sign_ins, 2);
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

TEST(session, a_wait_that_the_service_asked_for_is_kept_for_the_next_process) {
  session_harness x;
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  x.take(x.machine.on_reply(1, throttled(duration{5'000}), at(100), 0.5));
  ASSERT_EQ(x.kept.size(), 1U);
  EXPECT_GE(x.kept[0].past.not_before, at(5'100));
  EXPECT_FALSE(x.kept[0].first);
  x.take(x.machine.on_sign_in_failed(throttled(duration{60'000}), at(200), 0.5));
  ASSERT_EQ(x.kept.size(), 2U);
  EXPECT_GE(x.kept[1].past.not_before, at(60'200));

  session_harness next{{.lanes = 3}, {}, {}, x.kept[1].past};
  next.take(next.machine.start(at(0)));
  EXPECT_EQ(next.sign_ins, 0);
  ASSERT_TRUE(next.wake);
  EXPECT_EQ(*next.wake, x.kept[1].past.not_before);
  next.take(next.machine.on_wake(*next.wake));
  EXPECT_EQ(next.sign_ins, 1);
}

TEST(session, a_wait_that_is_too_long_ends_the_next_process_too) {
  session_harness x;
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_sign_in_failed(throttled(std::chrono::hours{5}), at(200), 0.5));
  ASSERT_TRUE(x.failed);
  ASSERT_EQ(x.kept.size(), 1U);
  session_harness next{{.lanes = 3}, {}, {}, x.kept[0].past};
  next.take(next.machine.start(at(0)));
  EXPECT_EQ(next.sign_ins, 0);
  ASSERT_TRUE(next.failed);
  EXPECT_EQ(next.failed->why, cause::throttled);
}

TEST(session, a_password_is_kept_as_posted_until_its_answer_was_read) {
  session_harness x;
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_password_due(at(0)));
  ASSERT_EQ(x.kept.size(), 1U);
  EXPECT_TRUE(x.kept[0].first);
  EXPECT_EQ(x.kept[0].past.open_posts, 1U);
  x.take(x.machine.on_sign_in_failed(broken(cause::sign_in_unreachable), at(10), 0.5));
  ASSERT_EQ(x.kept.size(), 2U);
  EXPECT_EQ(x.kept[1].past.open_posts, 0U);
  x.take(x.machine.on_wake(*x.wake));
  x.take(x.machine.on_password_due(at(9'000)));
  x.take(x.machine.on_signed_in(std::nullopt, at(9'100)));
  ASSERT_EQ(x.kept.size(), 4U);
  EXPECT_EQ(x.kept[2].past.open_posts, 1U);
  EXPECT_EQ(x.kept[3].past.open_posts, 0U);
}

TEST(session, a_password_whose_answers_were_never_read_is_not_posted_again_and_again) {
  session_past past;
  for (auto posts = 1; posts <= 3; ++posts) {
    session_harness x{{.lanes = 3}, {}, {.open_posts_max = 3}, past};
    x.take(x.machine.start(at(0)));
    x.take(x.machine.on_password_due(at(0)));
    ASSERT_EQ(x.kept.size(), 1U) << "post " << posts;
    past = x.kept[0].past; // and here the process dies
  }
  session_harness x{{.lanes = 3}, {}, {.open_posts_max = 3}, past};
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_password_due(at(0)));
  EXPECT_TRUE(x.kept.empty());
  ASSERT_TRUE(x.failed);
  EXPECT_EQ(x.failed->why, cause::sign_in_unanswered);
  EXPECT_TRUE(is_final_sign_in_failure(x.failed->why));
}

TEST(session, a_password_whose_answers_are_lost_is_posted_slower_and_not_for_ever) {
  auto lost = broken(cause::sign_in_unreachable);
  lost.status = 0;
  lost.maybe_applied = true;
  session_harness x{{}, {}, {.open_posts_max = 3, .open_post_pause = duration{60'000}}};
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_password_due(at(0)));
  x.take(x.machine.on_sign_in_failed(lost, at(1'000), 0.5));
  ASSERT_TRUE(x.wake);
  EXPECT_GE(*x.wake, at(61'000));
  x.take(x.machine.on_wake(at(61'000)));
  x.take(x.machine.on_password_due(at(61'000)));
  x.take(x.machine.on_sign_in_failed(lost, at(62'000), 0.5));
  ASSERT_TRUE(x.wake);
  EXPECT_GE(*x.wake, at(302'000));
  x.take(x.machine.on_wake(at(302'000)));
  x.take(x.machine.on_password_due(at(302'000)));
  x.take(x.machine.on_sign_in_failed(lost, at(303'000), 0.5));
  ASSERT_TRUE(x.failed);
  EXPECT_EQ(x.failed->why, cause::sign_in_unanswered);
  EXPECT_EQ(x.sign_ins, 3);
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

TEST(session, no_sign_in_is_sent_inside_a_wait) {
  session_harness x{{.lanes = 2}};
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  x.take(x.machine.call(2, at(0) + later, at(1)));
  x.take(x.machine.on_reply(1, throttled(duration{5'000}), at(100), 0.0));
  x.take(x.machine.on_reply(2, session_over(), at(110), 0.5));
  x.take(x.machine.on_wake(at(5'099)));
  EXPECT_EQ(x.sign_ins, 1);
  x.take(x.machine.on_wake(at(5'100)));
  EXPECT_EQ(x.sent.back(), 1U) << "the throttled call tries first, and tells whether the session lives";
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

TEST(session, one_throttled_call_holds_all_lanes_until_its_wait_is_over) {
  session_harness x;
  x.open();
  for (auto id = 1U; id <= 3; ++id)
    x.take(x.machine.call(id, at(0) + later, at(1)));
  x.take(x.machine.on_reply(1, throttled(duration{5'000}), at(100), 0.0));
  x.take(x.machine.on_reply(2, ok(), at(110), 0.5));
  x.take(x.machine.call(4, at(0) + later, at(120)));
  EXPECT_EQ(x.sent.size(), 3U);
  x.take(x.machine.on_wake(at(5'099)));
  EXPECT_EQ(x.sent.size(), 3U) << "too early";
  x.take(x.machine.on_reply(3, ok(), at(5'100), 0.5));
  EXPECT_EQ(x.sent.size(), 4U) << "one call goes first";
  EXPECT_EQ(x.sent.back(), 1U) << "and it is the one that was refused";
  x.take(x.machine.on_reply(1, ok(), at(5'200), 0.5));
  EXPECT_EQ(x.sent.size(), 5U);
}

TEST(session, throttling_costs_no_attempt) {
  session_harness x{{.lanes = 1}, {.attempts_max = 2}};
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  auto now = at(100);
  for (auto i = 0; i < 10; ++i) {
    x.take(x.machine.on_reply(1, throttled(duration{1'000}), now, 0.0));
    ASSERT_TRUE(x.finished.empty());
    now += duration{1'000};
    x.take(x.machine.on_wake(now));
  }
  EXPECT_EQ(x.sent.size(), 11U);
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
  EXPECT_LT(answered, 60U) << "one trial call about each 16 s";
  while (answered < x.sent.size())
    x.take(x.machine.on_reply(x.sent[answered++], broken(cause::timed_out), now, 0.5));
  EXPECT_EQ(x.finished.size(), 3U);
}

TEST(session, a_wait_of_minutes_costs_no_call_its_time) {
  session_harness x{{.lanes = 1}};
  x.open();
  x.take(x.machine.call(1, at(10'000), at(1)));
  x.take(x.machine.call(2, at(10'000), at(1)));
  x.take(x.machine.on_reply(1, throttled(minutes{12}), at(100), 0.0));
  x.take(x.machine.on_wake(at(100) + minutes{12}));
  EXPECT_TRUE(x.finished.empty());
  EXPECT_EQ(x.sent.size(), 2U);
}

TEST(session, endless_throttling_ends_a_call_after_the_longest_wait) {
  session_harness x{{.lanes = 1}, {.throttle_wait_max = minutes{1}}};
  x.open();
  x.take(x.machine.call(1, at(10'000), at(1)));
  auto now = at(1);
  for (auto i = 0; i < 1'000 && x.finished.empty(); ++i) {
    x.take(x.machine.on_reply(1, throttled(duration{5'000}), now, 0.0));
    now += duration{5'000};
    x.take(x.machine.on_wake(now));
  }
  ASSERT_TRUE(x.finished.contains(1));
  EXPECT_EQ(x.finished.at(1).why, cause::throttled);
  EXPECT_LE(now, at(1) + minutes{2});
}

TEST(session, a_stop_ends_what_waits_and_lets_what_flies_finish) {
  session_harness x{{.lanes = 1}};
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  x.take(x.machine.call(2, at(0) + later, at(1)));
  x.take(x.machine.stop(at(10)));
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
  x.take(x.machine.stop(at(10)));
  x.take(x.machine.on_reply(1, throttled(duration{60'000}), at(20), 0.5));
  ASSERT_TRUE(x.finished.contains(1));
  EXPECT_EQ(x.sent.size(), 1U);
}

} // namespace
} // namespace roamsync
