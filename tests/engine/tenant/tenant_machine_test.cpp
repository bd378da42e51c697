#include "tests/engine/tenant/tenant_run_harness.hpp"

namespace roamsync {
namespace {

TEST(tenant, forecasts_its_end_once_a_tenth_of_its_work_is_done) {
  tenant_run_harness x{1};
  x.open(plan(20)); // work begins at 2
  x.take(x.machine.on_mailbox_end("u0", {.how = {outcome_kind::written}}, at(12)));
  EXPECT_FALSE(x.machine.run().forecast);
  x.take(x.machine.on_mailbox_end("u1", {.how = {outcome_kind::written}}, at(22)));
  EXPECT_EQ(x.machine.run().forecast, at(22 + 18 * 10).utc);
  x.take(x.machine.on_mailbox_end("u2", {.how = {outcome_kind::written}}, at(500)));
  EXPECT_EQ(x.machine.run().forecast, at(22 + 18 * 10).utc) << "the first forecast is the one to be judged";
}

TEST(tenant, says_what_it_is_at) {
  tenant_run_harness x{3};
  const auto stage = [&] { return to_string(x.machine.view(at(0).mono).stage); };
  EXPECT_EQ(stage(), "not_begun");
  x.take(x.machine.start(at(0)));
  EXPECT_EQ(stage(), "group");
  x.take(x.machine.on_planned(plan(5), "group", at(1)));
  EXPECT_EQ(stage(), "sign_in");
  x.take(x.machine.on_session_ready(0, at(2)));
  EXPECT_EQ(stage(), "mailboxes");
  x.take(x.machine.on_ask_to_write("u0", true));
  EXPECT_EQ(stage(), "mailboxes") << "nobody waits for the one that writes";
  x.take(x.machine.on_ask_to_write("u1", true));
  EXPECT_EQ(stage(), "proof");
  x.take(x.machine.on_write_proven("u0"));
  EXPECT_EQ(stage(), "mailboxes");
  x.take(x.machine.close(cause::window_closed, at(3)));
  EXPECT_EQ(stage(), "closing");
  for (auto i = 0; i < 3; ++i)
    x.end("u" + std::to_string(i));
  EXPECT_EQ(stage(), "ended");
  for (int i = 0; i <= static_cast<int>(tenant_stage::ended); ++i)
    EXPECT_EQ(tenant_stage_from_string(to_string(static_cast<tenant_stage>(i))),
              static_cast<tenant_stage>(i));
}

TEST(tenant, keeps_its_lanes_busy_and_ends_once) {
  tenant_run_harness x;
  x.open(plan(5));
  EXPECT_EQ(x.started.size(), 2U);
  for (auto i = 0; i < 5; ++i)
    x.end("u" + std::to_string(i));
  EXPECT_EQ(x.started.size(), 5U);
  EXPECT_EQ(x.rows.size(), 5U);
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.machine.run().state, tenant_state::done);
  EXPECT_EQ(x.machine.run().mailboxes, 5U);
}

TEST(tenant, with_nothing_to_do_nobody_signs_in) {
  tenant_run_harness x;
  night_plan unchanged;
  unchanged.ended.push_back(
      {.tenant = "t", .user_id = "u", .mailbox = "u@x.example", .end = {outcome_kind::unchanged}});
  x.open(unchanged);
  EXPECT_EQ(x.sessions, 0);
  EXPECT_EQ(x.rows.size(), 1U);
  EXPECT_EQ(x.done, 1);
}

TEST(tenant, an_empty_group_means_nobody_with_a_reason) {
  tenant_run_harness x;
  x.open({});
  EXPECT_EQ(x.machine.run().why, cause::group_empty);
  EXPECT_EQ(x.done, 1);
  EXPECT_TRUE(x.rows.empty());
}

TEST(tenant, a_failed_directory_ends_it_with_its_cause) {
  tenant_run_harness x;
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_directory_failed({.what = verdict::failed, .why = cause::group_unreadable}, "group",
                                       at(5)));
  EXPECT_EQ(x.machine.run().state, tenant_state::failed);
  EXPECT_EQ(x.machine.run().why, cause::group_unreadable);
  EXPECT_EQ(x.done, 1);
}

