#include "engine/base/ascii.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

TEST(ascii, letter_case_is_that_of_a_to_z_alone) {
  EXPECT_EQ(ascii_lower("AZaz@[\xC3\x84"), "azaz@[\xC3\x84");
  EXPECT_TRUE(same_text("Set-Cookie", "set-cookie"));
  EXPECT_FALSE(same_text("Set-Cookie", "set-cookies"));
  EXPECT_FALSE(same_text("\xC3\x84", "\xC3\xA4"));
}

TEST(ascii, a_part_is_found_in_any_case_and_an_empty_one_everywhere) {
  EXPECT_TRUE(contains_text("ApplicationThrottled", "throttle"));
  EXPECT_FALSE(contains_text("thrott", "throttle"));
  EXPECT_TRUE(contains_text("", ""));
}

TEST(ascii, trim_takes_the_blanks_off_both_ends) {
  EXPECT_EQ(trim(" \ta b\r\n"), "a b");
  EXPECT_EQ(trim(" \n"), "");
  EXPECT_EQ(trim("\fa", "\f"), "a");
}

} // namespace
} // namespace roamsync
