#include "actors/support/text_file.hpp"
#include "tests/protocols/db/temp_dir.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <vector>

namespace roamsync::actors {
namespace {

std::size_t files_in(const std::string& folder) {
  std::size_t out = 0;
  for ([[maybe_unused]] const auto& x : std::filesystem::directory_iterator{folder})
    ++out;
  return out;
}

TEST(text_file, of_several_that_write_it_at_once_one_is_there_as_a_whole) {
  const db::temp_dir folder;
  const auto path = folder.file("report.json");
  std::atomic<int> failed = 0;
  std::vector<std::thread> writers;
  for (char letter : {'a', 'b', 'c', 'd'})
    writers.emplace_back([&, letter] {
      for (std::size_t i = 1; i <= 200; ++i)
        failed += write_text_file(path, std::string(i * 100, letter)) ? 0 : 1;
    });
  for (auto& x : writers)
    x.join();
  EXPECT_EQ(failed, 0);
  const auto text = read_text_file(path);
  ASSERT_TRUE(text);
  EXPECT_EQ(*text, std::string(20'000, text->front()));
  EXPECT_EQ(files_in(folder.file("")), 1U);
}

TEST(text_file, is_not_stopped_by_what_a_killed_process_left) {
  const db::temp_dir folder;
  const auto path = folder.file("report.json");
  const auto left = path + ".part-" + std::to_string(::getpid()) + "-0";
  db::write_file(left, "half");
  ASSERT_TRUE(check_writable(path));
  ASSERT_TRUE(write_text_file(path, "whole"));
  EXPECT_EQ(read_text_file(path).value(), "whole");
  EXPECT_EQ(read_text_file(left).value(), "half") << "it may be another one's that shares our number";
}

TEST(text_file, keeps_the_permissions_of_what_was_there) {
  const db::temp_dir folder;
  const auto path = folder.file("report.json");
  db::write_file(path, "old");
  ::chmod(path.c_str(), 0640);
  ASSERT_TRUE(write_text_file(path, "new"));
  struct stat now {};
  ASSERT_EQ(::stat(path.c_str(), &now), 0);
  EXPECT_EQ(now.st_mode & 07777, 0640U);
  EXPECT_EQ(read_text_file(path).value(), "new");
}

TEST(text_file, that_cannot_be_written_leaves_nothing_behind) {
  const db::temp_dir folder;
  EXPECT_FALSE(check_writable(folder.file("none/report.json")));
  EXPECT_FALSE(write_text_file(folder.file("none/report.json"), "x"));
  std::filesystem::create_directory(folder.file("taken"));
  EXPECT_FALSE(write_text_file(folder.file("taken"), "x"));
  EXPECT_EQ(files_in(folder.file("")), 1U);
}

} // namespace
} // namespace roamsync::actors
