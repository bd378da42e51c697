#include "tests/simulation/judge/judge.hpp"
#include "tests/simulation/scenario.hpp"
#include "tests/simulation/shell/must.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

// The end of a window, and what is said of it before.
namespace roamsync::simulation {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

sim_tenant slow_tenant(std::size_t size) {
  auto out = make_tenant(1, 0, size, {.own_signatures = 0}, make_catalogue(1));
  out.settings.lanes = 2;
  out.latency = duration{400};
  return out;
}

bool says(simulation& x, std::string_view what) {
  return x.log().text().find(" node " + std::string{what}) != std::string::npos;
}

TEST(window, a_service_that_falls_silent_does_not_keep_the_night_open) {
  node_options options;
  options.window = minutes{10};
  options.supervisor.grace = minutes{2};
  auto tenant = slow_tenant(1'000);
  tenant.timed = {{.what = timed_fault::kind::silence, .from = minutes{9}, .until = minutes{600}}};
  simulation x{{tenant}, options};
  ASSERT_TRUE(x.run_night().finished);
  // The requests in flight are waited for, and no longer.
  auto ended = time_point{};
  for (const auto& row : x.records(0))
    ended = std::max(ended, time_point{} + (row.at - first_opening()));
  EXPECT_LE(ended, time_point{} + minutes{14});
  EXPECT_EQ(lines(judge_outcomes(x)), "");
  EXPECT_EQ(lines(judge_users_own(x, {tenant})), "");
  const auto rows = x.records(0);
  EXPECT_TRUE(std::any_of(rows.begin(), rows.end(),
                          [](const mailbox_record& row) { return row.end.kind == outcome_kind::written; }));
  EXPECT_TRUE(std::all_of(rows.begin(), rows.end(), [](const mailbox_record& row) {
    return row.end.kind != outcome_kind::deferred || row.end.why == cause::window_closed;
  }));
}

TEST(window, a_night_that_is_too_long_says_so_early_and_once) {
  node_options options;
  options.window = minutes{30};
  simulation x{{slow_tenant(2'000)}, options};
  std::string early;
  x.time().at(time_point{} + minutes{8}, [&] { early = x.log().text(); });
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_NE(early.find("does not fit"), std::string::npos) << "with a quarter of the window gone";
  const auto& text = x.log().text();
  EXPECT_EQ(text.find("does not fit"), text.rfind("does not fit"));
  EXPECT_FALSE(says(x, "fits again"));
}

TEST(window, a_later_end_takes_it_back) {
  node_options options;
  options.window = minutes{30};
  simulation x{{slow_tenant(2'000)}, options};
  x.time().at(time_point{} + minutes{10}, [&] {
    EXPECT_TRUE(says(x, "does not fit"));
    EXPECT_TRUE(x.tune({.set = {{"night.closes", "05:00"}}}));
  });
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_TRUE(says(x, "fits again"));
  EXPECT_EQ(lines(judge_outcomes(x)), "");
}

TEST(window, a_night_that_fits_says_nothing) {
  simulation x{{slow_tenant(200)}, {}};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_FALSE(says(x, "does not fit"));
}

} // namespace
} // namespace roamsync::simulation
