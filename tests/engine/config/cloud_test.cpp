#include "engine/config/config.hpp"
#include "engine/config/config_findings.hpp"
#include "engine/config/text_rule.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace roamsync {

namespace {

using testing::HasSubstr;

std::string refusal(std::string_view text) {
  const auto parsed = parse_config(text, "r.toml");
  return parsed ? "(was accepted)" : parsed.failure().message;
}

} // namespace

TEST(clouds, a_table_points_everything_at_another_host) {
  const auto parsed = parse_config(R"(
[cloud]
name = "lab"
[cloud.lab]
identity = "https://127.0.0.1:8443/identity/"
outlook = {scheme = "http", host = "::1", port = 8080, path_prefix = "/outlook"}
graph = {host = "graph.lab.example"}
)",
                                   "r.toml");
  ASSERT_TRUE(parsed) << parsed.failure().message;
  const auto* lab = find_cloud(*parsed, "");
  ASSERT_TRUE(lab);
  EXPECT_EQ(lab->identity, (endpoint{"https", "127.0.0.1", 8443, "/identity"}));
  EXPECT_EQ(lab->outlook, (endpoint{"http", "::1", 8080, "/outlook"}));
  EXPECT_EQ(lab->graph, (endpoint{"https", "graph.lab.example", 443, ""}));
  EXPECT_EQ(find_cloud(*parsed, "public")->graph.host, "graph.microsoft.com");
  EXPECT_EQ(find_cloud(*parsed, "lap"), nullptr);
}

TEST(clouds, a_preset_can_be_changed_in_part_and_a_new_one_must_be_whole) {
  const auto parsed = parse_config("[cloud.gcc-high]\ngraph = \"http://localhost:1\"\n", "r.toml");
  ASSERT_TRUE(parsed) << parsed.failure().message;
  EXPECT_EQ(find_cloud(*parsed, "gcc-high")->graph, (endpoint{"http", "localhost", 1, ""}));
  EXPECT_EQ(find_cloud(*parsed, "gcc-high")->outlook.host, "outlook.office365.us");
  const auto message = refusal("[cloud.lab]\ngraph = \"http://localhost:1\"\n");
  EXPECT_THAT(message, HasSubstr("r.toml:1: cloud.lab.identity is missing."));
  EXPECT_THAT(message, HasSubstr("cloud.lab.outlook is missing."));
}

TEST(clouds, errors_name_the_part) {
  EXPECT_THAT(refusal("[cloud.public]\ngrap = \"https://x\"\n"),
              HasSubstr("r.toml:2: [cloud.public]: grap is not known. Did you mean graph?"));
  EXPECT_THAT(refusal("[cloud.public]\ngraph = {host = \"x\", prot = 1}\n"),
              HasSubstr("cloud.public.graph: prot is not known. Did you mean port?"));
  EXPECT_THAT(refusal("[cloud.public]\ngraph = {host = \"x\", port = 0}\n"),
              HasSubstr("cloud.public.graph.port: not allowed."));
  EXPECT_THAT(refusal("[cloud.public]\ngraph = {port = 1}\n"), HasSubstr("cloud.public.graph: not allowed."));
  EXPECT_THAT(refusal("[cloud.public]\ngraph = {host = \"x/y\"}\n"),
              HasSubstr("cloud.public.graph: not allowed."));
  EXPECT_THAT(refusal("[cloud.public]\ngraph = 7\n"), HasSubstr("cloud.public.graph = 7: not allowed."));
  EXPECT_THAT(refusal("[cloud.\"A B\"]\n"), HasSubstr("the name of this table is not allowed"));
  EXPECT_THAT(refusal("[cloud]\nname = \"lab\"\n"),
              HasSubstr("r.toml:2: cloud.name = \"lab\": there is no such cloud."));
  EXPECT_THAT(refusal("[cloud]\nnmae = \"lab\"\n"), HasSubstr("Did you mean cloud.name?"));
}

