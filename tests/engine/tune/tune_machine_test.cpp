#include "engine/tune/tune_machine.hpp"
#include "tests/engine/tune/at.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

const night tonight{.number = 1, .opened = at(1), .closes = at(5)};

override_row by_hand(std::string knob, std::string value) {
  return {std::move(knob), std::move(value), "ada", at(0)};
}

/// "node pace shares end 05:00"
std::string told(const tune_effects& effects) {
  std::string text;
  for (const auto& x : effects) {
    text += text.empty() ? "" : " ";
    if (const auto* end = std::get_if<tune_effect::set_end>(&x))
      text += "end " + std::to_string((end->closes - at(0)) / std::chrono::minutes{1});
    else
      text += std::holds_alternative<tune_effect::set_node>(x)   ? "node"
              : std::holds_alternative<tune_effect::set_pace>(x) ? "pace"
                                                                 : "shares";
  }
  return text;
}

TEST(tune_machine, says_all_at_the_opening_and_later_only_what_differs) {
  tune_machine x{{}, at(0)};
  EXPECT_EQ(told(x.on_run({}, tonight, true, at(1))), "node pace shares");
  EXPECT_EQ(told(x.on_overrides({}, at(2))), "");
  EXPECT_EQ(told(x.on_overrides({by_hand("limits.node_requests", "7")}, at(2))), "node");
  EXPECT_EQ(told(x.on_overrides({by_hand("limits.node_requests", "7"), by_hand("night.tenants_at_once", "7")},
                                at(2))),
            "pace");
  EXPECT_EQ(told(x.on_overrides({by_hand("tenant.a.paused", "true")}, at(2))), "node pace shares");
  EXPECT_EQ(told(x.on_overrides({}, at(2))), "shares") << "the tenant goes on";
}

TEST(tune_machine, moves_the_windows_end_and_brings_it_back) {
  tune_machine x{{}, at(0)};
  (void)x.on_run({}, tonight, true, at(1));
  EXPECT_EQ(told(x.on_overrides({by_hand("night.closes", "2026-03-01T03:00:00Z")}, at(2))), "end 180");
  EXPECT_EQ(told(x.on_overrides({by_hand("night.closes", "2026-03-01T07:00:00Z")}, at(2))), "end 420");
  EXPECT_EQ(told(x.on_overrides({}, at(2))), "end 300") << "as long as the configuration says";
  EXPECT_EQ(told(x.on_overrides({by_hand("night.closes", "2026-02-28T07:00:00Z")}, at(2))), "")
      << "another night's end";
  EXPECT_EQ(told(x.on_overrides({by_hand("night.closes", "2026-03-02T07:00:00Z")}, at(2))), "")
      << "the next night's end";
}

TEST(tune_machine, takes_the_end_that_was_set_before_the_run) {
  tune_machine x{{}, at(0)};
  EXPECT_EQ(told(x.on_run({by_hand("night.closes", "2026-03-01T03:00:00Z")}, tonight, true, at(1))),
            "node pace shares end 180");
}

TEST(tune_machine, leaves_a_joined_run_the_end_that_it_has) {
  tune_machine x{{}, at(0)};
  auto moved = tonight;
  moved.closes = at(3);
  EXPECT_EQ(told(x.on_run({by_hand("night.closes", "2026-03-01T03:00:00Z")}, moved, true, at(2))),
            "node pace shares");
  EXPECT_EQ(told(x.on_overrides(
                {by_hand("night.closes", "2026-03-01T03:00:00Z"), by_hand("limits.lanes", "1")}, at(2))),
            "shares");
}

TEST(tune_machine, moves_no_end_of_a_push_or_of_a_run_outside_of_the_night) {
  tune_machine x{{}, at(0)};
  EXPECT_EQ(told(x.on_run({by_hand("night.closes", "2026-03-01T03:00:00Z")}, tonight, false, at(1))),
            "node pace shares");
  EXPECT_EQ(told(x.on_overrides({by_hand("night.closes", "2026-03-01T02:00:00Z")}, at(1))), "");
}

TEST(tune_machine, takes_another_length_of_the_window_from_the_file) {
  tune_machine x{{}, at(0)};
  (void)x.on_run({}, tonight, true, at(1));
  live_base shorter;
  shorter.night.length = std::chrono::minutes{90};
  EXPECT_EQ(told(x.on_base(shorter, at(2))), "end 150");
  EXPECT_EQ(told(x.on_overrides({by_hand("night.closes", "2026-03-01T04:00:00Z")}, at(2))), "end 240");
  shorter.night.length = std::chrono::minutes{120};
  EXPECT_EQ(told(x.on_base(shorter, at(2))), "") << "what was set by hand stays";
}

TEST(tune_machine, changes_with_the_time_of_day) {
  live_base base;
  base.limits.at = {{"02:00", "03:00", {{"egress_rate", "5"}, {"lanes", "1"}}}};
  tune_machine x{base, at(0)};
  (void)x.on_run({}, tonight, true, at(1));
  EXPECT_EQ(x.wakes_at(), at(2));
  EXPECT_EQ(told(x.on_clock(at(1, 59))), "");
  EXPECT_EQ(told(x.on_clock(at(2))), "node shares");
  EXPECT_EQ(x.settings().limits.egress_rate, 5);
  EXPECT_EQ(told(x.on_clock(at(2))), "");
  EXPECT_EQ(told(x.on_clock(at(3))), "node shares");
  EXPECT_EQ(told(x.on_clock(at(2, 30))), "node shares") << "the clock was set back";
}

} // namespace
} // namespace roamsync
