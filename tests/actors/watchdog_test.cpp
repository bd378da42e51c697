#include "engine/tenant/broken_off.hpp"
#include "tests/actors/answers.hpp"
#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

// Messages that are really lost between the actors, and actors that end without a word.
namespace roamsync::actors {
namespace {

/// With a round each 100 ms.
stage on_watch() {
  stage out;
  out.settings.night.watchdog = duration{300};
  out.settings.retry.base = duration{1};
  out.settings.retry.cap = duration{1};
  return out;
}

TEST(watchdog, a_call_that_the_bridge_loses_is_made_again) {
  auto x = on_watch();
  x.on_call = [](auto* self, int number, net_call& call) {
    if (number > 1)
      refuse(self, call);
  };
  const auto end = x.play();
  ASSERT_TRUE(end) << "the run hangs";
  EXPECT_GE(x.calls, 2);
  EXPECT_GE(x.rounds, 4) << "not before a whole length";
  ASSERT_EQ(x.ended.size(), 1U);
  EXPECT_NE(x.ended[0].why, cause::no_sign_of_life);
}

struct how_it_ended {
  std::vector<tenant_run> runs;
  std::vector<mailbox_record> rows;
};

/// Without `lost` no call is lost. Else it is the call of that number, and its answer comes after its repeat was sent.
how_it_ended play_with_late_answer(int lost) {
  auto x = on_watch();
  x.kind = run_kind::push;
  net_call late;
  x.on_call = [&](auto* self, int number, net_call& call) {
    if (number == lost) {
      late = call;
      return;
    }
    if (number == lost + 1)
      refuse(self, late);
    if (!directory_answers(self, call))
      answer(self, call, 404, "");
  };
  EXPECT_TRUE(x.play()) << "the run hangs";
  return {x.ended, x.rows};
}

TEST(watchdog, an_answer_that_comes_after_its_call_was_given_up_is_not_that_of_the_repeat) {
  const auto undisturbed = play_with_late_answer(-1);
  ASSERT_EQ(undisturbed.rows.size(), 1U);
  for (int lost : {1, 2, 4}) { // token and group of the directory, a command of the session
    SCOPED_TRACE(lost);
    const auto late = play_with_late_answer(lost);
    ASSERT_EQ(late.runs.size(), 1U);
    EXPECT_EQ(late.runs[0].why, undisturbed.runs[0].why);
    ASSERT_EQ(late.rows.size(), 1U);
    EXPECT_EQ(late.rows[0].end, undisturbed.rows[0].end);
  }
}

TEST(watchdog, a_call_that_waits_in_the_bridge_is_left_alone) {
  auto x = on_watch();
  x.settings.night.watchdog = duration{1'500}; // a busy machine may answer late
  x.on_call = [&x](auto*, int, net_call& call) { x.held.push_back(call); };
  x.on_round = [&x](auto* self, int number) {
    if (number == 8)
      for (const auto& call : std::exchange(x.held, {}))
        refuse(self, call);
  };
  const auto end = x.play();
  ASSERT_TRUE(end) << "the run hangs";
  EXPECT_EQ(x.calls, 1);
  ASSERT_EQ(x.ended.size(), 1U);
  EXPECT_NE(x.ended[0].why, cause::no_sign_of_life);
}

TEST(watchdog, a_tenant_whose_file_is_lost_ends_with_the_cause) {
  auto x = on_watch();
  x.loses_file = true;
  const auto end = x.play();
  ASSERT_TRUE(end) << "the run hangs";
  EXPECT_TRUE(end->failure.empty());
  ASSERT_EQ(x.ended.size(), 1U);
  EXPECT_EQ(x.ended[0].state, tenant_state::failed);
  EXPECT_EQ(x.ended[0].why, cause::no_sign_of_life);
  EXPECT_FALSE(x.ended[0].detail.empty());
  EXPECT_TRUE(is_broken_off(x.ended[0]));
  EXPECT_TRUE(x.ended[0].started);
  EXPECT_EQ(x.loads, 1);
}

TEST(watchdog, a_tenant_whose_end_is_lost_is_ended_again) {
  auto x = on_watch();
  x.loses_ends = 1;
  x.on_call = [](auto* self, int, net_call& call) { refuse(self, call); };
  const auto end = x.play();
  ASSERT_TRUE(end) << "the run hangs";
  ASSERT_EQ(x.ended.size(), 1U);
  EXPECT_EQ(x.ended[0].why, cause::no_sign_of_life);
}

TEST(watchdog, a_tenant_that_is_ended_from_outside_keeps_what_its_row_says) {
  auto x = on_watch();
  x.kind = run_kind::push;
  x.loses_ends = 1;
  x.on_call = [](auto* self, int, net_call& call) {
    if (asks_for_token(call) || !directory_answers(self, call))
      answer(self, call, asks_for_token(call) ? 200 : 404,
             R"({"token_type":"Bearer","access_token":"x","expires_in":3600})");
  };
  const auto end = x.play();
  ASSERT_TRUE(end) << "the run hangs";
  ASSERT_EQ(x.ended.size(), 1U);
  EXPECT_EQ(x.ended[0].why, cause::no_sign_of_life);
  EXPECT_EQ(x.ended[0].group_source, "group");
  EXPECT_TRUE(x.ended[0].started);
  EXPECT_TRUE(x.ended[0].forecast) << "its one mailbox had ended";
}

TEST(watchdog, a_ledger_that_hangs_ends_the_run_as_broken) {
  auto x = on_watch();
  x.on_call = [&x](auto*, int, net_call& call) { x.held.push_back(call); };
  x.ledger_hangs = true;
  const auto end = x.play();
  ASSERT_TRUE(end) << "the run hangs";
  EXPECT_TRUE(end->broken);
  EXPECT_FALSE(end->failure.empty());
  EXPECT_TRUE(x.ended.empty()) << "nothing is said of what is not known";
}

void expect_stuck_session(const stage& x, const std::optional<run_ended>& end) {
  ASSERT_TRUE(end) << "the run hangs";
  EXPECT_TRUE(end->failure.empty());
  EXPECT_EQ(x.loads, 1);
  ASSERT_EQ(x.ended.size(), 1U);
  EXPECT_EQ(x.ended[0].state, tenant_state::failed);
  EXPECT_EQ(x.ended[0].why, cause::no_sign_of_life);
  ASSERT_EQ(x.rows.size(), 1U);
  EXPECT_EQ(x.rows[0].end.kind, outcome_kind::failed);
  EXPECT_EQ(x.rows[0].end.why, cause::no_sign_of_life);
}

TEST(watchdog, a_session_that_waits_for_a_lost_word_of_the_ledger_ends_its_tenant) {
  auto x = on_watch();
  x.kind = run_kind::push; // reads the group without change feeds
  x.loses_kept = 1;
  x.on_call = [](auto* self, int, net_call& call) { EXPECT_TRUE(directory_answers(self, call)); };
  const auto end = x.play();
  expect_stuck_session(x, end);
}

TEST(watchdog, a_mailbox_in_work_ends_with_its_session) {
  auto x = on_watch();
  x.kind = run_kind::push;
  x.loses_kept = 2; // of the renewal, after 0.8 s
  x.on_call = [&x](auto* self, int, net_call& call) {
    if (!directory_answers(self, call, 1))
      x.held.push_back(call);
  };
  const auto end = x.play();
  ASSERT_EQ(x.standings, 2);
  expect_stuck_session(x, end);
  EXPECT_EQ(x.dropped, std::vector<std::string>{"firm"}) << "what it has waiting must not be sent";
  EXPECT_TRUE(is_broken_off(x.ended[0])) << "what it wrote last may not be recorded";
}

} // namespace
} // namespace roamsync::actors
