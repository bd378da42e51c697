#include "console/text/display.hpp"
#include "console/text/painted.hpp"

#include <gmock/gmock.h>

namespace roamsync::console {

using ::testing::ElementsAre;

TEST(display, width_counts_columns) {
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("Müller"), 6U);
  EXPECT_EQ(display_width("株式会社"), 8U) << "wide";
  EXPECT_EQ(display_width("e\u0301"), 1U) << "combining accent";
  EXPECT_EQ(display_width("👍"), 2U);
  EXPECT_EQ(display_width("a\u200Bb"), 2U) << "zero width space";
  EXPECT_EQ(display_width("█░▁…·–✓✗"), 8U) << "what the live view draws with";
  EXPECT_EQ(display_width("\xff\xfe"), 2U) << "not UTF-8";
}

TEST(display, printable_takes_out_what_steers_a_terminal) {
  EXPECT_EQ(printable("a\x1b[2Jb"), "a [2Jb");
  EXPECT_EQ(printable("a\nb\tc\rd\x7f"), "a b c d ");
  EXPECT_EQ(printable("a\u009bb"), "a b") << "C1: CSI as one character";
  EXPECT_EQ(printable("a\u202Eb"), "a b") << "right-to-left override";
  EXPECT_EQ(printable("a\u2028b"), "a b") << "line separator";
  EXPECT_EQ(printable("a\xff"
                      "b"),
            "a\uFFFD"
            "b");
  EXPECT_EQ(printable("Müller 株"), "Müller 株");
}

TEST(display, cut_never_splits_a_character) {
  EXPECT_EQ(cut_to_width("abcdef", 6), "abcdef");
  EXPECT_EQ(cut_to_width("abcdef", 5), "abcd…");
  EXPECT_EQ(cut_to_width("株式会社", 7), "株式会…");
  EXPECT_EQ(cut_to_width("株式会社", 6), "株式…") << "a wide character does not fit in one column";
  EXPECT_EQ(cut_to_width("abc", 1), "…");
  EXPECT_EQ(cut_to_width("abc", 0), "");
}

TEST(display, padded_texts_have_the_width) {
  for (const char* text : {"", "a", "株式会社", "e\u0301", "a longer text", "Müller"})
    for (std::size_t width = 1; width < 16; ++width) {
      EXPECT_EQ(display_width(pad_right(text, width)), width) << text;
      EXPECT_EQ(display_width(pad_left(text, width)), width) << text;
    }
  EXPECT_EQ(pad_right("ab", 4), "ab  ");
  EXPECT_EQ(pad_left("ab", 4), "  ab");
}

TEST(display, wrap_breaks_at_blanks_and_long_words_anywhere) {
  EXPECT_THAT(wrap("one two three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(wrap("abcdefgh ij", 3), ElementsAre("abc", "def", "gh", "ij"));
  EXPECT_THAT(wrap("", 5), ElementsAre(""));
  EXPECT_THAT(wrap("株式会社", 5), ElementsAre("株式", "会社"));
  EXPECT_THAT(wrap("株", 1), ElementsAre("株")) << "ends, though it does not fit";
}

TEST(painted, colours_count_no_column) {
  EXPECT_EQ(painted_width("\x1b[31mab\x1b[0mc"), 3U);
  EXPECT_EQ(painted_width("\x1b[1m"), 0U);
  EXPECT_EQ(painted_width("\x1b["), 0U) << "unfinished";
}

TEST(painted, cut_ends_colours) {
  EXPECT_EQ(cut_painted("\x1b[31mabcdef\x1b[0m", 4), "\x1b[31mabc…\x1b[0m");
  EXPECT_EQ(cut_painted("\x1b[31mab\x1b[0mcd", 4), "\x1b[31mab\x1b[0mcd");
  EXPECT_EQ(cut_painted("ab\x1b[31mcd\x1b[0mef", 3), "ab\x1b[31m…\x1b[0m");
}

TEST(painted, cut_keeps_to_the_width) {
  const std::string text = "\x1b[31m株式\x1b[0m abc \x1b[1mMüller\x1b[0m end";
  for (std::size_t width = 0; width < 24; ++width)
    EXPECT_LE(painted_width(cut_painted(text, width)), width);
}

} // namespace roamsync::console
