#include "tests/engine/session/harness.hpp"

namespace roamsync {
namespace {

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

TEST(session, a_try_that_ended_before_the_password_was_posted_says_nothing_of_those_that_were) {
  auto lost = broken(cause::sign_in_unreachable);
  lost.maybe_applied = true;
  session_harness x;
  auto now = at(0);
  x.take(x.machine.start(now));
  const auto fail = [&](const call_result& why) {
    x.take(x.machine.on_sign_in_failed(why, now, 0.5));
    now = x.wake.value();
    x.take(x.machine.on_wake(now));
  };
  for (auto posts = 1U; posts <= 2; ++posts) {
    x.take(x.machine.on_password_due(now));
    fail(lost);
    for (auto i = 0; i < 3; ++i)
      fail(broken(cause::sign_in_unreachable)); // the first page cannot be had
    ASSERT_EQ(x.kept.size(), posts) << "nothing else is kept";
    EXPECT_EQ(x.kept.back().past.open_posts, posts);
  }
}

TEST(session, a_post_that_never_left_takes_back_its_own_count_and_no_other) {
  session_harness x{{.lanes = 3}, {}, {.open_posts_max = 3}, {.open_posts = 2}};
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_password_due(at(0)));
  EXPECT_EQ(x.kept.back().past.open_posts, 3U);
  x.take(x.machine.on_password_unsent());
  EXPECT_EQ(x.kept.back().past.open_posts, 2U);
  EXPECT_FALSE(x.kept.back().first) << "nobody waits for this one";
  x.take(x.machine.on_password_unsent());
  x.take(x.machine.on_sign_in_failed(broken(cause::sign_in_unreachable), at(10), 0.5));
  EXPECT_EQ(x.kept.size(), 2U);
}

TEST(session, a_post_that_was_not_allowed_takes_nothing_back) {
  session_harness x{{.lanes = 3}, {}, {.open_posts_max = 3}, {.open_posts = 3}};
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_password_due(at(0)));
  ASSERT_TRUE(x.failed);
  x.take(x.machine.on_password_unsent());
  EXPECT_TRUE(x.kept.empty());
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

} // namespace
} // namespace roamsync
