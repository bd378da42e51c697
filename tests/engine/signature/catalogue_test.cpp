#include "engine/signature/image.hpp"
#include "engine/signature/render.hpp"
#include "tests/engine/signature/fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace roamsync {
namespace {

using ::testing::ElementsAre;
using testing::folder;
using ::testing::HasSubstr;
using testing::parse;
using testing::png;

const std::string plain = R"([[signature]]
name = "Standard"
html = "a.html"

[[rule]]
signatures = ["Standard"]
)";

TEST(catalogue, is_read) {
  const auto got = parse(R"(
[[signature]]
name = "Standard"
html = "mail/a.html"
text = "mail/a.txt"
[[signature]]
name = "Kurz"
html = "b.html"
[[rule]]
when = { department = "Sales", country = ["DE", "AT"], mail = "*@contoso.com" }
signatures = ["Standard", "kurz"]
new = "STANDARD"
reply = "Kurz"
[[rule]]
signatures = "Kurz"
)",
                         {{"mail/a.html", "x"}, {"mail/a.txt", "x"}, {"b.html", "x"}});
  ASSERT_TRUE(got) << got.failure().message;
  ASSERT_EQ(got->signatures.size(), 2U);
  EXPECT_TRUE(got->signatures[0].text);
  EXPECT_FALSE(got->signatures[1].text);
  ASSERT_EQ(got->rules.size(), 2U);
  EXPECT_EQ(got->rules[0].when.size(), 3U);
  EXPECT_THAT(got->rules[0].signatures, ElementsAre("Standard", "Kurz"));
  EXPECT_EQ(got->rules[0].default_new, "Standard");
  EXPECT_EQ(got->rules[0].default_reply, "Kurz");
  EXPECT_EQ(got->rules[1].default_new, "");
  EXPECT_THAT(got->warnings, ElementsAre());
}

TEST(catalogue, says_which_attributes_the_directory_must_be_asked_for) {
  const auto got = parse(
      R"(
[[signature]]
name = "Standard"
html = "a.html"
text = "a.txt"
[[rule]]
when = { extension_ab12_team = "Sales" }
signatures = ["Standard"]
[[rule]]
signatures = ["Standard"]
)",
      {{"a.html", "<p>{{displayName}}</p><p>{{#extension_ab12_phones}}{{.}}{{/extension_ab12_phones}}</p>"},
       {"a.txt", "{{^extension_ab12_site}}x{{/extension_ab12_site}}{{extension_ab12_team}}"}});
  ASSERT_TRUE(got) << got.failure().message;
  EXPECT_THAT(got->custom_attributes,
              ElementsAre("extension_ab12_phones", "extension_ab12_site", "extension_ab12_team"));
}

struct refusal {
  const char* toml;
  const char* why;
};

class refused_catalogue : public ::testing::TestWithParam<refusal> {};

TEST_P(refused_catalogue, names_file_line_key_and_what_is_allowed) {
  const auto got = parse(GetParam().toml, {{"a.html", "{{displayName}}"},
                                           {"bad.html", "a\n{{nonsense}}"},
                                           {"latin1.html", "\xE4"},
                                           {"big.html", std::string(1'000'001, 'x')},
                                           {"up.html", "<img src=\"../logo.png\">"},
                                           {"gone.html", "\n<img src='gone.png'>"},
                                           {"svg.html", "<img src=\"cid:logo.svg\">"},
                                           {"logo.svg", "<svg>"}});
  ASSERT_FALSE(got);
  EXPECT_THAT(got.failure().message, HasSubstr(GetParam().why));
}

