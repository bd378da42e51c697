#include "console/cli/command_tree.hpp"
#include "console/cli/completion.hpp"

#include <gmock/gmock.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace roamsync::console {

namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;

/// A script in a folder of its own, removed at the end.
class script_file {
public:
  explicit script_file(const std::string& text) {
    std::string name = ::testing::TempDir() + "roamsync-XXXXXX";
    folder_ = mkdtemp(name.data());
    std::ofstream{path()} << text;
  }
  ~script_file() { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string path() const { return folder_ + "/script"; }

private:
  std::string folder_;
};

std::vector<std::string> output_lines(const std::string& command) {
  std::vector<std::string> lines;
  FILE* pipe = popen(command.c_str(), "r");
  std::string text;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe))
    text += static_cast<char>(c);
  EXPECT_EQ(pclose(pipe), 0) << text;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);)
    lines.push_back(line);
  return lines;
}

/// What bash offers behind `line`, whose last word is the one to complete.
std::vector<std::string> bash_offers(const std::string& line) {
  const script_file script{completion_script(shell::bash)};
  const auto driver =
      "set -u; source " + script.path() + "; COMP_WORDS=(roamsync " + line
      + "); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); _roamsync roamsync; printf '%s\\n' \"${COMPREPLY[@]}\"";
  const script_file file{driver};
  return output_lines("bash " + file.path() + " 2>&1");
}

} // namespace

TEST(completion, bash_offers_commands) {
  EXPECT_THAT(bash_offers("''"), IsSupersetOf({"serve", "night", "tenant", "--config", "--help"}));
  EXPECT_THAT(bash_offers("ten"), ElementsAre("tenant"));
}

TEST(completion, bash_offers_what_belongs_to_the_command) {
  EXPECT_THAT(bash_offers("tenant ''"), IsSupersetOf({"add", "list", "remove"}));
  EXPECT_THAT(bash_offers("night --"), IsSupersetOf({"--now", "--dry-run", "--json"}));
  EXPECT_THAT(bash_offers("night --"), Not(Contains("--failed")));
  EXPECT_THAT(bash_offers("tenant add --service-"), ElementsAre("--service-user", "--service-mailbox"));
}

TEST(completion, bash_offers_choices_of_values_and_places) {
  EXPECT_THAT(bash_offers("--lang ''"), ElementsAre("en", "de"));
  EXPECT_THAT(bash_offers("night --lang d"), ElementsAre("de"));
  EXPECT_THAT(bash_offers("completion f"), ElementsAre("fish"));
  EXPECT_THAT(bash_offers("tenant password a --field c"), ElementsAre("client_secret"));
}

TEST(completion, bash_does_not_take_a_value_for_a_command) {
  EXPECT_THAT(bash_offers("--config night ten"), ElementsAre("tenant"));
}

TEST(completion, bash_offers_files_where_files_belong) {
  const script_file file{""};
  EXPECT_THAT(bash_offers("--config " + file.path().substr(0, file.path().size() - 3)),
              ElementsAre(file.path()));
  for (const auto* words : {"keygen ", "vault rotate "})
    EXPECT_THAT(bash_offers(words + file.path().substr(0, file.path().size() - 3)), ElementsAre(file.path()));
}

TEST(completion, every_script_has_every_command_and_option) {
  for (const auto x : {shell::bash, shell::zsh, shell::fish}) {
    const auto script = completion_script(x);
    for (const auto& tree : grammar().commands) {
      EXPECT_THAT(script, HasSubstr(tree.name));
      for (const auto& option : tree.options)
        EXPECT_THAT(script, HasSubstr(x == shell::fish ? "-l " + option.name.substr(2) : option.name));
      for (const auto& below : tree.commands)
        for (const auto& option : below.options)
          EXPECT_THAT(script, HasSubstr(x == shell::fish ? "-l " + option.name.substr(2) : option.name));
    }
  }
}

TEST(completion, describes_options_by_their_first_sentence_and_not_by_half_a_word) {
  const auto script = completion_script(shell::fish);
  EXPECT_THAT(script, HasSubstr("'Every mailbox of tonight, as after a change of the templates"));
  EXPECT_THAT(script, HasSubstr("'The same as --set limits.policy=NAME'"));
  EXPECT_THAT(script, Not(HasSubstr("signatures'\n")));
}

TEST(completion, other_shells_can_read_their_scripts) {
  const script_file zsh{completion_script(shell::zsh)};
  const script_file fish{completion_script(shell::fish)};
  EXPECT_THAT(output_lines("zsh -n " + zsh.path() + " 2>&1"), IsEmpty());
  EXPECT_THAT(output_lines("fish --no-execute " + fish.path() + " 2>&1"), IsEmpty());
}

} // namespace roamsync::console
