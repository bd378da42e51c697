#include "engine/tenant/service_users.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

const tenant_settings large{.id = "t",
                            .service_user = "one@x.example",
                            .service_mailbox = "box@x.example",
                            .more_service_users = {"two@x.example", "ONE@x.example", "three@x.example"}};

TEST(service_users, each_works_with_settings_of_its_own) {
  auto all = as_each_service_user(large);
  ASSERT_EQ(all.size(), 3U) << "who is named twice comes once";
  EXPECT_EQ(all[0].service_user, "one@x.example");
  EXPECT_EQ(all[0].service_mailbox, "box@x.example");
  EXPECT_EQ(all[1].service_user, "two@x.example");
  EXPECT_EQ(all[1].service_mailbox, "") << "the first one's mailbox is not the second one's";
  EXPECT_EQ(all[2].service_user, "three@x.example");
  for (const auto& x : all)
    EXPECT_TRUE(x.more_service_users.empty());
}

TEST(service_users, a_tenant_without_names_has_one_that_is_missing) {
  ASSERT_EQ(as_each_service_user({.id = "t"}).size(), 1U);
  EXPECT_EQ(as_each_service_user({.id = "t"}).front().service_user, "");
}

TEST(service_users, the_first_one_s_password_is_where_it_always_was) {
  EXPECT_EQ(password_field(large, "One@x.example"), "password");
  EXPECT_EQ(password_field(large, "Two@x.example"), "password two@x.example");
}

TEST(service_users, a_password_of_nobody_is_one_of_a_further_service_user_that_is_not_named) {
  EXPECT_TRUE(is_of_nobody(large, "password four@x.example"));
  for (const auto* field : {"password", "password two@x.example", "client_secret", "data_key"})
    EXPECT_FALSE(is_of_nobody(large, field)) << field;
  EXPECT_TRUE(is_of_nobody(large, "password one@x.example")) << "the first one's is \"password\"";
}

TEST(service_users, outlook_counts_each_of_them_and_graph_the_tenant) {
  auto two = as_each_service_user(large)[1];
  const std::vector<standing> rows{
      {.tenant = "t", .service = remote::outlook, .service_user = "one@x.example", .open_posts = 1},
      {.tenant = "t", .service = remote::outlook, .service_user = "two@x.example", .open_posts = 2},
      {.tenant = "t", .service = remote::graph, .not_before = utc_time{duration{5}}}};
  EXPECT_EQ(standing_of(rows, two, remote::outlook), rows[1]);
  EXPECT_EQ(standing_of(rows, two, remote::graph), rows[2]);
  EXPECT_EQ(standing_of({}, two, remote::outlook),
            (standing{.tenant = "t", .service = remote::outlook, .service_user = "two@x.example"}));
}

} // namespace
} // namespace roamsync
