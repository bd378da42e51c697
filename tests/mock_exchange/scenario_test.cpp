#include "bench/mock_exchange/scenario/loader.hpp"
#include "tests/mock_exchange/playground.hpp"

#include <gtest/gtest.h>

namespace mock_exchange {

namespace {

/// What the loader complains about; empty if it takes the text.
std::string complaint(const std::string& text) {
  problem wrong;
  auto plan = load_scenario(text, wrong);
  EXPECT_EQ(!plan, !wrong.text.empty());
  return wrong.text;
}

constexpr std::string_view tenant_start = R"({"tenants":[{"id":"t","domain":"t.example")";

std::string tenant_with(const std::string& member) {
  return std::string(tenant_start) + "," + member + "}]}";
}

} // namespace

TEST(scenario, everything_but_ids_has_a_default) {
  problem wrong;
  auto plan = load_scenario(std::string(tenant_start) + "}]}", wrong);
  ASSERT_TRUE(plan) << wrong.text;
  const auto& rules = plan->tenants.at(0).rules;
  EXPECT_EQ(rules.mailbox_lanes, 4u);
  EXPECT_EQ(rules.throttle.status, 429u);
  EXPECT_EQ(rules.size_limit, 1'000'000u);
  EXPECT_EQ(rules.no_access, no_access_form::forbidden);
  EXPECT_TRUE(plan->tenants.at(0).consent);
}

TEST(scenario, unknown_field_is_named_with_its_path) {
  EXPECT_EQ(complaint(R"({"tenant":[]})"), "tenant is not a known field.");
  EXPECT_EQ(complaint(tenant_with(R"("users":[{"id":"u","upn":"u@t.example","mailbox":{"kindd":"user"}}])")),
            "tenants[0].users[0].mailbox.kindd is not a known field.");
}

TEST(scenario, wrong_word_is_answered_with_the_allowed_ones) {
  EXPECT_EQ(complaint(R"({"defaults":{"throttle":{"retry_after":"later"}}})"),
            "defaults.throttle.retry_after must be one of: seconds, date, absent, negative, garbage, huge.");
}

TEST(scenario, wrong_type_and_range_are_refused) {
  EXPECT_EQ(complaint(R"({"defaults":{"mailbox_lanes":-1}})"),
            "defaults.mailbox_lanes must be a whole number from 0 to 1000000.");
  EXPECT_EQ(complaint(tenant_with(R"("consent":"yes")")), "tenants[0].consent must be true or false.");
  EXPECT_EQ(complaint(tenant_with(R"("groups":{})")), "tenants[0].groups must be a list.");
  EXPECT_NE(complaint(tenant_with(R"("fault":{"kind":"hang","ratio":1.5})")), "");
}

TEST(scenario, missing_id_is_refused) {
  EXPECT_EQ(complaint(R"({"tenants":[{"domain":"t.example"}]})"),
            "tenants[0].id is missing: a text that is not empty is needed.");
}

TEST(scenario, two_tenants_must_differ) {
  EXPECT_EQ(complaint(R"({"tenants":[{"id":"a","domain":"x"},{"id":"b","domain":"X"}]})"),
            "tenants[1].domain is the domain of another tenant too.");
}

TEST(scenario, two_service_users_must_differ) {
  EXPECT_EQ(complaint(tenant_with(R"("service_users":[{"upn":"a@t.example"},{"upn":"A@t.example"}])")),
            "tenants[0].service_users[1].upn is the name of another service user too.");
}

TEST(scenario, full_access_is_a_flag_or_a_list_of_service_users) {
  auto with = [](const std::string& access) {
    return complaint(tenant_with(R"("service_users":[{"upn":"a@t.example"}],
      "users":[{"id":"u","upn":"u@t.example","mailbox":{"full_access":)"
                                 + access + "}}]"));
  };
  EXPECT_EQ(with("true"), "");
  EXPECT_EQ(with(R"(["A@t.example"])"), "");
  EXPECT_EQ(with("[]"), "");
  EXPECT_EQ(with("\"all\""),
            "tenants[0].users[0].mailbox.full_access must be true, false or a list of sign-in "
            "names of service users.");
  EXPECT_EQ(with(R"(["b@t.example"])"),
            "tenants[0].users[0].mailbox.full_access names b@t.example, which is no "
            "service user of the tenant.");
}

TEST(scenario, broken_json_is_refused) {
  EXPECT_NE(complaint("{"), "");
}

TEST(scenario, tenant_overrides_the_defaults_key_by_key) {
  problem wrong;
  auto plan = load_scenario(R"({"defaults":{"mailbox_lanes":9,"throttle":{"seconds":7}},
    "tenants":[{"id":"t","domain":"t.example","throttle":{"status":503}}]})",
                            wrong);
  ASSERT_TRUE(plan) << wrong.text;
  const auto& rules = plan->tenants.at(0).rules;
  EXPECT_EQ(rules.mailbox_lanes, 9u);
  EXPECT_EQ(rules.throttle.status, 503u);
  EXPECT_EQ(rules.throttle.seconds, 7);
}

TEST(scenario, fault_is_a_word_or_an_object) {
  problem wrong;
  auto plan = load_scenario(tenant_with(R"("fault":"reset_mid","users":[{"id":"u","upn":"u@t.example",
    "fault":{"kind":"500","times":2,"on":["patch"]}}])"),
                            wrong);
  ASSERT_TRUE(plan) << wrong.text;
  EXPECT_EQ(plan->tenants[0].fault->kind, fault_kind::reset_mid);
  EXPECT_EQ(plan->tenants[0].users[0].fault->times, 2u);
  EXPECT_EQ(plan->tenants[0].users[0].fault->on.at(0), "patch");
  EXPECT_EQ(complaint(tenant_with(R"("fault":{"kind":"hang","on":["write"]})")),
            "tenants[0].fault.on[0] must be a request kind as in the ledger.");
}

TEST(scenario, routing_needs_a_known_hint) {
  EXPECT_EQ(complaint(tenant_with(R"("routing":["cookie"])")),
            "tenants[0].routing must be a list of \"path\" and \"header\", at least one of them.");
}

} // namespace mock_exchange
