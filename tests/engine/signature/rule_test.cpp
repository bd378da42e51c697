#include "engine/signature/rule.hpp"
#include "tests/engine/signature/fixture.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

TEST(pattern, stands_for_whole_values_without_letter_case) {
  EXPECT_TRUE(fits_pattern("sales", "Sales"));
  EXPECT_TRUE(fits_pattern("GRÖSSE", "größe") == false);
  EXPECT_TRUE(fits_pattern("Öl", "öL"));
  EXPECT_FALSE(fits_pattern("Sales", "Sales EMEA"));
  EXPECT_FALSE(fits_pattern("", "x"));
}

TEST(pattern, takes_any_characters_for_a_star) {
  EXPECT_TRUE(fits_pattern("*@contoso.com", "jana@contoso.com"));
  EXPECT_TRUE(fits_pattern("a*b*c", "abbcbc"));
  EXPECT_TRUE(fits_pattern("a*", "a"));
  EXPECT_TRUE(fits_pattern("**", "x"));
  EXPECT_FALSE(fits_pattern("*@contoso.com", "jana@contoso.com.evil"));
  EXPECT_FALSE(fits_pattern("a*b*c", "acb"));
  EXPECT_FALSE(fits_pattern("a?c", "abc")) << "only the star is special";
}

TEST(pattern, ends_in_time_for_many_stars) {
  std::string pattern;
  for (int i = 0; i < 200; ++i)
    pattern += "a*";
  EXPECT_FALSE(fits_pattern(pattern + "b", std::string(5'000, 'a')));
}

TEST(rule, needs_every_condition_and_one_pattern_of_each) {
  const attribute_values who(testing::some_member());
  const auto fits = [&](std::vector<rule_condition> when) {
    return applies({std::move(when), {}, {}, {}}, who);
  };
  EXPECT_TRUE(fits({}));
  EXPECT_TRUE(fits({{"jobTitle", {"x", "leiter*"}}}));
  EXPECT_TRUE(fits({{"jobTitle", {"leiter*"}}, {"mail", {"*@contoso.com"}}}));
  EXPECT_FALSE(fits({{"jobTitle", {"leiter*"}}, {"mail", {"*@fabrikam.com"}}}));
}

TEST(rule, looks_at_every_value_of_a_list) {
  const attribute_values who(testing::some_member());
  EXPECT_TRUE(applies({{{"businessPhones", {"*2"}}}, {}, {}, {}}, who));
}

TEST(rule, tells_absent_from_any) {
  const attribute_values who(testing::some_member());
  EXPECT_TRUE(applies({{{"department", {""}}}, {}, {}, {}}, who));
  EXPECT_FALSE(applies({{{"department", {"*"}}}, {}, {}, {}}, who));
  EXPECT_FALSE(applies({{{"jobTitle", {""}}}, {}, {}, {}}, who));
}

} // namespace
} // namespace roamsync
