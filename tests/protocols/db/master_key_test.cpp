#include "protocols/db/master_key.hpp"
#include "tests/protocols/db/temp_dir.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <sys/resource.h>
#include <sys/stat.h>

namespace roamsync::db {

namespace {

using testing::HasSubstr;

const std::string raw = "0123456789abcdefghijklmnopqrst\x80\xff";
const std::string hex = "303132333435363738396162636465666768696a6b6c6d6e6f70717273748"
                        "0FF";
const std::string base64 = "MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0gP8=";

class key_file : public testing::Test {
protected:
  std::string with(const std::string& content, unsigned mode = 0600) {
    write_file(path_, content);
    ::chmod(path_.c_str(), mode);
    return path_;
  }
  temp_dir dir_;
  std::string path_ = dir_.file("key");
};

} // namespace

TEST_F(key_file, may_be_raw_hex_or_base64) {
  for (const auto& content : {raw, hex, hex + "\n", base64, base64 + "\n", base64 + "\r\n"}) {
    const auto key = read_key_file(with(content));
    ASSERT_TRUE(key) << content << ": " << key.failure().message;
    EXPECT_EQ(key->reveal(), raw);
  }
}

TEST_F(key_file, with_anything_else_is_refused) {
  for (const auto& content : {std::string{}, raw + raw, raw.substr(1), hex.substr(2), hex + "00",
                              base64.substr(1), base64.substr(0, 43) + "A", base64.substr(0, 42) + "==",
                              "g" + hex.substr(1), "?" + base64.substr(1), std::string(1'000'000, 'a')}) {
    const auto key = read_key_file(with(content));
    EXPECT_FALSE(key) << content.substr(0, 80);
  }
}

TEST_F(key_file, that_others_may_read_is_refused) {
  for (const unsigned mode : {0640U, 0604U, 0620U, 0610U, 0666U}) {
    const auto key = read_key_file(with(hex, mode));
    ASSERT_FALSE(key) << mode;
    EXPECT_THAT(key.failure().message, HasSubstr("chmod 600 " + path_));
  }
  EXPECT_TRUE(read_key_file(with(hex, 0400)));
}

TEST_F(key_file, must_be_a_file) {
  EXPECT_THAT(read_key_file(path_).failure().message, HasSubstr("cannot be read: No such file"));
  EXPECT_FALSE(read_key_file(dir_.file("")));
  ASSERT_EQ(::mkfifo(path_.c_str(), 0600), 0);
  EXPECT_THAT(read_key_file(path_).failure().message, HasSubstr("not a regular file"));
}

TEST_F(key_file, is_made_new_with_mode_0600_and_never_written_over) {
  ASSERT_TRUE(make_key_file(path_));
  struct stat facts {};
  ASSERT_EQ(::stat(path_.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
  const auto first = read_key_file(path_);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->size(), 32u);
  EXPECT_FALSE(make_key_file(path_));
  EXPECT_EQ(read_key_file(path_)->reveal(), first->reveal());
  ASSERT_TRUE(make_key_file(path_ + "2"));
  EXPECT_NE(read_key_file(path_ + "2")->reveal(), first->reveal());
}

TEST_F(key_file, is_not_left_empty_by_a_disk_that_takes_nothing) {
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit usual{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &usual), 0);
  const rlimit full{.rlim_cur = 0, .rlim_max = usual.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &full), 0);
  const auto made = make_key_file(path_);
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &usual), 0);
  std::signal(SIGXFSZ, before);
  EXPECT_FALSE(made);
  EXPECT_TRUE(make_key_file(path_)) << "the next try is not refused";
}

TEST(key_variable, may_be_hex_or_base64) {
  for (const auto& text : {hex, base64}) {
    ::setenv("ROAMSYNC_TEST_KEY", text.c_str(), 1);
    EXPECT_EQ(read_key_variable("ROAMSYNC_TEST_KEY")->reveal(), raw);
  }
  ::setenv("ROAMSYNC_TEST_KEY", "too short, and not to be shown", 1);
  const auto refused = read_key_variable("ROAMSYNC_TEST_KEY");
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.failure().message, testing::Not(HasSubstr("too short")));
  ::unsetenv("ROAMSYNC_TEST_KEY");
  EXPECT_THAT(read_key_variable("ROAMSYNC_TEST_KEY").failure().message, HasSubstr("is not set"));
}

TEST_F(key_file, of_a_password_gives_its_first_line) {
  EXPECT_EQ(read_secret_file(with(" pass word \n"))->reveal(), " pass word ");
  EXPECT_EQ(read_secret_file(with("x\r\n"))->reveal(), "x");
  EXPECT_EQ(read_secret_file(with("x\n\n"))->reveal(), "x");
  EXPECT_EQ(read_secret_file(with("x\ny\n"))->reveal(), "x");
  EXPECT_EQ(read_secret_file(with("x"))->reveal(), "x");
  EXPECT_FALSE(read_secret_file(with("")));
  EXPECT_FALSE(read_secret_file(with("\n")));
  EXPECT_THAT(read_secret_file(with("pass\tword\n")).failure().message,
              testing::AllOf(HasSubstr("control character"), testing::Not(HasSubstr("word\n"))));
  EXPECT_FALSE(read_secret_file(with("x\n", 0644)));
  EXPECT_TRUE(read_secret_file(with(std::string(4'096, 'p'))));
  EXPECT_FALSE(read_secret_file(with(std::string(4'097, 'p'))));
}

} // namespace roamsync::db
