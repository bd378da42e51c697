#include "engine/tenant/broken_off.hpp"
#include "tests/engine/tenant/tenant_run_harness.hpp"

#include <algorithm>
#include <functional>
#include <set>

// The watchdog of a tenant's mailboxes, sessions and directory: who is left alone, and who is ended.
namespace roamsync {
namespace {

using ids = std::vector<std::string>;

/// A tenant whose session and directory answer each round as they are told to.
class watched : public tenant_run_harness {
public:
  using tenant_run_harness::tenant_run_harness;

  /// One round, and the answers to it.
  void round() {
    ++rounds;
    alive = false;
    auto effects = machine.on_roll_call(at(1'000 * rounds));
    for (const auto& effect : effects) {
      alive = alive || std::holds_alternative<tenant_effect::lives>(effect);
      if (const auto* x = std::get_if<tenant_effect::end_mailbox>(&effect))
        ended.push_back(x->user_id);
      else if (const auto* line = std::get_if<tenant_effect::drop_session>(&effect))
        dropped.insert(line->line);
      else if (std::holds_alternative<tenant_effect::drop_directory>(effect))
        ++directories_dropped;
    }
    take(effects);
    for (lines::number line = 0; line < words.size(); ++line)
      if (words[line])
        machine.on_session_holds(line, *words[line], of_session);
    if (reading)
      machine.on_directory_holds(*reading, of_directory);
  }
  /// A whole length, after which whoever was silent is ended.
  void length() {
    for (auto i = 0U; i <= watchdog_rounds; ++i)
      round();
  }
  void hours() {
    for (auto i = 0; i < 500; ++i)
      round();
  }
  void expect_nobody_ended() const {
    EXPECT_TRUE(ended.empty());
    EXPECT_TRUE(dropped.empty());
    EXPECT_EQ(directories_dropped, 0);
    EXPECT_TRUE(alive);
  }

  std::vector<std::optional<session_word>> words{
      session_word::signed_in};        ///< by line; nothing: it does not answer
  std::optional<bool> reading = false; ///< likewise of the directory
  ids of_session;
  ids of_directory;
  ids ended;
  std::set<lines::number> dropped;
  int directories_dropped = 0;
  bool alive = false;
  int rounds = 0;
};

// -- who waits ----------------------------------------------------------------------

TEST(tenant_watch, a_mailbox_whose_session_holds_its_call_is_left_alone_for_hours) {
  watched x;
  x.open(plan(2));
  x.of_session = {"u0",
                  "u1"}; // in the queue, inside a Retry-After, behind a breaker, at the bridge: all the same
  x.hours();
  x.expect_nobody_ended();
}

TEST(tenant_watch, a_mailbox_whose_kind_the_directory_is_asked_for_is_left_alone) {
  watched x{1};
  x.open(plan(1));
  x.of_directory = {"u0"};
  x.hours();
  x.expect_nobody_ended();
}

TEST(tenant_watch, a_mailbox_that_waits_for_the_proof_of_another_is_left_alone) {
  watched x;
  x.open(plan(2));
  x.take(x.machine.on_ask_to_write("u0", true));
  x.take(x.machine.on_ask_to_write("u1", true));
  x.of_session = {"u0"};
  x.hours();
  x.expect_nobody_ended();
}

TEST(tenant_watch, a_paused_tenant_is_left_alone) {
  watched x;
  x.take(x.machine.set_paused(true, at(0)));
  x.take(x.machine.start(at(0)));
  x.reading.reset();
  x.words = {std::nullopt};
  x.hours();
  x.expect_nobody_ended();
}

TEST(tenant_watch, a_tenant_paused_between_its_mailboxes_is_left_alone) {
  watched x{1};
  x.open(plan(3));
  x.take(x.machine.set_paused(true, at(3)));
  x.end("u0");
  x.hours();
  x.expect_nobody_ended();
}

TEST(tenant_watch, a_directory_that_reads_for_hours_is_left_alone) {
  watched x;
  x.take(x.machine.start(at(0)));
  x.reading = true;
  x.words = {std::nullopt}; // nobody has signed in
  x.hours();
  x.expect_nobody_ended();
}

TEST(tenant_watch, a_sign_in_that_waits_for_hours_is_left_alone) {
  watched x;
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_planned(plan(3), "group", at(1)));
  x.words = {session_word::signs_in};
  x.hours();
  x.expect_nobody_ended();
}

TEST(tenant_watch, a_mailbox_that_speaks_now_and_then_is_left_alone) {
  watched x{1};
  x.open(plan(1));
  for (auto i = 0; i < 100; ++i) {
    x.of_session = i % watchdog_rounds == 0 ? ids{"u0"} : ids{};
    x.round();
  }
  x.expect_nobody_ended();
}

// -- who is stuck -------------------------------------------------------------------

TEST(tenant_watch, a_mailbox_that_nobody_holds_fails_and_its_lane_goes_to_the_next) {
  watched x;
  x.open(plan(4));
  x.of_session = {"u1", "u2"};
  for (auto i = 0U; i < watchdog_rounds; ++i)
    x.round();
  EXPECT_TRUE(x.ended.empty()) << "not before a whole length";
  x.round();
  EXPECT_EQ(x.ended, ids{"u0"});
  ASSERT_EQ(x.rows.size(), 1U);
  EXPECT_EQ(x.rows[0].end.kind, outcome_kind::failed);
  EXPECT_EQ(x.rows[0].end.why, cause::no_sign_of_life);
  EXPECT_FALSE(x.rows[0].end.detail.empty());
  EXPECT_EQ(x.started, (ids{"u0", "u1", "u2"}));
  EXPECT_TRUE(x.alive);
  for (const auto* id : {"u1", "u2", "u3"})
    x.end(id);
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.machine.run().state, tenant_state::done);
}

TEST(tenant_watch, the_next_run_looks_for_what_a_lost_mailbox_may_have_written) {
  watched x{1};
  x.open(plan(2));
  x.length();
  x.end("u1");
  EXPECT_EQ(x.done, 1);
  EXPECT_TRUE(is_broken_off(x.machine.run()));

  watched healthy{1};
  healthy.open(plan(1));
  healthy.end("u0");
  EXPECT_FALSE(is_broken_off(healthy.machine.run()));
}

TEST(tenant_watch, a_lost_pioneer_lets_the_next_one_go_ahead) {
  watched x;
  x.open(plan(2));
  x.take(x.machine.on_ask_to_write("u0", true));
  x.take(x.machine.on_ask_to_write("u1", true));
  EXPECT_EQ(x.permits.size(), 1U);
  x.length();
  EXPECT_EQ(x.ended, ids{"u0"});
  ASSERT_EQ(x.permits.size(), 2U);
  EXPECT_EQ(x.permits[1].first, "u1");
}

TEST(tenant_watch, the_next_pioneer_looks_for_what_a_lost_one_had_begun_to_write) {
  watched x;
  x.open(plan(3));
  x.take(x.machine.on_ask_to_write("u0", true));
  x.take(x.machine.on_ask_to_write("u1", true));
  x.machine.on_write_begun("u0", {{"S", "<p>h</p>", "h"}});
  x.length();
  ASSERT_EQ(x.permits.size(), 2U);
  EXPECT_TRUE(x.permits[1].second.alone);
  ASSERT_EQ(x.permits[1].second.lost.size(), 1U);
  EXPECT_EQ(x.permits[1].second.lost[0].name, "S");
}

TEST(tenant_watch, a_pioneer_that_tells_its_end_itself_knows_best_what_is_lost) {
  watched x;
  x.open(plan(2));
  x.take(x.machine.on_ask_to_write("u0", true));
  x.take(x.machine.on_ask_to_write("u1", true));
  x.machine.on_write_begun("u0", {{"S", "<p>h</p>", "h"}});
  x.end("u0", {outcome_kind::failed, cause::read_back_differs}); // and cleared: not in the own mailbox
  ASSERT_EQ(x.permits.size(), 2U);
  EXPECT_TRUE(x.permits[1].second.lost.empty());
}

TEST(tenant_watch, what_a_lost_mailbox_says_late_changes_nothing) {
  watched x{1};
  x.open(plan(2));
  x.length();
  x.take(x.machine.on_ask_to_write("u0", true));
  EXPECT_TRUE(x.permits.empty()) << "it would go ahead of all others and never end";
  x.end("u0");
  EXPECT_EQ(x.rows.size(), 1U);
  x.take(x.machine.on_ask_to_write("u1", true));
  EXPECT_EQ(x.permits.size(), 1U);
}

TEST(tenant_watch, a_session_that_does_not_answer_ends_its_tenant_with_the_cause) {
  watched x{1};
  x.open(plan(3));
  x.words = {std::nullopt};
  x.length();
  EXPECT_EQ(x.dropped, std::set<lines::number>{0});
  EXPECT_EQ(x.ended, ids{"u0"});
  ASSERT_EQ(x.rows.size(), 3U);
  for (const auto& row : x.rows)
    EXPECT_EQ(row.end.why, cause::no_sign_of_life);
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.machine.run().state, tenant_state::failed);
  EXPECT_EQ(x.machine.run().why, cause::no_sign_of_life);
  EXPECT_TRUE(is_broken_off(x.machine.run()));
}

TEST(tenant_watch, a_session_that_waits_for_what_is_not_there_takes_its_mailboxes_with_it) {
  watched x{1};
  x.open(plan(1));
  x.words = {session_word::nothing};
  x.of_session = {"u0"}; // in its queue, for ever
  x.length();
  EXPECT_EQ(x.ended, ids{"u0"});
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.machine.run().why, cause::no_sign_of_life);
}

