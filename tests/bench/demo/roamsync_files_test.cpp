#include "bench/demo/files.hpp"
#include "bench/demo/roamsync_files.hpp"
#include "engine/config/config.hpp"
#include "engine/config/tenant_config.hpp"

#include <gtest/gtest.h>

#include <filesystem>

/// roamsync's own readers take what the demo writes.
namespace roamsync::demo {
namespace {

TEST(roamsync_files, the_configuration_is_read) {
  const auto x = make_world({.seed = 1, .tenants = 20, .mailboxes = 200});
  const auto read = parse_config(config_toml(x, {.https_port = 4711}, "/demo"), "roamsync.toml");
  ASSERT_TRUE(read.ok()) << read.failure().message;
  EXPECT_EQ(read->identity.client_id, x.client_id);
  const auto* cloud = find_cloud(*read, "");
  ASSERT_NE(cloud, nullptr);
  EXPECT_EQ(cloud->outlook.port, 4711);
  EXPECT_EQ(cloud->graph.path_prefix, "/graph");
}

TEST(roamsync_files, the_customers_are_read) {
  const auto x = make_world({.seed = 1, .tenants = 20, .mailboxes = 200});
  const auto read = parse_tenants(tenants_toml(x, {}, "/demo"), "tenants.toml");
  ASSERT_TRUE(read.ok()) << read.failure().message;
  ASSERT_EQ(read->size(), x.companies.size());
  for (std::size_t i = 0; i < x.companies.size(); ++i) {
    const auto& wanted = x.companies[i];
    const auto& [settings, password_file] = (*read)[i];
    EXPECT_EQ(settings.id, wanted.id);
    EXPECT_EQ(settings.name, wanted.name);
    EXPECT_EQ(settings.group + settings.connector_group + settings.sync_group, wanted.group_id);
    EXPECT_EQ(settings.lanes, wanted.told ? wanted.server.lanes : 0u);
    EXPECT_EQ(settings.rate, wanted.told ? wanted.server.rate : 0.0);
    EXPECT_EQ(password_file, "/demo/secrets/" + wanted.id);
  }
}

TEST(roamsync_files, one_by_one_means_one_lane) {
  const auto x = make_world({.seed = 1, .tenants = 20, .mailboxes = 200});
  const auto read = parse_tenants(tenants_toml(x, {.one_by_one = true}, "/demo"), "tenants.toml");
  ASSERT_TRUE(read.ok()) << read.failure().message;
  for (const auto& tenant : *read)
    EXPECT_EQ(tenant.settings.lanes, 1u);
}

TEST(roamsync_files, passwords_are_for_the_owner_only) {
  namespace fs = std::filesystem;
  const auto folder = fs::path{testing::TempDir()} / "roamsync_files_test";
  fs::remove_all(folder);
  const auto x = make_world({.seed = 1, .tenants = 20, .mailboxes = 200});
  write_roamsync_files(x, {}, folder);
  const auto& c = x.companies.front();
  EXPECT_EQ(read_file(folder / "secrets" / c.id), c.password);
  EXPECT_EQ(fs::status(folder / "secrets" / c.id).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(fs::status(folder / "secrets").permissions(), fs::perms::owner_all);
  fs::remove_all(folder);
}

} // namespace
} // namespace roamsync::demo
