#include "console/simulate/simulation_report.hpp"
#include "engine/simulate/made_up.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

#include <algorithm>

namespace roamsync::console {
namespace {

namespace json = boost::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

simulated_case one_case(std::vector<duration> ends, duration window) {
  simulated_case out{
      .known = {.tenants = 300, .without_mailboxes = 12, .learned = 200, .told = 20, .unlimited = 80},
      .mailboxes = 10'000,
      .window = window,
      .nights = {}};
  for (const auto x : ends) {
    night_figures night{.seed = out.nights.size() + 1, .ends = x, .done = 9'990, .failed = 1, .deferred = 9};
    night.requests = 40'000;
    night.throttled = 12;
    night.mean_rate = 55.25;
    night.peak_rate = 190;
    night.bound = {.seconds = 3'000, .binds = bound_term::rate, .tenant = "contoso"};
    night.times_bound = 1.25;
    night.last = {{"contoso", x, 900, 0}, {"fabrikam", x - 1min, 90, 9}};
    night.rates = {10, 20, 30};
    night.rates_each = x / 3;
    night.tenant_ends = {x, x - 1min};
    out.nights.push_back(std::move(night));
  }
  return out;
}

simulation_report plain() {
  return {.as_it_is = one_case({65min}, 4h),
          .otherwise = {},
          .names = {{"contoso", "Contoso GmbH"}, {"fabrikam", ""}}};
}

simulation_report compared() {
  auto out = plain();
  out.other = {.set = {{"limits.lanes", "8"}}, .tenants_times = 10, .mailboxes_times = 1.3, .window = 1h};
  out.changed = {{"limits.lanes", "3", "8"}};
  out.otherwise = one_case({50min, 90min, 70min}, 1h);
  out.as_it_is = one_case({60min, 61min, 65min}, 4h);
  out.otherwise->nights[2].bound = {.seconds = 3'600, .binds = bound_term::egress, .tenant = {}};
  return out;
}

/// The line of a text that begins so.
std::string line_of(const std::string& text, const std::string& begin) {
  const auto at = text.find("\n" + begin);
  return at == std::string::npos ? "" : text.substr(at + 1, text.find('\n', at + 1) - at - 1);
}

TEST(simulation_text, shows_a_night_in_one_column) {
  const auto text = simulation_text(plain(), {.width = 100});
  EXPECT_THAT(text, ::testing::StartsWith("Tonight, simulated"));
  EXPECT_THAT(line_of(text, "ends after"), HasSubstr("1 h 05 min"));
  EXPECT_THAT(line_of(text, "lower bound"), HasSubstr("50 min 00 s"));
  EXPECT_THAT(line_of(text, "times the bound"), HasSubstr("1.25"));
  EXPECT_THAT(text, HasSubstr("What binds\n  simulated       the rate of Contoso GmbH\n"));
  EXPECT_THAT(line_of(text, "429s"), HasSubstr("12"));
  EXPECT_THAT(line_of(text, "deferred"), HasSubstr("9"));
  EXPECT_THAT(text, HasSubstr("Contoso GmbH 1h05m, fabrikam 1h04m (9 deferred)"));
  EXPECT_THAT(text, AllOf(Not(HasSubstr("what if")), Not(HasSubstr("recorded")), Not(HasSubstr("worst of"))));
}

TEST(simulation_text, shows_two_cases_side_by_side_and_the_seed_in_the_middle) {
  const auto text = simulation_text(compared(), {.width = 100});
  EXPECT_THAT(text,
              HasSubstr("What if: limits.lanes 3 -> 8, 10 times the tenants, 1.3 times the mailboxes, a "
                        "window of 1 h 00 min"));
  EXPECT_THAT(line_of(text, "ends after"),
              AllOf(HasSubstr("1 h 01 min"), HasSubstr("1 h 10 min"), HasSubstr("+9 min 00 s")));
  EXPECT_THAT(line_of(text, "worst of 3 seeds"), AllOf(HasSubstr("1 h 05 min"), HasSubstr("1 h 30 min")));
  EXPECT_THAT(
      text,
      HasSubstr("  as it is        the rate of Contoso GmbH\n  what if         requests a second in all "
                "(limits.egress_rate)\n"));
  auto grown = compared();
  grown.otherwise->nights[2].last = {{"contoso#3", 70min, 900, 0}};
  EXPECT_THAT(simulation_text(grown, {.width = 100}), HasSubstr("  what if         Contoso GmbH#3 1h10m\n"));
}

TEST(simulation_text, shows_what_a_recorded_night_really_was) {
  auto x = plain();
  x.source = simulation_source::recorded;
  x.recorded = recorded_night{
      .number = 17, .took = 70min, .tenants = 290, .mailboxes = 9'876, .requests = 41'234, .throttled = 3};
  x.recorded->outcomes[outcome_kind::written] = 8'000;
  x.recorded->outcomes[outcome_kind::skipped] = 300;
  x.recorded->outcomes[outcome_kind::deferred] = 77;
  x.recorded->outcomes[outcome_kind::failed] = 55;
  const auto text = simulation_text(x, {.width = 100});
  EXPECT_THAT(text, HasSubstr("Run 17, simulated"));
  EXPECT_THAT(line_of(text, "ends after"), AllOf(HasSubstr("1 h 10 min"), HasSubstr("1 h 05 min")));
  EXPECT_THAT(line_of(text, "requests  "), AllOf(HasSubstr("41,234"), HasSubstr("40,000")));
  EXPECT_THAT(line_of(text, "tenants"), HasSubstr("290"));
  EXPECT_THAT(line_of(text, "mailboxes to do"), HasSubstr("9,876"));
  EXPECT_THAT(line_of(text, "done"), HasSubstr("8,300"));
  EXPECT_THAT(line_of(text, "deferred"), HasSubstr("77"));
  EXPECT_THAT(line_of(text, "failed"), HasSubstr("55"));
  EXPECT_EQ(json::parse(simulation_json(x)).at("recorded").at("done").to_number<int>(), 8'300);
}

TEST(simulation_text, says_what_is_not_known) {
  const auto text = simulation_text(plain(), {.width = 500});
  EXPECT_THAT(text,
              HasSubstr("learned in earlier nights 200, told by settings 20, given here 0, not known 80"));
  EXPECT_THAT(text,
              HasSubstr("Of 80 tenants no limit of the service is known; there it takes all that is sent"));
  EXPECT_THAT(text, HasSubstr("Of 12 tenants no run has told how many: 50 each"));
  EXPECT_THAT(text, HasSubstr("None of them comes from Microsoft."));
  EXPECT_THAT(text, HasSubstr("Not simulated: processors"));
  auto known = plain();
  known.as_it_is.known = {.tenants = 300, .learned = 300};
  const auto sure = simulation_text(known, {.width = 500});
  EXPECT_THAT(sure, AllOf(Not(HasSubstr("takes all that is sent")), Not(HasSubstr("no run has told"))));
}

TEST(simulation_text, of_a_made_up_world_does_not_say_that_its_limits_were_learned) {
  auto x = plain();
  x.source = simulation_source::made_up;
  const auto text = simulation_text(x, {.width = 500});
  EXPECT_THAT(text, AllOf(HasSubstr("The world is made up"), Not(HasSubstr("learned in earlier nights")),
                          Not(HasSubstr("is known from"))));
}

TEST(simulation_text, counts_one_tenant_in_the_singular) {
  auto x = plain();
  x.as_it_is.known = {.tenants = 1, .paused = 1, .without_mailboxes = 1, .unlimited = 1, .without_wait = 1};
  for (const auto lang : {language::english, language::german})
    EXPECT_THAT(simulation_text(x, {.width = 500, .lang = lang}), Not(HasSubstr("1 tenants")));
  EXPECT_THAT(simulation_text(x, {.width = 500, .lang = language::german}), Not(HasSubstr("1 Tenants")));
}

TEST(simulation_text, says_over_how_long_the_peak_is_taken) {
  EXPECT_THAT(simulation_text(plain(), {.width = 100}), HasSubstr("requests/s, mean / busiest 10 s"));
}

TEST(simulation_text, fits_its_width_and_is_german_too) {
  for (const std::size_t width : {80U, 100U, 160U}) {
    const auto text = simulation_text(compared(), {.width = width, .lang = language::german});
    EXPECT_THAT(text, HasSubstr("Was wäre, wenn: limits.lanes 3 -> 8"));
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  }
}

TEST(simulation_json, has_both_cases_each_night_and_the_grounds) {
  const auto x = json::parse(simulation_json(compared()));
  EXPECT_EQ(x.at("source").as_string(), "tonight");
  EXPECT_EQ(x.at("changed").at(0).at("before").as_string(), "3");
  EXPECT_EQ(x.at("as_it_is").at("median").at("ends_ms").to_number<std::int64_t>(), duration{61min}.count());
  EXPECT_EQ(x.at("what_if").at("nights").as_array().size(), 3U);
  EXPECT_EQ(x.at("what_if").at("median").at("binds").as_string(), "egress");
  EXPECT_EQ(x.at("what_if").at("known").at("limits_unknown").to_number<int>(), 80);
  EXPECT_GT(x.at("grounds").as_array().size(), 4U);
  EXPECT_TRUE(x.at("recorded").is_null());
  EXPECT_TRUE(json::parse(simulation_json(plain())).at("what_if").is_null());
}

TEST(simulation_charts, speak_the_language_and_call_a_lone_case_as_the_table_does) {
  EXPECT_EQ(requests_chart(plain(), {}).lines.at(0).name, "simulated");
  const text_options german{.lang = language::german};
  const auto rates = requests_chart(compared(), german);
  EXPECT_EQ(rates.title, "Anfragen je Sekunde, simuliert");
  EXPECT_EQ(rates.lines.at(0).name, "wie es ist");
  EXPECT_EQ(rates.upright.at(0).label, "Fenster endet");
  EXPECT_EQ(tenants_chart(compared(), {"contoso"}, german).noun, "Tenants");
}

TEST(simulation_charts, label_tenants_by_name_copy_and_what_they_did_not_get_to) {
  auto x = plain();
  x.names["long"] = "Gesellschaft mit einem Namen ohne Ende und Maß";
  x.as_it_is.nights[0].tenant_ends = {4h, 3h, 2h};
  x.as_it_is.tenants_deferred = {{12'378, 0, 0}};
  const auto chart = tenants_chart(x, {"contoso#2", "long#3", "fabrikam"}, {});
  ASSERT_EQ(chart.strips.size(), 3U);
  EXPECT_THAT(chart.strips[0].name, AllOf(::testing::StartsWith("Conto"), HasSubstr("#2 (12,378 deferred)")));
  EXPECT_THAT(chart.strips[1].name, AllOf(::testing::StartsWith("Gesell"), ::testing::EndsWith("…#3")));
  EXPECT_EQ(chart.strips[2].name, "fabrikam");
}

TEST(simulation_charts, show_both_cases_and_an_end_of_the_window_that_matters) {
  const auto both = requests_chart(compared(), {});
  ASSERT_EQ(both.lines.size(), 2U);
  EXPECT_EQ(both.lines[0].points.size(), 4U) << "three stretches, and the end";
  EXPECT_DOUBLE_EQ(both.lines[0].points[1].y, 20);
  EXPECT_EQ(both.upright.size(), 1U);
  EXPECT_TRUE(requests_chart(plain(), {}).upright.empty()) << "it ends long before";
  const auto tenants = tenants_chart(compared(), {"contoso", "fabrikam"}, {});
  ASSERT_EQ(tenants.strips.size(), 2U);
  EXPECT_DOUBLE_EQ(tenants.strips[0].end, 70 * 60);
  EXPECT_TRUE(tenants.window_end);
}

} // namespace
} // namespace roamsync::console
