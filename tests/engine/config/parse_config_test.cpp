#include "engine/config/config.hpp"
#include "engine/config/config_findings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace roamsync {

namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

/// The message of a file that must be refused.
std::string refusal(std::string_view text, const path_check& check = {}) {
  const auto parsed = parse_config(text, "r.toml", check);
  return parsed ? "(was accepted)" : parsed.failure().message;
}

} // namespace

TEST(parse_config, an_empty_file_gives_the_defaults) {
  const auto parsed = parse_config("", "r.toml");
  ASSERT_TRUE(parsed) << parsed.failure().message;
  EXPECT_EQ(print_config(*parsed), print_config(config{}));
  EXPECT_EQ(parsed->night.opens, "01:00");
  EXPECT_EQ(parsed->limits.lanes, 3u);
  EXPECT_EQ(parsed->serve.port, 9464u);
  EXPECT_EQ(find_cloud(*parsed, "")->outlook.host, "outlook.office.com");
}

TEST(parse_config, a_key_that_is_too_deep_is_refused_before_it_is_read) {
  std::string key = "b";
  for (int i = 0; i < 20'000; ++i)
    key += ".b";
  EXPECT_THAT(refusal("[store]\n" + key + " = 1\n"),
              HasSubstr("r.toml:2: This line has more than 1000 dots"));
}

TEST(parse_config, reads_every_kind_of_value_in_its_unit) {
  const auto parsed = parse_config(R"(
[store]
path = "data/x.db"
[net]
egress_addresses = ["192.0.2.1", "2001:db8::1"]
request_timeout_ms = 1500
keep_alive_s = 7
[night]
length_minutes = 90
tenants_per_second = 2.5
[limits]
rate = 4
lanes = 64
[signatures]
on_name_clash = "take"
[log]
level = "debug"
format = "json"
)",
                                   "r.toml");
  ASSERT_TRUE(parsed) << parsed.failure().message;
  EXPECT_EQ(parsed->store.path, "data/x.db");
  EXPECT_EQ(parsed->net.egress_addresses, (std::vector<std::string>{"192.0.2.1", "2001:db8::1"}));
  EXPECT_EQ(parsed->net.request_timeout, 1'500ms);
  EXPECT_EQ(parsed->net.keep_alive, 7s);
  EXPECT_EQ(parsed->night.length, 90min);
  EXPECT_EQ(parsed->night.tenants_per_second, 2.5);
  EXPECT_EQ(parsed->limits.rate, 4.0);
  EXPECT_EQ(parsed->limits.lanes, 64u);
  EXPECT_EQ(parsed->signatures.on_name_clash, name_clash::take);
  EXPECT_EQ(parsed->log.level, log_level::debug);
  EXPECT_EQ(parsed->log.format, log_format::json);
}

TEST(parse_config, tells_file_line_key_value_and_what_is_allowed) {
  EXPECT_EQ(
      refusal("[limits]\nlanes = 99\n"),
      "r.toml:2: limits.lanes = 99: not allowed. Allowed: a whole number from 1 to 64 (mailboxes). Mailboxes "
      "of one service user worked on at once.");
}

TEST(parse_config, tells_all_errors_in_order_of_line) {
  const auto message = refusal("[log]\nlevel = \"loud\"\n[limits]\nlanes = 0\n[night]\nopens = \"25:00\"\n");
  EXPECT_THAT(message,
              HasSubstr("r.toml:2: log.level = \"loud\": not allowed. Allowed: one of \"trace\", \"debug\""));
  EXPECT_LT(message.find("r.toml:2:"), message.find("r.toml:4:"));
  EXPECT_LT(message.find("r.toml:4:"), message.find("r.toml:6: night.opens = \"25:00\""));
  EXPECT_EQ(std::count(message.begin(), message.end(), '\n'), 2);
}

TEST(parse_config, proposes_the_nearest_key) {
  EXPECT_EQ(refusal("[night]\nopns = \"02:00\"\n"),
            "r.toml:2: night.opns is not known. Did you mean night.opens?");
  EXPECT_THAT(refusal("[night]\nlanes = 3\n"), HasSubstr("Did you mean limits.lanes?"));
  EXPECT_THAT(refusal("[nihgt]\nopens = 3\n"),
              HasSubstr("r.toml:1: Section [nihgt] is not known. Did you mean [night]?"));
  EXPECT_THAT(refusal("[night]\nzzzzzzzzzzzz = 3\n"), Not(HasSubstr("Did you mean")));
  EXPECT_THAT(refusal("limits = 3\n"), HasSubstr("limits must be a section: [limits]."));
  EXPECT_THAT(refusal("opens = \"01:00\"\n"), HasSubstr("r.toml:1: Section [opens] is not known."));
}

TEST(parse_config, refuses_wrong_types) {
  for (const auto* text :
       {"[limits]\nlanes = \"3\"\n", "[limits]\nlanes = 3.0\n", "[limits]\nlanes = true\n",
        "[limits]\nlanes = [3]\n", "[limits]\nlanes = {x = 1}\n", "[limits]\nrate = nan\n",
        "[limits]\nrate = inf\n", "[night]\nopens = 01:00:00\n", "[net]\negress_addresses = \"192.0.2.1\"\n",
        "[net]\negress_addresses = [1]\n", "[store]\npath = 7\n", "[log]\nlevel = 2\n",
        "[limits]\nlanes = -1\n", "[limits]\nlanes = 9223372036854775807\n", "[store]\npath = \"a\\nb\"\n",
        "[store]\npath = \"\"\n"}) {
    EXPECT_THAT(refusal(text), HasSubstr(": not allowed. Allowed: ")) << text;
  }
}

TEST(parse_config, shows_the_list_that_it_refuses) {
  EXPECT_THAT(refusal("[net]\negress_addresses = [\"192.0.2.1\", \"nowhere\"]\n"),
              HasSubstr("a list of 2 strings: \"192.0.2.1\", \"nowhere\": not allowed"));
  std::string many;
  for (int i = 0; i < 60; ++i)
    many += "\"192.0.2." + std::to_string(i) + "\", ";
  EXPECT_THAT(refusal("[net]\negress_addresses = [" + many + "\"nowhere\"]\n"),
              HasSubstr("a list of 61 strings: the first \"192.0.2.0\": not allowed"));
}

TEST(parse_config, refuses_lines_that_steer_a_terminal) {
  for (const auto* text : {"\\u001b[2J", "\\u007f", "\\u009b2J", "\\u2028", "\\u202e"})
    EXPECT_THAT(refusal("[store]\npath = \"a" + std::string{text} + "\"\n"),
                HasSubstr(": not allowed. Allowed: one line"))
        << text;
}

TEST(parse_config, cuts_a_long_value_between_characters) {
  std::string text;
  while (text.size() < 5'000)
    text += "\xc3\xa4";
  for (const auto* shift : {"", "y"}) {
    const auto message = refusal("[store]\npath = \"" + (shift + text) + "\"\n");
    EXPECT_THAT(message, HasSubstr("\xa4\"...: not allowed.")) << shift;
  }
}

TEST(parse_config, tells_where_the_text_is_not_toml) {
  EXPECT_THAT(refusal("[limits]\nlanes = = 3\n"), testing::StartsWith("r.toml:2: This is not TOML: "));
  EXPECT_THAT(refusal("[limits]\nlanes = 3\nlanes = 4\n"),
              testing::StartsWith("r.toml:3: This is not TOML: "));
  EXPECT_THAT(refusal(std::string(1'000, '[')), HasSubstr("This is not TOML"));
  EXPECT_THAT(refusal("x = " + std::string(100'000, '[')), HasSubstr("This is not TOML"));
  EXPECT_THAT(refusal(std::string(2'000'000, '#')), HasSubstr("at most 1048576 are read"));
  EXPECT_THAT(refusal("[store]\npath = \"\xff\"\n"), HasSubstr("This is not TOML"));
}

TEST(parse_config, shows_no_secret_that_was_put_into_the_file) {
  const std::string secret = "hunter2hunter2";
  for (const auto& text :
       {"[identity]\nclient_secret = \"" + secret + "\"\n", "[vault]\npassword = \"" + secret + "\"\n",
        "[vault]\nkey_variable = \"+" + secret + "\"\n",
        "[net]\nproxy = \"http://user:" + secret + "@proxy:3128\"\n",
        "[cloud.lab]\ngraph = \"https://user:" + secret + "@host/\"\n"}) {
    const auto message = refusal(text);
    EXPECT_THAT(message, Not(HasSubstr(secret)));
    EXPECT_THAT(message, HasSubstr("r.toml:2: "));
  }
  EXPECT_THAT(refusal("[identity]\nclient_secret = \"x\"\n"), HasSubstr("Secrets do not stand in this file"));
}

TEST(parse_config, asks_for_files_that_must_exist_and_only_for_these) {
  std::string asked;
  const path_check none_is_there = [&](const std::string& path, bool folder) {
    asked += path + (folder ? "/ " : " ");
    return std::string{"does not exist"};
  };
  const auto message =
      refusal("[tls]\nca_file = \"ca.pem\"\n[store]\npath = \"new.db\"\n[log]\nfile = \"new.log\"\n"
              "[signatures]\ncatalogue_dir = \"c\"\n[vault]\nkey_file = \"mistaken-secret\"\n",
              none_is_there);
  EXPECT_EQ(asked, "c/ ca.pem mistaken-secret ");
  EXPECT_THAT(message, HasSubstr("r.toml:2: tls.ca_file = \"ca.pem\": this file does not exist."));
  EXPECT_THAT(message, HasSubstr("r.toml:8: signatures.catalogue_dir = \"c\": this folder does not exist."));
  EXPECT_THAT(message, Not(HasSubstr("mistaken-secret")));
  EXPECT_TRUE(parse_config("[tls]\nca_file = \"ca.pem\"\n", "r.toml"));
}

TEST(parse_config, checks_how_values_go_together_on_the_line_of_the_one_to_change) {
  EXPECT_THAT(refusal("[retry]\nbase_ms = 2000\n\ncap_ms = 1000\n"),
              HasSubstr("r.toml:4: retry.cap_ms is below"));
  EXPECT_THAT(refusal("[signatures]\nsize_limit = 2000\n"),
              HasSubstr("size_warning is above signatures.size_limit"));
  EXPECT_THAT(refusal("[retry]\ncall_deadline_s = 20\n"), HasSubstr("net.request_timeout_ms is longer than"));
}

TEST(parse_config, reads_limits_at_a_time_of_day_and_prints_them_again) {
  const auto parsed = parse_config(R"(
[limits]
lanes = 4
[[limits.at]]
from = "06:00"
to = "18:00"
node_requests = 100
egress_rate = 40
policy = "fixed"
[[limits.at]]
to = "02:00"
rate = 2.5
from = "22:00"
)",
                                   "r.toml");
  ASSERT_TRUE(parsed) << parsed.failure().message;
  const std::vector<limits_rule> expected{
      {"06:00", "18:00", {{"node_requests", "100"}, {"egress_rate", "40"}, {"policy", "fixed"}}},
      {"22:00", "02:00", {{"rate", "2.5"}}}};
  EXPECT_EQ(parsed->limits.at, expected);
  const auto printed = parse_config(print_config(*parsed), "printed");
  ASSERT_TRUE(printed) << printed.failure().message;
  EXPECT_EQ(printed->limits.at, expected);
}

TEST(parse_config, refuses_limits_at_a_time_of_day_that_are_none) {
  const auto rule = [](std::string_view lines) {
    return refusal("[[limits.at]]\nfrom = \"06:00\"\nto = \"18:00\"\n" + std::string{lines});
  };
  EXPECT_THAT(rule("lanes = 99\n"), HasSubstr("r.toml:4: limits.lanes = 99: not allowed"));
  EXPECT_THAT(rule("lane = 9\n"), HasSubstr("limits.at.lane is not known. Did you mean limits.at.lanes?"));
  EXPECT_THAT(rule(""), HasSubstr("limits.at: no limit is named."));
  EXPECT_THAT(refusal("[[limits.at]]\nlanes = 9\n"), HasSubstr("limits.at.from is missing"));
  EXPECT_THAT(refusal("[[limits.at]]\nfrom = \"06:00\"\nto = \"25:00\"\nlanes = 9\n"),
              HasSubstr("limits.at.to = \"25:00\": not allowed"));
  EXPECT_THAT(refusal("[[limits.at]]\nfrom = \"06:00\"\nto = \"06:00\"\nlanes = 9\n"),
              HasSubstr("never holds"));
  for (const auto* bad : {"[limits]\nat = 3\n", "[limits]\nat = []\n", "[limits.at]\nlanes = 3\n"})
    EXPECT_THAT(refusal(bad), HasSubstr("at most 48 tables")) << bad;
  std::string many;
  for (int i = 0; i < 49; ++i)
    many += "[[limits.at]]\nfrom = \"06:00\"\nto = \"18:00\"\nlanes = 2\n";
  EXPECT_THAT(refusal(many), HasSubstr("at most 48 tables"));
}

TEST(parse_config, a_report_of_very_many_errors_has_an_end) {
  std::string text = "[limits]\n";
  for (int i = 0; i < 1'000; ++i)
    text += "x" + std::to_string(i) + " = 1\n";
  const auto message = refusal(text);
  EXPECT_EQ(std::count(message.begin(), message.end(), '\n'), 100);
  EXPECT_THAT(message, testing::EndsWith("r.toml: 900 more problems are not shown."));
}

TEST(parse_config, tells_how_values_go_together_beside_what_is_wrong_alone) {
  const auto message =
      parse_config("[night]\nopens = 7\n[signatures]\ncatalogue_dir = \"c\"\n[cloud]\nname = \"lost\"\n"
                   "[retry]\nbase_ms = 5000\ncap_ms = 1000\n",
                   "r.toml", [](const std::string&, bool) { return std::string{"does not exist"}; })
          .failure()
          .message;
  for (const auto* part : {"r.toml:2: night.opens", "r.toml:4: signatures.catalogue_dir",
                           "r.toml:6: cloud.name", "r.toml:9: retry.cap_ms is below"})
    EXPECT_THAT(message, HasSubstr(part));
}

TEST(parse_config, compares_no_value_with_one_that_may_not_be_what_was_meant) {
  for (const auto* text :
       {"[retry]\nbase_ms = 5000\ncap_ms = \"x\"\n", "[retry]\nbase_ms = 60000\ncap_sm = 70000\n",
        "[cloud]\nname = \"own\"\n[cloud.own]\nidentity = 7\n"})
    EXPECT_THAT(parse_config(text, "r.toml").failure().message,
                AllOf(Not(HasSubstr("is below")), Not(HasSubstr("no such cloud"))))
        << text;
}

TEST(config_findings, judge_values_that_no_file_was_read_for) {
  config x;
  EXPECT_TRUE(config_findings(x).empty());
  x.limits.lanes = 65;
  x.night.opens = "1:00";
  x.cloud.name = "nowhere";
  std::string found;
  for (const auto& finding : config_findings(x))
    found += finding.what + "\n";
  EXPECT_THAT(found, HasSubstr("limits.lanes: not allowed"));
  EXPECT_THAT(found, HasSubstr("night.opens: not allowed"));
  EXPECT_THAT(found, HasSubstr("Known: china, dod, gcc-high, public."));
}

} // namespace roamsync