TEST(tenant_watch, a_sign_in_that_nobody_does_any_more_ends_the_tenant) {
  watched x{1};
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_planned(plan(3), "group", at(1)));
  x.words = {session_word::nothing};
  x.length();
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.rows.size(), 3U);
  EXPECT_EQ(x.machine.run().why, cause::no_sign_of_life);
  x.take(x.machine.on_session_ready(0, at(99'000)));
  EXPECT_TRUE(x.started.empty());
}

TEST(tenant_watch, a_session_that_has_signed_in_without_the_tenant_knowing_ends_it) {
  watched x{1};
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_planned(plan(3), "group", at(1)));
  x.length();
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.machine.run().why, cause::no_sign_of_life);
}

TEST(tenant_watch, a_session_that_signs_in_anew_is_left_alone) {
  watched x{1};
  x.open(plan(1));
  x.words = {session_word::signs_in};
  x.of_session = {"u0"};
  x.hours();
  x.expect_nobody_ended();
}

TEST(tenant_watch, the_mailboxes_of_a_lost_session_are_not_begun_by_another_in_the_same_run) {
  watched x{tenant_options{.lanes = 1, .own_mailboxes = {"a@x.example", "b@x.example"}}};
  x.open(plan(30));
  ASSERT_EQ(x.sessions, 2);
  x.take(x.machine.on_session_ready(1, at(3)));
  ASSERT_EQ(x.started, (ids{"u0", "u1"}));
  x.words = {std::nullopt, session_word::signed_in};
  x.of_session = {"u1"};
  x.length();
  EXPECT_EQ(x.ended, ids{"u0"});
  EXPECT_EQ(x.dropped, std::set<lines::number>{0});
  x.of_session.clear();
  for (auto i = 1; i < 30; ++i)
    x.end("u" + std::to_string(i));
  EXPECT_EQ(std::count(x.started.begin(), x.started.end(), "u0"), 1);
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.rows.size(), 30U);
  EXPECT_EQ(x.machine.run().state, tenant_state::done) << "the other line did the rest";
}

