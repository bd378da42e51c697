#include "tests/console/cli/parse.hpp"

#include <gmock/gmock.h>

namespace roamsync::console::testing {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(command_line, night_takes_its_options) {
  const auto x = command_of<night_command>({"night", "--now", "--dry-run", "--tenant", "b", "--tenant", "a",
                                            "--tenant", "b", "--report", "r.json", "--plain"});
  EXPECT_TRUE(x.now);
  EXPECT_TRUE(x.dry_run);
  EXPECT_TRUE(x.plain);
  EXPECT_THAT(x.tenants, ElementsAre("b", "a")) << "each tenant once, in the order given";
  EXPECT_EQ(x.report_file, "r.json");
}

TEST(command_line, night_alone_has_nothing_set) {
  const auto x = command_of<night_command>({"night"});
  EXPECT_FALSE(x.now || x.dry_run || x.plain);
  EXPECT_THAT(x.tenants, IsEmpty());
  EXPECT_EQ(x.report_file, "");
}

TEST(command_line, options_of_the_root_stand_before_or_behind) {
  for (const auto& parsed : {parse({"--config", "a.toml", "--json", "--lang", "de", "serve"}),
                             parse({"serve", "--config=a.toml", "--json", "--lang=de"}),
                             parse({"--json", "serve", "--lang", "de", "--config", "a.toml"})}) {
    const auto* line = std::get_if<command_line>(&parsed);
    ASSERT_NE(line, nullptr);
    EXPECT_TRUE(std::holds_alternative<serve_command>(line->what));
    EXPECT_EQ(line->config_file, "a.toml");
    EXPECT_TRUE(line->json);
    EXPECT_EQ(line->lang, language::german);
  }
}

TEST(command_line, options_of_the_root_are_off_by_default) {
  const auto parsed = parse({"serve"});
  const auto* line = std::get_if<command_line>(&parsed);
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(line->config_file, "");
  EXPECT_FALSE(line->json);
  EXPECT_EQ(line->lang, language::english);
}

TEST(command_line, tenant_add_takes_every_setting) {
  const auto x = command_of<tenant_add_command>({"tenant",
                                                 "add",
                                                 "contoso",
                                                 "--name",
                                                 "Contoso GmbH",
                                                 "--entra-tenant",
                                                 "contoso.com",
                                                 "--service-user",
                                                 "s@contoso.com",
                                                 "--service-mailbox",
                                                 "m@contoso.com",
                                                 "--group",
                                                 "11111111-2222-3333-4444-555555555555",
                                                 "--connector-group",
                                                 "11111111-2222-3333-4444-555555555556",
                                                 "--sync-group",
                                                 "11111111-2222-3333-4444-555555555557",
                                                 "--notify",
                                                 "n@contoso.com",
                                                 "--sign-in",
                                                 "token",
                                                 "--cloud",
                                                 "public",
                                                 "--catalogue",
                                                 "c",
                                                 "--lanes",
                                                 "4",
                                                 "--rate",
                                                 "2.5",
                                                 "--burst",
                                                 "20",
                                                 "--weight",
                                                 "7",
                                                 "--opens",
                                                 "02:30",
                                                 "--drift",
                                                 "ask",
                                                 "--no-automate",
                                                 "--password-file",
                                                 "p.txt"});
  EXPECT_EQ(x.id, "contoso");
  EXPECT_EQ(x.password, (secret_source{secret_source::way::file, "p.txt"}));
  tenant_settings made;
  ASSERT_TRUE(apply_changes(made, x.fields).ok());
  const tenant_settings wanted{.id = "",
                               .name = "Contoso GmbH",
                               .entra_tenant = "contoso.com",
                               .cloud = "public",
                               .automate = false,
                               .sign_in = sign_in_way::token,
                               .service_user = "s@contoso.com",
                               .service_mailbox = "m@contoso.com",
                               .notify = "n@contoso.com",
                               .group = "11111111-2222-3333-4444-555555555555",
                               .connector_group = "11111111-2222-3333-4444-555555555556",
                               .sync_group = "11111111-2222-3333-4444-555555555557",
                               .catalogue = "c",
                               .lanes = 4,
                               .rate = 2.5,
                               .burst = 20,
                               .weight = 7,
                               .opens = "02:30",
                               .drift = drift_rule::ask};
  EXPECT_EQ(made, wanted);
}

TEST(command_line, tenant_add_takes_many_from_a_file) {
  const auto x = command_of<tenant_add_command>({"tenant", "add", "--file", "t.toml"});
  EXPECT_EQ(x.file, "t.toml");
  EXPECT_EQ(x.id, "");
  EXPECT_EQ(x.password.from, secret_source::way::none);
  EXPECT_FALSE(x.replace);
  EXPECT_TRUE(command_of<tenant_add_command>({"tenant", "add", "--file", "t.toml", "--replace"}).replace);
}

TEST(command_line, tenant_add_reads_a_password_from_standard_input) {
  const auto x = command_of<tenant_add_command>({"tenant", "add", "a", "--password-stdin"});
  EXPECT_EQ(x.password.from, secret_source::way::standard_input);
}

TEST(command_line, tenant_commands_take_an_id) {
  command_of<tenant_list_command>({"tenant", "list"});
  EXPECT_EQ(command_of<tenant_show_command>({"tenant", "show", "a.b-c_9"}).id, "a.b-c_9");
  const auto removed = command_of<tenant_remove_command>({"tenant", "remove", "a", "--yes"});
  EXPECT_EQ(removed.id, "a");
  EXPECT_TRUE(removed.yes);
  EXPECT_FALSE(command_of<tenant_remove_command>({"tenant", "remove", "a"}).yes);
}

TEST(command_line, tenant_set_takes_changes_in_order) {
  const auto x =
      command_of<tenant_set_command>({"tenant", "set", "a", "lanes=4", "service-user=s@b.c", "opens="});
  EXPECT_EQ(x.id, "a");
  EXPECT_THAT(x.fields, ElementsAre(field_change{"lanes", "4"}, field_change{"service_user", "s@b.c"},
                                    field_change{"opens", ""}));
}

TEST(command_line, tenant_password_asks_unless_a_source_is_named) {
  const auto asked = command_of<tenant_password_command>({"tenant", "password", "a"});
  EXPECT_EQ(asked.from.from, secret_source::way::prompt);
  EXPECT_EQ(asked.field, "password");
  EXPECT_EQ(command_of<tenant_password_command>({"tenant", "password", "a", "--stdin"}).from.from,
            secret_source::way::standard_input);
  const auto file = command_of<tenant_password_command>(
      {"tenant", "password", "a", "--file", "f", "--field", "client_secret"});
  EXPECT_EQ(file.from, (secret_source{secret_source::way::file, "f"}));
  EXPECT_EQ(file.field, "client_secret");
}

TEST(command_line, signature_commands_take_tenant_and_address) {
  const auto set = command_of<signature_set_command>({"signature", "set", "a", "u@b.c"});
  EXPECT_EQ(set.tenant, "a");
  EXPECT_EQ(set.address, "u@b.c");
  const auto get =
      command_of<signature_get_command>({"signature", "get", "a", "u@b.c", "--text", "--name", "N 1"});
  EXPECT_TRUE(get.text);
  EXPECT_EQ(get.name, "N 1");
  const auto gone =
      command_of<signature_delete_command>({"signature", "delete", "a", "u@b.c", "--all", "--yes"});
  EXPECT_TRUE(gone.all && gone.yes);
}

TEST(command_line, the_other_commands_are_known) {
  const auto push = command_of<group_push_command>({"group", "push", "a", "--yes", "--plain"});
  EXPECT_EQ(push.tenant, "a");
  EXPECT_TRUE(push.yes && push.plain);
  EXPECT_THAT(command_of<check_command>({"check", "b", "a", "b"}).tenants, ElementsAre("b", "a"));
  EXPECT_THAT(command_of<check_command>({"check"}).tenants, IsEmpty());
  command_of<config_check_command>({"config", "check"});
  command_of<config_print_command>({"config", "print"});
  command_of<config_reference_command>({"config", "reference"});
  EXPECT_EQ(command_of<keygen_command>({"keygen", "k"}).file, "k");
  EXPECT_EQ(command_of<vault_rotate_command>({"vault", "rotate", "k"}).file, "k");
  EXPECT_EQ(command_of<completion_command>({"completion", "bash"}).for_shell, shell::bash);
  EXPECT_EQ(command_of<completion_command>({"completion", "zsh"}).for_shell, shell::zsh);
  EXPECT_EQ(command_of<completion_command>({"completion", "fish"}).for_shell, shell::fish);
  command_of<version_command>({"version"});
  command_of<version_command>({"--version"});
}

TEST(command_line, report_takes_a_run_and_a_tenant) {
  const auto x = command_of<report_command>({"report", "--night", "17", "--tenant", "a", "--failed"});
  EXPECT_EQ(x.night, 17);
  EXPECT_EQ(x.tenant, "a");
  EXPECT_TRUE(x.failed);
  EXPECT_EQ(command_of<report_command>({"report"}).night, std::nullopt);
}

TEST(command_line, a_name_of_a_command_can_be_a_value) {
  EXPECT_EQ(command_of<tenant_show_command>({"tenant", "show", "night"}).id, "night");
  EXPECT_THAT(command_of<check_command>({"check", "report", "tenant"}).tenants,
              ElementsAre("report", "tenant"));
  EXPECT_EQ(command_of<night_command>({"night", "--report", "report"}).report_file, "report");
}

TEST(command_line, double_dash_ends_the_options) {
  EXPECT_EQ(command_of<tenant_show_command>({"tenant", "show", "--", "a"}).id, "a");
}

TEST(command_line, argv_without_a_command_is_misuse) {
  const char* argv[] = {"roamsync", nullptr};
  EXPECT_TRUE(std::holds_alternative<usage_error>(parse_command_line(1, argv)));
  EXPECT_TRUE(std::holds_alternative<usage_error>(parse_command_line(0, argv)));
}

} // namespace roamsync::console::testing
