#include "tests/engine/directory/feed_model.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

class group_feed_test : public ::testing::Test {
protected:
  group_feed_test() {
    (void)kept.put_tenant({.id = "t"});
    for (const auto* id : {"ann", "bob", "eve", "max", "boss"})
      world.users[id] = {id, "boss"};
    world.groups = {{"root", {{"ann", "bob"}, {"sub"}}}, {"sub", {{"eve"}, {}}}};
  }

  void expect_night(std::int64_t day, std::size_t calls, bool paged) {
    EXPECT_EQ(world.night(kept, day), world.truth());
    EXPECT_EQ(world.calls, calls);
    EXPECT_EQ(world.paged, paged);
  }

  feed_model world{1};
  memory_store kept;
};

TEST_F(group_feed_test, first_reads_the_pages_and_then_asks_both_feeds_only) {
  world.repeats = false;
  EXPECT_EQ(world.night(kept, 1), world.truth());
  EXPECT_TRUE(world.paged);
  for (std::int64_t day = 2; day < 6; ++day)
    expect_night(day, 2, false);
  EXPECT_EQ(kept.group("t")->known->full_day, 1);
}

TEST_F(group_feed_test, reads_anew_whom_the_feeds_name) {
  (void)world.night(kept, 1);
  world.users["ann"].name = "Anna";
  world.groups["sub"].users.insert("max");
  world.groups["root"].users.erase("bob");
  EXPECT_EQ(world.night(kept, 2), world.truth());
  EXPECT_FALSE(world.paged);
  world.users["boss"].name = "Chief"; // everybody's signature names the manager
  EXPECT_EQ(world.night(kept, 3), world.truth());
  EXPECT_FALSE(world.paged);
  world.users["eve"].manager = "ann";
  EXPECT_EQ(world.night(kept, 4), world.truth());
  world.users.erase("ann"); // a member, and a manager
  world.groups["root"].users.erase("ann");
  EXPECT_EQ(world.night(kept, 5), world.truth());
  EXPECT_FALSE(world.paged);
}

