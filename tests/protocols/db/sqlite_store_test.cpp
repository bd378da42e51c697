#include "protocols/db/lock_file.hpp"
#include "protocols/db/sqlite_connection.hpp"
#include "protocols/db/sqlite_store.hpp"
#include "tests/engine/store/store_contract.hpp"
#include "tests/protocols/db/child.hpp"
#include "tests/protocols/db/temp_dir.hpp"

#include <gmock/gmock.h>

#include <sys/stat.h>

namespace roamsync {

struct sqlite_store_factory {
  std::unique_ptr<store> make() { return std::move(db::sqlite_store::open(dir.file("x.db")).value()); }
  db::temp_dir dir;
};
INSTANTIATE_STORE_CONTRACT(sqlite_store, sqlite_store_factory);

} // namespace roamsync

namespace roamsync::db {

using testing::HasSubstr;
using testing::Not;

class sqlite_file : public testing::Test {
protected:
  static tenant_settings tenant(const std::string& id) {
    tenant_settings x;
    x.id = id;
    return x;
  }

  temp_dir dir_;
  std::string path_ = dir_.file("x.db");
};

TEST_F(sqlite_file, outlives_the_process_that_wrote_it) {
  ASSERT_TRUE(sqlite_store::open(path_).value()->put_tenant(tenant("a")));
  EXPECT_EQ(sqlite_store::open(path_).value()->tenants().value(), std::vector{tenant("a")});
}

TEST_F(sqlite_file, knows_nothing_of_a_group_that_it_cannot_read_any_more) {
  auto opened = std::move(sqlite_store::open(path_).value());
  ASSERT_TRUE(opened->put_tenant(tenant("a")));
  const group_update update{.tenant = "a",
                            .source = "s",
                            .groups_link = "g",
                            .users_link = "u",
                            .groups = membership{{"root", {{"ann"}, {}}}},
                            .all = true,
                            .put = {{.user_id = "ann"}, {.user_id = "bob"}}};
  auto raw = std::move(sqlite_connection::open(path_).value());
  const std::string_view head = "known_groups.groups";
  const std::string_view members = "known_members, 1 of 2 rows";
  for (const auto& [damage, told] :
       {std::pair{"UPDATE known_groups SET groups = '{\"root\":5}'", head},
        std::pair{"UPDATE known_groups SET groups = ''", head},
        std::pair{"UPDATE known_members SET value = '{\"id\":\"ann\"}' WHERE user_id = 'ann'", members},
        std::pair{"UPDATE known_members SET value = substr(value, 1, 9) WHERE user_id = 'bob'", members}}) {
    ASSERT_TRUE(opened->put_groups({&update, 1}));
    ASSERT_TRUE(opened->group("a").value().known);
    EXPECT_EQ(opened->group("a").value().damage, "");
    ASSERT_TRUE(raw->script(damage));
    EXPECT_EQ(opened->group("a").value(), (found_group{std::nullopt, std::string{told}})) << damage;
  }
  ASSERT_TRUE(opened->put_groups({&update, 1}));
  EXPECT_TRUE(opened->group("a").value().known) << "the next full reading heals it";
  EXPECT_EQ(opened->group("b").value(), found_group{}) << "what was never known is not damaged";
}

TEST_F(sqlite_file, is_closed_to_group_and_others) {
  const auto opened = sqlite_store::open(path_);
  ASSERT_TRUE(opened.value()->put_tenant(tenant("a")));
  for (const auto& name : {path_, path_ + "-wal", path_ + "-shm"}) {
    struct stat facts {};
    ASSERT_EQ(::stat(name.c_str(), &facts), 0) << name;
    EXPECT_EQ(facts.st_mode & 0777U, 0600U) << name;
  }
}

TEST_F(sqlite_file, has_a_write_ahead_log_and_forces_each_commit_to_the_disk) {
  ASSERT_TRUE(sqlite_store::open(path_));
  auto raw = sqlite_connection::open(path_);
  std::string mode;
  ASSERT_TRUE(
      raw.value()->execute("PRAGMA journal_mode", {}, [&](const sqlite_row& row) { mode = row.text(0); }));
  EXPECT_EQ(mode, "wal");
  EXPECT_EQ(raw.value()->number("PRAGMA synchronous").value(), 2) << "2 is FULL";
}

TEST_F(sqlite_file, is_opened_as_it_is_with_the_schema_of_this_version_and_no_other) {
  const auto as_it_is = [&] { return sqlite_store::open_as_it_is(path_); };
  EXPECT_EQ(as_it_is().value(), nullptr);
  EXPECT_FALSE(std::filesystem::exists(path_));
  ASSERT_TRUE(sqlite_store::open(path_));
  EXPECT_TRUE(as_it_is().value()->tenants());
  const auto mark = [&](const std::string& schema) {
    return sqlite_connection::open(path_).value()->script("PRAGMA user_version = " + schema);
  };
  ASSERT_TRUE(mark("1"));
  EXPECT_EQ(as_it_is().value(), nullptr);
  ASSERT_TRUE(mark("99"));
  EXPECT_THAT(as_it_is().failure().message, HasSubstr("of a newer roamsync"));
}

TEST_F(sqlite_file, is_not_touched_when_it_is_opened_as_it_is) {
  ASSERT_TRUE(sqlite_store::open(path_));
  ASSERT_TRUE(sqlite_connection::open(path_).value()->script("PRAGMA journal_mode = DELETE"));
  std::filesystem::remove(path_ + ".lock");
  const auto before = read_file(path_);
  EXPECT_TRUE(sqlite_store::open_as_it_is(path_).value()->tenants());
  EXPECT_TRUE(read_file(path_) == before);
  for (const auto* rest : {".lock", "-wal", "-shm"})
    EXPECT_FALSE(std::filesystem::exists(path_ + rest)) << rest;
}

TEST_F(sqlite_file, keeps_the_log_of_a_killed_process_when_it_is_opened_as_it_is) {
  const auto killed = path_ + ".killed";
  {
    ASSERT_TRUE(sqlite_store::open(path_));
    const auto lives = sqlite_connection::open(path_).value();
    ASSERT_TRUE(lives->script("CREATE TABLE more (x); DROP TABLE more;"));
    for (const auto* part : {"", "-wal"})
      std::filesystem::copy_file(path_ + part, killed + part);
  }
  const auto file = read_file(killed);
  const auto log = read_file(killed + "-wal");
  ASSERT_FALSE(log.empty());
  EXPECT_TRUE(sqlite_store::open_as_it_is(killed).value()->tenants()) << "it reads the log";
  EXPECT_TRUE(read_file(killed) == file);
  EXPECT_TRUE(read_file(killed + "-wal") == log);
}

TEST_F(sqlite_file, that_is_no_database_is_refused) {
  write_file(path_, std::string(5'000, 'x'));
  const auto opened = sqlite_store::open(path_);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.failure().message, HasSubstr(path_ + " is not a database"));
}

TEST_F(sqlite_file, of_another_program_is_refused_and_left_alone) {
  ASSERT_TRUE(sqlite_connection::open(path_).value()->script("CREATE TABLE birds (name TEXT)"));
  const auto before = dir_.all_bytes();
  const auto opened = sqlite_store::open(path_);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.failure().message, HasSubstr("belongs to another program"));
  EXPECT_EQ(dir_.all_bytes(), before);
}

TEST_F(sqlite_file, of_a_newer_version_is_refused) {
  ASSERT_TRUE(sqlite_store::open(path_));
  ASSERT_TRUE(sqlite_connection::open(path_).value()->script("PRAGMA user_version = 99"));
  const auto opened = sqlite_store::open(path_);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.failure().message, HasSubstr("has schema 99 of a newer roamsync"));
}

