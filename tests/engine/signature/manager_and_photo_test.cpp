#include "engine/signature/image.hpp"
#include "engine/signature/render.hpp"
#include "tests/engine/signature/fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

namespace roamsync {
namespace {

using ::testing::ElementsAre;
using testing::fill_html;
using testing::fill_text;
using ::testing::HasSubstr;
using testing::parse;
using testing::some_member;

member managed() {
  auto out = some_member();
  out.attributes["manager.displayName"] = "Max <Chef>";
  out.lists["manager.businessPhones"] = {"+49 30 7", "+49 30 8"};
  return out;
}

const std::string face = data_uri("image/png", testing::png());

member pictured() {
  auto out = some_member();
  out.photo = std::make_shared<const std::string>(face);
  return out;
}

TEST(manager, has_every_attribute_that_a_user_has) {
  for (const auto* name : {"displayName", "mail", "userPrincipalName", "proxyAddresses", "businessPhones",
                           "extensionAttribute15", "extension_ab12_team"})
    EXPECT_TRUE(is_known_attribute("manager." + std::string(name))) << name;
  for (const auto* name : {"manager", "manager.", "manager.manager.mail", "manager.photo", "manager.Mail",
                           "manager.extensionAttribute16"})
    EXPECT_FALSE(is_known_attribute(name)) << name;
}

TEST(manager, is_filled_in_like_the_user) {
  EXPECT_EQ(fill_html("<p>{{manager.displayName}}</p>", managed()), "<p>Max &lt;Chef&gt;</p>");
  EXPECT_EQ(fill_text("{{#manager.businessPhones}}{{.}};{{/manager.businessPhones}}", managed()),
            "+49 30 7;+49 30 8;");
  EXPECT_EQ(fill_html("<p>x<br>Boss: {{manager.displayName}}<br>y</p>", some_member()), "<p>x<br>y</p>");
}

TEST(manager, a_name_that_is_not_known_is_refused_with_the_one_that_was_meant) {
  EXPECT_THAT(fill_text("{{manager.displayname}}", managed()), HasSubstr("write manager.displayName"));
  EXPECT_THAT(fill_text("{{Manager.mail}}", managed()), HasSubstr("write manager.mail"));
  EXPECT_THAT(fill_text("{{manager.name}}", managed()), HasSubstr("manager. before them, and photo"));
  EXPECT_THAT(fill_text("{{Photo}}", managed()), HasSubstr("write photo"));
}

TEST(manager, decides_in_rules_with_and_without_quotes) {
  for (const std::string key : {"manager.displayName", "\"manager.displayName\""}) {
    const auto got = parse("[[signature]]\nname='S'\nhtml='a.html'\n[[rule]]\nwhen={" + key
                               + "='max*'}\nsignatures=['S']\n",
                           {{"a.html", "x"}});
    ASSERT_TRUE(got) << got.failure().message;
    EXPECT_TRUE(render(*got, managed()).ok()) << key;
    EXPECT_EQ(render(*got, some_member()).why, cause::no_signature_assigned) << key;
  }
  const auto wrong = parse("[[signature]]\nname='S'\nhtml='a.html'\n[[rule]]\nwhen={manager.Mail='x'}\n"
                           "signatures=['S']\n",
                           {{"a.html", "x"}});
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.failure().message, HasSubstr("\"manager.Mail\" is not an attribute; write manager.mail"));
}

TEST(catalogue, says_whether_manager_and_photo_must_be_asked_for) {
  const std::string toml = "[[signature]]\nname='S'\nhtml='a.html'\ntext='a.txt'\n[[rule]]\n";
  const auto neither = parse(toml + "signatures=['S']\n", {{"a.html", "{{mail}}"}, {"a.txt", "x"}});
  ASSERT_TRUE(neither) << neither.failure().message;
  EXPECT_THAT(neither->manager_attributes, ElementsAre());
  EXPECT_FALSE(neither->uses_photo);
  const auto both = parse(toml + "when={manager.city=''}\nsignatures=['S']\n",
                          {{"a.html", "<img src=\"{{photo}}\">{{manager.mail}}"},
                           {"a.txt", "{{^manager.extension_ab12_x}}x{{/manager.extension_ab12_x}}"}});
  ASSERT_TRUE(both) << both.failure().message;
  EXPECT_THAT(both->manager_attributes, ElementsAre("city", "extension_ab12_x", "mail"));
  EXPECT_THAT(both->custom_attributes, ElementsAre());
  EXPECT_TRUE(both->uses_photo);
  const auto by_rule =
      parse(toml + "when={photo='*'}\nsignatures=['S']\n", {{"a.html", "x"}, {"a.txt", "x"}});
  ASSERT_TRUE(by_rule) << by_rule.failure().message;
  EXPECT_TRUE(by_rule->uses_photo);
  EXPECT_TRUE(render(*by_rule, pictured()).ok());
  EXPECT_FALSE(render(*by_rule, some_member()).ok());
  for (const auto* pattern : {"'abc'", "'data:*'", "['*', 'x']"}) {
    const auto wrong =
        parse(toml + "when={photo=" + pattern + "}\nsignatures=['S']\n", {{"a.html", "x"}, {"a.txt", "x"}});
    ASSERT_FALSE(wrong) << pattern;
    EXPECT_THAT(wrong.failure().message, HasSubstr("who has one"));
  }
}

TEST(catalogue, with_a_key_that_is_too_deep_is_refused_before_it_is_read) {
  std::string key = "b";
  for (int i = 0; i < 100'000; ++i)
    key += ".b";
  const auto wrong = parse("[[signature]]\nname='S'\n[" + key + "]\n", {});
  ASSERT_FALSE(wrong);
  EXPECT_THAT(wrong.failure().message, HasSubstr("line 3: more than 1000 dots"));
}

TEST(photo, is_the_source_of_an_image) {
  EXPECT_EQ(fill_html("<p><img alt=\"{{displayName}}\" src=\"{{photo}}\" width=\"96\"></p>", pictured()),
            "<p><img alt=\"Jana Weiß\" src=\"" + face + "\" width=\"96\"></p>");
  EXPECT_EQ(fill_html("<img src='{{{photo}}}'/>", pictured()), "<img src='" + face + "'/>");
  EXPECT_EQ(fill_html("{{#photo}}<b>{{mail}}</b><img src=\"{{photo}}\">{{/photo}}", pictured()),
            "<b>jana@contoso.com</b><img src=\"" + face + "\">");
}

TEST(photo, leaves_the_value_of_the_section_around_it) {
  EXPECT_EQ(fill_html("{{#mail}}<img src=\"{{photo}}\" alt=\"{{.}}\">{{/mail}}", pictured()),
            "<img src=\"" + face + "\" alt=\"jana@contoso.com\">");
}

TEST(photo, takes_its_image_and_line_with_it) {
  EXPECT_EQ(fill_html("<p>a<br><img src=\"{{photo}}\"><br>b</p>", some_member()), "<p>a<br>b</p>");
  EXPECT_EQ(
      fill_html("<p><img\n src=\"{{photo}}\"\n alt=\"{{displayName}}\"> {{mail}}</p>\nb", some_member()),
      "<p> jana@contoso.com</p>\nb")
      << "another value keeps the line, not the image";
  EXPECT_EQ(
      fill_html("<table><tr><td><img src=\"{{photo}}\"></td><td>{{mail}}</td></tr></table>", some_member()),
      "<table><tr><td></td><td>jana@contoso.com</td></tr></table>");
  EXPECT_EQ(fill_html("<img src=\"{{photo}}\"><img src=\"{{photo}}\" alt=\"2\">{{^photo}}none{{/photo}}",
                      some_member()),
            "none");
}

TEST(photo, stands_nowhere_else) {
  for (const auto* text :
       {"{{photo}}", "{{{photo}}}", "<a href=\"{{{photo}}}\">x</a>", "<p title=\"{{photo}}\">x</p>",
        "<img src=\"x{{photo}}\">", "<img src=\"{{photo}}x\">", "<img alt=\"{{photo}}\">",
        "<img src=\"https://x/{{photo}}\">", "<!-- <img src=\"{{photo}}\"> -->"})
    EXPECT_THAT(fill_html(text, pictured()), ::testing::StartsWith("error: ")) << text;
  EXPECT_THAT(fill_html("<b>{{photo}}</b>", pictured()), HasSubstr("write <img src=\"{{photo}}\">"));
  EXPECT_THAT(fill_html("<img src={{photo}}>", pictured()), HasSubstr("write <img src=\"{{photo}}\">"));
  EXPECT_THAT(fill_html("{{#photo}}{{.}}{{/photo}}", pictured()), HasSubstr("inside {{#photo}} write"));
  EXPECT_EQ(fill_html("{{#photo}}{{#mail}}{{.}}{{/mail}}{{/photo}}", pictured()), "jana@contoso.com");
  EXPECT_THAT(fill_text("{{photo}}", pictured()), HasSubstr("a text has none"));
  EXPECT_EQ(fill_text("{{#photo}}pictured{{/photo}}", pictured()), "pictured");
}

TEST(photo, costs_nothing_where_images_are_not_wanted) {
  std::vector<std::string> warnings;
  const auto compiled = signature_template::compile_html("t.html", "<img src=\"{{photo}}\" alt=\"A\">",
                                                         testing::no_images(), warnings);
  ASSERT_TRUE(compiled) << compiled.failure().message;
  EXPECT_EQ(compiled->render_without_images(attribute_values(pictured()), 100), "<img src=\"\" alt=\"A\">");
  EXPECT_EQ(compiled->render_without_images(attribute_values(some_member()), 100), "");
}

TEST(photo, is_left_out_of_the_text_that_is_made_from_html) {
  const auto got = parse("[[signature]]\nname='S'\nhtml='a.html'\n[[rule]]\nsignatures=['S']\n",
                         {{"a.html", "<p><img src=\"{{photo}}\"><br>\n{{mail}}</p>"}});
  ASSERT_TRUE(got) << got.failure().message;
  const auto made = render(*got, pictured());
  ASSERT_TRUE(made.ok());
  EXPECT_THAT(made.wanted.signatures.front().html, HasSubstr(face));
  EXPECT_EQ(made.wanted.signatures.front().text.find("data:"), std::string::npos);
  EXPECT_THAT(made.wanted.signatures.front().text, HasSubstr("jana@contoso.com"));
}

TEST(photo, is_not_what_an_attribute_of_that_name_says) {
  auto who = some_member();
  who.attributes["photo"] = "\" onerror=\"x";
  who.lists["photo"] = {"\" onerror=\"x"};
  EXPECT_EQ(fill_html("<img src=\"{{photo}}\">{{mail}}", who), "jana@contoso.com");
}

} // namespace
} // namespace roamsync
