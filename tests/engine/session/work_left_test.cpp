#include "engine/session/work_left.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

TEST(work_left, nothing_left_is_no_work) {
  EXPECT_EQ(work_left{}.ahead({.lanes = 3}).remaining, duration{0});
}

TEST(work_left, counts_lanes_and_rate_whichever_binds) {
  work_left x{{.calls = 3, .latency_ms = 200, .mailboxes = 50}};
  x.set_mailboxes({.waiting = 100});
  EXPECT_EQ(x.ahead({.lanes = 4}).work, duration{60'000});
  EXPECT_EQ(x.ahead({.lanes = 4}).remaining, duration{15'000});
  EXPECT_EQ(x.ahead({.lanes = 4, .rate = 10}).remaining, duration{30'000});
}

TEST(work_left, shrinks_with_each_answer_and_not_only_with_each_mailbox) {
  work_left x{{.calls = 3, .latency_ms = 200, .mailboxes = 50}};
  x.set_mailboxes({.waiting = 99, .open = 1});
  auto before = x.ahead({.lanes = 1}).work;
  x.call_answered(duration{200});
  EXPECT_LT(x.ahead({.lanes = 1}).work, before);
}

TEST(work_left, believes_what_it_sees_more_than_a_guess) {
  work_left x;
  x.set_mailboxes({.waiting = 200});
  for (auto left = 199U; left >= 100; --left) {
    for (auto call = 0; call < 8; ++call)
      x.call_answered(duration{500});
    x.set_mailboxes({.waiting = left, .ended = 200 - left});
  }
  EXPECT_NEAR(x.cost().calls, 8, 0.4) << "a twentieth is no news";
  EXPECT_NEAR(x.cost().latency_ms, 500, 10);
  EXPECT_NEAR(static_cast<double>(x.ahead({.lanes = 1}).work.count()), 100 * 8 * 500, 2 * 0.4 * 100 * 500);
}

TEST(work_left, a_few_answers_outweigh_a_guess_at_their_time_and_not_what_the_last_run_saw) {
  work_left guessed;
  work_left known{{.calls = 4, .latency_ms = 250, .mailboxes = 50}};
  for (auto answer = 0; answer < 9; ++answer) {
    guessed.call_answered(duration{50});
    known.call_answered(duration{50});
  }
  EXPECT_NEAR(guessed.cost().latency_ms, 70, 1);
  EXPECT_GT(known.cost().latency_ms, 240);
}

} // namespace
} // namespace roamsync
