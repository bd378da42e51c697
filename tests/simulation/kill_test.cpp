#include "tests/simulation/judge/judge.hpp"
#include "tests/simulation/scenario.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

// I4: killed at any instant and started again.
namespace roamsync::simulation {
namespace {

/// Instants in the first `most`, in ascending order.
std::vector<duration> instants(std::uint64_t seed, std::int64_t most) {
  auto luck = dice::of(seed, "kills", 0);
  std::vector<duration> out;
  for (auto n = luck.between(1, 3); n > 0; --n)
    out.push_back(duration{luck.between(1, most)});
  std::sort(out.begin(), out.end());
  return out;
}

/// What was recorded as written when the process died: (tenant, mailbox), and when.
using recorded = std::map<std::pair<std::uint32_t, std::uint32_t>, time_point>;

void note_recorded(simulation& x, recorded& out) {
  auto& all = x.services().tenants();
  for (std::size_t i = 0; i < all.size(); ++i)
    for (const auto& row : x.records(i))
      if (row.end.kind == outcome_kind::written)
        out.try_emplace(
            {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(all[i].by_user.at(row.user_id))},
            x.time().now());
}

/// Nothing recorded as written is written again; it is not even looked at.
complaints judge_written_once(simulation& x, const recorded& known) {
  complaints out;
  auto& all = x.services().tenants();
  for (const auto& row : x.seen().requests) {
    if (row.kind != request_kind::read && row.kind != request_kind::write)
      continue;
    if (auto it = known.find({row.tenant, row.mailbox}); it != known.end() && row.at > it->second)
      out.push_back(all[row.tenant].settings.id
                    + ": done again: " + all[row.tenant].mailboxes[row.mailbox].address);
  }
  return out;
}

/// No mailbox is without a valid signature at that instant: no default that roamsync set points nowhere.
complaints judge_pointers(simulation& x) {
  complaints out;
  for (const auto& tenant : x.services().tenants())
    for (const auto& box : tenant.mailboxes)
      for (const auto& pointer : {box.default_new, box.default_reply})
        if (pointer && !pointer->empty()
            && std::none_of(box.signatures.begin(), box.signatures.end(),
                            [&](const auto& y) { return y.name == *pointer; }))
          out.push_back(box.address + ": a default points to " + *pointer + ", which is not there");
  return out;
}

TEST(kill, at_any_instant_keeps_one_true_outcome_for_each_mailbox) {
  std::size_t kills = 0;
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    auto tenants = small_world(seed, mixed());
    for (auto& tenant : tenants)
      tenant.faults.lost_answer = seed % 3 == 0 ? 0.05 : 0;
    auto before = tenants;
    simulation x{std::move(tenants), {.message_delay_max = 2}};
    recorded known;
    auto end = x.run_night(instants(seed, 6'000), std::chrono::seconds{5}, [&] {
      ++kills;
      note_recorded(x, known);
      EXPECT_EQ(lines(judge_pointers(x)), "");
    });
    ASSERT_TRUE(end.finished) << end.failure;
    EXPECT_EQ(lines(judge_written_once(x, known)), "");
    EXPECT_EQ(lines(judge_limits(x)), "");
    EXPECT_EQ(lines(judge_outcomes(x)), "");
    EXPECT_EQ(lines(judge_expected(x)), "");
    EXPECT_EQ(lines(judge_members(x)), "");
    EXPECT_EQ(lines(judge_sign_ins(x)), "");
    EXPECT_EQ(lines(judge_users_own(x, before)), "");
  }
  EXPECT_GE(kills, seeds().size() > 1 ? 50u : 0u) << "the nights ended before they were killed";
}

TEST(kill, while_signatures_are_renamed_leaves_no_default_that_points_nowhere) {
  std::size_t kills = 0;
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    simulation x{small_world(seed, {.own_signatures = 0.3}), {.message_delay_max = 2}};
    ASSERT_TRUE(x.run_night().finished);
    x.next_day();
    for (auto& tenant : x.services().tenants())
      tenant.signatures = make_renamed_catalogue();
    recorded known;
    auto end = x.run_night(instants(seed, 6'000), std::chrono::seconds{5}, [&] {
      ++kills;
      note_recorded(x, known);
      EXPECT_EQ(lines(judge_pointers(x)), "");
    });
    ASSERT_TRUE(end.finished) << end.failure;
    EXPECT_EQ(lines(judge_pointers(x)), "");
    EXPECT_EQ(lines(judge_written_once(x, known)), "");
    EXPECT_EQ(lines(judge_limits(x)), "");
    EXPECT_EQ(lines(judge_outcomes(x)), "");
    // How much a killed night has deleted is not known any more, so it deletes no more; the next night does.
    x.next_day();
    ASSERT_TRUE(x.run_night().finished);
    for (const auto& tenant : x.services().tenants())
      for (std::size_t i = 1; i < tenant.mailboxes.size(); ++i)
        for (const auto& held : tenant.mailboxes[i].signatures)
          EXPECT_TRUE(!held.ours || held.name == "Neu")
              << tenant.mailboxes[i].address << " keeps the orphan " << held.name;
  }
  EXPECT_GE(kills, seeds().size() > 1 ? 50u : 0u) << "the nights ended before they were killed";
}

TEST(stop, leaves_the_rest_to_the_next_start_which_joins_the_night) {
  std::size_t left = 0;
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    simulation x{small_world(seed, mixed()), {.message_delay_max = 2}};
    auto after = duration{dice::of(seed, "stop", 0).between(1, 4'000)};
    auto end = x.run_and_stop(after);
    ASSERT_TRUE(end.finished) << end.failure;
    recorded known;
    note_recorded(x, known);
    for (std::size_t i = 0; i < x.services().tenants().size(); ++i)
      left += x.services().tenants()[i].members.size() - x.records(i).size();
    auto again = x.run_night();
    ASSERT_TRUE(again.finished) << again.failure;
    EXPECT_EQ(lines(judge_written_once(x, known)), "");
    EXPECT_EQ(lines(judge_outcomes(x)), "");
  }
  if (seeds().size() > 1) {
    EXPECT_GT(left, 0u) << "the nights ended before they were stopped";
  }
}

} // namespace
} // namespace roamsync::simulation