TEST_F(sqlite_file, with_damaged_pages_is_reported) {
  {
    const auto made = sqlite_store::open(path_);
    for (int i = 0; i < 300; ++i)
      ASSERT_TRUE(made.value()->put_tenant(tenant("tenant-" + std::to_string(i))));
  }
  std::fstream raw{path_, std::ios::in | std::ios::out | std::ios::binary};
  raw.seekp(4'096);
  raw << std::string(1'000'000, '\x5a');
  raw.close();
  auto opened = sqlite_store::open(path_);
  const auto message = opened ? opened.value()->tenants().failure().message : opened.failure().message;
  EXPECT_THAT(message, HasSubstr("is damaged"));
}

TEST_F(sqlite_file, in_a_folder_that_does_not_exist_is_refused) {
  const auto opened = sqlite_store::open(dir_.file("none/x.db"));
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.failure().message, HasSubstr("No such file or directory. Check store.path"));
}

TEST_F(sqlite_file, with_a_value_of_a_later_version_is_not_guessed_at) {
  const auto opened = sqlite_store::open(path_);
  ASSERT_TRUE(opened.value()->put_tenant(tenant("a")));
  ASSERT_TRUE(sqlite_connection::open(path_).value()->script("UPDATE tenants SET sign_in = 'passkey'"));
  const auto read = opened.value()->tenants();
  ASSERT_FALSE(read);
  EXPECT_THAT(read.failure().message, HasSubstr("does not know"));
}

