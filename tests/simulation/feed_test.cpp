#include "tests/simulation/judge/judge.hpp"
#include "tests/simulation/scenario.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

// Nights in a row over groups that change: members are known by the change feeds.
namespace roamsync::simulation {
namespace {

/// Some of the members leave, some who left come back, some get another name.
void change_groups(simulation& x, dice& luck, std::vector<std::vector<member>>& away) {
  auto& tenants = x.services().tenants();
  away.resize(tenants.size());
  for (std::size_t i = 0; i < tenants.size(); ++i) {
    auto& members = tenants[i].members;
    if (!away[i].empty() && luck.chance(0.5)) {
      members.push_back(away[i].back());
      away[i].pop_back();
    }
    if (members.size() > 1 && luck.chance(0.5)) {
      const auto at = luck.between(0, static_cast<std::int64_t>(members.size()) - 1);
      away[i].push_back(members[static_cast<std::size_t>(at)]);
      members.erase(members.begin() + at);
    }
    if (luck.chance(0.5))
      members.front().attributes["displayName"] += " x";
  }
}

/// I7 of the requests from `from` on.
complaints judge_requests(simulation& x, std::size_t from) {
  complaints out;
  const auto& all = x.services().tenants();
  for (auto i = from; i < x.seen().requests.size(); ++i) {
    const auto& row = x.seen().requests[i];
    if ((row.kind != request_kind::read && row.kind != request_kind::write) || row.mailbox == 0)
      continue;
    const auto& of = all[row.tenant];
    const auto& id = of.mailboxes[row.mailbox].user_id;
    if (std::none_of(of.members.begin(), of.members.end(),
                     [&](const member& who) { return who.user_id == id; }))
      out.push_back(of.settings.id + ": a request for " + id + ", who is no member today");
  }
  return out;
}

TEST(feeds, of_groups_that_change_each_day_keep_every_promise) {
  std::size_t followed = 0;
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    auto luck = dice::of(seed, "changes", 0);
    auto tenants = small_world(seed, {});
    for (auto& of : tenants) {
      of.faults.directory_fails = luck.chance(0.3) ? 0.05 : 0;
      of.faults.feed_forgets = luck.chance(0.3) ? 0.3 : 0;
    }
    simulation x{std::move(tenants), {.message_delay_max = 2}};
    std::vector<std::vector<member>> away;
    for (int day = 0; day < 4; ++day) {
      const auto from = x.seen().requests.size();
      const auto kills =
          luck.chance(0.3) ? std::vector{duration{luck.between(1, 2'000)}} : std::vector<duration>{};
      const auto end = x.run_night(kills);
      ASSERT_TRUE(end.finished) << end.failure;
      EXPECT_EQ(lines(judge_outcomes(x)), "") << "day " << day;
      EXPECT_EQ(lines(judge_requests(x, from)), "") << "day " << day;
      EXPECT_EQ(lines(judge_limits(x)), "") << "day " << day;
      x.next_day();
      change_groups(x, luck, away);
    }
    const auto& requests = x.seen().requests;
    followed += static_cast<std::size_t>(std::count_if(
        requests.begin(), requests.end(), [](const auto& row) { return row.kind == request_kind::users; }));
  }
  if (seeds().size() > 1) {
    EXPECT_GT(followed, 50u) << "hardly anybody was read because a feed named him";
  }
}

TEST(feeds, of_a_night_without_changes_cost_three_requests_for_each_tenant) {
  auto tenants = small_world(3, {});
  const auto count = tenants.size();
  for (auto& of : tenants)
    of.page_size = 2;
  simulation x{std::move(tenants), {.check_days = 1'000'000, .group_days = 1'000'000}};
  ASSERT_TRUE(x.run_night().finished);
  for (int day = 0; day < 3; ++day) {
    x.next_day();
    const auto from = x.seen().requests.size();
    ASSERT_TRUE(x.run_night().finished);
    EXPECT_EQ(x.seen().requests.size() - from, 3 * count);
    EXPECT_EQ(lines(judge_outcomes(x)), "");
  }
}

} // namespace
} // namespace roamsync::simulation
