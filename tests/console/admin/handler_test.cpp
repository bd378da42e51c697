#include "console/admin/handler.hpp"

#include <boost/json.hpp>
#include <gmock/gmock.h>

namespace roamsync::console {
namespace {

namespace json = boost::json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

utc_time noon() {
  return utc_time{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}} + std::chrono::hours{12};
}

struct desk {
  asked_tuning asked;
  int turned = 0;
  tuning_end end = knob_answer{};
  std::optional<night_view> night;

  http_answer ask(std::string_view method, std::string_view target, std::string_view body = {}) {
    return handle_admin(
        method, target, body,
        {.knobs = [] { return knob_answer{.knobs = {{.knob = "limits.lanes", .value = "4"}}}; },
         .tune =
             [this](const asked_tuning& x) {
               asked = x;
               ++turned;
               return end;
             },
         .changes =
             [](std::size_t) {
               return std::vector<change_row>{{.number = 7, .at = noon(), .who = "ada", .knob = "k"}};
             },
         .night = [this] { return night; },
         .tenants =
             [](const tenant_query& x) {
               const std::vector<tenant_view> all{{.tenant = "a"}, {.tenant = "b"}};
               return page_of(all, x);
             }});
  }
};

TEST(admin, turns_what_is_asked_for) {
  desk x;
  const auto answer = x.ask(
      "POST", "/v1/tune",
      R"({"set":{"limits.lanes":4,"limits.rate":2.5,"tenant.a.paused":true,"night.closes":"05:30"},"reset":["limits.burst"],"note":"n"})");
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.content_type, "application/json");
  EXPECT_THAT(x.asked.what.set, ElementsAre(Pair("limits.lanes", "4"), Pair("limits.rate", "2.5"),
                                            Pair("tenant.a.paused", "true"), Pair("night.closes", "05:30")));
  EXPECT_THAT(x.asked.what.reset, ElementsAre("limits.burst"));
  EXPECT_EQ(x.asked.what.note, "n");
  EXPECT_EQ(x.asked.way, tune_way::api);
}

