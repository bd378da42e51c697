#include "engine/signature/html_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace roamsync {
namespace {

TEST(html_to_text, begins_a_line_at_blocks_breaks_and_rows) {
  EXPECT_EQ(html_to_text("<div>a<br>b</div><div>c</div>d"), "a\nb\nc\nd");
  EXPECT_EQ(html_to_text("<p>a</p><p>b</p>"), "a\n\nb");
  EXPECT_EQ(html_to_text("<p>a</p><p>&nbsp;</p><p>b</p>"), "a\n\nb") << "one empty line is enough";
  EXPECT_EQ(html_to_text("<table><tr><td>Tel.</td><td>1</td></tr><tr><td>Fax</td><td>2</td></tr></table>"),
            "Tel. 1\nFax 2");
}

TEST(html_to_text, collapses_blanks_as_a_browser_does) {
  EXPECT_EQ(html_to_text("<p>\n  a \r\n  <b> b</b>  <i>c</i>\n</p>\n"), "a b c");
  EXPECT_EQ(html_to_text("a&nbsp;&nbsp;b"), "a  b");
  EXPECT_EQ(html_to_text("<pre>a\t\n  b</pre>"), "a\n  b");
  EXPECT_EQ(html_to_text("a<b>b</b>c"), "abc");
}

TEST(html_to_text, reads_entities) {
  EXPECT_EQ(html_to_text("M&uuml;ller &amp; S&#246;hne &lt;x&gt; &#x1F600;"), "Müller & Söhne <x> 😀");
}

TEST(html_to_text, shows_the_address_of_a_link_unless_it_is_the_text) {
  EXPECT_EQ(html_to_text("<a href=\"https://contoso.com/\">Web</a>."), "Web <https://contoso.com/>.");
  EXPECT_EQ(html_to_text("<a href=\"https://www.contoso.com/\">www.Contoso.com</a>"), "www.Contoso.com");
  EXPECT_EQ(html_to_text("<a href=\"mailto:a@b.de\">a@b.de</a>"), "a@b.de");
  EXPECT_EQ(html_to_text("<a href=\"tel:+49301\">+49 (0) 30 / 1</a>"), "+49 (0) 30 / 1");
  EXPECT_EQ(html_to_text("<a href=\"https://x.de\"><img alt=\"Logo\"></a>"), "Logo <https://x.de>");
  EXPECT_EQ(html_to_text("<a name=\"top\">x</a>"), "x");
}

TEST(html_to_text, marks_the_items_of_lists) {
  EXPECT_EQ(html_to_text("<ul><li>a</li><li>b</li></ul>"), "- a\n- b");
  EXPECT_EQ(html_to_text("<ol><li>a<ul><li>x</li></ul></li><li>b</li></ol>"), "1. a\n- x\n2. b");
}

TEST(html_to_text, leaves_out_what_is_not_seen) {
  EXPECT_EQ(html_to_text("<head><title>t</title><style>p{}</style></head><!-- c --><p>a"
                         "<span style=\"DISPLAY : none\">b</span></p><script>x</script>"),
            "a");
  EXPECT_EQ(html_to_text("<img src=\"https://x.de/1.png\" alt=\"\">"), "");
  EXPECT_EQ(html_to_text(""), "");
}

TEST(html_to_text, is_bounded) {
  std::string deep;
  for (int i = 0; i < 15'000; ++i)
    deep += "<div>";
  EXPECT_EQ(html_to_text(deep + "x"), "");
  EXPECT_EQ(html_to_text(std::string(5'000'000, 'x')), "");
}

} // namespace
} // namespace roamsync
