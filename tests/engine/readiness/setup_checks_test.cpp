#include "engine/readiness/setup_checks.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>

namespace roamsync {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

setup_facts good() {
  setup_facts x;
  x.tenant.id = "firm";
  x.tenant.entra_tenant = "firm.example";
  x.tenant.service_user = "svc@firm.example";
  x.has_client_id = true;
  x.passwords = {{"svc@firm.example", true, "roamsync tenant password firm"}};
  return x;
}

std::map<std::string, readiness_check> by_name(const setup_facts& x, language in = language::english) {
  std::map<std::string, readiness_check> out;
  for (auto& one : setup_checks(x, in))
    out[one.name] = one;
  return out;
}

TEST(setup_checks, of_a_tenant_that_is_set_up_begin_with_its_settings) {
  const auto all = setup_checks(good(), language::english);
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(all.front().title, "Settings of the tenant");
  EXPECT_TRUE(is_set_up(all));
  EXPECT_TRUE(
      std::ranges::all_of(all, [](const auto& x) { return x.is == check_status::ok && x.todo.empty(); }));
}

TEST(setup_checks, name_the_settings_that_the_night_would_miss) {
  auto x = good();
  x.tenant.entra_tenant.clear();
  x.tenant.service_user.clear();
  x.has_client_id = false;
  const auto one = by_name(x)["settings"];
  EXPECT_EQ(one.is, check_status::broken);
  EXPECT_EQ(one.reason, "missing: entra_tenant, service_user, identity.client_id");
  EXPECT_THAT(one.todo,
              HasSubstr("roamsync tenant set firm entra_tenant=ENTRA-TENANT service_user=SERVICE-USER\n"));
  EXPECT_THAT(one.todo, HasSubstr("identity.client_id"));
  EXPECT_FALSE(is_set_up(setup_checks(x, language::english)));
  EXPECT_THAT(by_name(x, language::german)["settings"].reason, HasSubstr("es fehlt: entra_tenant"));
}

TEST(setup_checks, an_empty_client_id_alone_is_enough_and_is_no_matter_of_the_tenant) {
  auto x = good();
  x.has_client_id = false;
  x.tenant.cloud = "china";
  const auto one = by_name(x)["settings"];
  EXPECT_EQ(one.reason, "missing: identity.client_id");
  EXPECT_THAT(one.todo, Not(HasSubstr("tenant set")));
  EXPECT_THAT(one.todo, HasSubstr("[cloud.china]"));
}

TEST(setup_checks, a_cloud_that_the_configuration_lost_is_a_setting) {
  auto x = good();
  x.tenant.cloud = "lost";
  x.cloud_known = false;
  EXPECT_THAT(by_name(x)["settings"].reason, HasSubstr("no cloud \"lost\""));
  EXPECT_THAT(by_name(x)["settings"].todo, HasSubstr("roamsync tenant set firm cloud="));
}

TEST(setup_checks, a_wrong_master_key_is_no_missing_password) {
  auto x = good();
  x.key_problem = "were sealed under another key";
  x.passwords.clear();
  auto all = by_name(x);
  EXPECT_EQ(all["master_key"].is, check_status::broken);
  EXPECT_EQ(all["master_key"].todo, "Name the right key in vault.key_file.");
  EXPECT_FALSE(all.contains("password"));
  for (const auto& [name, one] : all)
    EXPECT_THAT(one.todo, Not(HasSubstr("tenant password"))) << name;
}

TEST(setup_checks, a_secret_file_that_cannot_be_read_is_named) {
  auto x = good();
  x.secret_file_problem = "The file /x cannot be opened";
  EXPECT_EQ(by_name(x)["client_secret"].is, check_status::broken);
  EXPECT_THAT(by_name(x)["client_secret"].todo, HasSubstr("identity.client_secret_file"));
}

TEST(setup_checks, a_missing_password_is_broken_for_the_first_service_user_and_a_gap_for_another) {
  auto x = good();
  x.passwords.push_back(
      {"b@firm.example", false, "roamsync tenant password firm --service-user b@firm.example"});
  EXPECT_TRUE(is_set_up(setup_checks(x, language::english))) << "the others do its work";
  EXPECT_EQ(by_name(x)["further_password"].is, check_status::gap);
  EXPECT_THAT(by_name(x)["further_password"].todo, HasSubstr("--service-user b@firm.example"));
  x.passwords.front().stored = false;
  EXPECT_EQ(by_name(x)["password"].is, check_status::broken);
  EXPECT_EQ(by_name(x)["password"].todo, "roamsync tenant password firm");
}

} // namespace
} // namespace roamsync
