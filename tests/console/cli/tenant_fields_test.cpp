#include "console/cli/tenant_fields.hpp"
#include "engine/config/tenant_config.hpp"

#include <gmock/gmock.h>

#include <initializer_list>

namespace roamsync::console {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// What an import file says to the value; empty: it takes it.
std::string file_says(const std::string& key, const std::string& toml) {
  const auto read = parse_tenants("[[tenant]]\nid = \"a\"\n" + key + " = " + toml + "\n", "t");
  return read ? std::string{} : read.failure().message.substr(std::string_view{"t:3: "}.size());
}

std::string command_line_says(const std::string& key, const std::string& word) {
  const auto done = check_field(key, word);
  return done ? std::string{} : done.failure().message;
}

struct value {
  std::string key;
  std::string word;
};

} // namespace

TEST(tenant_fields, take_and_refuse_texts_as_a_file_does) {
  for (const auto& x : std::initializer_list<value>{{"name", "Contoso GmbH & S\xc3\xb6hne"},
                                                    {"name", std::string(201, 'x')},
                                                    {"entra_tenant", "contoso"},
                                                    {"entra_tenant", "contoso.com"},
                                                    {"cloud", "No Cloud"},
                                                    {"automate", "yes"},
                                                    {"sign_in", "token"},
                                                    {"sign_in", "sms"},
                                                    {"service_user", "s@contoso.com"},
                                                    {"service_user", "s@@contoso.com"},
                                                    {"service_mailbox", "m\xc3\xbcller@contoso.com"},
                                                    {"notify", "a b@contoso.com"},
                                                    {"group", "11111111-2222-3333-4444-555555555555"},
                                                    {"connector_group", "g2"},
                                                    {"catalogue", "../other"},
                                                    {"lanes", "many"},
                                                    {"opens", "02:30"},
                                                    {"opens", "24:00"}})
    EXPECT_EQ(command_line_says(x.key, x.word), file_says(x.key, '"' + x.word + '"')) << x.key << x.word;
}

TEST(tenant_fields, take_and_refuse_numbers_as_a_file_does) {
  for (const auto& x : std::initializer_list<value>{{"automate", "false"},
                                                    {"lanes", "64"},
                                                    {"lanes", "65"},
                                                    {"lanes", "-1"},
                                                    {"rate", "2.5"},
                                                    {"rate", "3"},
                                                    {"rate", "1000.5"},
                                                    {"burst", "1001"},
                                                    {"weight", "100"}})
    EXPECT_EQ(command_line_says(x.key, x.word), file_says(x.key, x.word)) << x.key << x.word;
}

TEST(tenant_fields, say_what_is_allowed) {
  EXPECT_EQ(
      command_line_says("lanes", "65"),
      "lanes = 65: not allowed. Allowed: a whole number from 0 to 64 (mailboxes). Mailboxes worked on at "
      "once; 0: limits.lanes.");
}

TEST(tenant_fields, say_what_stands_in_where_one_is_not_set) {
  std::vector<std::string> defaults;
  for (const auto& field : tenant_fields()) {
    const auto meaning = field.help.substr(0, field.help.find(" Allowed: "));
    if (field.has_default)
      defaults.push_back(field.key + ": " + meaning);
    else
      EXPECT_THAT(meaning, testing::AllOf(Not(HasSubstr("; empty: ")), Not(HasSubstr("; 0: "))))
          << "written by hand, not known to the program";
  }
  EXPECT_THAT(defaults, ElementsAre("cloud: The tenant's cloud; empty: cloud.name.",
                                    "service_mailbox: Mailbox of the service user; empty: service_user.",
                                    "catalogue: Folder below signatures.catalogue_dir; empty: the id.",
                                    "lanes: Mailboxes worked on at once; 0: limits.lanes.",
                                    "rate: Requests a second of the service user; 0: limits.rate.",
                                    "burst: Requests at once before the rate binds; 0: limits.burst.",
                                    "weight: Share of the node while it is full; 0: limits.weight.",
                                    "opens: When this tenant's window opens; empty: night.opens."));
}

TEST(tenant_fields, refuse_what_steers_a_terminal_and_do_not_show_it) {
  for (const char* steering : {"\x1b[2J", "\xc2\x9b", "\xff", "\xe2\x80\xae"})
    EXPECT_THAT(command_line_says("name", std::string{"a"} + steering),
                testing::AllOf(HasSubstr("name = "), Not(HasSubstr(steering))));
}

TEST(tenant_fields, go_back_to_the_default_with_an_empty_value) {
  tenant_settings all{.id = "a",
                      .name = "A",
                      .automate = false,
                      .sign_in = sign_in_way::token,
                      .notify = "n@a.b",
                      .lanes = 4,
                      .rate = 2.5,
                      .opens = "02:00",
                      .drift = drift_rule::keep};
  std::vector<field_change> changes;
  for (const auto& field : tenant_fields())
    changes.push_back({field.key, ""});
  ASSERT_TRUE(apply_changes(all, changes));
  EXPECT_EQ(all, tenant_settings{.id = "a"});
}

TEST(tenant_fields, give_back_what_they_take) {
  const tenant_settings x{.id = "a",
                          .name = "A",
                          .automate = false,
                          .sign_in = sign_in_way::token,
                          .service_user = "s@a.b",
                          .lanes = 4,
                          .rate = 2.5,
                          .opens = "02:00",
                          .drift = drift_rule::keep};
  tenant_settings copy{.id = "a"};
  for (const auto& field : tenant_fields()) {
    const std::vector<field_change> one{{field.key, field.get(x)}};
    ASSERT_TRUE(apply_changes(copy, one)) << field.key;
  }
  EXPECT_EQ(copy, x);
}

TEST(tenant_fields, are_all_settings_but_the_id) {
  EXPECT_EQ(tenant_fields().size() + 1, tenant_to_json({}).size());
  EXPECT_FALSE(check_field("id", "b"));
}

} // namespace roamsync::console