TEST(watched_users, are_the_members_and_their_managers_only) {
  const std::vector<member> known{{.user_id = "Ann", .manager_id = "Boss"},
                                  {.user_id = "left", .manager_id = "chief"}};
  watched_users x{known, {"ann"}};
  for (int i = 0; i < 1'000; ++i)
    x.tell("stranger" + std::to_string(i));
  for (const auto* id : {"", "left", "chief"})
    x.tell(id);
  EXPECT_EQ(x.told_count(), 0U) << "a feed names the whole directory";
  EXPECT_FALSE(x.told(known[0]));
  x.tell("BOSS");
  x.tell("boss");
  EXPECT_EQ(x.told_count(), 1U);
  EXPECT_TRUE(x.told(known[0]));
}

TEST_F(group_feed_test, follows_who_moves_into_a_group_inside) {
  (void)world.night(kept, 1);
  world.groups["root"].users.erase("ann");
  world.groups["sub"].users.insert("ann");
  EXPECT_EQ(world.night(kept, 2), world.truth());
  EXPECT_FALSE(world.paged);
  world.groups["root"].groups.erase("sub"); // both of them leave with it
  EXPECT_EQ(world.night(kept, 3), world.truth());
  EXPECT_FALSE(world.paged);
}

TEST_F(group_feed_test, takes_the_pages_when_a_group_comes_that_the_feed_does_not_tell) {
  (void)world.night(kept, 1);
  world.groups["new"] = {{"max"}, {}};
  world.groups["sub"].groups.insert("new");
  EXPECT_EQ(world.night(kept, 2), world.truth());
  EXPECT_TRUE(world.paged);
  world.groups["new"].users.insert("boss");
  EXPECT_EQ(world.night(kept, 3), world.truth());
  EXPECT_FALSE(world.paged) << "the new feed covers it";
}

TEST_F(group_feed_test, takes_the_pages_when_its_links_are_forgotten) {
  (void)world.night(kept, 1);
  world.forgets = 1;
  EXPECT_EQ(world.night(kept, 2), world.truth());
  EXPECT_TRUE(world.paged);
  world.forgets = 0;
  EXPECT_EQ(world.night(kept, 3), world.truth());
  EXPECT_FALSE(world.paged);
}

TEST_F(group_feed_test, of_a_page_without_a_link_begins_anew) {
  (void)world.night(kept, 1);
  group_feed feed({.source = "s", .group = "root", .day = 2, .known = kept.group("t")->known});
  (void)feed.next();
  feed.on_changes({});
  const auto call = feed.next();
  ASSERT_TRUE(call);
  EXPECT_TRUE(std::get<directory_call::changes>(*call).link.empty());
}

TEST_F(group_feed_test, confirms_an_empty_group_by_its_pages) {
  (void)world.night(kept, 1);
  world.groups = {{"root", {}}, {"sub", {}}};
  EXPECT_TRUE(world.night(kept, 2).empty());
  EXPECT_TRUE(world.paged);
}

TEST_F(group_feed_test, of_too_many_changes_takes_the_pages_and_keeps_the_feeds) {
  (void)world.night(kept, 1);
  for (int i = 0; i < 300; ++i) {
    world.users["n" + std::to_string(i)] = {"n", ""};
    world.groups["root"].users.insert("n" + std::to_string(i));
  }
  EXPECT_EQ(world.night(kept, 2), world.truth());
  EXPECT_TRUE(world.paged);
  EXPECT_EQ(world.night(kept, 3), world.truth());
  EXPECT_FALSE(world.paged);
  EXPECT_EQ(kept.group("t")->known->full_day, 2);
}

TEST_F(group_feed_test, finds_at_a_check_what_the_feeds_did_not_tell) {
  (void)world.night(kept, 1);
  auto stale = *kept.group("t")->known;
  auto who = stale.members.front();
  who.attributes["name"] = "drifted";
  group_update drift{.tenant = "t",
                     .source = stale.source,
                     .full_day = stale.full_day,
                     .groups_link = stale.groups_link,
                     .users_link = stale.users_link,
                     .put = {who}};
  ASSERT_TRUE(kept.put_groups({&drift, 1}));
  EXPECT_NE(world.night(kept, 2), world.truth()) << "the feeds do not know";
  EXPECT_EQ(world.night(kept, 3, true), world.truth());
  ASSERT_EQ(world.notes.size(), 1u);
  EXPECT_NE(world.notes[0].find("1 members have changed"), std::string::npos) << world.notes[0];
  EXPECT_EQ(world.night(kept, 4), world.truth());
  EXPECT_FALSE(world.paged);
}

TEST_F(group_feed_test, forgets_all_when_the_members_of_the_feed_are_others_than_those_of_the_pages) {
  (void)world.night(kept, 1);
  auto wrong = *kept.group("t")->known;
  wrong.groups["root"].users.insert("max");
  group_update update{.tenant = "t",
                      .source = wrong.source,
                      .full_day = 1,
                      .groups_link = wrong.groups_link,
                      .users_link = wrong.users_link,
                      .groups = wrong.groups};
  ASSERT_TRUE(kept.put_groups({&update, 1}));
  EXPECT_EQ(world.night(kept, 2, true), world.truth());
  EXPECT_EQ(kept.group("t")->known, std::nullopt);
}

TEST_F(group_feed_test, keeps_nobody_of_whom_something_could_not_be_read) {
  (void)world.night(kept, 1);
  group_feed feed({.source = "s", .group = "root", .day = 2, .check = true, .known = kept.group("t")->known});
  const auto known = *kept.group("t")->known;
  while (auto call = feed.next())
    feed.on_changes({.groups = {}, .users = {}, .next = {}, .delta = "1"});
  auto all = known.members;
  all[1].unread = detail_failure{cause::request_refused, "manager"};
  const auto kept_now = feed.close(all);
  ASSERT_TRUE(kept_now);
  EXPECT_TRUE(kept_now->put.empty());
  EXPECT_EQ(kept_now->removed, std::vector<std::string>{all[1].user_id});
}

TEST_F(group_feed_test, of_another_source_begins_anew) {
  (void)world.night(kept, 1);
  group_feed feed({.source = "other", .group = "root", .day = 2, .known = kept.group("t")->known});
  const auto call = feed.next();
  ASSERT_TRUE(call);
  EXPECT_TRUE(std::get<directory_call::changes>(*call).link.empty());
}

TEST_F(group_feed_test, with_too_many_groups_inside_is_not_followed) {
  for (int i = 0; i < 60; ++i) {
    world.groups["root"].groups.insert("g" + std::to_string(i));
    world.groups["g" + std::to_string(i)] = {{"max"}, {}};
  }
  EXPECT_EQ(world.night(kept, 1), world.truth());
  EXPECT_EQ(kept.group("t")->known, std::nullopt);
}

void change_something(feed_model& world) {
  const std::vector<std::string> people{"ann", "bob", "eve", "max", "boss", "kim"};
  const std::vector<std::string> groups{"root", "sub", "far"};
  const auto& who = people[world.below(people.size())];
  const auto& group = groups[world.below(groups.size())];
  const auto& other = groups[world.below(groups.size())];
  switch (world.below(7)) {
  case 0:
    world.users[who].name += "x";
    break;
  case 1:
    if (const auto& manager = people[world.below(people.size())];
        world.users.contains(who) && world.users.contains(manager))
      world.users[who].manager = manager;
    break;
  case 2:
    if (world.users.contains(who))
      world.groups[group].users.insert(who);
    break;
  case 3:
    world.groups[group].users.erase(who);
    break;
  case 4:
    world.groups[group].groups.insert(other);
    break;
  case 5:
    world.groups[group].groups.erase(other);
    break;
  default: // A user who is deleted leaves all groups, and is nobody's manager.
    world.users.erase(who);
    for (auto& [id, x] : world.users)
      if (x.manager == who)
        x.manager.clear();
    for (auto& [id, x] : world.groups)
      x.users.erase(who);
  }
}

TEST(group_feed, has_the_group_as_it_is_whatever_changes_and_however_it_is_told) {
  std::size_t by_feeds = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE(seed);
    feed_model world{seed};
    memory_store kept;
    (void)kept.put_tenant({.id = "t"});
    world.users = {{"ann", {"Ann", ""}}, {"bob", {"Bob", "ann"}}};
    world.groups = {{"root", {{"ann", "bob"}, {}}}, {"sub", {}}, {"far", {}}};
    for (std::int64_t day = 1; day <= 12; ++day) {
      const auto changes = world.below(4);
      for (std::size_t i = 0; i < changes; ++i)
        change_something(world);
      world.forgets = world.chance(0.2) ? 0.3 : 0;
      const auto check = world.chance(0.2);
      const auto killed = world.chance(0.2);
      ASSERT_EQ(world.night(kept, day, check, killed), world.truth()) << "day " << day;
      by_feeds += world.paged ? 0 : 1;
    }
  }
  EXPECT_GT(by_feeds, 1'000u) << "of 4800 readings: the feeds are hardly used";
}

} // namespace
} // namespace roamsync