TEST(tenant_watch, a_lost_session_that_signs_in_late_gets_no_mailbox) {
  watched x{tenant_options{.lanes = 1, .own_mailboxes = {"a@x.example", "b@x.example"}}};
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_planned(plan(3), "group", at(1)));
  ASSERT_EQ(x.sessions, 1);
  x.words = {session_word::nothing, session_word::signs_in};
  x.length();
  ASSERT_EQ(x.dropped, std::set<lines::number>{0});
  EXPECT_EQ(x.sessions, 2) << "the other one is tried";
  x.take(x.machine.on_session_ready(0, at(99'000)));
  EXPECT_EQ(x.started, ids{});
  x.take(x.machine.on_session_ready(1, at(99'001)));
  EXPECT_EQ(x.started, ids{"u0"});
}

TEST(tenant_watch, a_directory_that_holds_nothing_any_more_ends_the_tenant) {
  watched x;
  x.take(x.machine.start(at(0)));
  x.length();
  EXPECT_EQ(x.directories_dropped, 1);
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.machine.run().state, tenant_state::failed);
  EXPECT_EQ(x.machine.run().why, cause::no_sign_of_life);
}

TEST(tenant_watch, a_directory_that_has_read_the_group_owes_nothing_more) {
  watched x{1};
  x.open(plan(1));
  x.reading.reset();
  x.of_session = {"u0"};
  x.hours();
  x.expect_nobody_ended();
}

TEST(tenant_watch, a_tenant_whose_file_has_not_come_does_not_answer) {
  for (const bool paused : {false, true}) {
    watched x{tenant_options{.paused = paused}};
    x.round();
    EXPECT_FALSE(x.alive);
  }
}

TEST(tenant_watch, a_closing_tenant_is_watched_too) {
  watched x{1};
  x.open(plan(2));
  x.take(x.machine.close(cause::window_closed, at(3)));
  x.length();
  EXPECT_EQ(x.ended, ids{"u0"});
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.rows.size(), 2U);
}

} // namespace
} // namespace roamsync
