#include "engine/directory/group_choice.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

TEST(group_choice, takes_the_first_of_the_three_that_is_set) {
  tenant_settings tenant;
  tenant.sync_group = "s";
  EXPECT_EQ(choose_group(tenant).group, "s");
  EXPECT_EQ(choose_group(tenant).source, "synchronisation");
  tenant.connector_group = "c";
  EXPECT_EQ(choose_group(tenant).group, "c");
  EXPECT_EQ(choose_group(tenant).source, "connector");
  tenant.group = " g ";
  EXPECT_EQ(choose_group(tenant).group, "g");
  EXPECT_EQ(choose_group(tenant).source, "group");
  EXPECT_TRUE(choose_group(tenant).ok());
}

TEST(group_choice, takes_a_blank_for_not_set) {
  tenant_settings tenant;
  tenant.group = "  ";
  tenant.connector_group = "c";
  EXPECT_EQ(choose_group(tenant).source, "connector");
}

TEST(group_choice, means_nobody_if_none_is_set) {
  const auto choice = choose_group({});
  EXPECT_EQ(choice.why, cause::group_not_set);
  EXPECT_EQ(choice.group, "");
  EXPECT_EQ(choice.source, "");
}

} // namespace
} // namespace roamsync
