#include "engine/directory/member_plan.hpp"

#include <gtest/gtest.h>

#include <set>

namespace roamsync {
namespace {

member make(const std::string& id, const std::string& mail) {
  member out;
  out.user_id = id;
  out.user_principal_name = id + "@contoso.onmicrosoft.com";
  out.mail = mail;
  return out;
}

receipt make_receipt(const std::string& id, const std::string& mailbox) {
  receipt out;
  out.user_id = id;
  out.mailbox = mailbox;
  return out;
}

TEST(member_plan, plans_each_member_with_an_address) {
  const std::vector members{make("1", "A@contoso.com"), make("2", "b@contoso.com")};
  const auto plan = plan_members(members, {});
  ASSERT_EQ(plan.to_do.size(), 2U);
  EXPECT_EQ(plan.to_do[0], (planned_mailbox{0, "1", "a@contoso.com", std::nullopt, ""}));
  EXPECT_EQ(plan.to_do[1].member, 1U);
  EXPECT_TRUE(plan.skipped.empty());
}

TEST(member_plan, skips_disabled_users_and_those_without_address) {
  std::vector members{make("1", "a@contoso.com"), make("2", "")};
  members[0].account_enabled = false;
  const auto plan = plan_members(members, {});
  EXPECT_TRUE(plan.to_do.empty());
  ASSERT_EQ(plan.skipped.size(), 2U);
  EXPECT_EQ(plan.skipped[0].why, cause::user_disabled);
  EXPECT_EQ(plan.skipped[0].mailbox, "a@contoso.com");
  EXPECT_EQ(plan.skipped[1].why, cause::no_mail_address);
  EXPECT_EQ(plan.skipped[1].mailbox, "2@contoso.onmicrosoft.com");
}

TEST(member_plan, counts_an_id_once) {
  const std::vector members{make("1", "a@contoso.com"), make("1", "a@contoso.com"), make("2", ""),
                            make("2", "")};
  const auto plan = plan_members(members, {});
  EXPECT_EQ(plan.to_do.size(), 1U);
  EXPECT_EQ(plan.skipped.size(), 1U);
}

TEST(member_plan, does_one_mailbox_once_and_names_the_other_user) {
  const std::vector members{make("1", "a@contoso.com"), make("2", "A@CONTOSO.com")};
  const auto plan = plan_members(members, {});
  ASSERT_EQ(plan.to_do.size(), 1U);
  EXPECT_EQ(plan.to_do[0].user_id, "1");
  ASSERT_EQ(plan.skipped.size(), 1U);
  EXPECT_EQ(plan.skipped[0].user_id, "2");
  EXPECT_EQ(plan.skipped[0].why, cause::mail_address_shared);
  EXPECT_NE(plan.skipped[0].detail.find("user 1"), std::string::npos);
}

TEST(member_plan, leaves_the_address_of_a_disabled_user_to_its_successor) {
  std::vector members{make("1", "a@contoso.com"), make("2", "a@contoso.com")};
  members[0].account_enabled = false;
  const auto plan = plan_members(members, {});
  ASSERT_EQ(plan.to_do.size(), 1U);
  EXPECT_EQ(plan.to_do[0].user_id, "2");
}

TEST(member_plan, knows_a_mailbox_again_after_its_address_changed) {
  const std::vector members{make("1", "new@contoso.com"), make("2", "b@contoso.com"),
                            make("3", "old@contoso.com")};
  const std::vector receipts{make_receipt("2", "b@contoso.com"), make_receipt("1", "old@contoso.com")};
  const auto plan = plan_members(members, receipts);
  ASSERT_EQ(plan.to_do.size(), 3U);
  EXPECT_EQ(plan.to_do[0].receipt, 1U);
  EXPECT_EQ(plan.to_do[0].former_mailbox, "old@contoso.com");
  EXPECT_EQ(plan.to_do[1].receipt, 0U);
  EXPECT_EQ(plan.to_do[1].former_mailbox, "");
  EXPECT_EQ(plan.to_do[2].receipt, std::nullopt) << "the receipt of an address is not that of its new owner";
}

TEST(member_plan, uses_the_address_where_the_directory_gave_no_id) {
  const std::vector members{make("", "a@contoso.com"), make("", "b@contoso.com")};
  const std::vector receipts{make_receipt("a@contoso.com", "a@contoso.com")};
  const auto plan = plan_members(members, receipts);
  ASSERT_EQ(plan.to_do.size(), 2U);
  EXPECT_EQ(plan.to_do[0].user_id, "a@contoso.com");
  EXPECT_EQ(plan.to_do[0].receipt, 0U);
}

TEST(member_plan, gives_every_id_exactly_one_place) {
  std::vector<member> members;
  for (int i = 0; i < 200; ++i) {
    members.push_back(make(std::to_string(i * 7 % 60), "m" + std::to_string(i * 11 % 40) + "@contoso.com"));
    members.back().account_enabled = i % 5 != 0;
    if (i % 9 == 0)
      members.back().mail = "broken";
  }
  const auto plan = plan_members(members, {});
  std::multiset<std::string> ids;
  std::set<std::string> addresses;
  for (const auto& x : plan.to_do) {
    ids.insert(x.user_id);
    EXPECT_TRUE(addresses.insert(x.mailbox).second) << x.mailbox;
  }
  for (const auto& x : plan.skipped) {
    ids.insert(x.user_id);
    EXPECT_NE(x.why, cause::none);
  }
  EXPECT_EQ(ids.size(), 60U);
  EXPECT_EQ(std::set(ids.begin(), ids.end()).size(), 60U);
}

TEST(member_plan, knows_a_directory_that_shows_only_ids) {
  EXPECT_TRUE(shows_only_ids(std::vector<member>{{.user_id = "1"}, {.user_id = "2"}}));
  EXPECT_FALSE(shows_only_ids(std::vector<member>{{.user_id = "1"}, make("2", "b@contoso.com")}));
  EXPECT_FALSE(shows_only_ids(std::vector<member>{})) << "an empty group is something else";
}

} // namespace
} // namespace roamsync
