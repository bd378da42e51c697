#include "engine/tune/plan_tuning.hpp"
#include "tests/engine/tune/at.hpp"

#include <gmock/gmock.h>

namespace roamsync {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

tune_state state() {
  tune_state x;
  x.base.limits.lanes = 4;
  x.base.limits.at = {{"06:00", "18:00", {{"lanes", "2"}}}};
  x.tenants = {{.id = "a", .lanes = 7}, {.id = "b"}};
  x.after = at(2);
  x.opened = at(1);
  return x;
}

const tune_stamp by_ada{.at = at(2), .who = "ada"};

std::string told(const std::vector<change_row>& changes) {
  std::string text;
  for (const auto& x : changes)
    text += x.knob + ": " + x.before + " -> " + x.after + ";";
  return text;
}

TEST(tuning, keeps_an_override_and_says_before_and_after) {
  const auto plan = plan_tuning({.set = {{"limits.lanes", "6"}}, .note = "why"}, state(), by_ada);
  ASSERT_TRUE(plan) << plan.failure().message;
  EXPECT_THAT(plan->put, ElementsAre(override_row{"limits.lanes", "6", "ada", at(2)}));
  ASSERT_EQ(plan->changes.size(), 1U);
  EXPECT_EQ(
      plan->changes[0],
      (change_row{
          .at = at(2), .who = "ada", .knob = "limits.lanes", .before = "4", .after = "6", .note = "why"}));
}

TEST(tuning, says_what_held_by_the_time_of_day_and_by_an_earlier_override) {
  EXPECT_EQ(
      told(plan_tuning({.set = {{"limits.lanes", "6"}}}, state(), {.at = at(7), .who = "ada"})->changes),
      "limits.lanes: 2 -> 6;");
  auto turned = state();
  turned.overrides = {{"limits.lanes", "9", "bob", at(1)},
                      {"night.closes", "2026-03-01T05:00:00Z", "bob", at(1)}};
  const auto back = plan_tuning({.reset = {"limits.lanes", "night.closes", "limits.rate"}}, turned, by_ada);
  ASSERT_TRUE(back);
  EXPECT_THAT(back->removed, ElementsAre("limits.lanes", "night.closes")) << "limits.rate was not turned";
  EXPECT_EQ(told(back->changes), "limits.lanes: 9 -> 4;night.closes: 2026-03-01T05:00:00Z -> ;");
}

TEST(tuning, that_changes_nothing_leaves_no_history) {
  auto turned = state();
  turned.overrides = {{"limits.lanes", "9", "bob", at(1)}};
  const auto plan = plan_tuning({.set = {{"limits.lanes", "9"}, {"tenant.a.lanes", "7"}},
                                 .reset = {"limits.rate", "tenant.b.paused", "tenant.b.lanes"}},
                                turned, by_ada);
  ASSERT_TRUE(plan) << plan.failure().message;
  EXPECT_EQ(told(plan->changes), "");
  EXPECT_TRUE(plan->put.empty());
  EXPECT_TRUE(plan->removed.empty());
  const auto pinned = plan_tuning({.set = {{"limits.lanes", "4"}}}, state(), by_ada);
  EXPECT_EQ(told(pinned->changes), "limits.lanes: 4 -> 4;") << "it holds against the time of day from now on";
}

TEST(tuning, takes_an_end_only_that_the_window_can_have) {
  const auto why = [](const char* end) {
    const auto plan = plan_tuning({.set = {{"night.closes", end}}}, state(), by_ada);
    return plan ? std::string{} : plan.failure().message;
  };
  EXPECT_EQ(why("2026-03-01T03:00:00Z"), "");
  EXPECT_EQ(why("2026-03-02T00:00:00Z"), "") << "23 h";
  for (const auto* bad :
       {"2026-03-01T01:00:00Z", "2026-01-01T00:00:00Z", "2026-03-02T00:00:01Z", "2099-01-01T00:00:00Z"})
    EXPECT_THAT(why(bad), HasSubstr("after its opening, 2026-03-01T01:00:00Z, at most 23 h later")) << bad;
}

TEST(tuning, of_a_tenants_limits_changes_its_settings_and_a_pause_is_an_override) {
  const auto plan =
      plan_tuning({.set = {{"tenant.a.rate", "1.5"}, {"tenant.a.paused", "true"}, {"tenant.b.weight", "3"}},
                   .reset = {"tenant.a.lanes"}},
                  state(), by_ada);
  ASSERT_TRUE(plan) << plan.failure().message;
  EXPECT_THAT(plan->tenants, ElementsAre(tenant_limits{"a", 0, 1.5, 0, 0}, tenant_limits{"b", 0, 0, 0, 3}));
  EXPECT_THAT(plan->put, ElementsAre(override_row{"tenant.a.paused", "true", "ada", at(2)}));
  EXPECT_EQ(told(plan->changes),
            "tenant.a.rate: 0 -> 1.5;tenant.a.paused: false -> true;tenant.b.weight: 0 -> 3;"
            "tenant.a.lanes: 7 -> 0;");
}

TEST(tuning, is_all_or_nothing_and_tells_every_error) {
  const auto plan =
      plan_tuning({.set = {{"limits.lanes", "6"}, {"limits.rate", "-1"}, {"tenant.c.lanes", "1"}, {"x", "1"}},
                   .reset = {"limits.lanes"},
                   .note = "two\nlines"},
                  state(), by_ada);
  ASSERT_FALSE(plan);
  for (const auto* part : {"limits.rate = -1: not allowed", "no tenant \"c\"", "\"x\" is not a knob",
                           "limits.lanes is given twice", "one line of at most 500 bytes"})
    EXPECT_THAT(plan.failure().message, HasSubstr(part));
  tune_request many;
  many.reset.assign(tune_knobs_max + 1, "limits.lanes");
  EXPECT_FALSE(plan_tuning(many, state(), by_ada));
}

TEST(tuning, names_the_tenants_that_it_needs) {
  EXPECT_THAT(
      *tenants_of({.set = {{"tenant.b.lanes", "1"}, {"limits.lanes", "1"}}, .reset = {"tenant.a.paused"}}),
      ElementsAre("a", "b"));
  EXPECT_FALSE(tenants_of({.reset = {"nothing"}}));
}

const knob_row* row(const std::vector<knob_row>& all, const std::string& name) {
  for (const auto& x : all)
    if (x.knob == name)
      return &x;
  return nullptr;
}

TEST(knobs, say_where_their_value_comes_from) {
  auto x = state();
  x.overrides = {{"limits.weight", "50", "bob", at(1)}, {"tenant.b.paused", "true", "bob", at(1)}};
  const auto night = knob_rows(x, at(2));
  EXPECT_EQ(row(night, "limits.lanes")->source, knob_source::file);
  EXPECT_EQ(row(night, "limits.rate")->source, knob_source::standard);
  EXPECT_EQ(row(night, "night.closes")->value, "");
  const auto* weight = row(night, "limits.weight");
  EXPECT_EQ(weight->source, knob_source::by_hand);
  EXPECT_EQ(weight->value + " " + weight->configured + " " + weight->who, "50 10 bob");
  const auto day = knob_rows(x, at(7));
  EXPECT_EQ(row(day, "limits.lanes")->source, knob_source::by_time);
  EXPECT_EQ(row(day, "limits.lanes")->rule, "06:00-18:00");
  EXPECT_EQ(row(day, "limits.lanes")->value, "2");
  EXPECT_EQ(row(night, "tenant.a.lanes")->source, knob_source::tenant);
  EXPECT_EQ(row(night, "tenant.b.paused")->who, "bob");
  EXPECT_EQ(row(night, "tenant.b.lanes"), nullptr) << "only what is its own";
}

TEST(file_changes, name_the_knobs_that_differ) {
  live_base before;
  auto after = before;
  after.limits.lanes = 5;
  after.night.length = std::chrono::minutes{60};
  after.night.opens = "02:00";
  after.limits.at = {{"06:00", "18:00", {{"lanes", "2"}}}};
  EXPECT_EQ(told(file_changes(before, after, {.at = at(2), .who = "file", .way = tune_way::file})),
            "limits.lanes: 3 -> 5;night.length_minutes: 240 -> 60;limits.at:  -> 06:00-18:00 lanes=2;");
  EXPECT_TRUE(file_changes(after, after, {}).empty());
}

TEST(needing_restart, names_all_other_settings_that_differ) {
  config before;
  config after;
  after.limits.lanes = 5;
  after.night.length = std::chrono::minutes{60};
  after.night.opens = "02:00";
  after.vault.key_file = "other";
  after.cloud.named["lab"] = {};
  EXPECT_THAT(needing_restart(before, after), ElementsAre("vault.key_file", "night.opens", "cloud"));
  EXPECT_TRUE(needing_restart(before, before).empty());
}

} // namespace
} // namespace roamsync