TEST(admin, refuses_hostile_bodies_and_turns_nothing) {
  desk x;
  for (const std::string& body :
       {std::string{}, std::string{"x"}, std::string{"[]"}, std::string{"null"}, std::string{"{}"},
        std::string{R"({"set":[]})"}, std::string{R"({"set":{"limits.lanes":null}})"},
        std::string{R"({"set":{"limits.lanes":[1]}})"}, std::string{R"({"set":{"limits.lanes":{}}})"},
        std::string{R"({"reset":[1]})"}, std::string{R"({"reset":"limits.lanes"})"},
        std::string{R"({"set":{"a":1},"note":5})"}, std::string{R"({"set":{"a":1},"way":"file"})"},
        std::string{R"({"set":{"a":1},"extra":1})"}, std::string{R"({"set":{"a":1}} trailing)"},
        std::string("{\"set\":{\"a\xff\":1}}"), std::string(40'000, '['), std::string(1, '\0')}) {
    const auto answer = x.ask("POST", "/v1/tune", body);
    EXPECT_EQ(answer.status, 400) << body.substr(0, 60);
    EXPECT_TRUE(json::parse(answer.body).at("problems").is_array());
  }
  EXPECT_EQ(x.turned, 0);
  EXPECT_EQ(x.ask("POST", "/v1/tune", R"({"set":{"a":1e308}})").status, 200)
      << "the number's range is the desk's matter";
}

TEST(admin, tells_a_refusal_from_a_failure) {
  desk x;
  x.end = tuning_refused{{"limits.lanes = 99: not allowed"}};
  const auto refused = x.ask("POST", "/v1/tune", R"({"set":{"limits.lanes":99}})");
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, HasSubstr("limits.lanes = 99: not allowed"));
  x.end = error{"the disk is full"};
  EXPECT_EQ(x.ask("POST", "/v1/tune", R"({"set":{"limits.lanes":9}})").status, 503);
}

TEST(admin, answers_what_there_is_and_nothing_else) {
  desk x;
  EXPECT_EQ(json::parse(x.ask("GET", "/v1/tune?x").body).at("knobs").at(0).at("value").as_string(), "4");
  const auto changes = json::parse(x.ask("GET", "/v1/changes").body);
  EXPECT_EQ(changes.at("changes").at(0).at("who").as_string(), "ada");
  EXPECT_EQ(changes.at("changes").at(0).at("at").as_string(), "2026-03-01T12:00:00Z");
  for (const auto* target : {"/", "/v1", "/v1/tune/", "/v2/tune", "/metrics", ""})
    EXPECT_EQ(x.ask("GET", target).status, 404) << target;
  EXPECT_EQ(x.ask("DELETE", "/v1/tune").status, 405);
  EXPECT_EQ(x.ask("POST", "/v1/night").status, 405);
  EXPECT_EQ(x.ask("HEAD", "/v1/changes").status, 200);
}

TEST(admin, shows_the_night) {
  desk x;
  EXPECT_TRUE(json::parse(x.ask("GET", "/v1/night").body).at("night").is_null());
  x.night =
      night_view{.run = {.number = 3, .opened = noon(), .closes = noon() + std::chrono::hours{4}},
                 .now = noon(),
                 .mailboxes = 9,
                 .paused = 1,
                 .unfinished = {{.tenant = "a", .lanes = 5, .remaining = duration{1'500}, .paused = true}},
                 .active = true};
  x.night->outcomes[outcome_kind::written] = 4;
  const auto night = json::parse(x.ask("GET", "/v1/night").body).at("night");
  EXPECT_EQ(night.at("run").at("number").to_number<int>(), 3);
  EXPECT_EQ(night.at("run").at("closes").as_string(), "2026-03-01T16:00:00.000Z");
  EXPECT_EQ(night.at("outcomes").at("written").to_number<int>(), 4);
  EXPECT_EQ(night.at("paused").to_number<int>(), 1);
  EXPECT_TRUE(night.at("unfinished").at(0).at("paused").as_bool());
  EXPECT_EQ(night.at("unfinished").at(0).at("remaining_ms").to_number<int>(), 1'500);
}

TEST(admin, shows_the_tenants_that_are_asked_for) {
  desk x;
  const auto page = json::parse(x.ask("GET", "/v1/tenants?offset=1&limit=5").body);
  EXPECT_EQ(page.at("total").to_number<int>(), 2);
  EXPECT_EQ(page.at("tenants").as_array().size(), 1U);
  EXPECT_EQ(page.at("tenants").at(0).at("tenant").as_string(), "b");
  const auto refused = x.ask("GET", "/v1/tenants?sort=size");
  EXPECT_EQ(refused.status, 400);
  EXPECT_THAT(refused.body, HasSubstr("remaining, mailboxes, 429, rate and name"));
  EXPECT_EQ(x.ask("POST", "/v1/tenants").status, 405);
}

TEST(tune_json, is_read_as_it_was_written) {
  const asked_tuning asked{{.set = {{"limits.lanes", "4"}}, .reset = {"limits.rate"}, .note = "n"},
                           tune_way::tune};
  const auto read = parse_tuning(tuning_json(asked));
  ASSERT_TRUE(read) << read.failure().message;
  EXPECT_EQ(read->what.set, asked.what.set);
  EXPECT_EQ(read->what.reset, asked.what.reset);
  EXPECT_EQ(read->way, tune_way::tune);
  const knob_answer answer{
      .knobs = {{.knob = "limits.lanes",
                 .value = "4",
                 .source = knob_source::by_hand,
                 .configured = "3",
                 .who = "ada",
                 .at = noon()},
                {.knob = "limits.rate", .value = "1", .source = knob_source::by_time, .rule = "06:00-18:00"}},
      .changes = {{.at = noon(), .who = "ada", .knob = "limits.lanes", .before = "3", .after = "4"}}};
  const auto again = parse_knobs(knobs_json(answer));
  ASSERT_TRUE(again);
  EXPECT_EQ(knobs_json(*again).substr(0, knobs_json(answer).find("\"changes\"")),
            knobs_json(answer).substr(0, knobs_json(answer).find("\"changes\"")));
  EXPECT_EQ(again->changes.at(0).after, "4");
  for (const auto* bad : {"", "[]", "{}", R"({"knobs":[1],"changes":[]})",
                          R"({"knobs":[{"source":"x"}],"changes":[]})", R"({"knobs":[],"changes":[1]})"})
    EXPECT_FALSE(parse_knobs(bad)) << bad;
}

} // namespace
} // namespace roamsync::console
