#include "engine/base/unicode.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace roamsync {
namespace {

TEST(one_line, makes_line_breaks_and_controls_one_blank) {
  EXPECT_EQ(one_line("a\r\nb\t\x01 c"), "a b c");
  EXPECT_EQ(one_line("a\xE2\x80\xA8"
                     "b"),
            "a b");
  EXPECT_EQ(one_line("\r\n"), "");
  EXPECT_EQ(one_line("  a  b  "), "a  b");
}

TEST(one_line, keeps_umlauts_emoji_and_right_to_left_letters) {
  for (const std::string text : {"Jürgen Groß", "👩‍💻 ❤️", "שלום", "محمد"})
    EXPECT_EQ(one_line(text), text);
}

TEST(one_line, leaves_out_what_turns_the_direction_of_other_text) {
  EXPECT_EQ(one_line("a\xE2\x80\xAE"
                     "b\xE2\x81\xA7"
                     "c"),
            "abc");
}

TEST(one_line, replaces_bytes_that_are_not_utf8) {
  EXPECT_EQ(one_line("a\xFF"
                     "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(one_line("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD") << "an overlong slash";
  EXPECT_EQ(one_line("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD") << "a surrogate";
}

TEST(utf8, is_told_from_other_bytes) {
  EXPECT_TRUE(is_utf8("ä€😀\xEF\xBF\xBD"));
  EXPECT_FALSE(is_utf8("\xE4"));
  EXPECT_FALSE(is_utf8("\xE2\x82"));
  EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80"));
}

TEST(utf8, survives_taking_and_appending) {
  const std::string text = "aä€😀";
  std::string out;
  for (std::string_view rest = text; !rest.empty();)
    append_utf8(out, take_code_point(rest));
  EXPECT_EQ(out, text);
  EXPECT_EQ(count_code_points(text), 4U);
}

TEST(right_to_left, is_seen_in_hebrew_and_arabic_only) {
  EXPECT_TRUE(has_right_to_left("Dr. שלום"));
  EXPECT_TRUE(has_right_to_left("محمد"));
  EXPECT_FALSE(has_right_to_left("Jürgen Ответ 😀"));
}

TEST(unicode, compares_without_letter_case_as_if_it_were_folded) {
  const std::vector<std::string> all{"",       "a",     "A",     "aB",   "Ab",   "GRÖSSE",
                                     "grösse", "ОТВЕТ", "ответ", "\xff", "\xfe", "a\xff"};
  for (const auto& a : all)
    for (const auto& b : all)
      EXPECT_EQ(same_but_for_case(a, b), fold_case(a) == fold_case(b)) << a << " and " << b;
}

} // namespace
} // namespace roamsync
