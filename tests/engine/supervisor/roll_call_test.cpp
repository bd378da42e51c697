#include "engine/supervisor/supervisor_machine.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

// The watchdog of tenants and of the ledger.
namespace roamsync {
namespace {

using namespace std::chrono_literals;

constexpr duration length{300'000};
constexpr duration never_closes = std::chrono::hours{24};

/// A supervisor with its ledger and tenants that answer or not.
class night {
public:
  explicit night(std::vector<tenant_start> tenants, duration watchdog_length = length)
      : machine_{{.tenants_per_second = 1'000, .watchdog = watchdog_length}}, tenants_(std::move(tenants)) {
    for (auto& x : tenants_)
      x.closes = time_point{never_closes};
  }

  void go_on(duration by) {
    if (!std::exchange(opened_, true))
      take(machine_.open(tenants_, now_));
    for (const auto until = now_ + by; now_ < until;) {
      now_ += 1s;
      take(machine_.on_wake(now_));
    }
  }

  std::function<bool(const std::string&)> tenant_lives = [](const std::string&) { return true; };
  bool ledger_lives = true;
  bool ledger_is_behind = false; ///< it answers out of turn only
  std::vector<std::string> started;
  std::vector<std::string> stuck;
  int rounds = 0;
  int ledger_asked = 0;
  int ledger_silent = 0;

  supervisor_machine& machine() { return machine_; }
  [[nodiscard]] time_point now() const { return now_; }

  void take(const supervisor_effects& effects) {
    for (const auto& effect : effects) {
      if (const auto* start = std::get_if<supervisor_effect::start_tenant>(&effect)) {
        started.push_back(start->tenant);
      } else if (const auto* ask = std::get_if<supervisor_effect::ask_ledger>(&effect)) {
        ++ledger_asked;
        if (ledger_lives && ask->out_of_turn)
          machine_.on_ledger_lives();
        if (ledger_lives && !ledger_is_behind && ask->in_turn)
          take(machine_.on_ledger_passed(now_));
      } else if (std::holds_alternative<supervisor_effect::roll_call>(effect)) {
        ++rounds;
        for (const auto& x : started)
          if (tenant_lives(x))
            machine_.on_tenant_lives(x);
      } else if (const auto* x = std::get_if<supervisor_effect::end_silent>(&effect)) {
        stuck.push_back(x->tenant);
      } else if (std::holds_alternative<supervisor_effect::ledger_silent>(effect)) {
        ++ledger_silent;
      }
    }
  }

private:
  supervisor_machine machine_;
  std::vector<tenant_start> tenants_;
  bool opened_ = false;
  time_point now_{};
};

std::vector<tenant_start> two() {
  return {{.tenant = "a"}, {.tenant = "b"}};
}

TEST(roll_call, whoever_answers_is_left_alone_for_hours) {
  night x{two()};
  x.go_on(12h);
  EXPECT_TRUE(x.stuck.empty());
  EXPECT_EQ(x.ledger_silent, 0);
  EXPECT_EQ(x.rounds, 1 + 12 * 36) << "one at once, then three in a length";
}

TEST(roll_call, whoever_does_not_answer_for_the_whole_length_is_ended_and_nobody_else) {
  night x{two()};
  x.tenant_lives = [](const std::string& tenant) { return tenant != "b"; };
  x.go_on(length - 1s);
  EXPECT_TRUE(x.stuck.empty());
  x.go_on(length / watchdog_rounds + 2s);
  EXPECT_EQ(x.stuck, std::vector<std::string>{"b"});
  x.take(x.machine().on_tenant_done("b", x.now()));
  x.go_on(10 * length);
  EXPECT_EQ(x.stuck.size(), 1U);
}

TEST(roll_call, whoever_has_not_started_yet_owes_no_answer) {
  auto tenants = two();
  tenants[1].opens = time_point{3h};
  night x{tenants};
  x.tenant_lives = [&](const std::string& tenant) { return tenant == "a" || x.now() < time_point{4h}; };
  x.go_on(4h);
  EXPECT_EQ(x.started.size(), 2U);
  EXPECT_TRUE(x.stuck.empty());
  x.go_on(length + length / watchdog_rounds);
  EXPECT_EQ(x.stuck, std::vector<std::string>{"b"});
}

TEST(roll_call, a_ledger_that_is_behind_makes_nobody_silent) {
  night x{two()};
  x.tenant_lives = [](const std::string&) { return false; }; // they wait for the store
  x.ledger_is_behind = true;
  x.go_on(2h);
  EXPECT_TRUE(x.stuck.empty());
  EXPECT_EQ(x.ledger_silent, 0);
  EXPECT_EQ(x.rounds, 0);
}

TEST(roll_call, a_ledger_that_does_not_answer_at_all_is_told_of_and_asked_once) {
  night x{two()};
  x.ledger_lives = false;
  x.go_on(length - 1s);
  EXPECT_EQ(x.ledger_silent, 0);
  x.go_on(2s);
  EXPECT_EQ(x.ledger_silent, 1);
  EXPECT_EQ(x.ledger_asked, 1) << "more questions would only queue";
}

TEST(roll_call, an_hour_in_which_the_process_was_frozen_is_one_round) {
  night x{two()};
  x.go_on(10min);
  for (auto i = 1; i <= 2; ++i)
    x.take(x.machine().on_wake(x.now() + i * 1h));
  EXPECT_TRUE(x.stuck.empty());
  EXPECT_EQ(x.ledger_silent, 0);
}

TEST(roll_call, one_that_was_started_again_has_its_time_again) {
  night x{two()};
  x.tenant_lives = [](const std::string& tenant) { return tenant != "b"; };
  x.go_on(length - 10s);
  x.take(x.machine().on_broken_off("b", x.now()));
  x.go_on(length - 10s);
  EXPECT_TRUE(x.stuck.empty());
}

TEST(roll_call, its_length_may_change_while_the_night_runs_and_none_means_no_rounds) {
  night x{two(), 0s};
  x.go_on(1h);
  EXPECT_EQ(x.rounds, 0);
  x.take(x.machine().set_pace({.tenants_per_second = 1'000, .watchdog = 30s}, x.now()));
  x.go_on(60s);
  EXPECT_GE(x.rounds, 5);
  x.take(x.machine().set_pace({.tenants_per_second = 1'000, .watchdog = 0s}, x.now()));
  const auto before = x.rounds;
  x.go_on(1h);
  EXPECT_EQ(x.rounds, before);
}

TEST(roll_call, a_shorter_length_does_not_wait_for_the_end_of_the_longer_one) {
  night x{two(), 240min};
  x.go_on(1min);
  ASSERT_EQ(x.rounds, 1);
  x.take(x.machine().set_pace({.tenants_per_second = 1'000, .watchdog = 30s}, x.now()));
  x.go_on(11s);
  EXPECT_EQ(x.rounds, 2);
}

} // namespace
} // namespace roamsync
