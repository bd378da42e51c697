#include "console/cli/command_tree.hpp"
#include "console/text/display.hpp"
#include "tests/console/cli/parse.hpp"

#include <gmock/gmock.h>

#include <sstream>

namespace roamsync::console::testing {

namespace {

using ::testing::HasSubstr;

/// Calls `visit(path, command)` for every command.
template <class Visit>
void each_command(const command_tree& command, std::vector<std::string> path, const Visit& visit) {
  visit(path, command);
  for (const auto& below : command.commands) {
    auto deeper = path;
    deeper.push_back(below.name);
    each_command(below, deeper, visit);
  }
}

std::string help_for(std::vector<std::string> words) {
  words.emplace_back("--help");
  const auto parsed = parse_command_line(words);
  const auto* help = std::get_if<help_text>(&parsed);
  return help == nullptr ? std::string{} : help->text;
}

std::vector<std::string> words_of(const std::string& line) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false;
  for (const char c : line + ' ') {
    if (c == '\'')
      quoted = !quoted;
    else if (c == ' ' && !quoted)
      words.push_back(std::exchange(word, {}));
    else
      word += c;
  }
  return words;
}

} // namespace

TEST(help, every_command_shows_its_options_places_and_examples) {
  each_command(grammar(), {}, [](const auto& path, const command_tree& command) {
    SCOPED_TRACE(command.name);
    const auto text = help_for(path);
    ASSERT_NE(text, "");
    EXPECT_FALSE(command.examples.empty());
    for (const auto& example : command.examples)
      EXPECT_THAT(text, HasSubstr(example));
    for (const auto& option : command.options) {
      EXPECT_THAT(text, HasSubstr(option.name));
      EXPECT_FALSE(option.help.empty());
    }
    for (const auto& place : command.places)
      EXPECT_THAT(text, HasSubstr(place.name));
    for (const auto& below : command.commands)
      EXPECT_THAT(text, HasSubstr("  " + below.name));
    EXPECT_THAT(text, HasSubstr("--config FILE"));
  });
}

TEST(help, every_example_can_be_typed) {
  each_command(grammar(), {}, [](const auto&, const command_tree& command) {
    for (const auto& example : command.examples) {
      auto words = words_of(example.substr(0, example.find(" >")));
      ASSERT_EQ(words.front(), "roamsync");
      words.erase(words.begin());
      const auto parsed = parse_command_line(words);
      const auto* wrong = std::get_if<usage_error>(&parsed);
      EXPECT_EQ(wrong, nullptr) << example << '\n' << (wrong == nullptr ? "" : wrong->message);
    }
  });
}

TEST(help, lines_fit_a_page_but_for_examples) {
  each_command(grammar(), {}, [](const auto& path, const command_tree&) {
    const auto text = help_for(path);
    std::istringstream lines{text.substr(0, text.find("\nExample"))};
    for (std::string line; std::getline(lines, line);)
      EXPECT_LE(display_width(line), 80U) << line;
  });
}

TEST(help, is_given_whatever_else_is_wrong) {
  for (const auto& parsed : {parse({"night", "--x", "-h"}), parse({"tenant", "show", "--help"}),
                             parse({"report", "--night", "zero", "--help"})})
    EXPECT_TRUE(std::holds_alternative<help_text>(parsed));
}

TEST(help, behind_a_double_dash_is_a_word) {
  EXPECT_TRUE(std::holds_alternative<usage_error>(parse({"check", "--", "--help"})));
}

} // namespace roamsync::console::testing
