#pragma once

#include "tests/engine/store/store_fixture.hpp"

// What is known between runs: of services, groups and knobs. Part of store_contract.hpp.
namespace roamsync {

template <class Factory>
class store_of_knowledge : public store_fixture<Factory> {};

TYPED_TEST_SUITE_P(store_of_knowledge);

TYPED_TEST_P(store_of_knowledge, standings_are_replaced_and_go_with_their_tenant) {
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

TYPED_TEST_P(store_of_knowledge, posts_are_forgotten_and_told_waits_stay) {
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("b")));
  const auto now = this->night_of(1).opened;
  standing one{"a", remote::outlook, "One@x.example", now, 2, now};
  standing two{"a", remote::outlook, "two@x.example", now, 1, now};
  const standing other{"b", remote::outlook, "one@x.example", now, 1, now};
  ASSERT_TRUE(this->store_->put_standings(std::vector{one, two, other}));
  ASSERT_TRUE(this->store_->forget_posts("a", "oNE@x.example"));
  one.open_posts = 0;
  EXPECT_EQ(this->store_->standings("a").value(), (std::vector{one, two}));
  ASSERT_TRUE(this->store_->forget_posts("a", ""));
  two.open_posts = 0;
  EXPECT_EQ(this->store_->standings("a").value(), (std::vector{one, two}));
  EXPECT_EQ(this->store_->standings("b").value(), std::vector{other});
}

TYPED_TEST_P(store_of_knowledge, known_limits_are_replaced_and_go_with_their_tenant) {
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

TYPED_TEST_P(store_of_knowledge, a_group_is_kept_whole_and_goes_with_its_tenant) {
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
  EXPECT_EQ(this->store_->group("a").value().known, std::nullopt);
  ASSERT_TRUE(this->store_->put_groups(std::vector{first, gone}));
  known_group all{.source = "s",
                  .full_day = 20'000,
                  .groups_link = "g",
                  .users_link = "u",
                  .groups = *first.groups,
                  .members = {ann, bob}};
  EXPECT_EQ(this->store_->group("a").value().known, all);
  EXPECT_EQ(this->store_->group("gone").value().known, std::nullopt);

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
  EXPECT_EQ(this->store_->group("a").value().known, all);

  first.put = {bob};
  ASSERT_TRUE(this->store_->put_groups(std::vector{first}));
  EXPECT_EQ(this->store_->group("a").value().known->members, std::vector{bob}) << "the others go";
  ASSERT_TRUE(this->store_->put_groups(std::vector{group_update{.tenant = "a", .forget = true}}));
  EXPECT_EQ(this->store_->group("a").value().known, std::nullopt);
  ASSERT_TRUE(this->store_->put_groups(std::vector{group_update{.tenant = "a", .put = {ann}}}));
  EXPECT_EQ(this->store_->group("a").value().known, std::nullopt) << "there is nothing that it builds on";

  ASSERT_TRUE(this->store_->put_groups(std::vector{first}));
  ASSERT_TRUE(this->store_->remove_tenant("a").value());
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  EXPECT_EQ(this->store_->group("a").value().known, std::nullopt);
}

TYPED_TEST_P(store_of_knowledge, knobs_are_turned_all_or_none_and_the_history_keeps_them) {
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

TYPED_TEST_P(store_of_knowledge, a_pause_goes_with_its_tenant_and_the_history_stays) {
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  ASSERT_TRUE(this->store_->tune(
      {.put = {{"tenant.a.paused", "true", "ada", {}}, {"tenant.ab.paused", "true", "ada", {}}},
       .changes = {{.who = "ada", .knob = "tenant.a.paused", .after = "true"}}}));
  ASSERT_TRUE(this->store_->remove_tenant("a").value());
  ASSERT_EQ(this->store_->overrides().value().size(), 1U);
  EXPECT_EQ(this->store_->overrides().value()[0].knob, "tenant.ab.paused");
  EXPECT_EQ(this->store_->changes(0, 9).value().size(), 1U);
}

REGISTER_TYPED_TEST_SUITE_P(store_of_knowledge, standings_are_replaced_and_go_with_their_tenant,
                            posts_are_forgotten_and_told_waits_stay,
                            known_limits_are_replaced_and_go_with_their_tenant,
                            a_group_is_kept_whole_and_goes_with_its_tenant,
                            knobs_are_turned_all_or_none_and_the_history_keeps_them,
                            a_pause_goes_with_its_tenant_and_the_history_stays);

} // namespace roamsync
