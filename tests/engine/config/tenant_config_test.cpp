#include "engine/config/tenant_config.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
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
          .notify = "admin@contoso.com",
          .group = "5f1c2e8a-0b7d-4c53-9a61-3d2f8e7b9c10",
          .connector_group = "5f1c2e8a-0b7d-4c53-9a61-3d2f8e7b9c11",
          .sync_group = "5f1c2e8a-0b7d-4c53-9a61-3d2f8e7b9c12",
          .catalogue = "shared",
          .lanes = 7,
          .rate = 2.5,
          .burst = 9,
          .weight = 3,
          .opens = "02:30"};
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

TEST(parse_tenants, reads_back_what_print_tenants_wrote) {
  const std::vector tenants{full_tenant(), bare_tenant("b")};
  const auto text = print_tenants(tenants);
  const auto back = parse_tenants(text, "t.toml");
  ASSERT_TRUE(back) << back.failure().message << "\n" << text;
  ASSERT_EQ(back.value().size(), 2u);
  EXPECT_EQ(back.value()[0].settings, tenants[0]) << text;
  EXPECT_EQ(back.value()[1].settings, tenants[1]);
  EXPECT_THAT(text, testing::EndsWith("[[tenant]]\nid = \"b\"\n"));
  EXPECT_TRUE(parse_tenants(print_tenants({}), "t.toml").value().empty());
}

TEST(parse_tenants, takes_a_file_with_the_password) {
  const auto parsed = parse_tenants("[[tenant]]\nid = \"a\"\npassword_file = \"secrets/a\"\n", "t.toml");
  ASSERT_TRUE(parsed) << parsed.failure().message;
  EXPECT_EQ(parsed.value()[0].password_file, "secrets/a");
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

TEST(tenant_json, goes_there_and_back) {
  for (const auto& x : {full_tenant(), bare_tenant("b")}) {
    const auto text = boost::json::serialize(tenant_to_json(x));
    const auto back = tenant_from_json(boost::json::parse(text));
    ASSERT_TRUE(back) << back.failure().message;
    EXPECT_EQ(back.value(), x) << text;
  }
  EXPECT_EQ(tenant_to_json(full_tenant()).size(), 18u) << "a member has no field";
}

TEST(tenant_json, tells_every_error) {
  const auto read = tenant_from_json(boost::json::parse(
      R"({"id":"a","lanes":"3","rate":1e9,"automate":1,"nam":"x","password_file":"/etc/shadow","sign_in":"magic"})"));
  ASSERT_FALSE(read);
  const auto& message = read.failure().message;
  EXPECT_THAT(message, HasSubstr("lanes = \"3\": not allowed. Allowed: a whole number from 0 to 64"));
  EXPECT_THAT(message, HasSubstr("rate = 1000000000: not allowed"));
  EXPECT_THAT(message, HasSubstr("automate = 1: not allowed. Allowed: true or false"));
  EXPECT_THAT(message, HasSubstr("nam is not known. Did you mean name?"));
  EXPECT_THAT(message, HasSubstr("password_file is not known"));
  EXPECT_THAT(message, HasSubstr("sign_in = \"magic\": not allowed. Allowed: one of \"browser\", \"token\""));
  EXPECT_FALSE(tenant_from_json(boost::json::parse("[]")));
  EXPECT_FALSE(tenant_from_json(boost::json::parse("{}"))) << "without an id";
  EXPECT_FALSE(tenant_from_json(boost::json::parse(R"({"id":"a","lanes":18446744073709551615})")));
  EXPECT_FALSE(tenant_from_json(boost::json::parse(R"({"id":"a","name":null})")));
}

} // namespace roamsync
