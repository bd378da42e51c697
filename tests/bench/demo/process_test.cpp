#include "bench/demo/files.hpp"
#include "bench/demo/others.hpp"
#include "bench/demo/process.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <stdexcept>
#include <unistd.h>

namespace roamsync::demo {
namespace {

using namespace std::chrono_literals;

bool is_gone(pid_t pid) {
  return ::kill(pid, 0) != 0;
}

TEST(process, the_exit_code_is_the_childs) {
  signal_gate gate;
  child good{"/bin/true", {}, {}};
  EXPECT_EQ(wait_for_end(good, gate, 60s, "true"), 0);
  child bad{"/bin/false", {}, {}};
  EXPECT_EQ(wait_for_end(bad, gate, 60s, "false"), 1);
}

TEST(process, what_it_took_is_known_once_it_has_ended) {
  signal_gate gate;
  child busy{"sh", {"-c", "read line; i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done"}, {}};
  EXPECT_EQ(wait_for_end(busy, gate, 60s, "sh"), 0);
  ASSERT_TRUE(busy.used());
  EXPECT_GT(busy.used()->cpu_seconds, 0);
  EXPECT_GT(busy.used()->peak_mb, 0);
  child waits{"/bin/sleep", {"60"}, {}};
  EXPECT_FALSE(waits.used());
}

TEST(process, a_child_that_runs_is_none_of_the_others) {
  signal_gate gate;
  const others_watch unaware{{}};
  child busy{"sh", {"-c", "while :; do :; done"}, {}};
  const others_watch aware{{busy.pid()}};
  const auto begin = std::chrono::steady_clock::now();
  const auto passed = [&] { return std::chrono::steady_clock::now() - begin; };
  // The kernel counts in ticks of some milliseconds: before a second has passed these may make the difference.
  while (passed() < 1s || (unaware.share() - aware.share() < 0.02 && passed() < 60s))
    (void)gate.wait(50ms);
  EXPECT_GE(unaware.share() - aware.share(), 0.02);
}

TEST(process, a_core_that_is_not_there_is_an_error) {
  child x{"/bin/sleep", {"60"}, {}};
  x.pin(0);
  EXPECT_THROW(x.pin(1'000), std::runtime_error);
}

TEST(process, what_cannot_be_started_is_an_error) {
  EXPECT_THROW((child{"/nowhere/at/all", {}, {}}), std::runtime_error);
}

TEST(process, output_goes_to_the_file) {
  const auto file = std::filesystem::path{testing::TempDir()} / "process_test.out";
  std::filesystem::remove(file);
  signal_gate gate;
  child x{"/bin/echo", {"one", "two words"}, {file, file}};
  EXPECT_EQ(wait_for_end(x, gate, 60s, "echo"), 0);
  EXPECT_EQ(read_file(file), "one two words\n");
  std::filesystem::remove(file);
}

TEST(process, a_child_goes_with_its_object) {
  pid_t pid = 0;
  {
    const child x{"/bin/sleep", {"1000"}, {}};
    pid = x.pid();
    EXPECT_FALSE(is_gone(pid));
    EXPECT_EQ(::getpgid(pid), pid) << "Ctrl-C would reach it beside us";
  }
  EXPECT_TRUE(is_gone(pid));
}

TEST(process, a_child_that_does_not_listen_is_killed) {
  child x{"/bin/sh",
          {"-c", "trap '' TERM; echo ready; while :; do sleep 1000; done"},
          {"/dev/null", "/dev/null"}};
  x.end(SIGTERM, 0s);
  EXPECT_TRUE(is_gone(x.pid()));
}

TEST(process, being_stopped_stops_the_child_and_says_so) {
  signal_gate gate;
  child x{"/bin/sleep", {"1000"}, {}};
  ::kill(::getpid(), SIGINT);
  try {
    (void)wait_for_end(x, gate, 60s, "sleep");
    FAIL() << "went on";
  } catch (const stopped& why) {
    EXPECT_EQ(why.signal_number, SIGINT);
  }
  EXPECT_TRUE(is_gone(x.pid()));
  EXPECT_EQ(gate.stop(), SIGINT);
}

TEST(process, what_takes_too_long_is_ended) {
  signal_gate gate;
  child x{"/bin/sleep", {"1000"}, {}};
  EXPECT_THROW((void)wait_for_end(x, gate, 0s, "sleep"), std::runtime_error);
  EXPECT_TRUE(is_gone(x.pid()));
}

} // namespace
} // namespace roamsync::demo
