#include "engine/diagnosis/cause_groups.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace roamsync {
namespace {

using ::testing::ElementsAre;

mailbox_record record(const std::string& tenant, const std::string& mailbox, outcome_kind kind, cause why) {
  mailbox_record out;
  out.tenant = tenant;
  out.mailbox = mailbox;
  out.end = {kind, why, ""};
  return out;
}

tenant_run failed(const std::string& tenant, cause why) {
  tenant_run out;
  out.tenant = tenant;
  out.state = tenant_state::failed;
  out.why = why;
  return out;
}

TEST(cause_groups, put_the_most_frequent_first) {
  const std::vector rows{record("a", "1@a.de", outcome_kind::written, cause::none),
                         record("a", "2@a.de", outcome_kind::failed, cause::throttled),
                         record("b", "1@b.de", outcome_kind::failed, cause::full_access_missing),
                         record("b", "2@b.de", outcome_kind::skipped, cause::full_access_missing)};
  const std::vector tenants{failed("c", cause::mfa_demanded), failed("d", cause::mfa_demanded),
                            failed("e", cause::wrong_password)};
  const auto groups = group_causes(rows, tenants);
  ASSERT_EQ(groups.size(), 4U);
  EXPECT_EQ(groups[0], (cause_group{cause::full_access_missing, 2, 1, {"1@b.de", "2@b.de"}, {"b"}}));
  EXPECT_EQ(groups[1], (cause_group{cause::throttled, 1, 1, {"2@a.de"}, {"a"}}));
  EXPECT_EQ(groups[2], (cause_group{cause::mfa_demanded, 0, 2, {}, {"c", "d"}}));
  EXPECT_EQ(groups[3], (cause_group{cause::wrong_password, 0, 1, {}, {"e"}}));
}

TEST(cause_groups, name_three_examples_and_count_all) {
  std::vector<mailbox_record> rows;
  for (int i = 0; i < 10; ++i)
    rows.push_back(
        record("t" + std::to_string(i / 2), std::to_string(i), outcome_kind::failed, cause::timed_out));
  const auto groups = group_causes(rows, {});
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].mailboxes, 10U);
  EXPECT_EQ(groups[0].tenants, 5U);
  EXPECT_THAT(groups[0].example_mailboxes, ElementsAre("0", "1", "2"));
  EXPECT_THAT(groups[0].example_tenants, ElementsAre("t0", "t1", "t2"));
}

TEST(cause_groups, count_a_tenant_once) {
  const std::vector rows{record("a", "1@a.de", outcome_kind::failed, cause::throttled)};
  const auto groups = group_causes(rows, std::vector{failed("a", cause::throttled)});
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].tenants, 1U);
}

TEST(cause_groups, leave_out_what_went_well) {
  auto done = failed("a", cause::throttled);
  done.state = tenant_state::done;
  EXPECT_TRUE(group_causes({}, std::vector{done}).empty());
  EXPECT_TRUE(group_causes({}, {}).empty());
}

} // namespace
} // namespace roamsync
