#pragma once

#include "tests/engine/store/store_fixture.hpp"

// Runs and what came of them. Part of store_contract.hpp.
namespace roamsync {

template <class Factory>
class store_of_runs : public store_fixture<Factory> {};

TYPED_TEST_SUITE_P(store_of_runs);

TYPED_TEST_P(store_of_runs, the_night_is_joined_and_not_opened_twice) {
  const auto first = this->store_->open(this->night_of(1)).value();
  EXPECT_EQ(first.number, 1);
  EXPECT_EQ(first.sequence, 1u);
  EXPECT_EQ(this->store_->open(this->night_of(1)).value(), first);
  ASSERT_TRUE(this->store_->finish(1, first.closes));
  EXPECT_EQ(this->store_->open(this->night_of(1)).value().number, 1) << "the scheduled night ran twice";
  EXPECT_EQ(this->store_->open(this->night_of(2)).value().number, 2);
  auto push = this->night_of(1);
  push.kind = run_kind::push;
  EXPECT_EQ(this->store_->open(push).value().sequence, 1u) << "kinds do not share sequences";
  EXPECT_EQ(this->store_->runs(run_kind::night, 9).value().size(), 2u);
  EXPECT_EQ(this->store_->runs(run_kind::night, 1).value()[0].number, 2) << "the newest first";
  EXPECT_EQ(this->store_->runs(run_kind::push, 9).value().size(), 1u);
}

TYPED_TEST_P(store_of_runs, a_night_by_hand_joins_what_is_under_way_and_is_not_the_scheduled_one) {
  using std::chrono::hours;
  auto by_hand = this->night_of(1, true);
  by_hand.opened -= hours{1};
  const auto early = this->store_->open(by_hand).value();
  const auto scheduled = this->store_->open(this->night_of(1)).value();
  EXPECT_EQ(scheduled.sequence, 2u) << "a run by hand before the window took the night's place";
  ASSERT_TRUE(this->store_->finish(early.number, by_hand.opened));
  by_hand.opened = scheduled.opened + hours{1};
  EXPECT_EQ(this->store_->open(by_hand).value(), scheduled) << "an unfinished one is joined";
  by_hand.opened = scheduled.closes;
  const auto late = this->store_->open(by_hand).value();
  EXPECT_EQ(late.sequence, 3u) << "nothing can be done in a window that has closed";
  EXPECT_EQ(this->store_->open(this->night_of(1)).value(), scheduled);
}

TYPED_TEST_P(store_of_runs, a_fresh_run_joins_nothing) {
  auto alone = this->night_of(1);
  alone.fresh = true;
  (void)this->store_->open(alone).value();
  (void)this->store_->open(alone).value();
  EXPECT_EQ(this->store_->runs(run_kind::night, 99).value().size(), 2u);
}

TYPED_TEST_P(store_of_runs, a_finished_run_keeps_its_first_time) {
  const auto run = this->store_->open(this->night_of(1)).value();
  EXPECT_FALSE(run.finished.has_value());
  ASSERT_TRUE(this->store_->finish(run.number, run.opened + duration{5}));
  ASSERT_TRUE(this->store_->finish(run.number, run.opened + duration{9}));
  EXPECT_EQ(this->store_->run(run.number).value()->finished, run.opened + duration{5});
  EXPECT_FALSE(this->store_->finish(99, run.opened));
  EXPECT_FALSE(this->store_->run(99).value().has_value());
}

TYPED_TEST_P(store_of_runs, old_finished_runs_are_forgotten_and_their_numbers_are_not_used_again) {
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  for (unsigned day = 1; day <= 4; ++day)
    ASSERT_TRUE(this->store_->open(this->night_of(day)));
  auto row = this->ended("a", "u", outcome_kind::written);
  row.proof = this->proof("u", "d");
  ASSERT_TRUE(this->store_->record(4, std::vector{row}));
  tenant_run part;
  part.tenant = "a";
  ASSERT_TRUE(this->store_->put_tenant_runs(4, std::vector{part}));
  const auto later = this->night_of(9).opened;
  for (const int number : {1, 3, 4})
    ASSERT_TRUE(this->store_->finish(number, later));
  EXPECT_EQ(this->store_->forget_runs(this->night_of(3).opened).value(), 1u)
      << "only 1 is older and finished";
  EXPECT_TRUE(this->store_->run(3).value().has_value());
  EXPECT_EQ(this->store_->forget_runs(later).value(), 2u);
  EXPECT_TRUE(this->store_->records(4, "a").value().empty());
  EXPECT_TRUE(this->store_->tenant_runs(4).value().empty());
  EXPECT_EQ(this->store_->receipts("a").value().size(), 1u);
  EXPECT_EQ(this->store_->open(this->night_of(5)).value().number, 5);
}

TYPED_TEST_P(store_of_runs, tenant_runs_are_replaced_and_come_in_order_of_tenant) {
  const auto run = this->opened_run();
  const auto now = this->night_of(1).opened;
  const tenant_run b{.tenant = "b",
                     .state = tenant_state::failed,
                     .why = cause::mfa_demanded,
                     .detail = "AADSTS50076",
                     .group_source = "connector",
                     .mailboxes = 12,
                     .started = now,
                     .finished = now + duration{1},
                     .forecast = now + duration{2},
                     .requests = UINT64_MAX,
                     .throttled = 3};
  tenant_run a;
  a.tenant = "a";
  ASSERT_TRUE(this->store_->put_tenant_runs(run, std::vector{b, a}));
  EXPECT_EQ(this->store_->tenant_runs(run).value(), (std::vector{a, b}));
  a.state = tenant_state::done;
  ASSERT_TRUE(this->store_->put_tenant_runs(run, std::vector{a}));
  EXPECT_EQ(this->store_->tenant_runs(run).value(), (std::vector{a, b}));
  EXPECT_FALSE(this->store_->put_tenant_runs(99, std::vector{a}));
  EXPECT_TRUE(this->store_->tenant_runs(99).value().empty());
}

TYPED_TEST_P(store_of_runs, the_history_of_a_tenant_is_its_own_and_comes_newest_first) {
  EXPECT_TRUE(this->store_->history("a", 9).value().empty());
  const auto first = this->store_->open(this->night_of(1)).value().number;
  const auto second = this->store_->open(this->night_of(2)).value().number;
  const tenant_run a{.tenant = "a"};
  const tenant_run done{.tenant = "a", .state = tenant_state::done, .mailboxes = 3};
  const tenant_run b{.tenant = "b"};
  ASSERT_TRUE(this->store_->put_tenant_runs(first, std::vector{a, b}));
  ASSERT_TRUE(this->store_->put_tenant_runs(second, std::vector{done}));
  EXPECT_EQ(this->store_->history("a", 9).value(), (std::vector<earlier_part>{{second, done}, {first, a}}));
  EXPECT_EQ(this->store_->history("a", 1).value(), (std::vector<earlier_part>{{second, done}}));
  EXPECT_EQ(this->store_->history("b", 9).value(), (std::vector<earlier_part>{{first, b}}));
}

TYPED_TEST_P(store_of_runs, the_last_part_that_ended_is_found_behind_those_that_were_broken_off) {
  EXPECT_FALSE(this->store_->last_ended("a").value());
  const auto now = this->night_of(1).opened;
  const tenant_run failed{.tenant = "a",
                          .state = tenant_state::failed,
                          .why = cause::wrong_password,
                          .detail = "AADSTS50126",
                          .finished = now};
  const std::vector<tenant_run> parts{{.tenant = "a", .state = tenant_state::done, .finished = now},
                                      failed,
                                      {.tenant = "a", .finished = now},
                                      {.tenant = "a", .state = tenant_state::working},
                                      {.tenant = "a", .state = tenant_state::failed},
                                      {.tenant = "b", .state = tenant_state::done, .finished = now}};
  for (unsigned day = 1; const auto& x : parts) {
    const auto number = this->store_->open(this->night_of(day++)).value().number;
    ASSERT_TRUE(this->store_->put_tenant_runs(number, {&x, 1}));
  }
  EXPECT_EQ(this->store_->last_ended("a").value(), failed);
  EXPECT_FALSE(this->store_->last_ended("c").value());
}

TYPED_TEST_P(store_of_runs, the_first_outcome_of_a_mailbox_stays) {
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  const auto run = this->opened_run();
  auto first = this->ended("a", "u", outcome_kind::failed);
  first.end.why = cause::full_access_missing;
  first.end.detail = "404";
  auto second = this->ended("a", "u", outcome_kind::written);
  second.proof = this->proof("u", "new");
  ASSERT_TRUE(this->store_->record(run, std::vector{first, second}));
  ASSERT_TRUE(this->store_->record(run, std::vector{second}));
  EXPECT_EQ(this->store_->records(run, "a").value(), std::vector{first});
  EXPECT_EQ(this->store_->receipts("a").value(), std::vector{*second.proof}) << "the receipt is the newest";
  EXPECT_FALSE(this->store_->record(99, std::vector{first}));
}

TYPED_TEST_P(store_of_runs, outcomes_come_in_order_of_mailbox_without_receipts) {
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  const auto run = this->opened_run();
  auto x = this->ended("a", "u1", outcome_kind::written);
  x.mailbox = "z@example.com";
  x.proof = this->proof("u1", "d");
  const auto y = this->ended("a", "u2", outcome_kind::unchanged);
  const auto other = this->ended("b", "u0", outcome_kind::skipped);
  ASSERT_TRUE(this->store_->record(run, std::vector{x, y, other}));
  x.proof.reset();
  EXPECT_EQ(this->store_->records(run, "a").value(), (std::vector{y, x}));
  EXPECT_TRUE(this->store_->records(run, "c").value().empty());
}

TYPED_TEST_P(store_of_runs, no_receipt_is_kept_for_a_removed_tenant) {
  const auto run = this->opened_run();
  auto row = this->ended("gone", "u", outcome_kind::written);
  row.proof = this->proof("u", "d");
  ASSERT_TRUE(this->store_->record(run, std::vector{row}));
  EXPECT_EQ(this->store_->records(run, "gone").value().size(), 1u);
  EXPECT_TRUE(this->store_->receipts("gone").value().empty());
}

TYPED_TEST_P(store_of_runs, the_end_of_a_run_that_is_under_way_can_be_moved) {
  const auto run = this->store_->open(this->night_of(1)).value();
  ASSERT_TRUE(this->store_->move_end(run.number, run.closes + duration{5}));
  EXPECT_EQ(this->store_->run(run.number).value()->closes, run.closes + duration{5});
  EXPECT_EQ(this->store_->open(this->night_of(1)).value().closes, run.closes + duration{5})
      << "joined, it keeps it";
  ASSERT_TRUE(this->store_->finish(run.number, run.closes));
  ASSERT_TRUE(this->store_->move_end(run.number, run.closes + duration{9}));
  EXPECT_EQ(this->store_->run(run.number).value()->closes, run.closes + duration{5}) << "it has ended";
  EXPECT_FALSE(this->store_->move_end(99, run.closes));
}

TYPED_TEST_P(store_of_runs, the_first_forecast_of_a_run_stays_and_goes_with_it) {
  const auto run = this->store_->open(this->night_of(1)).value();
  EXPECT_EQ(this->store_->forecast(run.number).value(), std::nullopt);
  const run_forecast first{run.opened + duration{1}, run.opened + duration{20}, run.opened + duration{10},
                           run.opened + duration{30}};
  auto second = first;
  second.likely += duration{1};
  ASSERT_TRUE(this->store_->put_forecast(run.number, first));
  ASSERT_TRUE(this->store_->put_forecast(run.number, second)) << "of a start that joined the run";
  EXPECT_EQ(this->store_->forecast(run.number).value(), first);
  EXPECT_EQ(this->store_->run(run.number).value(), run);
  EXPECT_FALSE(this->store_->put_forecast(99, first));
  EXPECT_EQ(this->store_->forecast(99).value(), std::nullopt);
  ASSERT_TRUE(this->store_->finish(run.number, run.closes));
  EXPECT_EQ(this->store_->forget_runs(run.closes).value(), 1U);
  EXPECT_EQ(this->store_->forecast(run.number).value(), std::nullopt);
}

REGISTER_TYPED_TEST_SUITE_P(
    store_of_runs, the_night_is_joined_and_not_opened_twice,
    a_night_by_hand_joins_what_is_under_way_and_is_not_the_scheduled_one, a_fresh_run_joins_nothing,
    a_finished_run_keeps_its_first_time, old_finished_runs_are_forgotten_and_their_numbers_are_not_used_again,
    tenant_runs_are_replaced_and_come_in_order_of_tenant,
    the_history_of_a_tenant_is_its_own_and_comes_newest_first,
    the_last_part_that_ended_is_found_behind_those_that_were_broken_off, the_first_outcome_of_a_mailbox_stays,
    outcomes_come_in_order_of_mailbox_without_receipts, no_receipt_is_kept_for_a_removed_tenant,
    the_end_of_a_run_that_is_under_way_can_be_moved, the_first_forecast_of_a_run_stays_and_goes_with_it);

} // namespace roamsync
