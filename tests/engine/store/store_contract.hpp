#pragma once

#include "engine/store/store.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>

namespace roamsync {

/// What every store must do. Instantiate with a type that has `std::unique_ptr<store> make()`.
template <class Factory>
class store_contract : public testing::Test {
protected:
  static tenant_settings tenant(const std::string& id) {
    tenant_settings x;
    x.id = id;
    return x;
  }
  static open_run night_of(unsigned day, bool again = false) {
    using namespace std::chrono;
    const utc_date date{year{2026}, month{3}, std::chrono::day{day}};
    const utc_time opened = sys_days{date} + hours{1};
    return {run_kind::night, date, opened, opened + hours{4}, again};
  }
  static mailbox_record ended(const std::string& tenant, const std::string& user, outcome_kind kind) {
    mailbox_record x;
    x.tenant = tenant;
    x.user_id = user;
    x.mailbox = user + "@example.com";
    x.end.kind = kind;
    return x;
  }
  static receipt proof(const std::string& user, const std::string& digest) {
    return {user, user + "@example.com", digest, {"Work", "Caf\xc3\xa9 \"x\", \\"}, 1};
  }
  std::int64_t opened_run() { return store_->open(night_of(1)).value().number; }

  Factory factory_;
  std::unique_ptr<store> store_ = factory_.make();
};

TYPED_TEST_SUITE_P(store_contract);

TYPED_TEST_P(store_contract, a_tenant_is_kept_with_every_member) {
  tenant_settings x{.id = "contoso",
                    .name = "Contoso \xc3\x96l GmbH",
                    .entra_tenant = "contoso.onmicrosoft.com",
                    .cloud = "gcc-high",
                    .automate = false,
                    .sign_in = sign_in_way::token,
                    .service_user = "svc@contoso.com",
                    .service_mailbox = "box@contoso.com",
                    .more_service_users = {"svc2@contoso.com", "svc3@contoso.com"},
                    .notify = "admin@contoso.com",
                    .group = "group",
                    .connector_group = "connector",
                    .sync_group = "sync",
                    .catalogue = "shared",
                    .lanes = 7,
                    .rate = 2.5,
                    .burst = 9,
                    .weight = 3,
                    .opens = "02:30",
                    .drift = drift_rule::ask};
  ASSERT_TRUE(this->store_->put_tenant(x));
  EXPECT_EQ(this->store_->tenant("contoso").value(), x);
  x.name = "Contoso AG";
  ASSERT_TRUE(this->store_->put_tenant(x));
  EXPECT_EQ(this->store_->tenants().value(), std::vector{x}) << "the second one did not replace the first";
}

TYPED_TEST_P(store_contract, tenants_come_in_order_of_id) {
  for (const auto* id : {"b", "a-1", "a", "10", "9"})
    ASSERT_TRUE(this->store_->put_tenant(this->tenant(id)));
  std::string ids;
  const auto tenants = this->store_->tenants();
  for (const auto& x : tenants.value())
    ids += x.id + " ";
  EXPECT_EQ(ids, "10 9 a a-1 b ");
  EXPECT_FALSE(this->store_->tenant("c").value().has_value());
  EXPECT_FALSE(this->store_->put_tenant(this->tenant("")));
}

TYPED_TEST_P(store_contract, sealed_bytes_are_kept_as_they_are) {
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  const std::string bytes{"\x00\xff'; --\x01", 8};
  ASSERT_TRUE(this->store_->put_sealed("a", "password", bytes));
  EXPECT_EQ(this->store_->sealed("a", "password").value(), bytes);
  ASSERT_TRUE(this->store_->put_sealed("a", "password", ""));
  EXPECT_EQ(this->store_->sealed("a", "password").value(), "") << "empty is not absent";
  EXPECT_FALSE(this->store_->sealed("a", "client_secret").value().has_value());
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  EXPECT_TRUE(this->store_->sealed("a", "password").value()) << "new settings took the password away";
}

TYPED_TEST_P(store_contract, no_secret_is_kept_for_a_tenant_that_does_not_exist) {
  EXPECT_FALSE(this->store_->put_sealed("a", "password", "x"));
  EXPECT_FALSE(this->store_->add_sealed("a", "data_key", "x"));
  EXPECT_FALSE(this->store_->sealed("a", "password").value().has_value());
}

TYPED_TEST_P(store_contract, the_first_added_bytes_stay) {
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  EXPECT_EQ(this->store_->add_sealed("a", "data_key", "first").value(), "first");
  EXPECT_EQ(this->store_->add_sealed("a", "data_key", "second").value(), "first");
  EXPECT_EQ(this->store_->sealed("a", "data_key").value(), "first");
}

TYPED_TEST_P(store_contract, the_bin_takes_secrets_and_receipts_and_leaves_outcomes) {
  const auto run = this->opened_run();
  for (const auto* id : {"a", "b"}) {
    ASSERT_TRUE(this->store_->put_tenant(this->tenant(id)));
    ASSERT_TRUE(this->store_->put_sealed(id, "password", "sealed"));
    auto row = this->ended(id, "u", outcome_kind::written);
    row.proof = this->proof("u", "d");
    ASSERT_TRUE(this->store_->record(run, std::vector{row}));
  }
  EXPECT_TRUE(this->store_->remove_tenant("a").value());
  EXPECT_FALSE(this->store_->remove_tenant("a").value());
  EXPECT_FALSE(this->store_->tenant("a").value().has_value());
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  EXPECT_FALSE(this->store_->sealed("a", "password").value().has_value());
  EXPECT_TRUE(this->store_->receipts("a").value().empty());
  EXPECT_EQ(this->store_->records(run, "a").value().size(), 1u);
  EXPECT_TRUE(this->store_->sealed("b", "password").value().has_value()) << "another tenant lost its secret";
  EXPECT_EQ(this->store_->receipts("b").value().size(), 1u);
}

TYPED_TEST_P(store_contract, the_night_is_joined_and_not_opened_twice) {
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

TYPED_TEST_P(store_contract, a_night_by_hand_joins_what_is_under_way_and_is_not_the_scheduled_one) {
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

TYPED_TEST_P(store_contract, a_fresh_run_joins_nothing) {
  auto alone = this->night_of(1);
  alone.fresh = true;
  (void)this->store_->open(alone).value();
  (void)this->store_->open(alone).value();
  EXPECT_EQ(this->store_->runs(run_kind::night, 99).value().size(), 2u);
}

TYPED_TEST_P(store_contract, a_finished_run_keeps_its_first_time) {
  const auto run = this->store_->open(this->night_of(1)).value();
  EXPECT_FALSE(run.finished.has_value());
  ASSERT_TRUE(this->store_->finish(run.number, run.opened + duration{5}));
  ASSERT_TRUE(this->store_->finish(run.number, run.opened + duration{9}));
  EXPECT_EQ(this->store_->run(run.number).value()->finished, run.opened + duration{5});
  EXPECT_FALSE(this->store_->finish(99, run.opened));
  EXPECT_FALSE(this->store_->run(99).value().has_value());
}

TYPED_TEST_P(store_contract, old_finished_runs_are_forgotten_and_their_numbers_are_not_used_again) {
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

TYPED_TEST_P(store_contract, tenant_runs_are_replaced_and_come_in_order_of_tenant) {
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

TYPED_TEST_P(store_contract, the_history_of_a_tenant_is_its_own_and_comes_newest_first) {
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

TYPED_TEST_P(store_contract, the_last_part_that_ended_is_found_behind_those_that_were_broken_off) {
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

TYPED_TEST_P(store_contract, the_first_outcome_of_a_mailbox_stays) {
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

TYPED_TEST_P(store_contract, outcomes_come_in_order_of_mailbox_without_receipts) {
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

TYPED_TEST_P(store_contract, no_receipt_is_kept_for_a_removed_tenant) {
  const auto run = this->opened_run();
  auto row = this->ended("gone", "u", outcome_kind::written);
  row.proof = this->proof("u", "d");
  ASSERT_TRUE(this->store_->record(run, std::vector{row}));
  EXPECT_EQ(this->store_->records(run, "gone").value().size(), 1u);
  EXPECT_TRUE(this->store_->receipts("gone").value().empty());
}

TYPED_TEST_P(store_contract, standings_are_replaced_and_go_with_their_tenant) {
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  const auto now = this->night_of(1).opened;
  standing graph{"a", remote::graph, "", now + duration{30'001}, 0, {}};
  standing outlook{"a", remote::outlook, "one@x.example", {}, 2, now};
  standing other{"a", remote::outlook, "two@x.example", {}, 1, now};
  standing gone{"gone", remote::outlook, "one@x.example", now, 1, now};
  ASSERT_TRUE(this->store_->put_standings(std::vector{graph, other, gone, outlook}));
  EXPECT_EQ(this->store_->standings("a").value(), (std::vector{outlook, other, graph}));
  outlook.open_posts = 0;
  ASSERT_TRUE(this->store_->put_standings(std::vector{outlook}));
  EXPECT_EQ(this->store_->standings("a").value(), (std::vector{outlook, other, graph}));
  EXPECT_TRUE(this->store_->standings("gone").value().empty());
  ASSERT_TRUE(this->store_->remove_tenant("a").value());
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  EXPECT_TRUE(this->store_->standings("a").value().empty());
}

TYPED_TEST_P(store_contract, known_limits_are_replaced_and_go_with_their_tenant) {
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  known_limit one{.tenant = "a",
                  .service_user = "one@a",
                  .limit = {.rate = 9.5,
                            .burst = 20.25,
                            .doubt = 0.01,
                            .lanes = 4,
                            .wait = duration{30'000},
                            .quiet = duration{1'234}},
                  .cost = {.calls = 3.5, .latency_ms = 210.5, .mailboxes = 70}};
  known_limit two{.tenant = "a", .service_user = "two@a"};
  known_limit gone{.tenant = "gone", .service_user = "one@a"};
  ASSERT_TRUE(this->store_->put_known_limits(std::vector{two, gone, one}));
  EXPECT_EQ(this->store_->known_limits("a").value(), (std::vector{one, two}));
  one.limit.rate = 4;
  ASSERT_TRUE(this->store_->put_known_limits(std::vector{one}));
  EXPECT_EQ(this->store_->known_limits("a").value(), (std::vector{one, two}));
  EXPECT_TRUE(this->store_->known_limits("gone").value().empty());
  ASSERT_TRUE(this->store_->remove_tenant("a").value());
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  EXPECT_TRUE(this->store_->known_limits("a").value().empty());
}

TYPED_TEST_P(store_contract, a_group_is_kept_whole_and_goes_with_its_tenant) {
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  member ann{.user_id = "ann",
             .user_principal_name = "ann@a",
             .mail = "a@a",
             .account_enabled = false,
             .proxy_addresses = {"SMTP:a@a", "smtp:b@a"},
             .attributes = {{"displayName", "Änn \"A\"\n"}, {"manager.displayName", "Bo"}},
             .lists = {{"businessPhones", {"1", "2"}}, {"none", {}}},
             .manager_id = "bo",
             .photo = std::make_shared<const std::string>("data:image/png;base64,AAAA")};
  member bob{.user_id = "bob"};
  group_update first{.tenant = "a",
                     .source = "s",
                     .full_day = 20'000,
                     .groups_link = "g",
                     .users_link = "u",
                     .groups = membership{{"root", {{"ann", "bob"}, {"sub"}}}, {"sub", {}}},
                     .all = true,
                     .put = {bob, ann},
                     .removed = {}};
  auto gone = first;
  gone.tenant = "gone";
  EXPECT_EQ(this->store_->group("a").value(), std::nullopt);
  ASSERT_TRUE(this->store_->put_groups(std::vector{first, gone}));
  known_group all{.source = "s",
                  .full_day = 20'000,
                  .groups_link = "g",
                  .users_link = "u",
                  .groups = *first.groups,
                  .members = {ann, bob}};
  EXPECT_EQ(this->store_->group("a").value(), all);
  EXPECT_EQ(this->store_->group("gone").value(), std::nullopt);

  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a"))) << "settings that change take nothing with them";
  ann.photo.reset();
  ann.lists.clear();
  ASSERT_TRUE(this->store_->put_groups(std::vector{group_update{.tenant = "a",
                                                                .source = "s",
                                                                .full_day = 20'000,
                                                                .groups_link = "g2",
                                                                .users_link = "u2",
                                                                .put = {ann},
                                                                .removed = {"bob", "nobody"}}}));
  all.groups_link = "g2";
  all.users_link = "u2";
  all.members = {ann};
  EXPECT_EQ(this->store_->group("a").value(), all);

  first.put = {bob};
  ASSERT_TRUE(this->store_->put_groups(std::vector{first}));
  EXPECT_EQ(this->store_->group("a").value().value().members, std::vector{bob}) << "the others go";
  ASSERT_TRUE(this->store_->put_groups(std::vector{group_update{.tenant = "a", .forget = true}}));
  EXPECT_EQ(this->store_->group("a").value(), std::nullopt);
  ASSERT_TRUE(this->store_->put_groups(std::vector{group_update{.tenant = "a", .put = {ann}}}));
  EXPECT_EQ(this->store_->group("a").value(), std::nullopt) << "there is nothing that it builds on";

  ASSERT_TRUE(this->store_->put_groups(std::vector{first}));
  ASSERT_TRUE(this->store_->remove_tenant("a").value());
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  EXPECT_EQ(this->store_->group("a").value(), std::nullopt);
}

TYPED_TEST_P(store_contract, knobs_are_turned_all_or_none_and_the_history_keeps_them) {
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  const auto now = this->night_of(1).opened;
  const override_row lanes{"limits.lanes", "4", "ada", now};
  const override_row paused{"tenant.a.paused", "true", "ada", now + duration{1}};
  const change_row first{.at = now,
                         .who = "ada",
                         .way = tune_way::api,
                         .knob = "limits.lanes",
                         .before = "3",
                         .after = "4",
                         .note = "why, \"x\""};
  const change_row second{
      .at = now, .who = "file", .way = tune_way::file, .knob = "limits.rate", .after = "2"};
  EXPECT_TRUE(this->store_->overrides().value().empty());
  EXPECT_TRUE(this->store_->changes(0, 9).value().empty());
  ASSERT_TRUE(this->store_->tune(
      {.put = {paused, lanes}, .tenants = {{"a", 5, 1.5, 6, 7}}, .changes = {first, second}}));
  EXPECT_EQ(this->store_->overrides().value(), (std::vector{lanes, paused}));
  const auto tuned = this->store_->tenant("a").value();
  EXPECT_EQ(tuned->lanes, 5U);
  EXPECT_EQ(tuned->rate, 1.5);
  EXPECT_EQ(tuned->burst, 6U);
  EXPECT_EQ(tuned->weight, 7U);
  EXPECT_FALSE(this->store_->tune({.put = {{"limits.burst", "9", "ada", now}},
                                   .removed = {"limits.lanes"},
                                   .tenants = {{"a", 1, 1, 1, 1}, {"gone", 1, 1, 1, 1}},
                                   .changes = {first}}));
  EXPECT_EQ(this->store_->overrides().value(), (std::vector{lanes, paused})) << "half of it was kept";
  EXPECT_EQ(this->store_->tenant("a").value()->lanes, 5U);
  auto more = lanes;
  more.value = "6";
  ASSERT_TRUE(
      this->store_->tune({.put = {more}, .removed = {"tenant.a.paused", "never.set"}, .changes = {first}}));
  EXPECT_EQ(this->store_->overrides().value(), std::vector{more});
  auto kept = std::vector{first, second, first};
  for (std::size_t i = 0; i < kept.size(); ++i)
    kept[i].number = static_cast<std::int64_t>(i + 1);
  EXPECT_EQ(this->store_->changes(0, 9).value(), (std::vector{kept[2], kept[1], kept[0]}));
  EXPECT_EQ(this->store_->changes(0, 1).value(), std::vector{kept[2]});
  EXPECT_EQ(this->store_->changes(1, 9).value(), (std::vector{kept[2], kept[1]}));
}

TYPED_TEST_P(store_contract, a_pause_goes_with_its_tenant_and_the_history_stays) {
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  ASSERT_TRUE(this->store_->tune(
      {.put = {{"tenant.a.paused", "true", "ada", {}}, {"tenant.ab.paused", "true", "ada", {}}},
       .changes = {{.who = "ada", .knob = "tenant.a.paused", .after = "true"}}}));
  ASSERT_TRUE(this->store_->remove_tenant("a").value());
  ASSERT_EQ(this->store_->overrides().value().size(), 1U);
  EXPECT_EQ(this->store_->overrides().value()[0].knob, "tenant.ab.paused");
  EXPECT_EQ(this->store_->changes(0, 9).value().size(), 1U);
}

TYPED_TEST_P(store_contract, the_end_of_a_run_that_is_under_way_can_be_moved) {
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

REGISTER_TYPED_TEST_SUITE_P(
    store_contract, a_tenant_is_kept_with_every_member, tenants_come_in_order_of_id,
    sealed_bytes_are_kept_as_they_are, no_secret_is_kept_for_a_tenant_that_does_not_exist,
    the_first_added_bytes_stay, the_bin_takes_secrets_and_receipts_and_leaves_outcomes,
    the_night_is_joined_and_not_opened_twice,
    a_night_by_hand_joins_what_is_under_way_and_is_not_the_scheduled_one, a_fresh_run_joins_nothing,
    a_finished_run_keeps_its_first_time, old_finished_runs_are_forgotten_and_their_numbers_are_not_used_again,
    tenant_runs_are_replaced_and_come_in_order_of_tenant,
    the_history_of_a_tenant_is_its_own_and_comes_newest_first,
    the_last_part_that_ended_is_found_behind_those_that_were_broken_off, the_first_outcome_of_a_mailbox_stays,
    outcomes_come_in_order_of_mailbox_without_receipts, no_receipt_is_kept_for_a_removed_tenant,
    standings_are_replaced_and_go_with_their_tenant, known_limits_are_replaced_and_go_with_their_tenant,
    a_group_is_kept_whole_and_goes_with_its_tenant,

    knobs_are_turned_all_or_none_and_the_history_keeps_them,
    a_pause_goes_with_its_tenant_and_the_history_stays, the_end_of_a_run_that_is_under_way_can_be_moved);

} // namespace roamsync
