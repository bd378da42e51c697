#include "tests/engine/signature/fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <kainjow/mustache.hpp>

namespace roamsync {
namespace {

using testing::fill_html;
using testing::fill_text;
using ::testing::HasSubstr;
using testing::some_member;

TEST(text_template, agrees_with_another_mustache) {
  kainjow::mustache::data data;
  data.set("displayName", "Jana Weiß");
  data.set("jobTitle", "Leiterin");
  data.set("department", kainjow::mustache::data::type::bool_false);
  data.set("businessPhones", kainjow::mustache::list{"+49 30 1", "+49 30 2"});
  for (const std::string text : {
           "{{displayName}}, {{ jobTitle }}",
           "a\n{{#businessPhones}}\nTel. {{.}}\n{{/businessPhones}}\nb\n",
           "{{#businessPhones}}{{.}};{{/businessPhones}}x",
           "{{^department}}none{{/department}}\nend",
           "{{#jobTitle}}\n  {{displayName}}\n{{/jobTitle}}\n",
           "{{! a }}x {{! b }} y\n{{{displayName}}}{{&jobTitle}}",
           "{{#businessPhones}}\n{{#jobTitle}}\n{{displayName}}\n{{/jobTitle}}\n{{/businessPhones}}",
       }) {
    kainjow::mustache::mustache other(text);
    other.set_custom_escape([](const std::string& x) { return x; });
    EXPECT_EQ(fill_text(text, some_member()), other.render(data)) << text;
  }
}

TEST(text_template, drops_the_line_of_a_comment) {
  EXPECT_EQ(fill_text("a\n  {{! b }}  \nc{{! d }}", some_member()), "a\nc");
}

TEST(text_template, joins_a_list_outside_of_its_section) {
  EXPECT_EQ(fill_text("Tel. {{businessPhones}}", some_member()), "Tel. +49 30 1, +49 30 2");
}

TEST(text_template, does_not_read_mustache_in_values) {
  auto who = some_member();
  who.attributes["jobTitle"] = "{{displayName}} {{#mail}} &amp;";
  EXPECT_EQ(fill_text("{{jobTitle}}", who), "{{displayName}} {{#mail}} &amp;");
}

TEST(text_template, isolates_right_to_left_values) {
  auto who = some_member();
  who.attributes["displayName"] = "שלום";
  EXPECT_EQ(fill_text("{{displayName}} (1)", who), "\u2068שלום\u2069 (1)");
}

TEST(html_template, escapes_by_place) {
  auto who = some_member();
  who.attributes["jobTitle"] = "A & <B>";
  who.attributes["extensionAttribute1"] = "www.contoso.com";
  who.attributes["extensionAttribute2"] = "red;x:y";
  EXPECT_EQ(
      fill_html(R"(<p title="{{jobTitle}}" style='color:{{extensionAttribute2}}'>{{jobTitle}}</p>)", who),
      R"(<p title="A &amp; &lt;B&gt;" style='color:redxy'>A &amp; &lt;B&gt;</p>)");
  EXPECT_EQ(fill_html(R"(<a href="mailto:{{mail}}?subject={{jobTitle}}">x</a>)", who),
            R"(<a href="mailto:jana@contoso.com?subject=A%20%26%20%3CB%3E">x</a>)");
  EXPECT_EQ(fill_html(R"(<a href="{{{extensionAttribute1}}}/{{jobTitle}}">x</a>)", who),
            R"(<a href="https://www.contoso.com/A%20%26%20%3CB%3E">x</a>)");
}

TEST(html_template, keeps_direction_marks_out_of_attributes) {
  auto who = some_member();
  who.attributes["displayName"] = "שלום";
  EXPECT_EQ(fill_html("<p title=\"{{displayName}}\">{{displayName}}</p>", who),
            "<p title=\"שלום\">\u2068שלום\u2069</p>");
}

struct refusal {
  const char* text;
  const char* why;
};

class refused_html : public ::testing::TestWithParam<refusal> {};

TEST_P(refused_html, names_the_place_and_the_way_out) {
  EXPECT_THAT(fill_html(GetParam().text, some_member()), HasSubstr(GetParam().why)) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    rules, refused_html,
    ::testing::Values(
        refusal{"a\n\n{{jobTitel}}", "t.html, line 3: {{jobTitel}} is not an attribute; known are"},
        refusal{"{{jobtitle}}", "write jobTitle"}, refusal{"{{}}", "is not an attribute"},
        refusal{"{{#mail}}", "is not closed; write {{/mail}}"}, refusal{"{{/mail}}", "closes nothing"},
        refusal{"{{#mail}}{{#city}}{{/mail}}{{/city}}", "{{/mail}} stands where {{/city}} is due"},
        refusal{"{{mail", "not closed by }}"}, refusal{"{{{mail}}", "not closed by }}"},
        refusal{"{{> other}}", "not supported"}, refusal{"{{=<% %>=}}", "not supported"},
        refusal{"{{.}}", "value of the section around it"},
        refusal{"{{^mail}}{{.}}{{/mail}}", "value of the section around it"},
        refusal{"{{#mail}}{{#mail}}{{#mail}}{{#mail}}{{#mail}}{{#mail}}{{#mail}}{{#mail}}{{#mail}}",
                "too deep"},
        refusal{"{{{mail}}}", "only for whole links"}, refusal{"<p>{{&mail}}</p>", "only for whole links"},
        refusal{"<p title=\"{{{mail}}}\">", "only for whole links"},
        refusal{"<a href=\"https://x/{{{mail}}}\">", "only for the beginning of a link"},
        refusal{"<a href=\"{{mail}}\">", "href=\"{{{mail}}}\""},
        refusal{"<a href=\"{{#mail}}https://x{{/mail}}\">", "a link that begins with a value"},
        refusal{"<a href=\"java{{mail}}\">", "does not say how it is opened"},
        refusal{"<a href=\"javascript:x\">", "does not say how it is opened"},
        refusal{"<a href=\"JAVASCRIPT:{{mail}}\">", "does not say how it is opened"},
        refusal{"<a href=\"page.html\">", "begin it with https://"},
        refusal{"<a href=\"//x.com\">", "begin it with"}, refusal{"<p title={{mail}}>", "outside of quotes"},
        refusal{"<p {{mail}}=\"x\">", "outside of quotes"}, refusal{"<{{mail}}>", "outside of quotes"},
        refusal{"<a{{mail}}>", "outside of quotes"},
        refusal{"<p {{#mail}}title=\"x\"{{/mail}}>", "outside of quotes"},
        refusal{"{{#mail}}<a title=\"{{/mail}}\">", "opens or closes a tag or a quote"},
        refusal{"<p title=\"{{#mail}}\">{{/mail}}", "opens or closes a tag or a quote"},
        refusal{"<!-- {{#mail}} -->{{/mail}}", "opens or closes a tag or a quote"},
        refusal{"<ScRiPt>x</script>", "Exchange removes <script>"},
        refusal{"<iframe src=\"https://x\">", "<iframe>"},
        refusal{"<p onClick=\"x\">", "Exchange removes onclick"},
        refusal{"<style>{{mail}}</style>", "no {{...}} in <style>"},
        refusal{"<img srcset=\"{{mail}}\">", "no {{...}} is allowed in srcset"}));

TEST(html_template, leaves_style_sheets_out_and_says_so) {
  std::vector<std::string> warnings;
  const auto compiled = signature_template::compile_html(
      "t.html", "<head>\n<style>p > a {color:red}</style></head><p>x</p>", testing::no_images(), warnings);
  ASSERT_TRUE(compiled);
  EXPECT_EQ(compiled->render(attribute_values(some_member()), 1000), "<head>\n</head><p>x</p>");
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_THAT(warnings.front(), HasSubstr("t.html, line 2: <style> is left out"));
}

TEST(html_template, stops_growing_at_its_bound) {
  auto who = some_member();
  who.lists["businessPhones"] = std::vector<std::string>(100, "0123456789");
  std::string text;
  for (int i = 0; i < 8; ++i)
    text += "{{#businessPhones}}";
  text += "{{.}}";
  for (int i = 0; i < 8; ++i)
    text += "{{/businessPhones}}";
  std::vector<std::string> warnings;
  const auto compiled = signature_template::compile_html("t.html", text, testing::no_images(), warnings);
  ASSERT_TRUE(compiled);
  EXPECT_EQ(compiled->render(attribute_values(who), 10'000), std::nullopt);
}

} // namespace
} // namespace roamsync
