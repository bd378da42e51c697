#include "console/cli/simulate_words.hpp"
#include "tests/console/cli/parse.hpp"

#include <gmock/gmock.h>

namespace roamsync::console::testing {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;
using namespace std::chrono_literals;

TEST(simulate, is_of_tonight_unless_a_run_or_a_made_up_world_is_named) {
  const auto tonight = command_of<simulate_command>({"simulate"});
  EXPECT_FALSE(tonight.run);
  EXPECT_FALSE(tonight.made_up);
  EXPECT_EQ(tonight.other, what_if{});
  EXPECT_EQ(tonight.seeds, 1U);
  EXPECT_TRUE(command_of<simulate_command>({"simulate", "--all"}).all);
  EXPECT_EQ(command_of<simulate_command>({"simulate", "--run", "17"}).run, 17);
  const auto world = command_of<simulate_command>(
      {"simulate", "--made-up", "--tenants", "20000", "--zipf", "0.5", "--seed", "9", "--seeds", "3"});
  EXPECT_EQ(world.size.tenants, 20'000U);
  EXPECT_EQ(world.size.mailboxes, 20'000U) << "one each, where the default would be too few";
  EXPECT_DOUBLE_EQ(world.size.zipf, 0.5);
  EXPECT_EQ(world.seed, 9U);
  EXPECT_EQ(world.seeds, 3U);
}

TEST(simulate, takes_what_is_to_be_otherwise) {
  const auto x = command_of<simulate_command>({"simulate",
                                               "--set",
                                               "limits.lanes=8",
                                               "--set",
                                               "net.connections_max=4000",
                                               "--tenants-times",
                                               "10",
                                               "--mailboxes-times",
                                               "1.3",
                                               "--policy",
                                               "fixed",
                                               "--window",
                                               "3h30m",
                                               "--service-rate",
                                               "2.5",
                                               "--service-lanes",
                                               "4",
                                               "--first-night",
                                               "--report",
                                               "r.json",
                                               "--chart",
                                               "c.svg",
                                               "--chart-of",
                                               "tenants"});
  EXPECT_THAT(x.other.set, ElementsAre(Pair("limits.lanes", "8"), Pair("net.connections_max", "4000"),
                                       Pair("limits.policy", "fixed")));
  EXPECT_DOUBLE_EQ(x.other.tenants_times, 10);
  EXPECT_DOUBLE_EQ(x.other.mailboxes_times, 1.3);
  EXPECT_EQ(x.other.window, 210min);
  EXPECT_EQ(x.instead.rate, 2.5);
  EXPECT_EQ(x.instead.lanes, 4U);
  EXPECT_TRUE(x.instead.first_night);
  EXPECT_EQ(x.chart_file, "c.svg");
  EXPECT_TRUE(x.chart_of_tenants);
}

TEST(simulate, refuses_what_is_wrong_and_says_what_is_allowed) {
  EXPECT_THAT(misuse_of({"simulate", "--set", "limits.lane=8"}), HasSubstr("Did you mean limits.lanes?"));
  EXPECT_THAT(misuse_of({"simulate", "--set", "limits.lanes=99"}), HasSubstr("from 1 to 64"));
  EXPECT_THAT(misuse_of({"simulate", "--set", "limits.lanes=8", "--set", "limits.lanes=9"}),
              HasSubstr("given twice"));
  EXPECT_THAT(misuse_of({"simulate", "--policy", "aimd"}), HasSubstr("learn"));
  EXPECT_THAT(misuse_of({"simulate", "--policy", "fixed", "--set", "limits.policy=learn"}),
              HasSubstr("either --policy"));
  EXPECT_THAT(misuse_of({"simulate", "--tenants-times", "0"}), HasSubstr("from 0.01 to 1000"));
  EXPECT_THAT(misuse_of({"simulate", "--tenants-times", "1e3"}), HasSubstr("from 0.01 to 1000"));
  EXPECT_THAT(misuse_of({"simulate", "--mailboxes-times", "nan"}), HasSubstr("from 0.01 to 1000"));
  EXPECT_THAT(misuse_of({"simulate", "--window", "tomorrow"}), HasSubstr("such as 4h, 90m or 3h30m"));
  EXPECT_THAT(misuse_of({"simulate", "--run", "3", "--made-up"}), HasSubstr("either --run or --made-up"));
  EXPECT_THAT(misuse_of({"simulate", "--tenants", "5"}), HasSubstr("goes with --made-up"));
  EXPECT_THAT(misuse_of({"simulate", "--made-up", "--tenants", "50", "--mailboxes", "20"}),
              HasSubstr("fewer than --tenants"));
  EXPECT_THAT(misuse_of({"simulate", "--made-up", "--all"}), HasSubstr("--all is for tonight"));
  EXPECT_THAT(misuse_of({"simulate", "--chart", "x.pdf"}), HasSubstr(".svg or .png"));
  EXPECT_THAT(misuse_of({"simulate", "--chart-of", "tenants"}), HasSubstr("goes with --chart"));
  EXPECT_THAT(misuse_of({"simulate", "--seeds", "101"}), HasSubstr("100"));
}

TEST(simulate, reads_lengths_of_windows) {
  EXPECT_EQ(*parse_window("4h"), 4h);
  EXPECT_EQ(*parse_window("90m"), 90min);
  EXPECT_EQ(*parse_window("0h5m"), 5min);
  EXPECT_EQ(*parse_window("48h"), 48h);
  for (const auto* bad : {"", "4", "h", "4h30", "30m4h", "0m", "49h", "-4h", "4hh", "4h4h", "1.5h", "4h 5m",
                          "48h1m", "99999999999999999999h"})
    EXPECT_FALSE(parse_window(bad)) << bad;
}

TEST(top_words, say_what_is_shown_first) {
  const auto x = command_of<top_command>({"top"});
  EXPECT_FALSE(x.once);
  EXPECT_EQ(x.first.sort, tenant_sort::remaining);
  const auto once = command_of<top_command>({"top", "--once", "--sort", "429", "--filter", "failed"});
  EXPECT_TRUE(once.once);
  EXPECT_EQ(once.first.sort, tenant_sort::throttled);
  EXPECT_EQ(once.first.filter, "failed");
  EXPECT_THAT(misuse_of({"top", "--sort", "size"}), HasSubstr("remaining"));
}

} // namespace roamsync::console::testing