TEST(clouds, the_presets_are_those_of_microsoft) { // wire.md 1.3
  const config x;
  EXPECT_EQ(find_cloud(x, "public")->identity.host, "login.microsoftonline.com");
  EXPECT_EQ(find_cloud(x, "gcc-high")->identity.host, "login.microsoftonline.us");
  EXPECT_EQ(find_cloud(x, "dod")->outlook.host, "outlook-dod.office365.us");
  EXPECT_EQ(find_cloud(x, "dod")->graph.host, "dod-graph.microsoft.us");
  EXPECT_EQ(find_cloud(x, "china")->identity.host, "login.partner.microsoftonline.cn");
}

TEST(clouds, the_national_ones_have_scopes_on_their_own_hosts) {
  const config x;
  EXPECT_EQ(identity_of(x, "").token_scope, "https://outlook.office.com/.default");
  EXPECT_EQ(identity_of(x, "public").graph_scope, "https://graph.microsoft.com/.default");
  EXPECT_EQ(identity_of(x, "gcc-high").token_scope, "https://outlook.office365.us/.default");
  EXPECT_EQ(identity_of(x, "gcc-high").graph_scope, "https://graph.microsoft.us/.default");
  EXPECT_EQ(identity_of(x, "dod").token_scope, "https://outlook-dod.office365.us/.default");
  EXPECT_EQ(identity_of(x, "dod").graph_scope, "https://dod-graph.microsoft.us/.default");
  EXPECT_EQ(identity_of(x, "china").token_scope, "https://partner.outlook.cn/.default");
  EXPECT_EQ(identity_of(x, "china").graph_scope, "https://microsoftgraph.chinacloudapi.cn/.default");
}

TEST(clouds, have_applications_and_scopes_of_their_own_or_those_of_identity) {
  const auto parsed = parse_config(R"(
[cloud]
name = "china"
[cloud.china]
client_id = "00000000-0000-4000-8000-00000000000c"
graph_scope = "https://graph.example/.default"
token_scope = ""
[cloud.dod]
token_client_id = "00000000-0000-4000-8000-00000000000d"
[identity]
client_id = "00000000-0000-4000-8000-00000000000a"
token_client_id = "00000000-0000-4000-8000-00000000000b"
client_secret_file = "secret"
token_scope = "https://mine.example/.default"
)",
                                   "r.toml");
  ASSERT_TRUE(parsed) << parsed.failure().message;
  const auto china = identity_of(*parsed, "");
  EXPECT_EQ(china.client_id, "00000000-0000-4000-8000-00000000000c");
  EXPECT_EQ(china.token_client_id, "") << "that of another cloud is not its own";
  EXPECT_EQ(china.client_secret_file, "") << "the secret is another application's";
  EXPECT_EQ(china.graph_scope, "https://graph.example/.default");
  EXPECT_EQ(china.token_scope, "https://partner.outlook.cn/.default") << "empty: the preset's";
  const auto dod = identity_of(*parsed, "dod");
  EXPECT_EQ(dod.client_id, "00000000-0000-4000-8000-00000000000a");
  EXPECT_EQ(dod.token_client_id, "00000000-0000-4000-8000-00000000000d");
  EXPECT_EQ(dod.client_secret_file, "secret");
  const auto other = identity_of(*parsed, "public");
  EXPECT_EQ(other.token_client_id, "00000000-0000-4000-8000-00000000000b");
  EXPECT_EQ(other.token_scope, "https://mine.example/.default");
}

TEST(clouds, tell_what_is_wrong_with_their_applications) {
  EXPECT_THAT(refusal("[cloud.china]\nclient_id = \"x\"\n"),
              HasSubstr("r.toml:2: cloud.china.client_id = \"x\": not allowed. Allowed: empty, or a GUID"));
  EXPECT_THAT(refusal("[cloud.china]\ngraph_scope = 7\n"),
              HasSubstr("cloud.china.graph_scope = 7: not allowed."));
  EXPECT_THAT(
      refusal("[cloud.china]\nclient_secret = \"hunter2\"\n"),
      testing::AllOf(HasSubstr("Secrets do not stand in this file"), testing::Not(HasSubstr("hunter2"))));
  config x;
  x.cloud.identities["china"].client_id = "x";
  EXPECT_FALSE(config_findings(x).empty());
}

