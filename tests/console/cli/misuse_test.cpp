#include "tests/console/cli/parse.hpp"

#include <gmock/gmock.h>

namespace roamsync::console::testing {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(misuse, an_unknown_command_names_the_nearest) {
  EXPECT_THAT(misuse_of({"nigth"}), HasSubstr("Did you mean night?"));
  EXPECT_THAT(misuse_of({"tenant", "lst"}), HasSubstr("Did you mean list?"));
  EXPECT_THAT(misuse_of({"zzzzzz"}),
              AllOf(HasSubstr("Commands are: serve, night"), Not(HasSubstr("Did you mean"))));
}

TEST(misuse, an_unknown_option_names_the_nearest_of_its_command) {
  EXPECT_THAT(misuse_of({"night", "--tennant", "a"}),
              AllOf(HasSubstr("'--tennant'"), HasSubstr("Did you mean --tenant?"),
                    HasSubstr("roamsync night --help")));
  EXPECT_THAT(misuse_of({"night", "--jso"}), HasSubstr("Did you mean --json?"))
      << "options of the root count";
}

TEST(misuse, a_missing_command_lists_what_there_is) {
  EXPECT_THAT(misuse_of({}), HasSubstr("serve, night, tenant"));
  EXPECT_THAT(misuse_of({"tenant"}), HasSubstr("add, list, show, set, password, remove"));
  EXPECT_THAT(misuse_of({"--json"}), HasSubstr("A command is missing"));
}

TEST(misuse, a_missing_word_is_named) {
  EXPECT_THAT(misuse_of({"tenant", "show"}), HasSubstr("ID is missing"));
  EXPECT_THAT(misuse_of({"signature", "set", "a"}), HasSubstr("ADDRESS is missing"));
  EXPECT_THAT(misuse_of({"tenant", "set", "a"}), HasSubstr("KEY=VALUE is missing"));
}

TEST(misuse, a_missing_value_is_named) {
  EXPECT_THAT(misuse_of({"night", "--report"}), HasSubstr("--report needs a value"));
  EXPECT_THAT(misuse_of({"night", "--report", "--now"}), HasSubstr("--report needs a value"));
}

TEST(misuse, a_flag_takes_no_value) {
  EXPECT_THAT(misuse_of({"night", "--now=yes"}), HasSubstr("--now takes no value"));
  EXPECT_THAT(misuse_of({"tenant", "add", "a", "--password-stdin=geheim"}), Not(HasSubstr("geheim")));
}

TEST(misuse, an_option_stands_once) {
  EXPECT_THAT(misuse_of({"night", "--now", "--now"}), HasSubstr("--now is given twice"));
  EXPECT_THAT(misuse_of({"night", "--report", "a", "--report", "b"}), HasSubstr("--report is given twice"));
  EXPECT_THAT(misuse_of({"--config", "a", "night", "--config", "b"}), HasSubstr("--config is given twice"));
  EXPECT_THAT(misuse_of({"tenant", "set", "a", "lanes=1", "lanes=2"}), HasSubstr("lanes is given twice"));
}

TEST(misuse, too_many_words_are_refused_and_not_repeated) {
  EXPECT_THAT(misuse_of({"tenant", "password", "a", "geheim"}),
              AllOf(HasSubstr("Too many words"), Not(HasSubstr("geheim"))));
}

TEST(misuse, secrets_on_the_command_line_are_refused_with_the_ways_there_are) {
  const std::initializer_list<std::initializer_list<const char*>> lines{
      {"tenant", "add", "a", "--password", "geheim"},
      {"tenant", "add", "a", "--password=geheim"},
      {"tenant", "password", "a", "--password", "geheim"},
      {"tenant", "add", "a", "-pgeheim"},
      {"tenant", "add", "a", "-p", "geheim"},
      {"tenant", "set", "a", "password=geheim"},
      {"tenant", "set", "a", "client-secret=geheim"},
      {"tenant", "add", "a", "--client-secret", "geheim"},
      {"night", "--token=geheim"},
      {"tenant", "add", "a", "--Passwort=geheim"}};
  for (const auto& line : lines)
    EXPECT_THAT(misuse_of(line),
                AllOf(HasSubstr("is refused"), HasSubstr("--stdin"), HasSubstr("--password-file"),
                      HasSubstr("0600"), Not(HasSubstr("geheim"))));
}

TEST(misuse, values_of_unknown_options_are_not_repeated) {
  EXPECT_THAT(misuse_of({"night", "--x=geheim"}), Not(HasSubstr("geheim")));
  EXPECT_THAT(misuse_of({"night", "-xgeheim"}), Not(HasSubstr("geheim")));
}

TEST(misuse, bad_ids_say_what_an_id_is) {
  for (const char* id : {"", "A", "-a", "a b", "a/b", "ä", "a\x1b[2J"})
    EXPECT_THAT(misuse_of({"check", "--", id}), HasSubstr("1 to 64 characters of a-z 0-9")) << id;
  const std::string long_id(65, 'a');
  EXPECT_THAT(misuse_of({"tenant", "show", long_id.c_str()}), HasSubstr("is not a tenant id"));
  EXPECT_EQ(command_of<tenant_show_command>({"tenant", "show", long_id.substr(1).c_str()}).id.size(), 64U);
}

TEST(misuse, messages_hold_no_control_characters) {
  EXPECT_THAT(misuse_of({"tenant", "show", "a\x1b[2J"}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(misuse_of({"a\x1b[2J"}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(misuse_of({"night", "--a\x1b[2J"}), Not(HasSubstr("\x1b")));
}

TEST(misuse, bad_addresses_are_refused) {
  for (const char* address :
       {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\n", "<a>@b", "a@b..c", "\xc3\xa4@b"})
    EXPECT_THAT(misuse_of({"signature", "get", "a", address}), HasSubstr("is not an e-mail address"))
        << address;
}

TEST(misuse, bad_numbers_name_the_range) {
  for (const char* night : {"0", "-1", "x", "1x", "", "1.5", "99999999999999999999", " 1", "+1"})
    EXPECT_THAT(misuse_of({"report", "--night", night}), HasSubstr("whole number from 1")) << night;
  for (const char* lanes : {"65", "-1", "1.5", "0x4"})
    EXPECT_THAT(misuse_of({"tenant", "add", "a", "--lanes", lanes}), HasSubstr("from 0 to 64")) << lanes;
  for (const char* rate : {"-1", "1e3", "nan", "inf", "1,5", "1000.1", "."})
    EXPECT_THAT(misuse_of({"tenant", "add", "a", "--rate", rate}), HasSubstr("from 0 to 1000")) << rate;
}

TEST(misuse, bad_times_are_refused) {
  for (const char* time : {"24:00", "1:00", "01:60", "0100", "01:00:00", "ab:cd"})
    EXPECT_THAT(misuse_of({"tenant", "add", "a", "--opens", time}),
                HasSubstr("Allowed: empty, or a time \"HH:MM\""))
        << time;
}

TEST(misuse, choices_are_named) {
  EXPECT_THAT(misuse_of({"completion", "tcsh"}), HasSubstr("bash, zsh, fish"));
  EXPECT_THAT(misuse_of({"--lang", "fr", "serve"}), HasSubstr("en, de"));
  EXPECT_THAT(misuse_of({"tenant", "password", "a", "--field", "pin"}), HasSubstr("password, client_secret"));
  EXPECT_THAT(misuse_of({"tenant", "add", "a", "--sign-in", "sms"}), HasSubstr("browser, token"));
}

TEST(misuse, tenant_set_names_the_nearest_setting) {
  EXPECT_THAT(misuse_of({"tenant", "set", "a", "lnes=4"}), HasSubstr("Did you mean lanes?"));
  EXPECT_THAT(misuse_of({"tenant", "set", "a", "lanes"}), HasSubstr("KEY=VALUE"));
  EXPECT_THAT(misuse_of({"tenant", "set", "a", "=4"}), HasSubstr("KEY=VALUE"));
  EXPECT_THAT(misuse_of({"tenant", "set", "a", "id=b"}), HasSubstr("is not a setting"));
  EXPECT_THAT(misuse_of({"tenant", "set", "a", "automate=perhaps"}), HasSubstr("Allowed: true or false"));
}

TEST(misuse, what_does_not_go_together_is_refused) {
  EXPECT_THAT(misuse_of({"tenant", "add"}), HasSubstr("either the ID of one tenant, or --file"));
  EXPECT_THAT(misuse_of({"tenant", "add", "a", "--file", "f"}),
              HasSubstr("either the ID of one tenant, or --file"));
  EXPECT_THAT(misuse_of({"tenant", "add", "--file", "f", "--name", "n"}), HasSubstr("from the file"));
  EXPECT_THAT(misuse_of({"tenant", "add", "--file", "f", "--password-stdin"}), HasSubstr("from the file"));
  EXPECT_THAT(misuse_of({"tenant", "add", "a", "--replace"}), HasSubstr("--replace is for --file"));
  EXPECT_THAT(misuse_of({"tenant", "add", "a", "--password-stdin", "--password-file", "f"}),
              HasSubstr("either"));
  EXPECT_THAT(misuse_of({"tenant", "password", "a", "--stdin", "--file", "f"}), HasSubstr("either"));
}

TEST(misuse, long_words_and_lines_are_refused) {
  const std::string most(4096, 'a');
  EXPECT_EQ(command_of<keygen_command>({"keygen", most.c_str()}).file, most);
  EXPECT_THAT(misuse_of({"keygen", (most + "a").c_str()}), HasSubstr("at most 4096 words of 4096 bytes"));
  const std::vector<std::string> many(4097, "a");
  EXPECT_TRUE(std::holds_alternative<usage_error>(parse_command_line(many)));
}

TEST(misuse, empty_file_names_are_refused) {
  EXPECT_THAT(misuse_of({"keygen", ""}), HasSubstr("must not be empty"));
  EXPECT_THAT(misuse_of({"--config", "", "serve"}), HasSubstr("must not be empty"));
}

TEST(misuse, every_message_has_an_example_and_the_way_to_help) {
  EXPECT_THAT(misuse_of({"night", "--x"}),
              AllOf(HasSubstr("\nExample: roamsync night"), HasSubstr("\nHelp:    roamsync night --help\n")));
}

} // namespace roamsync::console::testing