#define SIGNATURE "[[signature]]\nname='S'\nhtml='a.html'\n"
INSTANTIATE_TEST_SUITE_P(
    files, refused_catalogue,
    ::testing::Values(
        refusal{"", "there is no [[signature]]"}, refusal{SIGNATURE, "there is no [[rule]]"},
        refusal{"a = = b", "catalogue.toml, line 1: this is not TOML"},
        refusal{"x = 1", "line 1: key \"x\" is not known in the catalogue; allowed are signature, rule"},
        refusal{"signature = 'x'", "must be written as [[signature]]"},
        refusal{"[signature]\nname='x'", "must be written as [[signature]]"},
        refusal{"[[signature]]\nhtml='a.html'", "line 1: key name is missing"},
        refusal{"[[signature]]\nname='S'", "key html is missing"},
        refusal{"[[signature]]\nname=3\nhtml='a.html'", "line 2: key name must be a text"},
        refusal{"[[signature]]\nname='a,b'\nhtml='a.html'", "line 2: the name \"a,b\" holds one of"},
        refusal{"[[signature]]\nname='S'\nhtml='a.html'\nrtf='x'",
                "line 4: key \"rtf\" is not known in [[signature]]"},
        refusal{SIGNATURE "[[signature]]\nname='s'\nhtml='a.html'", "is given twice"},
        refusal{"[[signature]]\nname='S'\nhtml='../a.html'", "not a file of the catalogue's folder"},
        refusal{"[[signature]]\nname='S'\nhtml='/etc/passwd'", "not a file of the catalogue's folder"},
        refusal{"[[signature]]\nname='S'\nhtml='b.html'", "line 3: key html: there is no file \"b.html\""},
        refusal{"[[signature]]\nname='S'\nhtml='bad.html'",
                "bad.html, line 2: {{nonsense}} is not an attribute"},
        refusal{"[[signature]]\nname='S'\nhtml='a.html'\ntext='bad.html'", "bad.html, line 2: {{nonsense}}"},
        refusal{"[[signature]]\nname='S'\nhtml='latin1.html'", "is not UTF-8"},
        refusal{"[[signature]]\nname='S'\nhtml='big.html'", "is larger than 1000000 bytes"},
        refusal{"[[signature]]\nname='S'\nhtml='up.html'",
                "up.html, line 1: the image \"../logo.png\" is not a file"},
        refusal{"[[signature]]\nname='S'\nhtml='gone.html'",
                "gone.html, line 2: there is no image \"gone.png\""},
        refusal{"[[signature]]\nname='S'\nhtml='svg.html'", "is not PNG, JPEG or GIF"},
        refusal{SIGNATURE "[[rule]]\nnew='S'", "key signatures is missing"},
        refusal{SIGNATURE "[[rule]]\nsignatures=[]", "must be a text in quotes or a list"},
        refusal{SIGNATURE "[[rule]]\nsignatures=['T']",
                "line 5: signatures: there is no [[signature]] named \"T\""},
        refusal{SIGNATURE "[[rule]]\nsignatures=['S','s']", "named twice"},
        refusal{SIGNATURE "[[rule]]\nsignatures=['S']\nnew='T'", "new: \"T\" is not among the signatures"},
        refusal{SIGNATURE "[[rule]]\nsignatures=['S']\nreply=''", "key reply must be a text"},
        refusal{SIGNATURE "[[rule]]\nsignatures=['S']\nwhen=1", "key when must be written as"},
        refusal{SIGNATURE "[[rule]]\nsignatures=['S']\nwhen={department=1}",
                "must be a text in quotes or a list"},
        refusal{SIGNATURE "[[rule]]\nsignatures=['S']\nwhen={Department='x'}", "write department"},
        refusal{SIGNATURE "[[rule]]\nsignatures=['S']\nwhen={group='x'}", "\"group\" is not an attribute"},
        refusal{SIGNATURE "[[rule]]\nsignatures=['S']\nfor='x'", "key \"for\" is not known in [[rule]]"}));

TEST(catalogue, embeds_images_seen_from_the_html_file_or_the_folder) {
  std::string toml = plain;
  toml.replace(toml.find("a.html"), 6, "m/a.html");
  const auto got = parse(toml, {{"m/a.html", "<img src=\"l.png\"><img src='cid:l.png'><img src=../x/l.png>"},
                                {"m/l.png", png(1)},
                                {"l.png", png(2)},
                                {"x/l.png", png(3)}});
  ASSERT_TRUE(got) << got.failure().message;
  const auto html = render(*got, testing::some_member()).wanted.signatures.front().html;
  EXPECT_THAT(html, ::testing::StartsWith("<img src=\"" + data_uri("image/png", png(1)) + "\"><img src='"
                                          + data_uri("image/png", png(2))
                                          + "'><img src=" + data_uri("image/png", png(3)) + ">"));
}

TEST(catalogue, warns_of_large_images_and_unused_signatures) {
  const folder files = {{"a.html", "<img src=\"l.png\">"}, {"l.png", png(400'000)}};
  const auto got = parse(plain + "[[signature]]\nname='Rest'\nhtml='a.html'", files);
  ASSERT_TRUE(got) << got.failure().message;
  EXPECT_THAT(got->warnings, ElementsAre(HasSubstr("\"Standard\" has 533"), HasSubstr("\"Rest\" has 533"),
                                         HasSubstr("no rule gives anybody the signature \"Rest\"")));
}

TEST(catalogue, refuses_images_beyond_the_bound) {
  const auto one = parse(plain, {{"a.html", "<img src=\"l.png\">"}, {"l.png", png(800'000)}});
  ASSERT_FALSE(one);
  EXPECT_THAT(one.failure().message, HasSubstr("is too large; 750000 bytes are allowed"));
  const auto both =
      parse(plain, {{"a.html", "<img src=\"l.png\"><img src=\"l.png\">"}, {"l.png", png(400'000)}});
  ASSERT_FALSE(both);
  EXPECT_THAT(both.failure().message, HasSubstr("with its images is larger than 1000000 bytes"));
}

TEST(catalogue, is_bounded_itself) {
  EXPECT_FALSE(parse(std::string(1'000'001, '\n'), {}));
  std::string many;
  for (int i = 0; i < 51; ++i)
    many += "[[signature]]\nname='" + std::to_string(i) + "'\nhtml='a.html'\n";
  const auto got = parse(many, {{"a.html", "x"}});
  ASSERT_FALSE(got);
  EXPECT_THAT(got.failure().message, HasSubstr("too many [[signature]]; 50 are allowed"));
}

} // namespace
} // namespace roamsync
