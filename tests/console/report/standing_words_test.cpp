#include "console/report/standing_words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <vector>

namespace roamsync::console {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

constexpr auto command = "roamsync tenant password firm";
const utc_time now = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 1h;

/// Each line there is, once.
std::vector<std::string> all_lines(language lang) {
  const text_options in{.lang = lang};
  return {told_to_wait(now + 90s, now, in),
          told_to_wait(now + 25h, now, in),
          refused_before(now, command, in),
          unanswered_before(3, now, command, in),
          no_password("firm", "", command, in),
          no_password("firm", "two@firm.example", command, in),
          no_service_user("firm", "two@firm.example", in)};
}

std::set<std::string> words_of(const std::string& line) {
  std::set<std::string> out;
  std::string word;
  for (const char x : line + ' ') {
    const auto c = static_cast<unsigned char>(x);
    if (std::isalpha(c) || c >= 0x80) {
      word += static_cast<char>(std::tolower(c));
    } else if (!word.empty()) {
      out.insert(std::exchange(word, {}));
    }
  }
  return out;
}

TEST(standing_words, are_of_one_language_throughout) {
  // Names, and what is typed.
  const std::set<std::string> both{"roamsync", "tenant",  "password", "show", "firm",
                                   "two",      "example", "service",  "utc"};
  const auto english = all_lines(language::english);
  const auto german = all_lines(language::german);
  ASSERT_EQ(english.size(), german.size());
  std::set<std::string> known;
  for (const auto& line : english)
    known.merge(words_of(line));
  for (const auto& line : german)
    for (const auto& word : words_of(line))
      EXPECT_TRUE(both.contains(word) || !known.contains(word)) << '"' << word << "\" in: " << line;
}

TEST(standing_words, say_when_and_what_to_do) {
  const auto lines = all_lines(language::german);
  EXPECT_EQ(lines[0], "der Dienst bat um eine Pause bis 01:01:30 UTC");
  EXPECT_EQ(lines[1], "der Dienst bat um eine Pause bis 2026-03-03 um 02:00:00 UTC")
      << "another day is named";
  EXPECT_THAT(lines[3], HasSubstr("3-mal gesendet, zuletzt am 2026-03-02 um 01:00:00 UTC"));
  for (std::size_t i = 2; i < 6; ++i)
    EXPECT_TRUE(lines[i].ends_with(command)) << lines[i];
}

} // namespace
} // namespace roamsync::console
