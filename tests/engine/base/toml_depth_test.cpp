#include "engine/base/toml_depth.hpp"

#include <gtest/gtest.h>

#include <string>

namespace roamsync {
namespace {

TEST(toml_depth, finds_the_line_with_more_dots_than_are_read) {
  const std::string most(dots_in_a_line_max, '.');
  EXPECT_EQ(line_with_too_many_dots(""), std::nullopt);
  EXPECT_EQ(line_with_too_many_dots(most + "\n" + most), std::nullopt);
  EXPECT_EQ(line_with_too_many_dots("a = 1\n" + most + "."), 2U);
}

} // namespace
} // namespace roamsync
