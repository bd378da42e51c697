#include "console/text/display.hpp"
#include "tests/console/report/fixture.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <sstream>

namespace roamsync::console::testing {

namespace {

namespace json = boost::json;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<cause> causes_of(const night_report& x) {
  std::vector<cause> out;
  for (const auto& part : x.causes)
    out.push_back(part.group.why);
  return out;
}

json::value parsed(const night_report& x) {
  return json::parse(report_json(x, language::english));
}

} // namespace

TEST(night_report, counts_outcomes_and_traffic) {
  const auto x = build_report(sample_rows());
  EXPECT_EQ(x.outcomes[outcome_kind::written], 1U);
  EXPECT_EQ(x.outcomes[outcome_kind::unchanged], 1U);
  EXPECT_EQ(x.outcomes[outcome_kind::skipped], 2U);
  EXPECT_EQ(x.outcomes[outcome_kind::failed], 2U);
  EXPECT_EQ(x.outcomes[outcome_kind::deferred], 1U);
  EXPECT_EQ(x.requests, 300U);
  EXPECT_EQ(x.throttled, 6U);
  EXPECT_EQ(x.makespan, 90.5);
}

TEST(night_report, puts_failures_first_among_the_causes) {
  EXPECT_THAT(causes_of(build_report(sample_rows())),
              ElementsAre(cause::full_access_missing, cause::settings_missing, cause::wrong_password,
                          cause::window_closed, cause::user_disabled))
      << "two users are disabled, but nothing failed there";
}

TEST(night_report, names_tenants_and_sorts_them) {
  const auto x = build_report(sample_rows());
  ASSERT_EQ(x.tenants.size(), 3U);
  EXPECT_EQ(x.tenants[0].name, "Alpha GmbH");
  EXPECT_EQ(x.tenants[1].name, "b") << "the id where there is no name";
  EXPECT_EQ(x.tenants[0].outcomes.total(), 5U);
  EXPECT_EQ(x.mailboxes.front().mailbox, "f@a.example");
  EXPECT_EQ(x.mailboxes.back().mailbox, "z@c.example");
}

TEST(night_report, filters_by_tenant) {
  const auto x = build_report(sample_rows(), {.tenant = "b"});
  EXPECT_EQ(x.outcomes.total(), 1U);
  EXPECT_EQ(x.requests, 100U);
  EXPECT_THAT(causes_of(x), ElementsAre(cause::settings_missing, cause::wrong_password));
}

TEST(night_report, failed_leaves_out_what_went_well_but_keeps_the_counts) {
  const auto x = build_report(sample_rows(), {.failed = true});
  EXPECT_EQ(x.mailboxes.size(), 3U);
  EXPECT_EQ(x.outcomes.total(), 7U);
  EXPECT_THAT(causes_of(x), Not(::testing::Contains(cause::user_disabled)));
  auto rows = sample_rows();
  rows.tenants.push_back(part("good", tenant_state::done));
  const auto failed = build_report(rows, {.failed = true});
  EXPECT_EQ(failed.tenants.size(), 3U);
  EXPECT_THAT(report_text(failed, {}), HasSubstr("7 mailboxes · 4 tenants · 400 requests"));
}

TEST(night_report, has_failures_if_a_mailbox_or_a_tenant_failed_or_was_deferred) {
  EXPECT_TRUE(has_failures(build_report(sample_rows())));
  auto rows = sample_rows();
  rows.tenants.resize(2);
  rows.records.resize(5);
  rows.records.erase(rows.records.begin());
  EXPECT_FALSE(has_failures(build_report(rows)));
  rows.records.push_back(record("a", "d@a.example", outcome_kind::deferred, cause::window_closed));
  EXPECT_TRUE(has_failures(build_report(rows)));
  rows.records.pop_back();
  rows.tenants.push_back(part("b", tenant_state::failed, cause::group_empty));
  EXPECT_TRUE(has_failures(build_report(rows))) << "a tenant without mailboxes";
}

TEST(night_report, json_has_the_night) {
  const auto document = parsed(build_report(sample_rows()));
  const auto& night = document.at("night").as_object();
  EXPECT_EQ(night.at("number"), 17);
  EXPECT_EQ(night.at("date"), "2026-03-02");
  EXPECT_EQ(night.at("sequence"), 1);
  EXPECT_EQ(night.at("kind"), "night");
  EXPECT_EQ(night.at("opened"), "2026-03-02T01:00:00.000Z");
  EXPECT_EQ(night.at("closes"), "2026-03-02T05:00:00.000Z");
  EXPECT_EQ(night.at("finished"), "2026-03-02T01:01:30.500Z");
  EXPECT_DOUBLE_EQ(night.at("makespan").as_double(), 90.5);
  EXPECT_EQ(night.at("outcomes").at("skipped"), 2);
  EXPECT_EQ(night.at("requests"), 300);
  EXPECT_EQ(night.at("throttled"), 6);
}

TEST(night_report, json_of_a_run_under_way_has_nulls) {
  auto rows = sample_rows();
  rows.run.finished.reset();
  const auto document = parsed(build_report(rows));
  EXPECT_TRUE(document.at("night").at("finished").is_null());
  EXPECT_TRUE(document.at("night").at("makespan").is_null());
}

TEST(night_report, says_how_good_its_forecast_was) {
  using namespace std::chrono_literals;
  auto rows = sample_rows();
  EXPECT_TRUE(parsed(build_report(rows)).at("night").at("forecast").is_null());
  EXPECT_THAT(report_text(build_report(rows), {}), Not(HasSubstr("forecast")));
  rows.run.finished = rows.run.opened + 200min;
  rows.forecast = run_forecast{.made = rows.run.opened + 20min,
                               .likely = rows.run.opened + 197min + 12s,
                               .early = rows.run.opened + 190min,
                               .late = rows.run.opened + 210min};
  EXPECT_THAT(
      report_text(build_report(rows), {}),
      HasSubstr("\n  forecast of 01:20:00 (10 % or more done): 04:17:12, ended 04:20:00 (off 1.4 %)\n"));
  EXPECT_THAT(report_text(build_report(rows), {.lang = language::german}),
              HasSubstr("\n  Vorhersage von 01:20:00 (mindestens 10 % getan): 04:17:12"));
  EXPECT_THAT(report_text(build_report(rows), {.width = 60}), HasSubstr("ended\n  04:20:00 (off 1.4 %)\n"));
  const auto told = parsed(build_report(rows)).at("night").at("forecast");
  EXPECT_EQ(told.at("made"), "2026-03-02T01:20:00.000Z");
  EXPECT_EQ(told.at("likely"), "2026-03-02T04:17:12.000Z");
  EXPECT_EQ(told.at("early"), "2026-03-02T04:10:00.000Z");
  EXPECT_EQ(told.at("late"), "2026-03-02T04:30:00.000Z");
  EXPECT_NEAR(told.at("off").as_double(), 0.014, 1e-9);
  rows.forecast->likely = *rows.run.finished + 20min;
  EXPECT_NEAR(*build_report(rows).forecast_off, 0.1, 1e-9) << "too late is as wrong as too early";
  EXPECT_FALSE(build_report(rows, {.tenant = "a"}).forecast) << "it is of the run, and not of a part of it";
  rows.run.finished.reset();
  EXPECT_THAT(report_text(build_report(rows), {}),
              HasSubstr("  forecast of 01:20:00 (10 % or more done): 04:40:00 (04:10:00 to 04:30:00)\n"));
  EXPECT_TRUE(parsed(build_report(rows)).at("night").at("forecast").at("off").is_null());
}

TEST(night_report, json_has_tenants_and_mailboxes) {
  const auto document = parsed(build_report(sample_rows()));
  const auto& tenant = document.at("tenants").at(1);
  EXPECT_EQ(tenant.at("tenant"), "b");
  EXPECT_EQ(tenant.at("state"), "failed");
  EXPECT_EQ(tenant.at("cause"), "wrong_password");
  EXPECT_EQ(tenant.at("detail"), "AADSTS50126");
  EXPECT_TRUE(tenant.at("started").is_null());
  EXPECT_EQ(tenant.at("outcomes").at("failed"), 1);
  EXPECT_TRUE(document.at("tenants").at(0).at("cause").is_null());
  const auto& mailbox = document.at("mailboxes").at(0);
  EXPECT_EQ(mailbox.at("tenant"), "a");
  EXPECT_EQ(mailbox.at("mailbox"), "f@a.example");
  EXPECT_EQ(mailbox.at("outcome"), "failed");
  EXPECT_EQ(mailbox.at("cause"), "full_access_missing");
  EXPECT_EQ(mailbox.at("detail"), "404");
}

TEST(night_report, json_has_causes_with_advice_in_the_language) {
  const auto report = build_report(sample_rows());
  const auto english = json::parse(report_json(report, language::english));
  const auto german = json::parse(report_json(report, language::german));
  const auto& cause_in_english = english.at("causes").at(2);
  EXPECT_EQ(cause_in_english.at("cause"), "wrong_password");
  EXPECT_EQ(cause_in_english.at("count"), 1);
  EXPECT_EQ(cause_in_english.at("examples").as_array(), (json::array{"b"}));
  EXPECT_EQ(english.at("causes").at(4).at("count"), 2) << "mailboxes";
  EXPECT_NE(german.at("causes").at(2).at("title"), cause_in_english.at("title"));
  EXPECT_EQ(std::string{cause_in_english.at("title").as_string()},
            advice_for(cause::wrong_password, language::english).title);
  EXPECT_THAT(
      std::string{cause_in_english.at("advice").as_string()},
      HasSubstr(fill_in(advice_for(cause::wrong_password, language::english).remedy, {.tenant = "b"})));
}

TEST(night_report, text_says_how_it_went) {
  const auto text = report_text(build_report(sample_rows()), {});
  EXPECT_THAT(text, AllOf(HasSubstr("Night 17"), HasSubstr("1 min 30 s"),
                          HasSubstr("7 mailboxes · 3 tenants"), HasSubstr("300 requests (6 throttled)")));
  EXPECT_THAT(text,
              AllOf(HasSubstr("Tenants that failed"), HasSubstr("AADSTS50126"), HasSubstr("f@a.example")));
  EXPECT_THAT(text, Not(HasSubstr("\x1b"))) << "no colours asked for";
}

TEST(night_report, text_is_german_on_demand) {
  const auto text = report_text(build_report(sample_rows()), {.lang = language::german});
  EXPECT_THAT(text, AllOf(HasSubstr("Nacht 17"), HasSubstr("Postfächer"), HasSubstr("\n  fehlgeschlagen  "),
                          HasSubstr("Ursachen und was zu tun ist"), Not(HasSubstr("mailboxes"))));
  EXPECT_THAT(text, AllOf(HasSubstr("\nFehlgeschlagene Tenants\n"), HasSubstr("  DETAILS\n")));
}

TEST(night_report, text_has_a_name_in_place_of_a_guid_where_there_is_little_room) {
  const std::string id = "11111111-2222-3333-4444-555555555555";
  const std::string unnamed = "99999999-2222-3333-4444-555555555555";
  report_rows rows;
  rows.run = sample_rows().run;
  rows.tenants = {part(id, tenant_state::failed, cause::wrong_password), part(unnamed, tenant_state::done),
                  part("contoso", tenant_state::failed, cause::group_empty)};
  rows.records = {record(id, "f@a.example", outcome_kind::failed, cause::wrong_password),
                  record(unnamed, "g@b.example", outcome_kind::failed, cause::server_error)};
  for (const auto& [tenant, name] :
       {std::pair{id, "Gärtner Architekten"}, {std::string{"contoso"}, "Contoso"}}) {
    auto& settings = rows.settings.emplace_back();
    settings.id = tenant;
    settings.name = name;
  }
  const auto narrow = report_text(build_report(rows), {.width = 80});
  EXPECT_THAT(narrow, AllOf(Not(HasSubstr("\n11111111")), Not(HasSubstr("  11111111")),
                            HasSubstr("roamsync tenant password " + id),
                            HasSubstr("\nGärtner Architekten  Wrong"), HasSubstr("f@a.example  Gärtner")));
  EXPECT_THAT(narrow, HasSubstr("\ncontoso · Contoso ")) << "an id that people chose stays: commands take it";
  EXPECT_THAT(narrow, HasSubstr("g@b.example  99999999")) << "without a name there is only the id";
  EXPECT_THAT(report_text(build_report(rows), {.width = 140}),
              HasSubstr("\n" + id + " · Gärtner Architekten"));
  rows.records.clear();
  EXPECT_THAT(report_text(build_report(rows), {.width = 80}), HasSubstr("where     Gärtner Architekten\n"))
      << "among the examples of a cause as well";
}

TEST(night_report, text_does_not_wrap_what_is_to_be_copied) {
  auto rows = sample_rows();
  rows.tenants.push_back(part("d", tenant_state::failed, cause::consent_missing));
  const auto text = report_text(build_report(rows), {.width = 60});
  EXPECT_THAT(
      text,
      AllOf(HasSubstr("https://login.microsoftonline.com/ENTRA-TENANT/adminconsent?client_id=CLIENT-ID\n"),
            HasSubstr(" roamsync check d\n")));
  EXPECT_THAT(report_text(build_report(rows), {.width = 60, .lang = language::german}),
              HasSubstr(" roamsync tenant password b\n"));
}

TEST(night_report, advice_names_the_tenant_and_the_mailbox_where_there_is_one) {
  auto rows = sample_rows();
  rows.settings[0].service_user = "svc@a.example";
  for (const auto lang : {language::english, language::german}) {
    const auto report = build_report(rows);
    const auto password = HasSubstr("roamsync tenant password b\n");
    const auto permission = HasSubstr("Add-MailboxPermission -Identity f@a.example -User svc@a.example ");
    EXPECT_THAT(report_text(report, {.lang = lang}), AllOf(password, permission));
    const auto document = json::parse(report_json(report, lang));
    EXPECT_THAT(std::string{document.at("causes").at(0).at("advice").as_string()}, permission);
  }
}

TEST(night_report, advice_keeps_the_word_where_there_are_several) {
  auto rows = sample_rows();
  rows.settings[0].service_user = "svc@a.example";
  rows.tenants.push_back(part("d", tenant_state::failed, cause::wrong_password));
  rows.records.push_back(record("a", "g@a.example", outcome_kind::failed, cause::full_access_missing));
  for (const auto lang : {language::english, language::german}) {
    const auto password = HasSubstr("roamsync tenant password TENANT\n");
    EXPECT_THAT(report_text(build_report(rows), {.lang = lang}),
                AllOf(password, HasSubstr("Add-MailboxPermission -Identity MAILBOX -User svc@a.example ")));
    EXPECT_THAT(report_text(build_report(rows, {.tenant = "d"}), {.lang = lang}),
                HasSubstr("roamsync tenant password d\n"))
        << "the part of one tenant was asked for";
  }
}

TEST(night_report, text_keeps_to_the_width_but_for_commands) {
  auto rows = sample_rows();
  rows.records.push_back(record("a", std::string(28, 'x') + "@a.example", outcome_kind::failed,
                                cause::server_error, std::string(300, 'd')));
  for (const std::size_t width : {60U, 80U, 140U}) {
    std::istringstream lines{report_text(build_report(rows), {.width = width})};
    for (std::string line; std::getline(lines, line);)
      EXPECT_TRUE(display_width(line) <= width || line.find("MailboxPermission") != std::string::npos
                  || line.find("roamsync ") != std::string::npos)
          << line;
  }
}

TEST(night_report, text_cuts_no_address_and_no_detail) {
  auto rows = sample_rows();
  const std::string mailbox = "kaethe.ahrens@brueckner-soehne.example";
  const std::string detail =
      "after the password: mfa_denied, and more that stands in the answer of the service";
  rows.records = {record("a", mailbox, outcome_kind::failed, cause::server_error, detail)};
  rows.tenants[2].detail = detail;
  EXPECT_THAT(report_text(build_report(rows), {.width = 80}),
              AllOf(HasSubstr("\n" + mailbox + "  a       failed\n"), HasSubstr("mfa_denied"),
                    HasSubstr("of the\n    service\n"), Not(HasSubstr("…"))));
  const auto piped = report_text(build_report(rows), {.width = 80, .bounded = false});
  EXPECT_THAT(piped,
              AllOf(HasSubstr("\n" + mailbox + "  a       failed   "), HasSubstr("  " + detail + "\n")))
      << "a row of a file is one line";
}

TEST(night_report, text_lists_a_bounded_number_of_mailboxes) {
  auto rows = sample_rows();
  for (int i = 0; i < 30; ++i)
    rows.records.push_back(
        record("c", std::to_string(i) + "@c.example", outcome_kind::deferred, cause::window_closed));
  const auto text = report_text(build_report(rows), {}, 5);
  EXPECT_THAT(text, HasSubstr("… and 28 more: roamsync report --night 17"));
}

TEST(night_report, text_of_hostile_details_steers_no_terminal) {
  auto rows = sample_rows();
  rows.tenants[2].detail = "x\x1b]0;owned\x07";
  rows.records.push_back(
      record("a", "q\x1b[2J@a.example", outcome_kind::failed, cause::server_error, "\x1b[31m\r\n"));
  EXPECT_THAT(report_text(build_report(rows), {}), AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr("\x07"))));
}

TEST(night_report, an_empty_run_can_be_shown) {
  report_rows rows;
  rows.run.date = std::chrono::year{2026} / 3 / 2;
  EXPECT_THAT(report_text(build_report(rows), {}), HasSubstr("0 mailboxes · 0 tenants"));
  EXPECT_FALSE(has_failures(build_report(rows)));
}

} // namespace roamsync::console::testing
