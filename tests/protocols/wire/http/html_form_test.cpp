#include "protocols/wire/http/html_form.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

const std::string hand_back_page = R"(<html><head><title>Working...</title></head><body>
<form method="POST" name="hiddenform" action="https://outlook.office.com/owa/?a=1&amp;b=2">
<input type="hidden" name="code" value="0.AX&quot;&#39;x" /><INPUT NAME=state VALUE=abc>
<div><input name="id_token" value=""><input type="submit" value="Continue"></div>
</form><input name="outside" value="1"></body></html>)";

TEST(html_form, action_and_fields_are_read_with_entities_decoded) {
  auto forms = extract_forms(hand_back_page);
  ASSERT_EQ(forms.size(), 1u);
  EXPECT_EQ(forms[0].name, "hiddenform");
  EXPECT_EQ(forms[0].method, "post");
  EXPECT_EQ(forms[0].action, "https://outlook.office.com/owa/?a=1&b=2");
  EXPECT_EQ(forms[0].fields, (form_fields{{"code", "0.AX\"'x"}, {"state", "abc"}, {"id_token", ""}}));
}

TEST(html_form, forms_come_in_the_order_of_the_page) {
  auto forms = extract_forms("<form action=/a></form><p><form name=b><input name=x></form>");
  ASSERT_EQ(forms.size(), 2u);
  EXPECT_EQ(forms[0].action, "/a");
  EXPECT_EQ(forms[0].method, "get");
  EXPECT_EQ(forms[1].action, "");
  EXPECT_EQ(forms[1].fields.size(), 1u);
}

TEST(html_form, forms_in_scripts_and_comments_are_none) {
  EXPECT_TRUE(extract_forms("<script>var x='<form action=/a></form>';</script><!-- <form> -->").empty());
  EXPECT_TRUE(extract_forms("").empty());
  EXPECT_TRUE(extract_forms("{\"json\": true}").empty());
}

TEST(html_form, every_truncated_page_is_survived) {
  for (std::size_t n = 0; n <= hand_back_page.size(); ++n)
    EXPECT_LE(extract_forms(std::string_view(hand_back_page).substr(0, n)).size(), 1u);
}

TEST(html_form, pages_above_the_bounds_have_no_forms) {
  EXPECT_TRUE(extract_forms("<form></form>" + std::string(page_bytes_max, ' ')).empty());
  std::string deep = "<form>";
  for (std::size_t i = 0; i < page_tags_max; ++i)
    deep += "<div>";
  EXPECT_TRUE(extract_forms(deep).empty());
  EXPECT_EQ(extract_forms(deep.substr(0, deep.size() - 5)).size(), 1u) << "just within the bound";
}

TEST(html_form, forms_and_fields_are_counted) {
  std::string many;
  for (int i = 0; i < 20; ++i)
    many += "<form></form>";
  EXPECT_EQ(extract_forms(many).size(), page_forms_max);
  std::string wide = "<form>";
  for (int i = 0; i < 200; ++i)
    wide += "<input name=x>";
  EXPECT_EQ(extract_forms(wide).at(0).fields.size(), form_fields_max);
}

TEST(html_form, unclosed_formatting_does_not_blow_up) {
  std::string page = "<form action=/a>";
  for (int i = 0; i < 490; ++i)
    page += "<font color=" + std::to_string(i) + ">";
  for (int i = 0; i < 490; ++i)
    page += "<p>x";
  EXPECT_EQ(extract_forms(page).size(), 1u);
}

} // namespace
} // namespace roamsync::wire