TEST(tenant, a_failed_sign_in_gives_each_mailbox_the_cause) {
  tenant_run_harness x;
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_planned(plan(3), "group", at(1)));
  x.take(x.machine.on_session_failed(0, {.what = verdict::failed, .why = cause::mfa_demanded}, at(2)));
  ASSERT_EQ(x.rows.size(), 3U);
  for (const auto& row : x.rows)
    EXPECT_EQ(row.end, (outcome{outcome_kind::failed, cause::mfa_demanded, ""}));
  EXPECT_EQ(x.done, 1);
}

TEST(tenant, one_mailbox_writes_alone_until_a_write_is_proven) {
  tenant_run_harness x{3};
  x.open(plan(3));
  x.take(x.machine.on_ask_to_write("u0", true));
  x.take(x.machine.on_ask_to_write("u1", true));
  x.take(x.machine.on_ask_to_write("u2", false));
  ASSERT_EQ(x.permits.size(), 1U);
  EXPECT_TRUE(x.permits[0].second.granted);
  EXPECT_TRUE(x.permits[0].second.probe);
  x.take(x.machine.on_write_proven("u0"));
  ASSERT_EQ(x.permits.size(), 3U);
  EXPECT_FALSE(x.permits[1].second.probe);
}

TEST(tenant, a_pioneer_that_fails_makes_way_for_the_next) {
  tenant_run_harness x{3};
  x.open(plan(3));
  x.take(x.machine.on_ask_to_write("u0", true));
  x.take(x.machine.on_ask_to_write("u1", true));
  x.end("u0", {outcome_kind::failed, cause::server_error, ""});
  ASSERT_EQ(x.permits.size(), 2U);
  EXPECT_EQ(x.permits[1].first, "u1");
  EXPECT_TRUE(x.permits[1].second.granted);
}

TEST(tenant, an_asker_that_ends_in_the_queue_is_not_made_pioneer) {
  tenant_run_harness x{3};
  x.open(plan(3));
  x.take(x.machine.on_ask_to_write("u0", true));
  x.take(x.machine.on_ask_to_write("u1", true));
  x.take(x.machine.on_ask_to_write("u2", true));
  x.end("u1", {outcome_kind::failed, cause::timed_out, ""});
  x.end("u0", {outcome_kind::failed, cause::server_error, ""});
  EXPECT_EQ(x.permits.back().first, "u2");
}

TEST(tenant, a_write_in_a_foreign_mailbox_stops_every_other) {
  tenant_run_harness x{3};
  x.open(plan(6));
  x.take(x.machine.on_ask_to_write("u0", true));
  x.take(x.machine.on_ask_to_write("u1", true));
  x.end("u0", {outcome_kind::failed, cause::wrong_mailbox, "it landed elsewhere"});
  EXPECT_EQ(x.permits.back().first, "u1");
  EXPECT_FALSE(x.permits.back().second.granted);
  EXPECT_EQ(x.started.size(), 3U) << "no other mailbox is begun";
  x.take(x.machine.on_ask_to_write("u2", false));
  EXPECT_FALSE(x.permits.back().second.granted);
  x.end("u1", {outcome_kind::failed, cause::wrong_mailbox, ""});
  x.end("u2", {outcome_kind::failed, cause::wrong_mailbox, ""});
  EXPECT_EQ(x.rows.size(), 6U);
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.machine.run().why, cause::wrong_mailbox);
}

TEST(tenant, a_mailbox_that_shows_a_third_address_fails_alone) {
  tenant_run_harness x{1};
  x.open(plan(2));
  x.take(x.machine.on_mailbox_end("u0", {.how = {outcome_kind::failed, cause::wrong_mailbox, ""}}, at(10)));
  EXPECT_EQ(x.started.back(), "u1");
  EXPECT_EQ(x.machine.run().state, tenant_state::working);
}

