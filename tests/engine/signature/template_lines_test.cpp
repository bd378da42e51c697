#include "tests/engine/signature/fixture.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

using testing::fill_html;
using testing::fill_text;
using testing::some_member; // has no department, no faxNumber, no city

TEST(empty_attribute, takes_its_line_with_it) {
  EXPECT_EQ(fill_text("{{displayName}}\nAbteilung: {{department}}\n{{jobTitle}}\n", some_member()),
            "Jana Weiß\nLeiterin\n");
  EXPECT_EQ(fill_text("a\r\nFax {{faxNumber}}\r\nb", some_member()), "a\nb");
}

TEST(empty_attribute, leaves_the_line_if_another_one_is_filled) {
  EXPECT_EQ(fill_text("{{jobTitle}}, {{department}}\n", some_member()), "Leiterin, \n");
}

TEST(empty_attribute, leaves_lines_without_variables) {
  EXPECT_EQ(fill_text("ACME GmbH\n\n{{department}}\nBerlin\n", some_member()), "ACME GmbH\n\nBerlin\n");
}

TEST(empty_attribute, counts_sections_too) {
  EXPECT_EQ(fill_text("Abt. {{#department}}{{.}}{{/department}}\nx", some_member()), "x");
  EXPECT_EQ(fill_text("Tel. {{#businessPhones}}{{.}} {{/businessPhones}}\nx", some_member()),
            "Tel. +49 30 1 +49 30 2 \nx");
}

TEST(empty_attribute, does_not_take_a_text_for_that_case) {
  EXPECT_EQ(fill_text("Abt. {{department}}{{^department}}keine{{/department}}\n", some_member()),
            "Abt. keine\n");
}

TEST(empty_attribute, takes_lines_inside_of_sections) {
  EXPECT_EQ(fill_text("{{#jobTitle}}\n{{.}}\nAbt. {{department}}\n{{/jobTitle}}\n", some_member()),
            "Leiterin\n");
}

TEST(empty_attribute, takes_label_and_break_in_html) {
  EXPECT_EQ(fill_html("<p>{{displayName}}<br>Fax: <b>{{faxNumber}}</b><br>{{jobTitle}}</p>", some_member()),
            "<p>Jana Weiß<br>Leiterin</p>");
  EXPECT_EQ(fill_html("<div>Fax: {{faxNumber}}</div>\n<div>x</div>", some_member()), "<div>x</div>");
}

TEST(empty_attribute, keeps_tags_that_reach_out_of_the_line) {
  EXPECT_EQ(fill_html("<p>{{department}}<br>\n{{jobTitle}}<br>\n{{city}}</p>\n", some_member()),
            "<p>Leiterin<br>\n</p>\n");
  EXPECT_EQ(fill_html("<b>{{department}}\nx</b>", some_member()), "<b>x</b>");
}

TEST(empty_attribute, takes_its_link_with_it) {
  EXPECT_EQ(fill_html("<a href=\"tel:{{faxNumber}}\">{{faxNumber}}</a><br>\nx", some_member()), "x");
  EXPECT_EQ(fill_html("<a href=\"{{{extensionAttribute1}}}\">Web</a><br>\nx", some_member()), "x");
}

TEST(empty_attribute, counts_a_refused_link_as_empty) {
  auto who = some_member();
  who.attributes["extensionAttribute1"] = "javascript:alert(1)";
  EXPECT_EQ(fill_html("<a href=\"{{{extensionAttribute1}}}\">Web</a><br>\nx", who), "x");
}

TEST(table_row, goes_as_a_whole) {
  EXPECT_EQ(fill_html("<table><tr>\n<td>Fax</td>\n<td>{{faxNumber}}</td>\n</tr><tr><td>x</td></tr></table>",
                      some_member()),
            "<table><tr><td>x</td></tr></table>");
}

TEST(table_row, stays_as_a_whole) {
  EXPECT_EQ(fill_html("<tr>\n<td>{{department}}</td>\n<td>{{jobTitle}}</td>\n</tr>", some_member()),
            "<tr>\n<td></td>\n<td>Leiterin</td>\n</tr>");
}

TEST(table_row, loses_lines_inside_a_cell) {
  EXPECT_EQ(
      fill_html("<tr><td>Logo</td><td>{{jobTitle}}<br>\nFax {{faxNumber}}<br>\nx</td></tr>", some_member()),
      "<tr><td>Logo</td><td>Leiterin<br>\nx</td></tr>");
}

TEST(table_row, stays_for_a_filled_row_inside) {
  const auto* const text =
      "<tr><td><table><tr><td>{{department}}</td></tr><tr><td>{{jobTitle}}</td></tr></table></td>"
      "</tr>";
  EXPECT_EQ(fill_html(text, some_member()), "<tr><td><table><tr><td>Leiterin</td></tr></table></td></tr>");
}

TEST(table_row, may_stand_in_a_section) {
  EXPECT_EQ(fill_html("<table>\n{{#businessPhones}}\n<tr><td>{{.}}</td></tr>\n{{/businessPhones}}\n</table>",
                      some_member()),
            "<table>\n<tr><td>+49 30 1</td></tr>\n<tr><td>+49 30 2</td></tr>\n</table>");
}

TEST(table_row, that_does_not_close_is_no_row) {
  EXPECT_EQ(fill_html("<tr><td>{{department}}<td>x", some_member()), "<tr><td><td>x");
}

TEST(tables, may_not_be_nested_without_end) {
  std::string text;
  for (int i = 0; i < 30; ++i)
    text += "<table><tr><td>";
  for (int i = 0; i < 30; ++i)
    text += "</td></tr></table>";
  EXPECT_EQ(fill_html(text, some_member()),
            "error: t.html: tables are nested too deep; 16 levels are allowed");
}

} // namespace
} // namespace roamsync
