#include "engine/supervisor/supervisor_machine.hpp"

#include <gtest/gtest.h>

#include <string>
#include <variant>
#include <vector>

namespace roamsync {
namespace {

time_point at(std::int64_t ms) {
  return time_point{duration{ms}};
}

std::vector<std::string> started(const supervisor_effects& effects) {
  std::vector<std::string> out;
  for (const auto& x : effects)
    if (const auto* start = std::get_if<supervisor_effect::start_tenant>(&x))
      out.push_back(start->tenant);
  return out;
}

template <class T>
bool has(const supervisor_effects& effects) {
  for (const auto& x : effects)
    if (std::holds_alternative<T>(x))
      return true;
  return false;
}

std::vector<tenant_start> three() {
  return {{"small", 3, at(0), at(100'000)},
          {"large", 200, at(0), at(100'000)},
          {"middle", 50, at(0), at(100'000)}};
}

TEST(supervisor, starts_the_largest_first_at_the_given_pace) {
  supervisor_machine machine{{.tenants_per_second = 10}};
  EXPECT_EQ(started(machine.open(three(), at(0))), (std::vector<std::string>{"large"}));
  EXPECT_TRUE(started(machine.on_wake(at(99))).empty());
  EXPECT_EQ(started(machine.on_wake(at(100))), (std::vector<std::string>{"middle"}));
  EXPECT_EQ(started(machine.on_wake(at(200))), (std::vector<std::string>{"small"}));
}

TEST(supervisor, holds_no_more_tenants_at_once_than_allowed) {
  supervisor_machine machine{{.tenants_per_second = 1'000, .tenants_at_once = 1}};
  EXPECT_EQ(started(machine.open(three(), at(0))).size(), 1U);
  EXPECT_TRUE(started(machine.on_wake(at(1'000))).empty());
  EXPECT_EQ(started(machine.on_tenant_done("large", at(2'000))), (std::vector<std::string>{"middle"}));
}

TEST(supervisor, a_tenant_with_a_later_window_holds_nobody_up) {
  supervisor_machine machine{{.tenants_per_second = 1'000}};
  auto tenants = three();
  tenants[1].opens = at(5'000);
  EXPECT_EQ(started(machine.open(tenants, at(0))), (std::vector<std::string>{"middle"}));
  EXPECT_EQ(started(machine.on_wake(at(10))), (std::vector<std::string>{"small"}));
  (void)machine.on_tenant_done("middle", at(20));
  auto effects = machine.on_tenant_done("small", at(30));
  EXPECT_FALSE(has<supervisor_effect::finished>(effects)) << "one tenant has not begun";
  ASSERT_TRUE(has<supervisor_effect::wake>(effects));
  EXPECT_EQ(started(machine.on_wake(at(5'000))), (std::vector<std::string>{"large"}));
}

TEST(supervisor, closes_each_tenant_once_at_its_time) {
  supervisor_machine machine{{.tenants_per_second = 1'000}};
  (void)machine.open({{"a", 1, at(0), at(1'000)}}, at(0));
  auto effects = machine.on_wake(at(1'000));
  ASSERT_TRUE(has<supervisor_effect::close_tenant>(effects));
  EXPECT_FALSE(has<supervisor_effect::close_tenant>(machine.on_wake(at(1'001))));
}

TEST(supervisor, says_once_that_it_has_finished) {
  supervisor_machine machine{{}};
  (void)machine.open({{"a", 1, at(0), at(1'000)}}, at(0));
  EXPECT_TRUE(has<supervisor_effect::finished>(machine.on_tenant_done("a", at(10))));
  EXPECT_FALSE(has<supervisor_effect::finished>(machine.on_wake(at(20))));
}

TEST(supervisor, a_run_without_tenants_is_finished_at_once) {
  supervisor_machine machine{{}};
  EXPECT_TRUE(has<supervisor_effect::finished>(machine.open({}, at(0))));
}

TEST(supervisor, a_stop_starts_nobody_and_closes_all_that_work) {
  supervisor_machine machine{{.tenants_per_second = 10}};
  (void)machine.open(three(), at(0));
  auto effects = machine.stop(at(10));
  ASSERT_TRUE(has<supervisor_effect::close_tenant>(effects));
  EXPECT_EQ(std::get<supervisor_effect::close_tenant>(effects.front()).why, cause::stopped);
  EXPECT_TRUE(started(machine.on_wake(at(5'000))).empty());
  EXPECT_TRUE(has<supervisor_effect::finished>(machine.on_tenant_done("large", at(6'000))));
}

std::vector<std::string> closed(const supervisor_effects& effects) {
  std::vector<std::string> out;
  for (const auto& x : effects)
    if (const auto* close = std::get_if<supervisor_effect::close_tenant>(&x))
      out.push_back(close->tenant);
  return out;
}

TEST(supervisor, takes_another_pace_at_once) {
  supervisor_machine machine{{.tenants_per_second = 0.1}};
  (void)machine.set_pace({.tenants_per_second = 0.1}, at(0));
  EXPECT_EQ(started(machine.open(three(), at(0))).size(), 1U);
  EXPECT_TRUE(started(machine.set_pace({.tenants_per_second = 10}, at(50))).empty());
  EXPECT_EQ(started(machine.on_wake(at(150))), (std::vector<std::string>{"middle"}))
      << "not after ten seconds";
  EXPECT_EQ(started(machine.set_pace({.tenants_per_second = 1'000, .tenants_at_once = 2}, at(300))).size(),
            0U);
  EXPECT_EQ(started(machine.set_pace({.tenants_per_second = 1'000}, at(301))).size(), 1U);
}

TEST(supervisor, closes_earlier_or_later_when_the_windows_end_is_moved) {
  supervisor_machine machine{{.tenants_per_second = 1'000}};
  auto tenants = three();
  tenants[2].closes = at(150'000);
  (void)machine.open(tenants, at(0));
  (void)machine.on_wake(at(10));
  EXPECT_EQ(closed(machine.move_end(duration{-90'000}, at(20))).size(), 0U);
  EXPECT_EQ(closed(machine.on_wake(at(10'000))), (std::vector<std::string>{"large", "small"}));
  EXPECT_TRUE(closed(machine.move_end(duration{+90'000}, at(10'001))).empty()) << "closed is closed";
  EXPECT_TRUE(closed(machine.on_wake(at(149'999))).empty());
  EXPECT_EQ(closed(machine.on_wake(at(150'000))), (std::vector<std::string>{"middle"}));
}

TEST(supervisor, moves_the_end_of_tenants_that_were_not_started_yet) {
  supervisor_machine machine{{.tenants_per_second = 1'000, .tenants_at_once = 1}};
  (void)machine.open(three(), at(0));
  (void)machine.move_end(duration{-99'000}, at(10));
  EXPECT_EQ(closed(machine.on_wake(at(1'000))), (std::vector<std::string>{"large"}));
  EXPECT_EQ(closed(machine.on_tenant_done("large", at(2'000))), (std::vector<std::string>{"middle"}));
}

TEST(supervisor, a_paused_tenant_takes_nobodys_place) {
  supervisor_machine machine{{.tenants_per_second = 1'000, .tenants_at_once = 1}};
  (void)machine.set_paused({"large"}, at(0));
  EXPECT_EQ(started(machine.open(three(), at(0))), (std::vector<std::string>{"large"}));
  EXPECT_EQ(started(machine.on_wake(at(1))), (std::vector<std::string>{"middle"}));
  EXPECT_TRUE(started(machine.on_wake(at(100))).empty());
  EXPECT_EQ(started(machine.set_paused({"large", "middle"}, at(101))), (std::vector<std::string>{"small"}));
}

TEST(supervisor, does_not_end_a_run_that_has_not_opened) {
  supervisor_machine machine{{}};
  EXPECT_TRUE(machine.on_wake(at(0)).empty()) << "a timer of the run before";
}

TEST(supervisor, cuts_a_tenant_off_once_its_window_and_the_grace_are_over) {
  supervisor_machine machine{{.tenants_per_second = 1'000, .grace = duration{500}}};
  (void)machine.open({{"a", 1, at(0), at(1'000)}}, at(0));
  auto effects = machine.on_wake(at(1'000));
  EXPECT_FALSE(has<supervisor_effect::cut_tenant>(effects));
  ASSERT_TRUE(has<supervisor_effect::wake>(effects)) << "nobody else may wake it";
  EXPECT_FALSE(has<supervisor_effect::cut_tenant>(machine.on_wake(at(1'499))));
  EXPECT_TRUE(has<supervisor_effect::cut_tenant>(machine.on_wake(at(1'500))));
  EXPECT_FALSE(has<supervisor_effect::cut_tenant>(machine.on_wake(at(1'501))));
}

TEST(supervisor, a_shorter_grace_holds_for_those_that_are_closed_already) {
  supervisor_machine machine{{.tenants_per_second = 1'000, .grace = duration{500}}};
  (void)machine.open({{"a", 1, at(0), at(1'000)}}, at(0));
  (void)machine.on_wake(at(1'000));
  (void)machine.set_pace({.tenants_per_second = 1'000, .grace = duration{100}}, at(1'001));
  EXPECT_FALSE(has<supervisor_effect::cut_tenant>(machine.on_wake(at(1'099))));
  EXPECT_TRUE(has<supervisor_effect::cut_tenant>(machine.on_wake(at(1'100))));
}

TEST(supervisor, who_starts_after_the_window_has_the_grace_to_name_its_mailboxes) {
  supervisor_machine machine{{.tenants_per_second = 1'000, .tenants_at_once = 1, .grace = duration{500}}};
  (void)machine.open({{"a", 2, at(0), at(1'000)}, {"b", 1, at(0), at(1'000)}}, at(0));
  (void)machine.on_wake(at(1'000));
  (void)machine.on_tenant_done("a", at(2'000));
  EXPECT_FALSE(has<supervisor_effect::cut_tenant>(machine.on_wake(at(2'499))));
  EXPECT_TRUE(has<supervisor_effect::cut_tenant>(machine.on_wake(at(2'500))));
}

TEST(supervisor, a_tenant_that_is_started_again_hears_again_that_its_window_is_over) {
  supervisor_machine machine{{.tenants_per_second = 1'000, .grace = duration{500}}};
  (void)machine.open({{"a", 1, at(0), at(1'000)}, {"b", 1, at(0), at(1'000)}}, at(0));
  EXPECT_FALSE(has<supervisor_effect::close_tenant>(machine.on_broken_off("b", at(900))));
  EXPECT_TRUE(has<supervisor_effect::close_tenant>(machine.on_wake(at(1'000))));
  (void)machine.on_tenant_done("b", at(1'100));
  EXPECT_TRUE(has<supervisor_effect::close_tenant>(machine.on_broken_off("a", at(1'200))));
  EXPECT_FALSE(has<supervisor_effect::cut_tenant>(machine.on_wake(at(1'699))));
  EXPECT_TRUE(has<supervisor_effect::cut_tenant>(machine.on_wake(at(1'700))));
}

TEST(supervisor, a_tenant_that_breaks_off_is_started_once_more_and_then_ended) {
  supervisor_machine machine{{}};
  (void)machine.open({{"a", 1, at(0), at(9'000)}, {"b", 1, at(0), at(9'000)}}, at(0));
  EXPECT_TRUE(has<supervisor_effect::restart_tenant>(machine.on_broken_off("a", at(100))));
  const auto again = machine.on_broken_off("a", at(200));
  EXPECT_TRUE(has<supervisor_effect::end_broken>(again));
  EXPECT_FALSE(has<supervisor_effect::restart_tenant>(again));
  EXPECT_TRUE(has<supervisor_effect::restart_tenant>(machine.on_broken_off("b", at(300))))
      << "each has its own";
}

TEST(supervisor, a_tenant_that_breaks_off_after_a_stop_is_ended) {
  supervisor_machine machine{{}};
  (void)machine.open({{"a", 1, at(0), at(9'000)}}, at(0));
  (void)machine.stop(at(50));
  EXPECT_TRUE(has<supervisor_effect::end_broken>(machine.on_broken_off("a", at(100))));
}

TEST(supervisor, a_stop_is_no_cut) {
  supervisor_machine machine{{.tenants_per_second = 1'000, .grace = duration{500}}};
  (void)machine.open({{"a", 1, at(0), at(1'000)}}, at(0));
  (void)machine.stop(at(900));
  EXPECT_FALSE(has<supervisor_effect::cut_tenant>(machine.on_wake(at(5'000))));
}

} // namespace
} // namespace roamsync