TEST(endpoint_text, is_read_and_written) {
  for (const auto* url : {"https://host", "http://host:8080", "https://host:8443/a/b", "http://[::1]:81/x",
                          "https://[2001:db8::1]", "https://10.0.0.1:1"}) {
    const auto parsed = parse_endpoint(url);
    ASSERT_TRUE(parsed) << url << ": " << parsed.failure().message;
    EXPECT_EQ(to_string(*parsed), url);
  }
  EXPECT_EQ(to_string(parse_endpoint("https://host:443/").value()), "https://host");
  EXPECT_EQ(parse_endpoint("http://host")->port, 80);
}

TEST(endpoint_text, that_is_anything_else_is_refused) {
  for (const auto* url : {"",
                          "host",
                          "ftp://host",
                          "https://",
                          "https:///x",
                          "https://user@host",
                          "https://u:p@host/",
                          "https://host:0",
                          "https://host:65536",
                          "https://host:",
                          "https://host:8x",
                          "https://ho st",
                          "https://host/a?b",
                          "https://host/#a",
                          "https://[::1",
                          "https://[host]",
                          "https://::1",
                          "https://host/../x",
                          "https://host//x",
                          "HTTPS://host",
                          "https://-host",
                          "https://host\n"}) {
    EXPECT_FALSE(parse_endpoint(url)) << url;
  }
}

TEST(text_rules, know_addresses_of_the_internet) {
  for (const auto* good : {"0.0.0.0", "255.255.255.255", "::", "::1", "1::", "1:2:3:4:5:6:7:8", "fe80::a:0"})
    EXPECT_TRUE(ip_address.fits(good)) << good;
  for (const auto* bad :
       {"", "1.2.3", "1.2.3.256", "1.2.3.4.5", "1..2.3", "1.2.3.4 ", "+1.2.3.4", ":", ":::", "1::2::3",
        "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "1:", ":1", "g::", "1:2:3:4:5:6:7:"})
    EXPECT_FALSE(ip_address.fits(bad)) << bad;
}

TEST(text_rules, know_the_forms_of_a_tenant) {
  EXPECT_TRUE(guid.fits("5f1c2e8a-0b7d-4c53-9a61-3d2f8e7b9c10"));
  EXPECT_TRUE(guid.fits("5F1C2E8A-0B7D-4C53-9A61-3D2F8E7B9C10"));
  for (const auto* bad : {"5f1c2e8a0b7d4c539a613d2f8e7b9c10", "5f1c2e8a-0b7d-4c53-9a61-3d2f8e7b9c1g",
                          "5f1c2e8a-0b7d-4c53-9a61-3d2f8e7b9c1", "{5f1c2e8a-0b7d-4c53-9a61-3d2f8e7b9c1}"})
    EXPECT_FALSE(guid.fits(bad)) << bad;
  for (const auto* good : {"a@b", "first.last+x@sub.example.com", "o'neil@example.com", "A.B@Example.COM"})
    EXPECT_TRUE(mail_address.fits(good)) << good;
  for (const auto* bad : {"", "a", "@b", "a@", "a b@c", "a@b@c", "a@b..c", "<a@b>", "a@-b", "a@b.", ".a@b",
                          "m\xc3\xbcller@example.com"})
    EXPECT_FALSE(mail_address.fits(bad)) << bad;
  for (const auto* good : {"00:00", "23:59", "09:30"})
    EXPECT_TRUE(time_of_day.fits(good)) << good;
  for (const auto* bad : {"24:00", "12:60", "1:00", "01-00", "0a:00", "01:000"})
    EXPECT_FALSE(time_of_day.fits(bad)) << bad;
  for (const auto* bad : {"..", ".", "a/b", "/etc", "a\\b", ""})
    EXPECT_FALSE(folder_name.fits(bad)) << bad;
  for (const auto* bad : {"-a", ".a", "A", "a b", "", "\xc3\xa4"})
    EXPECT_FALSE(short_name.fits(bad)) << bad;
}

} // namespace roamsync
