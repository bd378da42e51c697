#pragma once

#include "tests/engine/store/store_fixture.hpp"

// Tenants and their secrets. Part of store_contract.hpp.
namespace roamsync {

template <class Factory>
class store_of_tenants : public store_fixture<Factory> {};

TYPED_TEST_SUITE_P(store_of_tenants);

TYPED_TEST_P(store_of_tenants, a_tenant_is_kept_with_every_member) {
  tenant_settings x{.id = "contoso",
                    .name = "Contoso \xc3\x96l GmbH",
                    .entra_tenant = "contoso.onmicrosoft.com",
                    .cloud = "gcc-high",
                    .automate = false,
                    .sign_in = sign_in_way::token,
                    .service_user = "svc@contoso.com",
                    .service_mailbox = "box@contoso.com",
                    .more_service_users = {"svc2@contoso.com", "svc3@contoso.com"},
                    .notify = "admin@contoso.com",
                    .group = "group",
                    .connector_group = "connector",
                    .sync_group = "sync",
                    .catalogue = "shared",
                    .lanes = 7,
                    .rate = 2.5,
                    .burst = 9,
                    .weight = 3,
                    .opens = "02:30",
                    .drift = drift_rule::ask};
  ASSERT_TRUE(this->store_->put_tenant(x));
  EXPECT_EQ(this->store_->tenant("contoso").value(), x);
  x.name = "Contoso AG";
  ASSERT_TRUE(this->store_->put_tenant(x));
  EXPECT_EQ(this->store_->tenants().value(), std::vector{x}) << "the second one did not replace the first";
}

TYPED_TEST_P(store_of_tenants, what_is_written_together_is_kept_as_a_whole_or_not_at_all) {
  auto& x = *this->store_;
  ASSERT_TRUE(x.put_tenant(this->tenant("before")));
  const auto put_two = [&] {
    EXPECT_TRUE(x.put_tenant(this->tenant("a")));
    EXPECT_TRUE(x.put_sealed("a", "password", "bytes"));
    EXPECT_EQ(x.add_sealed("a", "data_key", "key").value(), "key") << "seen at once";
    EXPECT_TRUE(x.put_tenant(this->tenant("b")));
  };
  const auto broken = x.together([&]() -> status {
    put_two();
    return error{"no more"};
  });
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.failure().message, "no more");
  EXPECT_EQ(x.tenants().value(), std::vector{this->tenant("before")});
  ASSERT_TRUE(x.together([&] {
    put_two();
    return success();
  }));
  EXPECT_EQ(x.tenants().value().size(), 3U);
  EXPECT_EQ(x.sealed("a", "password").value(), "bytes");
  EXPECT_TRUE(x.put_tenant(this->tenant("c"))) << "as ever";
}