TEST(tenant, the_service_user_s_own_mailbox_proves_nothing_about_the_others) {
  tenant_run_harness x{{.lanes = 3, .own_mailboxes = {"u0@x.example"}}};
  x.open(plan(3));
  x.take(x.machine.on_ask_to_write("u0", false));
  x.take(x.machine.on_ask_to_write("u1", true));
  x.take(x.machine.on_ask_to_write("u2", true));
  ASSERT_EQ(x.permits.size(), 2U) << "the own mailbox may write, and one pioneer";
  EXPECT_TRUE(x.permits[1].second.probe);
  x.take(x.machine.on_write_proven("u0"));
  EXPECT_EQ(x.permits.size(), 2U);
}

TEST(tenant, closing_defers_what_has_not_begun_and_waits_for_what_has) {
  tenant_run_harness x;
  x.open(plan(5));
  x.take(x.machine.close(cause::window_closed, at(5)));
  ASSERT_EQ(x.rows.size(), 3U);
  EXPECT_EQ(x.rows[0].end, (outcome{outcome_kind::deferred, cause::window_closed, ""}));
  EXPECT_EQ(x.done, 0);
  x.end("u0");
  x.end("u1");
  EXPECT_EQ(x.started.size(), 2U);
  EXPECT_EQ(x.done, 1);
}

TEST(tenant, closed_before_the_plan_is_there_still_names_each_mailbox) {
  tenant_run_harness x;
  x.take(x.machine.start(at(0)));
  x.take(x.machine.close(cause::window_closed, at(1)));
  EXPECT_EQ(x.done, 0) << "the directory is still being read";
  x.take(x.machine.on_planned(plan(2), "group", at(2)));
  EXPECT_EQ(x.rows.size(), 2U);
  EXPECT_EQ(x.sessions, 0);
  EXPECT_EQ(x.done, 1);
}

TEST(tenant, stopped_before_the_plan_is_there_it_ends_at_once_and_is_taken_up_again) {
  tenant_run_harness x;
  x.take(x.machine.start(at(0)));
  x.take(x.machine.close(cause::stopped, at(1)));
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.machine.run().state, tenant_state::waiting);
  x.take(x.machine.on_planned(plan(2), "group", at(2)));
  EXPECT_TRUE(x.rows.empty());
}

TEST(tenant, a_stop_leaves_mailboxes_without_outcome_for_the_next_start) {
  tenant_run_harness x;
  x.open(plan(5));
  x.take(x.machine.close(cause::stopped, at(5)));
  EXPECT_TRUE(x.rows.empty()) << "the night goes on at the next start";
  x.end("u0");
  x.end("u1", {outcome_kind::deferred, cause::stopped, ""});
  EXPECT_EQ(x.rows.size(), 1U);
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.machine.run().state, tenant_state::waiting);
}

TEST(tenant, a_sign_in_that_a_stop_meets_is_waited_for) {
  tenant_run_harness x;
  x.begin(plan(2));
  ASSERT_EQ(x.sessions, 1);
  x.take(x.machine.close(cause::stopped, at(5)));
  EXPECT_EQ(x.stops, std::vector{cause::stopped});
  EXPECT_EQ(x.done, 0);
  x.take(x.machine.on_session_failed(0, {.what = verdict::failed, .why = cause::stopped}, at(6)));
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.machine.run().state, tenant_state::waiting);
}

TEST(tenant, a_sign_in_that_the_end_of_the_window_meets_is_stopped_and_waited_for) {
  tenant_run_harness x;
  x.begin(plan(2));
  x.take(x.machine.close(cause::window_closed, at(5)));
  EXPECT_EQ(x.stops, std::vector{cause::window_closed});
  EXPECT_EQ(x.rows.size(), 2U);
  EXPECT_EQ(x.done, 0);
  x.take(x.machine.on_session_ready(0, at(6)));
  EXPECT_TRUE(x.started.empty());
  EXPECT_EQ(x.done, 1);
}

TEST(tenant, the_cap_on_deletions_is_shared_by_its_mailboxes) {
  tenant_run_harness x{2, 3};
  x.open(plan(2));
  EXPECT_EQ(x.machine.on_ask_to_delete("not in work", 2), 0U);
  EXPECT_EQ(x.machine.on_ask_to_delete("u0", 2), 2U);
  EXPECT_EQ(x.machine.on_ask_to_delete("u1", 2), 1U);
  EXPECT_EQ(x.machine.on_ask_to_delete("u0", 2), 0U);
}

