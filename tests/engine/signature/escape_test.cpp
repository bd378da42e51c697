#include "engine/signature/escape.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

TEST(escape_html, covers_all_that_could_become_markup) {
  EXPECT_EQ(escape_html(R"(<a href="x" b='y'>&</a>ä)"),
            "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;&lt;/a&gt;ä");
}

TEST(link_part, is_percent_encoded) {
  EXPECT_EQ(escape_link_part("a b/c?d&e\"ä", link_kind::web), "a%20b%2Fc%3Fd%26e%22%C3%A4");
  EXPECT_EQ(escape_link_part("o'neil+x@contoso.com?cc=b", link_kind::mailto),
            "o%27neil+x@contoso.com%3Fcc%3Db");
}

TEST(link_part, of_a_phone_link_is_what_is_dialled) {
  EXPECT_EQ(escape_link_part("+49 (0) 30 / 12-34", link_kind::tel), "+49301234");
  EXPECT_EQ(escape_link_part("030 1234 ext. 5", link_kind::tel), "0301234");
  EXPECT_EQ(escape_link_part("(0)30 12", link_kind::tel), "03012");
  EXPECT_EQ(escape_link_part("1;phone-context=evil", link_kind::tel), "1");
}

TEST(whole_link, opens_known_schemes_only) {
  EXPECT_EQ(escape_whole_link("https://contoso.com/a?b=1&c=2"), "https://contoso.com/a?b=1&amp;c=2");
  EXPECT_EQ(escape_whole_link("HTTP://contoso.com"), "HTTP://contoso.com");
  EXPECT_EQ(escape_whole_link("mailto:a@b.de"), "mailto:a@b.de");
  EXPECT_EQ(escape_whole_link("www.contoso.com/x y"), "https://www.contoso.com/x%20y");
  for (const auto* evil : {"javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", "vbscript:x",
                           "//evil.com", "/path", "file:///etc/passwd", "", "text", "java\tscript:x"})
    EXPECT_EQ(escape_whole_link(evil), "") << evil;
}

TEST(whole_link, cannot_leave_its_quotes) {
  EXPECT_EQ(escape_whole_link("https://a.de/\"><b>'"), "https://a.de/%22%3E%3Cb%3E&#39;");
}

TEST(style_value, is_a_word_a_number_or_a_colour) {
  EXPECT_EQ(escape_style("#ff8800"), "#ff8800");
  EXPECT_EQ(escape_style("red;background:url(javascript:x)\"'"), "redbackgroundurljavascriptx");
}

} // namespace
} // namespace roamsync