TYPED_TEST_P(store_of_tenants, a_change_is_made_to_what_is_there_or_not_at_all) {
  auto x = this->tenant("a");
  x.lanes = 7;
  ASSERT_TRUE(this->store_->put_tenant(x));
  ASSERT_TRUE(this->store_->change_tenant("a", [](tenant_settings& now) {
    now.name = "A";
    return success();
  }));
  x.name = "A";
  EXPECT_EQ(this->store_->tenant("a").value(), x);
  const auto refused = this->store_->change_tenant("a", [](tenant_settings& now) {
    now.name = "B";
    return status{error{"no"}};
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.failure().message, "no");
  EXPECT_EQ(this->store_->tenant("a").value(), x);
  EXPECT_FALSE(this->store_->change_tenant("b", [](tenant_settings&) { return success(); }));
}

TYPED_TEST_P(store_of_tenants, tenants_come_in_order_of_id) {
  for (const auto* id : {"b", "a-1", "a", "10", "9"})
    ASSERT_TRUE(this->store_->put_tenant(this->tenant(id)));
  std::string ids;
  const auto tenants = this->store_->tenants();
  for (const auto& x : tenants.value())
    ids += x.id + " ";
  EXPECT_EQ(ids, "10 9 a a-1 b ");
  EXPECT_FALSE(this->store_->tenant("c").value().has_value());
  EXPECT_FALSE(this->store_->put_tenant(this->tenant("")));
}

TYPED_TEST_P(store_of_tenants, sealed_bytes_are_kept_as_they_are) {
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  const std::string bytes{"\x00\xff'; --\x01", 8};
  ASSERT_TRUE(this->store_->put_sealed("a", "password", bytes));
  EXPECT_EQ(this->store_->sealed("a", "password").value(), bytes);
  ASSERT_TRUE(this->store_->put_sealed("a", "password", ""));
  EXPECT_EQ(this->store_->sealed("a", "password").value(), "") << "empty is not absent";
  EXPECT_FALSE(this->store_->sealed("a", "client_secret").value().has_value());
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  EXPECT_TRUE(this->store_->sealed("a", "password").value()) << "new settings took the password away";
}

TYPED_TEST_P(store_of_tenants, the_password_of_a_further_service_user_goes_when_it_is_named_no_more) {
  auto a = this->tenant("a");
  a.service_user = "one@a";
  a.more_service_users = {"Two@a", "three@a"};
  auto b = this->tenant("b");
  b.more_service_users = {"three@a"};
  for (const auto& x : {a, b}) {
    ASSERT_TRUE(this->store_->put_tenant(x));
    for (const auto* field : {"password", "password two@a", "password three@a", "client_secret", "data_key"})
      ASSERT_TRUE(this->store_->put_sealed(x.id, field, "sealed"));
  }
  const auto kept = [&](const std::string& tenant) {
    std::string fields;
    for (const auto* field : {"password", "password two@a", "password three@a", "client_secret", "data_key"})
      if (this->store_->sealed(tenant, field).value())
        fields += std::string{field} + ", ";
    return fields;
  };
  a.more_service_users = {"THREE@a", "two@A"};
  ASSERT_TRUE(this->store_->put_tenant(a));
  EXPECT_EQ(kept("a"), "password, password two@a, password three@a, client_secret, data_key, ")
      << "however it is written";
  a.more_service_users = {"two@a"};
  ASSERT_TRUE(this->store_->put_tenant(a));
  EXPECT_EQ(kept("a"), "password, password two@a, client_secret, data_key, ");
  EXPECT_EQ(kept("b"), "password, password two@a, password three@a, client_secret, data_key, ")
      << "another tenant's stay";
  a.more_service_users = {};
  ASSERT_TRUE(this->store_->put_tenant(a));
  EXPECT_EQ(kept("a"), "password, client_secret, data_key, ");
  a.more_service_users = {"two@a"};
  ASSERT_TRUE(this->store_->put_tenant(a));
  EXPECT_EQ(kept("a"), "password, client_secret, data_key, ") << "named again, it has none";
}

TYPED_TEST_P(store_of_tenants, no_secret_is_kept_for_a_tenant_that_does_not_exist) {
  EXPECT_FALSE(this->store_->put_sealed("a", "password", "x"));
  EXPECT_FALSE(this->store_->add_sealed("a", "data_key", "x"));
  EXPECT_FALSE(this->store_->sealed("a", "password").value().has_value());
}

TYPED_TEST_P(store_of_tenants, the_first_added_bytes_stay) {
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  EXPECT_EQ(this->store_->add_sealed("a", "data_key", "first").value(), "first");
  EXPECT_EQ(this->store_->add_sealed("a", "data_key", "second").value(), "first");
  EXPECT_EQ(this->store_->sealed("a", "data_key").value(), "first");
}

TYPED_TEST_P(store_of_tenants, the_bin_takes_secrets_and_receipts_and_leaves_outcomes) {
  const auto run = this->opened_run();
  for (const auto* id : {"a", "b"}) {
    ASSERT_TRUE(this->store_->put_tenant(this->tenant(id)));
    ASSERT_TRUE(this->store_->put_sealed(id, "password", "sealed"));
    auto row = this->ended(id, "u", outcome_kind::written);
    row.proof = this->proof("u", "d");
    ASSERT_TRUE(this->store_->record(run, std::vector{row}));
  }
  EXPECT_TRUE(this->store_->remove_tenant("a").value());
  EXPECT_FALSE(this->store_->remove_tenant("a").value());
  EXPECT_FALSE(this->store_->tenant("a").value().has_value());
  ASSERT_TRUE(this->store_->put_tenant(this->tenant("a")));
  EXPECT_FALSE(this->store_->sealed("a", "password").value().has_value());
  EXPECT_TRUE(this->store_->receipts("a").value().empty());
  EXPECT_EQ(this->store_->records(run, "a").value().size(), 1u);
  EXPECT_TRUE(this->store_->sealed("b", "password").value().has_value()) << "another tenant lost its secret";
  EXPECT_EQ(this->store_->receipts("b").value().size(), 1u);
}

REGISTER_TYPED_TEST_SUITE_P(store_of_tenants, a_tenant_is_kept_with_every_member,
                            what_is_written_together_is_kept_as_a_whole_or_not_at_all,
                            a_change_is_made_to_what_is_there_or_not_at_all, tenants_come_in_order_of_id,
                            sealed_bytes_are_kept_as_they_are,
                            the_password_of_a_further_service_user_goes_when_it_is_named_no_more,
                            no_secret_is_kept_for_a_tenant_that_does_not_exist, the_first_added_bytes_stay,
                            the_bin_takes_secrets_and_receipts_and_leaves_outcomes);

} // namespace roamsync
