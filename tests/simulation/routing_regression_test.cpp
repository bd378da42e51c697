#include "tests/simulation/judge/judge.hpp"
#include "tests/simulation/scenario.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

// I8 and I9 where a service changes where writes land, where entries name nobody and where a process is killed:
// nothing is called written that is not there, users' defaults stay, and the cap of deletions holds.
namespace roamsync::simulation {
namespace {

sim_tenant one_tenant(std::size_t size, routing routes) {
  auto out = make_tenant(1, 0, size, {.own_signatures = 0}, make_catalogue(1));
  out.settings.lanes = 3;
  out.routes = routes;
  return out;
}

std::vector<sim_tenant> only(sim_tenant x) {
  std::vector<sim_tenant> out;
  out.push_back(std::move(x));
  return out;
}

TEST(routing, writes_that_start_to_go_home_on_the_second_night_are_found_by_the_first) {
  simulation x{only(one_tenant(30, routing::right)), {}};
  ASSERT_TRUE(x.run_night().finished);
  x.next_day();
  auto& tenant = x.services().tenants()[0];
  tenant.signatures = make_catalogue(2);
  tenant.routes = routing::writes_go_home;
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_LE(content_gone_astray(x, 0), 2u);
  EXPECT_EQ(x.run_of(0).why, cause::wrong_mailbox);
}

TEST(routing, the_service_users_own_mailbox_proves_nothing_about_the_others) {
  auto tenant = one_tenant(30, routing::writes_go_home);
  auto& home = tenant.home();
  tenant.members.insert(tenant.members.begin(), {.user_id = home.user_id,
                                                 .user_principal_name = home.address,
                                                 .mail = home.address,
                                                 .proxy_addresses = {"SMTP:" + home.address},
                                                 .attributes = {{"displayName", "Service"}}});
  tenant.latency = duration{200};
  tenant.settings.lanes = 16;
  tenant.enforced.lanes = 16;
  simulation x{only(tenant), {}};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_LE(content_gone_astray(x, 0), 2u);
}

TEST(routing, a_probe_leaves_the_users_default_alone_where_entries_name_nobody) {
  auto tenant = one_tenant(10, routing::right);
  for (auto& box : tenant.mailboxes)
    box.scope.clear();
  tenant.signatures = make_renamed_catalogue(); // sets no default for replies
  for (std::size_t i = 1; i < tenant.mailboxes.size(); ++i) {
    tenant.mailboxes[i].signatures.push_back({"Privat", "<p>x</p>", "x"});
    tenant.mailboxes[i].default_new = "Privat";
    tenant.mailboxes[i].default_reply = "Privat";
  }
  tenant.home().default_new = "Something";
  auto before = only(tenant);
  simulation x{only(tenant), {}};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(lines(x.seen().broken), "");
  for (std::size_t i = 1; i < before[0].mailboxes.size(); ++i)
    EXPECT_EQ(x.services().tenants()[0].mailboxes[i].default_reply, "Privat");
}

TEST(routing, nothing_is_called_written_where_all_goes_home_and_entries_name_nobody) {
  auto tenant = one_tenant(10, routing::all_goes_home);
  for (auto& box : tenant.mailboxes)
    box.scope.clear();
  tenant.home().signatures.push_back({"Meine", "<p>x</p>", "x"});
  tenant.home().default_new = tenant.home().default_reply = "Meine";
  simulation x{only(tenant), {}};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(lines(judge_outcomes(x)), "");
  EXPECT_LE(content_gone_astray(x, 0), 2u);
}

TEST(deletions, the_cap_of_a_night_holds_over_a_kill) {
  node_options options;
  options.deletions_max = 5;
  auto tenant = one_tenant(40, routing::right);
  tenant.latency = duration{200};
  simulation x{only(tenant), options};
  ASSERT_TRUE(x.run_night().finished);
  x.next_day();
  x.services().tenants()[0].signatures = make_renamed_catalogue();
  ASSERT_TRUE(x.run_night({duration{8'000}, duration{25'000}}).finished);
  auto deleted = std::count_if(x.seen().writes.begin(), x.seen().writes.end(),
                               [](const auto& row) { return row.kind == write_kind::deletion; });
  EXPECT_LE(deleted, 5);
}

// A pioneer that has written, but whose read-back or look at the own mailbox fails for a while, is followed
// by another one.
TEST(routing, that_is_wrong_lets_one_content_go_astray_though_answers_fail) {
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    auto tenant = make_tenant(seed, 0, 30, {}, make_catalogue(1));
    tenant.routes = routing::writes_go_home;
    tenant.faults.unavailable = 0.3;
    tenant.faults.timed_out = 0.1;
    simulation x{{tenant}, {.message_delay_max = 3}};
    ASSERT_TRUE(x.run_night().finished);
    std::set<std::uint32_t> meant;
    for (const auto& row : x.seen().writes)
      if (row.kind == write_kind::content && row.meant != row.landed)
        meant.insert(row.meant);
    EXPECT_LE(meant.size(), 1u);
  }
}

// A pioneer that was lost within roamsync after it wrote cannot look for its write any more: the next one does.
TEST(routing, that_is_wrong_lets_one_content_go_astray_though_the_pioneer_was_lost) {
  std::size_t lost = 0;
  for (auto which = 1; which <= 12; ++which) {
    SCOPED_TRACE(which);
    node_options options;
    options.loses = [left = which](std::string_view what, std::string_view) mutable {
      return what == "answer" && --left == 0;
    };
    auto tenant =
        make_tenant(1, 0, 30, {.own_signatures = 1}, make_catalogue(1)); // which name their mailboxes
    tenant.routes = routing::writes_go_home;
    simulation x{only(std::move(tenant)), options};
    ASSERT_TRUE(x.run_night().finished);
    lost += x.bites().size();
    std::set<std::uint32_t> meant;
    for (const auto& row : x.seen().writes)
      if (row.kind == write_kind::content && row.meant != row.landed)
        meant.insert(row.meant);
    EXPECT_LE(meant.size(), 1u);
    EXPECT_EQ(x.run_of(0).why, cause::wrong_mailbox);
  }
  EXPECT_GE(lost, 6u) << "the loss never met a pioneer";
}

} // namespace
} // namespace roamsync::simulation
