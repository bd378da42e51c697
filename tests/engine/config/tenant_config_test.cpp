#include "engine/config/tenant_config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace roamsync {

namespace {

using testing::HasSubstr;
using testing::Not;

tenant_settings full_tenant() {
  return {.id = "contoso-1",
          .name = "Contoso \"\xc3\x96l\" GmbH",
          .entra_tenant = "contoso.onmicrosoft.com",
          .cloud = "gcc-high",
          .automate = false,
          .sign_in = sign_in_way::token,
          .service_user = "svc@contoso.com",
          .service_mailbox = "box@contoso.com",
          .more_service_users = {"svc2@contoso.com"},
          .notify = "admin@contoso.com",
          .group = "5f1c2e8a-0b7d-4c53-9a61-3d2f8e7b9c10",
          .connector_group = "5f1c2e8a-0b7d-4c53-9a61-3d2f8e7b9c11",
          .sync_group = "5f1c2e8a-0b7d-4c53-9a61-3d2f8e7b9c12",
          .catalogue = "shared",
          .lanes = 7,
          .rate = 2.5,
          .burst = 9,
          .weight = 3,
          .opens = "02:30",
          .drift = drift_rule::keep};
}

tenant_settings bare_tenant(const std::string& id) {
  tenant_settings x;
  x.id = id;
  return x;
}

std::string refusal(std::string_view text) {
  const auto parsed = parse_tenants(text, "t.toml");
  return parsed ? "(was accepted)" : parsed.failure().message;
}

} // namespace

TEST(parse_tenants, takes_a_file_with_the_password) {
  const auto parsed = parse_tenants("[[tenant]]\nid = \"a\"\npassword_file = \"secrets/a\"\n", "t.toml");
  ASSERT_TRUE(parsed) << parsed.failure().message;
  EXPECT_EQ(parsed.value()[0].password_file, "secrets/a");
}

TEST(parse_tenants, takes_what_is_to_be_done_about_drift) {
  const auto parsed =
      parse_tenants("[[tenant]]\nid = \"a\"\ndrift = \"ask\"\n[[tenant]]\nid = \"b\"\n", "t.toml");
  ASSERT_TRUE(parsed) << parsed.failure().message;
  EXPECT_EQ(parsed.value()[0].settings.drift, drift_rule::ask);
  EXPECT_EQ(parsed.value()[1].settings.drift, drift_rule::repair);
  EXPECT_THAT(refusal("[[tenant]]\nid = \"a\"\ndrift = \"leave\"\n"),
              HasSubstr("t.toml:3: drift = \"leave\": not allowed."));
}

TEST(parse_tenants, tells_all_errors_with_their_lines) {
  const auto message = refusal(R"([[tenant]]
id = "A B"
group = "staff"
[[tenant]]
id = "a"
lanes = 65
[[tenant]]
id = "a"
gruop = "x"
[[tenant]]
name = "nobody"
)");
  EXPECT_THAT(message, HasSubstr("t.toml:2: id = \"A B\": not allowed. Allowed: a name of a-z"));
  EXPECT_THAT(message, HasSubstr("t.toml:3: group = \"staff\": not allowed. Allowed: empty, or a GUID"));
  EXPECT_THAT(
      message,
      HasSubstr("t.toml:6: lanes = 65: not allowed. Allowed: a whole number from 0 to 64 (mailboxes)"));
  EXPECT_THAT(message, HasSubstr("t.toml:7: The tenant \"a\" stands on line 4 already."));
  EXPECT_THAT(message, HasSubstr("t.toml:9: [[tenant]]: gruop is not known. Did you mean group?"));
  EXPECT_THAT(message, HasSubstr("t.toml:10: [[tenant]]: id is missing."));
  EXPECT_EQ(std::count(message.begin(), message.end(), '\n'), 5);
}

TEST(parse_tenants, does_not_show_a_password_that_stands_in_the_file) {
  const auto message = refusal("[[tenant]]\nid = \"a\"\npassword = \"hunter2hunter2\"\n");
  EXPECT_THAT(message,
              HasSubstr("t.toml:3: [[tenant]]: password is not known. Secrets do not stand in this file"));
  EXPECT_THAT(message, Not(HasSubstr("hunter2")));
}

TEST(parse_tenants, knows_nothing_but_tenants) {
  for (const auto* text : {"[tenant]\nid = \"a\"\n", "tenant = 1\n", "tenants = []\n",
                           "[[tenants]]\nid = \"a\"\n", "tenant = [1, 2]\n", "[night]\n"})
    EXPECT_THAT(refusal(text), HasSubstr("t.toml:1: Only [[tenant]] tables are known here.")) << text;
}

TEST(validate_tenant, accepts_a_full_and_a_bare_one) {
  EXPECT_TRUE(validate(full_tenant())) << validate(full_tenant()).failure().message;
  EXPECT_TRUE(validate(bare_tenant("a")));
}

TEST(validate_tenant, tells_every_wrong_member) {
  auto x = full_tenant();
  x.id = "../etc";
  x.catalogue = "../other-tenant";
  x.opens = "2:30";
  x.service_user = "svc";
  x.sync_group = "group";
  x.weight = 101;
  x.rate = -1;
  const auto judged = validate(x);
  ASSERT_FALSE(judged);
  for (const auto* member : {"id", "catalogue", "opens", "service_user", "sync_group", "weight", "rate"})
    EXPECT_THAT("\n" + judged.failure().message,
                HasSubstr("\n" + std::string{member} + ": not allowed. Allowed: "));
  EXPECT_THAT(judged.failure().message, Not(HasSubstr("notify")));
}

TEST(tenant_config, names_each_service_user_once) {
  auto x = full_tenant();
  for (const auto& users :
       std::vector<std::vector<std::string>>{{"a@contoso.com", "A@Contoso.com"}, {"SVC@contoso.com"}}) {
    x.more_service_users = users;
    ASSERT_FALSE(validate(x));
    EXPECT_THAT(validate(x).failure().message,
                HasSubstr("more_service_users: " + users.back() + " is named twice"));
  }
}

TEST(tenant_json, has_every_member_that_can_be_set) {
  const auto shown = tenant_to_json(full_tenant());
  EXPECT_EQ(shown.size(), 20u) << "a member has no field";
  EXPECT_EQ(shown.at("sign_in").as_string(), "token");
  EXPECT_EQ(shown.at("drift").as_string(), "keep");
  EXPECT_EQ(shown.at("rate").as_double(), 2.5);
}

} // namespace roamsync
