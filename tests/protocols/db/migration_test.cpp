#include "protocols/db/migration.hpp"
#include "protocols/db/sqlite_store.hpp"
#include "tests/protocols/db/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace roamsync::db {

namespace {

using testing::HasSubstr;

std::string schema(sqlite_connection& connection) {
  std::string text;
  EXPECT_TRUE(connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name", {},
                                 [&](const sqlite_row& row) { text += row.text(0) + ";\n"; }));
  return text;
}

std::unique_ptr<sqlite_connection> database(const temp_dir& dir, const std::string& name) {
  return std::move(sqlite_connection::open(dir.file(name)).value());
}

constexpr migration first{1, "birds", "CREATE TABLE birds (name TEXT); INSERT INTO birds VALUES ('wren');"};
constexpr migration second{2, "colours",
                           "ALTER TABLE birds ADD COLUMN colour TEXT NOT NULL DEFAULT 'brown';"};
constexpr migration broken{3, "a broken one",
                           "CREATE TABLE trees (name TEXT); INSERT INTO forests VALUES (1);"};

} // namespace

TEST(migrations, are_numbered_without_gaps_and_say_what_they_do) {
  int number = 0;
  for (const auto& step : migrations()) {
    EXPECT_EQ(step.number, ++number);
    EXPECT_FALSE(step.sentence.empty());
  }
  EXPECT_GE(number, 1);
}

TEST(migrations, bring_every_older_version_to_the_same_schema_as_a_new_database) {
  const temp_dir dir;
  const auto fresh = database(dir, "fresh");
  ASSERT_TRUE(migrate(*fresh, migrations()));
  for (std::size_t version = 0; version < migrations().size(); ++version) {
    const auto old = database(dir, "v" + std::to_string(version));
    ASSERT_TRUE(migrate(*old, migrations().first(version)));
    ASSERT_TRUE(migrate(*old, migrations()));
    EXPECT_EQ(schema(*old), schema(*fresh)) << "from version " << version;
    EXPECT_EQ(old->number("PRAGMA user_version").value(), static_cast<std::int64_t>(migrations().size()));
    EXPECT_TRUE(sqlite_store::open(old->path()));
  }
}

TEST(migrations, run_only_the_steps_that_are_missing_and_keep_the_rows) {
  const temp_dir dir;
  const auto x = database(dir, "x");
  const std::array all{first, second};
  ASSERT_TRUE(migrate(*x, std::span{all}.first(1)));
  ASSERT_TRUE(migrate(*x, all));
  ASSERT_TRUE(migrate(*x, all));
  EXPECT_EQ(x->number("SELECT count(*) FROM birds WHERE name = 'wren' AND colour = 'brown'").value(), 1);
  EXPECT_EQ(x->number("SELECT count(*) FROM birds").value(), 1) << "the first step ran twice";
}

TEST(migrations, let_tenants_of_a_file_without_the_setting_repair_drift) {
  const temp_dir dir;
  {
    const auto old = database(dir, "x");
    ASSERT_TRUE(migrate(*old, migrations().first(2)));
    ASSERT_TRUE(
        old->script("INSERT INTO tenants VALUES ('a', 'A', '', '', 1, 'token', 's@a.example', '', '', "
                    "'', '', '', '', 0, 0.0, 0, 0, '02:30')"));
  }
  auto opened = sqlite_store::open(dir.file("x"));
  ASSERT_TRUE(opened) << opened.failure().message;
  auto tenant = opened.value()->tenant("a").value();
  ASSERT_TRUE(tenant);
  EXPECT_EQ(tenant->opens, "02:30");
  EXPECT_EQ(tenant->drift, drift_rule::repair);
  tenant->drift = drift_rule::keep;
  ASSERT_TRUE(opened.value()->put_tenant(*tenant));
  EXPECT_EQ(opened.value()->tenant("a").value(), tenant);
}

TEST(migrations, change_nothing_if_one_of_them_fails) {
  const temp_dir dir;
  const auto x = database(dir, "x");
  const std::array all{first, second, broken};
  ASSERT_TRUE(migrate(*x, std::span{all}.first(1)));
  const auto before = schema(*x);
  const auto failed = migrate(*x, all);
  ASSERT_FALSE(failed);
  EXPECT_THAT(failed.failure().message,
              HasSubstr("Step 3 of the schema (a broken one) failed; nothing was changed."));
  EXPECT_EQ(schema(*x), before);
  EXPECT_EQ(x->number("PRAGMA user_version").value(), 1);
  EXPECT_TRUE(migrate(*x, std::span{all}.first(2))) << "the failed attempt left a transaction open";
}

} // namespace roamsync::db
