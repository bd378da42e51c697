#include "engine/signature/mark.hpp"
#include "engine/signature/render.hpp"
#include "tests/engine/signature/fixture.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

using testing::folder;
using testing::parse;
using testing::some_member;

constexpr auto two_rules = R"(
[[signature]]
name = "Vertrieb"
html = "a.html"
[[signature]]
name = "Standard"
html = "b.html"
text = "b.txt"
[[rule]]
when = { department = "Vertrieb" }
signatures = ["Vertrieb", "Standard"]
new = "Vertrieb"
reply = "Standard"
[[rule]]
when = { mail = "*@contoso.com" }
signatures = ["Standard"]
)";

const folder files = {{"a.html", "<p>{{displayName}}</p>"},
                      {"b.html", "<p>{{jobTitle}} <img src=\"l.png\" alt=\"Logo\"></p>"},
                      {"b.txt", "-- {{jobTitle}}"},
                      {"l.png", testing::png()}};

TEST(render, takes_the_first_rule_that_fits) {
  const auto from = parse(two_rules, files);
  ASSERT_TRUE(from) << from.failure().message;
  auto who = some_member();
  who.attributes["department"] = "vertrieb";
  const auto sales = render(*from, who);
  ASSERT_TRUE(sales.ok());
  ASSERT_EQ(sales.wanted.signatures.size(), 2U);
  EXPECT_EQ(sales.wanted.signatures[0].name, "Vertrieb");
  EXPECT_EQ(sales.wanted.default_new, "Vertrieb");
  EXPECT_EQ(sales.wanted.default_reply, "Standard");
  const auto others = render(*from, some_member());
  ASSERT_TRUE(others.ok());
  ASSERT_EQ(others.wanted.signatures.size(), 1U);
  EXPECT_EQ(others.wanted.default_new, "");
}

TEST(render, says_when_no_rule_fits) {
  const auto from = parse(two_rules, files);
  ASSERT_TRUE(from);
  auto who = some_member();
  who.mail = "jana@fabrikam.com";
  const auto got = render(*from, who);
  EXPECT_EQ(got.why, cause::no_signature_assigned);
  EXPECT_TRUE(got.wanted.signatures.empty());
}

TEST(render, makes_the_text_form_where_none_is_given) {
  const auto from = parse(two_rules, files);
  ASSERT_TRUE(from);
  auto who = some_member();
  who.attributes["department"] = "Vertrieb";
  who.attributes["displayName"] = "Jana <Weiß>";
  const auto got = render(*from, who);
  EXPECT_EQ(got.wanted.signatures[0].text, "Jana <Weiß>");
  EXPECT_EQ(got.wanted.signatures[1].text, "-- Leiterin");
}

TEST(render, marks_the_html_as_ours) {
  const auto from = parse(two_rules, files);
  ASSERT_TRUE(from);
  EXPECT_TRUE(has_mark(render(*from, some_member()).wanted.signatures[0].html));
}

TEST(render, does_not_write_more_than_the_bound) {
  const auto from = parse(two_rules, files, {.signature_bytes_max = 1'000, .signature_bytes_warn = 1'000});
  ASSERT_TRUE(from);
  auto who = some_member();
  EXPECT_TRUE(render(*from, who).ok());
  who.attributes["jobTitle"] = std::string(2'000, 'x');
  const auto got = render(*from, who);
  EXPECT_EQ(got.why, cause::signature_too_large);
  who.attributes["jobTitle"] = std::string(850, 'x');
  EXPECT_EQ(render(*from, who).why, cause::signature_too_large) << "the mark counts";
  EXPECT_EQ(got.detail, "the signature \"Standard\" is larger than 1000 bytes");
}

} // namespace
} // namespace roamsync
