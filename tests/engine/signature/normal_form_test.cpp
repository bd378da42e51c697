#include "engine/signature/mark.hpp"
#include "engine/signature/normal_form.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>

namespace roamsync {
namespace {

using pair = std::pair<std::string, std::string>;

class equal_html : public ::testing::TestWithParam<pair> {};
TEST_P(equal_html, has_one_normal_form) {
  EXPECT_EQ(normal_form(GetParam().first), normal_form(GetParam().second));
}

INSTANTIATE_TEST_SUITE_P(
    what_exchange_changes, equal_html,
    ::testing::Values(
        pair{"<p>a</p>",
             "<html>\r\n<head>\r\n<meta charset=\"utf-8\"></head>\r\n<body>\r\n<p>a</p>\r\n</body></html>"},
        pair{"<p>a</p>", "<div><div class=\"x\">\r\n<p>a</p></div></div>"},
        pair{"<html><body><p>a</p></body></html>", "<p>a</p>"},
        pair{"<p id=\"Signature\" class=\"a\">a</p>", "<p id=\"x_Signature\" class=\"x_a\">a</p>"},
        pair{"<p data-x=\"1\" title=\"t\" lang=\"de\">a</p>", "<p>a</p>"},
        pair{"<img src=\"https://x.de/a.png\" width=\"10\" alt=\"L\">",
             "<IMG alt='L' WIDTH=10px SRC='https://x.de/a.png' />"},
        pair{"M&uuml;ller &amp; S&ouml;hne", "Müller &#38; Söhne"}, pair{"a&nbsp;b", "a&#160;b"},
        pair{"<p>a b</p><p>c</p>", "<p>\n a\r\n   b </p>\n\n<p>c\t</p>"}, pair{"a<br>b", "a <br/>\n b"},
        pair{"<b>a </b><p>b</p>", "<b>a</b><p>b</p>"},
        pair{"<p style=\"color:red;margin:0\">a</p>", "<p style=\"Color : RED ; margin: 0px;\">a</p>"},
        pair{"<p style=\"color:#f80\">a</p>", "<p style=\"color: rgb(255, 136, 0)\">a</p>"},
        pair{"<p style=\"color:#FF8800\">a</p>", "<p style=\"color:rgba(255,136,0,1)\">a</p>"},
        pair{"<p style=\"font-family:'Segoe UI',Arial\">a</p>",
             "<p style='font-family: &quot;Segoe UI&quot;, arial;'>a</p>"},
        pair{"<p style=\"mso-margin-top-alt:auto;margin:0\">a</p>", "<p style=\"margin:0\">a</p>"},
        pair{"<font color=\"#F00\" face=\"Arial\">a</font>", "<font face=arial color=\"#ff0000\">a</font>"},
        pair{"<a href=\"https://contoso.com\">a</a>",
             "<a href=\"HTTPS://Contoso.com/\" target=\"_blank\" rel=\"noopener\">a</a>"},
        pair{"<a href=\"https://x.de/ä b\">a</a>", "<a href=\"https://x.de/%c3%a4%20b\">a</a>"},
        pair{"<span class=\"x\">a</span>", "a"}, pair{"a<span></span>", "a"}, pair{"a<!-- c -->", "a"},
        pair{"<table><tr><td>a</td></tr></table>",
             "<table>\r\n<tbody>\r\n<tr>\r\n<td>a</td>\r\n</tr>\r\n</tbody>\r\n</table>"},
        pair{"<img src=\"data:image/png;base64,QUJDRA==\">",
             "<img src=\"data:image/png;base64,QUJD\r\n RA\">"},
        pair{"a<o:p></o:p>", "a"}, pair{"<p>a<br>\n</p>", "<p>a<br></p>"}));

class different_html : public ::testing::TestWithParam<pair> {};
TEST_P(different_html, has_two_normal_forms) {
  EXPECT_NE(normal_form(GetParam().first), normal_form(GetParam().second));
}

INSTANTIATE_TEST_SUITE_P(
    what_a_reader_sees, different_html,
    ::testing::Values(
        pair{"a", "b"}, pair{"a", ""}, pair{"a b", "ab"}, pair{"a b", "a&nbsp;b"}, pair{"A", "a"},
        pair{"<p>a</p><p>b</p>", "<p>a b</p>"}, pair{"a<br>b", "a b"}, pair{"a<br>b", "a<br><br>b"},
        pair{"<b>a</b>", "a"}, pair{"<b>a</b> b", "<b>a b</b>"},
        pair{"<div>a</div><div>b</div>", "<div>a</div>b c"},
        pair{"<a href=\"https://x.de/a\">a</a>", "<a href=\"https://x.de/b\">a</a>"},
        pair{"<a href=\"https://x.de/a\">a</a>", "<a href=\"https://x.de/A\">a</a>"},
        pair{"<a href=\"https://x.de\">a</a>", "<a href=\"http://x.de\">a</a>"},
        pair{"<a href=\"https://x.de\">a</a>", "a"},
        pair{"<img src=\"https://x.de/a.png\">", "<img src=\"https://x.de/b.png\">"},
        pair{"<img src=\"data:image/png;base64,QUJD\">", "<img src=\"data:image/png;base64,QUJE\">"},
        pair{"<img src=\"https://x.de/a.png\">", ""}, pair{"<img alt=\"a\">", "<img alt=\"b\">"},
        pair{"<img src=\"https://x.de/a.png\" width=\"10\">",
             "<img src=\"https://x.de/a.png\" width=\"20\">"},
        pair{"<p style=\"color:red\">a</p>", "<p style=\"color:blue\">a</p>"},
        pair{"<p style=\"color:red\">a</p>", "<p>a</p>"},
        pair{"<p style=\"color:red;color:blue\">a</p>", "<p style=\"color:blue;color:red\">a</p>"},
        pair{"<p style=\"background:url(https://x.de/A)\">a</p>",
             "<p style=\"background:url(https://x.de/a)\">a</p>"},
        pair{"<p style=\"display:none\">a</p>", "<p>a</p>"},
        pair{"<style>p{display:none}</style><p>a</p>", "<p>a</p>"},
        pair{"<table><tr><td>a</td><td>b</td></tr></table>", "<table><tr><td>a b</td></tr></table>"},
        pair{"<table bgcolor=\"red\"><tr><td>a</td></tr></table>", "<table><tr><td>a</td></tr></table>"},
        pair{"<ul><li>a</li></ul>", "<ol><li>a</li></ol>"}, pair{"<pre>a  b</pre>", "<pre>a b</pre>"},
        pair{"<p dir=\"rtl\">a</p>", "<p dir=\"ltr\">a</p>"},
        pair{"<table border=\"1\"><tr><td>a</td></tr></table>", "<table><tr><td>a</td></tr></table>"},
        pair{"&lt;b&gt;a", "<b>a</b>"}, pair{"<div style=\"color:red\"><p>a</p></div>", "<p>a</p>"},
        pair{"a <b>b</b>", "a<b>b</b>"}, pair{"a<b><br></b>c", "a c"}, pair{"a <b><br></b>c", "a c"}));

std::string random_html(std::mt19937& random) {
  constexpr auto bits = std::to_array<const char*>({
      "<p>",
      "</p>",
      "<b>",
      "</b>",
      "<div>",
      "</div>",
      "<a href=\"https://x.de\">",
      "</a>",
      "<table>",
      "</table>",
      "<tr>",
      "</tr>",
      "<td>",
      "</td>",
      "<br>",
      "a",
      " ",
      "\n",
      "&nbsp;",
      "&lt;",
      "&amp;lt;",
      "<ul>",
      "<li>",
      "</ul>",
      "<pre>",
      "</pre>",
      "\n\n",
      "<span style=\"color:red\">",
      "</span>",
      "<span>",
      "<i>",
      "</i>",
      "<font color=red>",
      "</font>",
      "<!-- c -->",
      "<style>p{}</style>",
      "<h1>",
      "</h1>",
      "<o:p>",
      "</o:p>",
      "<img src='data:x;base64,QQ'>",
      "<svg><path>",
      "</svg>",
      "<select><option>",
      "<textarea>",
      "</textarea>",
      "<p style='white-space:pre'>",
      "<x-y>",
      "<title>",
      "</title>",
      "<body style=\"color:red\">",
      "</body>",
      "<hr>",
      "<button>",
      "<nobr>",
      "<form>",
      "<p style=\"font-family:'A B', x; ; color : #ABC\">",
      "<div style=\"\">",
      "<b></b>",
      "<a name=x>",
  });
  std::string out;
  std::uniform_int_distribution<std::size_t> which(0, bits.size() - 1);
  for (auto left = std::uniform_int_distribution<int>(1, 14)(random); left > 0; --left)
    out += bits[which(random)];
  return out;
}

TEST(normal_form, is_its_own_normal_form) {
  std::mt19937 random(7);
  for (int i = 0; i < 4'000; ++i) {
    const auto html = random_html(random);
    const auto once = normal_form(html);
    ASSERT_EQ(normal_form(once), once) << "round " << i << " of " << html;
  }
}

/// What wire.md 4.1.4 says of Exchange, as rudely as it may come.
std::string as_exchange_shows_it(std::string html) {
  const auto replace = [&](const std::string& from, const std::string& to) {
    for (auto at = html.find(from); at != std::string::npos; at = html.find(from, at + to.size()))
      html.replace(at, from.size(), to);
  };
  replace(" data-roamsync=\"roamsync-mark\"", "");
  replace("class=\"", "class=\"x_");
  replace("id=\"", "id=\"x_");
  replace("ü", "&uuml;");
  replace("><", ">\r\n<");
  return "<html><head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; "
         "charset=utf-8\">\r\n</head>\r\n"
         "<body dir=\"ltr\">\r\n<div id=\"x_Signature\">"
         + html + "</div>\r\n</body>\r\n</html>\r\n";
}

TEST(normal_form, survives_exchange) {
  const auto wanted =
      with_mark("<p style=\"margin:0;font-family:'Segoe UI'\">J. M&uuml;ller <b>ü</b><br>x</p>"
                "<table class=\"t\"><tr><td>a</td><td><img src=\"data:image/png;base64,QUJD\" alt=\"L\">"
                "</td></tr></table>");
  EXPECT_EQ(normal_form(as_exchange_shows_it(wanted)), normal_form(wanted));
}

TEST(normal_form, of_html_beyond_the_bounds_is_the_html) {
  std::string deep;
  for (int i = 0; i < 15'000; ++i)
    deep += "<div>";
  EXPECT_TRUE(normal_form(deep) == deep);
  const std::string many(60'000, '<');
  EXPECT_TRUE(normal_form(many) == many);
}

TEST(normal_form, does_not_grow_with_formatting_that_multiplies) {
  std::string html = "<p>";
  for (int i = 0; i < 250; ++i)
    html += "<b c=" + std::to_string(i) + ">";
  for (int i = 0; i < 8'000; ++i)
    html += "</p><p>x";
  EXPECT_TRUE(normal_form(html) == html) << "a tree of two million elements";
}

TEST(normal_form, can_be_read) {
  EXPECT_EQ(normal_form("<div>\n<P Style='COLOR:#F00' class=x>a  &lt;&nbsp;</p></div>"),
            "<p style=\"color:#ff0000\">a &lt;\u00A0</p>");
  EXPECT_EQ(normal_form("a <b><br></b>c"), "a<b><br></b>c");
  EXPECT_EQ(normal_form("<div><style>p  > a{}</style>x</div>"), "<style>p > a{}</style>x");
}

TEST(normal_text, evens_out_line_ends_and_blanks) {
  EXPECT_EQ(normal_text("a \r\nb\r\n\r\nc\r\n\r\n"), "a\nb\n\nc");
  EXPECT_EQ(normal_text("\n\n"), "");
  EXPECT_NE(normal_text("a\nb"), normal_text("a\n\nb"));
  EXPECT_NE(normal_text(" a"), normal_text("a"));
  EXPECT_EQ(normal_text(normal_text("x\t\r y\r\n")), normal_text("x\t\r y\r\n"));
}

TEST(same_signature, needs_both_forms) {
  const signature wanted{"Standard", "<p>a</p>", "a"};
  EXPECT_TRUE(same_signature(wanted, "<div><p>a</p></div>", "a\r\n"));
  EXPECT_FALSE(same_signature(wanted, "<p>b</p>", "a"));
  EXPECT_FALSE(same_signature(wanted, "<p>a</p>", "b"));
  EXPECT_FALSE(same_signature(wanted, "<p>a</p>", ""));
}

} // namespace
} // namespace roamsync
