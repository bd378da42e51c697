#include "console/cli/command_line.hpp"
#include "engine/config/config.hpp"
#include "engine/diagnosis/advice.hpp"

#include <gmock/gmock.h>

#include <array>
#include <functional>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace roamsync::console {

namespace {

using ::testing::HasSubstr;

/// Check and remedy of every cause in both languages, line by line.
void for_each_line(const std::function<void(const std::string& line, cause why)>& look) {
  for (const auto in : {language::english, language::german})
    for (int i = 0; i <= static_cast<int>(cause::internal_error); ++i) {
      const auto why = static_cast<cause>(i);
      const auto& text = advice_for(why, in);
      std::istringstream lines{std::string{text.check} + '\n' + std::string{text.remedy}};
      for (std::string line; std::getline(lines, line);)
        look(line, why);
    }
}

/// A line that is a command, as console/text/labelled takes it for one.
bool is_command(const std::string& line) {
  return line.starts_with("roamsync ") && !line.ends_with('.') && !line.ends_with(':');
}

/// The words behind "roamsync", with something that fits in place of those in capitals.
std::vector<std::string> words_of(std::string line) {
  constexpr auto places = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"SERVICE-MAILBOX", "signatures@contoso.com"}, // a name before those that it ends with
      {"SERVICE-USER", "signatures@contoso.com"},
      {"MAILBOX", "ada@contoso.com"},
      {"ENTRA-TENANT", "contoso.com"},
      {"TENANT", "contoso"},
      {"OBJECT-ID", "11111111-2222-3333-4444-555555555555"},
      {"CLOUD", "gcc-high"},
  });
  for (const auto& [name, value] : places)
    if (const auto at = line.find(name); at != std::string::npos)
      line.replace(at, name.size(), value);
  std::istringstream in{line};
  std::vector<std::string> words;
  for (std::string word; in >> word;)
    words.push_back(word);
  words.erase(words.begin());
  return words;
}

} // namespace

TEST(advice_commands, can_be_typed_as_they_stand) {
  std::set<std::string> seen;
  for_each_line([&](const std::string& line, cause why) {
    if (!is_command(line))
      return;
    seen.insert(line);
    const auto parsed = parse_command_line(words_of(line));
    const auto* wrong = std::get_if<usage_error>(&parsed);
    EXPECT_EQ(wrong, nullptr) << to_string(why) << ": " << line << "\n" << wrong->message;
    EXPECT_TRUE(std::holds_alternative<command_line>(parsed)) << line;
  });
  EXPECT_GE(seen.size(), 10U);
}

TEST(advice_commands, stand_on_a_line_of_their_own) {
  const std::regex typed{"roamsync (check|config|group|night|report|serve|signature|tenant) "};
  for_each_line([&](const std::string& line, cause why) {
    EXPECT_EQ(std::regex_search(line, typed), is_command(line)) << to_string(why) << ": " << line;
  });
}

TEST(advice_commands, settings_are_those_of_the_configuration) {
  const auto reference = config_reference();
  const std::regex setting{"\\b(identity|limits|night|retry|signatures|log|net)\\.([a-z]+_[a-z_]+)"};
  std::set<std::string> seen;
  for_each_line([&](const std::string& line, cause why) {
    for (std::sregex_iterator it{line.begin(), line.end(), setting}, end; it != end; ++it) {
      seen.insert(it->str());
      const auto section = reference.find("\n## [" + it->str(1) + "]");
      ASSERT_NE(section, std::string::npos) << it->str();
      const auto rows = reference.substr(section, reference.find("\n## [", section + 1) - section);
      EXPECT_THAT(rows, HasSubstr("| `" + it->str(2) + "` |")) << to_string(why);
    }
  });
  EXPECT_GE(seen.size(), 3U);
}

} // namespace roamsync::console
