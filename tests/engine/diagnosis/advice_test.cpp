#include "engine/base/unicode.hpp"
#include "engine/diagnosis/advice.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>

namespace roamsync {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr auto languages = std::to_array({language::english, language::german});

std::string all_of(const advice& x) {
  return std::string(x.title) + "\n" + std::string(x.wrong) + "\n" + std::string(x.check) + "\n"
         + std::string(x.remedy);
}

template <class Check>
void for_each_text(const Check& check) {
  for (const auto in : languages)
    for (int i = 0; i <= static_cast<int>(cause::internal_error); ++i)
      check(static_cast<cause>(i), in, advice_for(static_cast<cause>(i), in));
}

TEST(advice, is_written_for_every_cause_in_both_languages) {
  for_each_text([](cause why, language in, const advice& x) {
    SCOPED_TRACE(std::string(to_string(why)) + " " + std::string(to_string(in)));
    EXPECT_FALSE(x.title.empty());
    EXPECT_LE(count_code_points(x.title), 62U) << "a report of 80 columns shows it whole, with a count";
    EXPECT_FALSE(x.title.ends_with('.'));
    EXPECT_FALSE(x.wrong.empty());
    EXPECT_FALSE(x.remedy.empty());
    EXPECT_EQ(x.check.empty(), why == cause::none || why == cause::dry_run);
    EXPECT_TRUE(is_utf8(all_of(x)));
    EXPECT_THAT(all_of(x), Not(AnyOf(HasSubstr("  "), HasSubstr(" \n"), HasSubstr("<"), HasSubstr(" ."))));
  });
}

TEST(advice, differs_between_languages_and_causes) {
  std::set<std::string> seen;
  for_each_text([&](cause why, language in, const advice& x) {
    EXPECT_TRUE(seen.insert(std::string(x.title)).second) << to_string(why) << " " << to_string(in);
  });
}

TEST(advice, addresses_germans_politely) {
  for_each_text([](cause why, language in, const advice& x) {
    if (in == language::english)
      return;
    EXPECT_THAT(" " + all_of(x), Not(AnyOf(HasSubstr(" du "), HasSubstr(" dein"), HasSubstr(" dir "),
                                           HasSubstr(" Du "), HasSubstr("ae "), HasSubstr("fuer"))))
        << to_string(why);
  });
}

TEST(advice, for_missing_full_access_has_test_and_command) {
  for (const auto in : languages) {
    const auto& x = advice_for(cause::full_access_missing, in);
    EXPECT_THAT(std::string(x.check), HasSubstr("https://outlook.office.com"));
    EXPECT_THAT(
        std::string(x.remedy),
        HasSubstr("\nAdd-MailboxPermission -Identity MAILBOX -User SERVICE-USER -AccessRights FullAccess "
                  "-InheritanceType All -AutoMapping $false\n"));
    EXPECT_THAT(std::string(x.remedy), HasSubstr("\nGet-Mailbox -ResultSize Unlimited"));
  }
}

TEST(advice, keeps_the_messages_of_older_tools_findable) {
  for (const auto in : languages) {
    EXPECT_THAT(std::string(advice_for(cause::full_access_missing, in).wrong), HasSubstr("(404) Not Found"));
    EXPECT_THAT(std::string(advice_for(cause::sign_in_not_handed_back, in).wrong),
                HasSubstr("Invalid URI: The URI is empty"));
  }
}

TEST(language, has_stable_names) {
  EXPECT_EQ(language_from_string("de"), language::german);
  EXPECT_EQ(language_from_string("en"), language::english);
  EXPECT_EQ(language_from_string("fr"), std::nullopt);
  for (const auto in : languages)
    EXPECT_EQ(language_from_string(to_string(in)), in);
}

} // namespace
} // namespace roamsync