TEST(tenant, one_that_was_broken_off_in_this_run_deletes_nothing_more_in_it) {
  tenant_run_harness x{tenant_options{.lanes = 2, .deletions_max = 3, .goes_on = true}};
  x.open(plan(2));
  EXPECT_EQ(x.machine.on_ask_to_delete("u0", 1), 0U);
}

TEST(rolling_check, reads_every_mailbox_at_least_each_so_many_days_and_a_part_each_day) {
  std::vector<int> due(7);
  for (auto i = 0; i < 700; ++i) {
    auto id = "user-" + std::to_string(i);
    auto days = 0;
    for (std::int64_t day = 101; day <= 107; ++day)
      if (check_is_due(id, 100, day, 7)) {
        ++days;
        ++due[static_cast<std::size_t>(day - 101)];
        break;
      }
    EXPECT_EQ(days, 1);
  }
  for (auto n : due)
    EXPECT_NEAR(n, 100, 40);
  EXPECT_FALSE(check_is_due("x", 100, 100, 7)) << "not again on the day of its last reading";
  EXPECT_TRUE(check_is_due("x", 100, 100, 0)) << "a push reads everything";
}

TEST(tenant, after_the_window_what_nothing_was_sent_for_is_not_begun) {
  tenant_run_harness x;
  x.open(plan(5));
  x.take(x.machine.close(cause::window_closed, at(5)));
  EXPECT_EQ(x.closings, 1);
  EXPECT_TRUE(x.stops.empty());
}

TEST(tenant, after_the_time_that_follows_the_window_what_is_in_work_ends_as_deferred) {
  tenant_run_harness x;
  x.open(plan(2));
  x.take(x.machine.cut(at(4)));
  EXPECT_TRUE(x.stops.empty()) << "its window is open";
  x.take(x.machine.close(cause::window_closed, at(5)));
  (void)x.machine.on_ask_to_write("u0", false);
  x.take(x.machine.on_ask_to_write("u1", false));
  x.take(x.machine.cut(at(6)));
  EXPECT_EQ(x.stops, std::vector{cause::window_closed});
  ASSERT_EQ(x.permits.size(), 1U) << "who waits to write hears that he may not";
  EXPECT_FALSE(x.permits[0].second.granted);
  EXPECT_EQ(x.permits[0].second.refused, cause::window_closed);
  x.end("u0", {outcome_kind::deferred, cause::window_closed});
  EXPECT_EQ(x.done, 0) << "what is in flight is waited for";
  x.end("u1", {outcome_kind::deferred, cause::window_closed});
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.rows.size(), 2U) << "unlike a stop, both have an outcome";
  EXPECT_EQ(x.machine.run().state, tenant_state::done);
}

TEST(tenant, a_session_that_rests_when_its_tenant_is_cut_off_is_no_failure_of_the_tenant) {
  tenant_run_harness x;
  x.open(plan(3));
  x.end("u0");
  x.take(x.machine.close(cause::window_closed, at(11)));
  x.take(x.machine.cut(at(12)));
  x.take(x.machine.on_session_failed(0, {.what = verdict::failed, .why = cause::window_closed}, at(12)));
  x.end("u1", {outcome_kind::deferred, cause::window_closed});
  x.end("u2", {outcome_kind::deferred, cause::window_closed});
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.machine.run().state, tenant_state::done);
}

TEST(tenant, a_group_that_hangs_does_not_keep_the_night_open) {
  tenant_run_harness x;
  x.take(x.machine.start(at(0)));
  x.take(x.machine.close(cause::window_closed, at(1)));
  EXPECT_EQ(x.done, 0);
  x.take(x.machine.cut(at(2)));
  EXPECT_EQ(x.done, 1);
  EXPECT_EQ(x.machine.run().state, tenant_state::failed);
  EXPECT_EQ(x.machine.run().why, cause::window_closed);
  x.take(x.machine.on_planned(plan(2), "group", at(3)));
  EXPECT_EQ(x.rows.size(), 0U);
}

} // namespace
} // namespace roamsync