TEST_F(sqlite_file, keeps_no_byte_of_a_removed_tenant) {
  {
    const auto opened = sqlite_store::open(path_);
    auto& x = *opened.value();
    ASSERT_TRUE(x.put_tenant(tenant("a")));
    ASSERT_TRUE(x.put_sealed("a", "password", "sealed-bytes-of-a"));
    EXPECT_THAT(dir_.all_bytes(), HasSubstr("sealed-bytes-of-a"));
    ASSERT_TRUE(x.remove_tenant("a").value());
    EXPECT_THAT(dir_.all_bytes(), Not(HasSubstr("sealed-bytes-of-a")));
  }
  EXPECT_THAT(dir_.all_bytes(), Not(HasSubstr("sealed-bytes-of-a")));
}

TEST_F(sqlite_file, keeps_no_byte_of_the_password_of_a_service_user_that_was_taken_out) {
  const auto opened = sqlite_store::open(path_);
  auto& x = *opened.value();
  auto a = tenant("a");
  a.more_service_users = {"two@a"};
  ASSERT_TRUE(x.put_tenant(a));
  ASSERT_TRUE(x.put_sealed("a", "password two@a", "sealed-bytes-of-two"));
  EXPECT_THAT(dir_.all_bytes(), HasSubstr("sealed-bytes-of-two"));
  a.more_service_users.clear();
  ASSERT_TRUE(x.put_tenant(a));
  EXPECT_THAT(dir_.all_bytes(), Not(HasSubstr("sealed-bytes-of-two")));
}

TEST_F(sqlite_file, is_made_once_by_many_processes_at_the_same_time) {
  for (int round = 0; round < 8; ++round) {
    const auto path = dir_.file("race" + std::to_string(round));
    std::vector<child> children;
    children.reserve(6);
    for (int i = 0; i < 6; ++i)
      children.emplace_back([&](int) {
        const auto opened = sqlite_store::open(path);
        return opened && opened.value()->put_tenant(tenant(std::to_string(i))) ? 0 : 1;
      });
    for (auto& each : children)
      EXPECT_EQ(each.wait(), 0);
    EXPECT_EQ(sqlite_store::open(path).value()->tenants().value().size(), 6u);
  }
}

TEST_F(sqlite_file, is_not_looked_at_while_another_process_brings_it_up_to_date) {
  const auto marker = dir_.file("marker");
  child updater{[&](int to) {
    auto file = lock_file::open(path_);
    if (!file || !file->lock(lock_place::opening, true))
      return 1;
    tell(to, 0);
    ::usleep(200'000); // time for an open that does not wait to show itself
    write_file(marker, "done");
    return 0;
  }};
  ASSERT_EQ(updater.next(), 0u);
  ASSERT_TRUE(sqlite_store::open(path_));
  EXPECT_TRUE(std::filesystem::exists(marker));
}

TEST_F(sqlite_file, takes_the_writes_of_two_processes_at_the_same_time) {
  const auto mine = sqlite_store::open(path_);
  const auto put_many = [&](sqlite_store& x, const std::string& prefix) {
    for (int i = 0; i < 100; ++i)
      if (!x.put_tenant(tenant(prefix + std::to_string(i))))
        return false;
    return true;
  };
  child other{[&](int to) {
    const auto opened = sqlite_store::open(path_);
    tell(to, 0);
    return opened && put_many(*opened.value(), "b") ? 0 : 1;
  }};
  ASSERT_EQ(other.next(), 0u);
  EXPECT_TRUE(put_many(*mine.value(), "a"));
  EXPECT_EQ(other.wait(), 0);
  EXPECT_EQ(mine.value()->tenants().value().size(), 200u);
}

} // namespace roamsync::db
