#include "tests/simulation/judge/judge.hpp"
#include "tests/simulation/scenario.hpp"

#include <gtest/gtest.h>

#include <algorithm>

// Where ends of sessions, stops, waits and windows fall on each other, no mailbox loses its outcome, nothing is
// sent too early, and nobody is blamed wrongly.
namespace roamsync::simulation {
namespace {

sim_tenant one_tenant(std::size_t size, std::size_t index = 0) {
  auto out = make_tenant(1, index, size, {.own_signatures = 0}, make_catalogue(1));
  out.settings.lanes = 3;
  return out;
}

std::size_t count(simulation& x, std::size_t tenant, cause why) {
  auto rows = x.records(tenant);
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [&](const auto& row) { return row.end.why == why; }));
}

std::vector<sim_tenant> only(sim_tenant x) {
  std::vector<sim_tenant> out;
  out.push_back(std::move(x));
  return out;
}

TEST(session_machine, a_refused_mailbox_does_not_make_the_next_end_of_the_session_a_refusal) {
  auto tenant = one_tenant(60);
  tenant.mailboxes[1].opens = access::refused_401;
  tenant.mailboxes[1].kind = mailbox_kind::user;
  tenant.session_life = std::nullopt; // as with cookies: not told
  simulation x{only(tenant), {}};
  x.services().tenants()[0].timed.push_back({timed_fault::kind::session_end, duration{3'000}});
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(count(x, 0, cause::full_access_missing), 1u);
  EXPECT_EQ(lines(judge_causes(x)), "");
}

TEST(session_machine, a_session_that_ends_five_times_is_not_taken_for_a_refusal) {
  auto tenant = one_tenant(120);
  simulation x{only(tenant), {}};
  for (int i = 1; i <= 5; ++i)
    x.services().tenants()[0].timed.push_back({timed_fault::kind::session_end, duration{i * 2'000}});
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(lines(judge_causes(x)), "");
}

TEST(session_machine, two_ends_of_the_session_in_a_row_are_no_refusal) {
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    auto tenants = small_world(seed, mixed());
    add_faults(tenants, seed);
    simulation x{std::move(tenants), {.message_delay_max = 3}};
    ASSERT_TRUE(x.run_night().finished);
    EXPECT_EQ(lines(judge_causes(x)), "");
  }
}

TEST(session_machine, a_session_that_ends_while_its_renewal_is_under_way_refuses_nobody) {
  auto tenant = one_tenant(200);
  tenant.session_life = duration{10'000};
  tenant.sign_in_time = duration{4'000}; // longer than what is left at renewal
  simulation x{only(tenant), {}};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(lines(judge_causes(x)), "");
}

TEST(session_machine, a_lifetime_of_nothing_does_not_sign_in_without_end) {
  auto tenant = one_tenant(20);
  tenant.told_life = duration{0};
  simulation x{only(tenant), {}};
  auto end = x.run_night();
  ASSERT_TRUE(end.finished) << end.failure;
  EXPECT_LE(x.seen().sign_ins.size(), 2u);
}

TEST(session_machine, an_identity_outage_of_a_minute_does_not_cost_the_night) {
  auto tenant = one_tenant(400);
  tenant.session_life = std::chrono::minutes{2};
  tenant.latency = duration{400};
  simulation x{only(tenant), {}};
  x.services().tenants()[0].timed.push_back(
      {timed_fault::kind::identity_outage, duration{90'000}, duration{125'000}});
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(count(x, 0, cause::sign_in_unreachable), 0u) << "the session was good for long enough";
}

TEST(session_machine, an_operators_stop_defers_also_when_the_session_has_just_ended) {
  auto tenant = one_tenant(60);
  tenant.latency = duration{300};
  simulation x{only(tenant), {}};
  x.services().tenants()[0].timed.push_back({timed_fault::kind::session_end, duration{5'000}});
  ASSERT_TRUE(x.run_and_stop(duration{5'350}).finished);
  EXPECT_EQ(lines(judge_causes(x)), "");
}

TEST(mailbox_machine, a_stop_during_the_control_call_defers) {
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    simulation x{small_world(seed, mixed()), {.message_delay_max = 2}};
    ASSERT_TRUE(x.run_and_stop(duration{dice::of(seed, "stop", 0).between(1, 4'000)}).finished);
    ASSERT_TRUE(x.run_night().finished);
    EXPECT_EQ(lines(judge_expected(x)), "");
  }
}

TEST(call_queue, a_short_silence_of_a_wide_tenant_is_no_reason_to_give_it_up) {
  auto tenant = one_tenant(300);
  tenant.settings.lanes = 40;
  tenant.settings.rate = 2;
  tenant.settings.burst = 1;
  tenant.enforced.lanes = 40;
  tenant.latency = duration{1'000};
  simulation x{only(tenant), {}};
  x.services().tenants()[0].timed.push_back({timed_fault::kind::silence, duration{20'000}, duration{40'000}});
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(x.run_of(0).state, tenant_state::done) << to_string(x.run_of(0).why);
}

TEST(call_queue, three_sick_mailboxes_do_not_give_up_the_others) {
  auto tenant = one_tenant(60);
  for (std::size_t i = 1; i <= 3; ++i)
    tenant.mailboxes[i].broken = true;
  simulation x{only(tenant), {}};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(count(x, 0, cause::server_error), 3u);
}

TEST(session_machine, a_call_in_flight_when_the_session_fails_ends_with_its_cause) {
  auto tenant = one_tenant(60);
  tenant.latency = duration{300};
  tenant.sign_in_time = duration{100};
  simulation x{only(tenant), {}};
  auto& it = x.services().tenants()[0];
  it.timed.push_back({timed_fault::kind::session_end, duration{5'000}, {}});
  it.refused_from = duration{5'000};
  it.timed.push_back({timed_fault::kind::throttled, duration{5'050}, duration{9'000}});
  it.mailboxes[30].slow = 5;
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_LE(*x.run_of(0).finished - *x.run_of(0).started, std::chrono::minutes{2}) << "waits for a deadline";
  EXPECT_EQ(lines(judge_causes(x)), "");
}

TEST(session_machine, no_sign_in_is_sent_inside_a_wait_of_the_same_service) {
  auto tenant = one_tenant(60);
  tenant.latency = duration{300};
  tenant.session_life = duration{10'000};
  tenant.freeze = duration{30'000};
  tenant.timed.push_back({timed_fault::kind::throttled, duration{5'000}, duration{5'400}});
  simulation x{only(tenant), {}};
  ASSERT_TRUE(x.run_night().finished);
  std::size_t inside = 0;
  for (const auto& row : x.seen().requests)
    inside += row.kind == request_kind::sign_in && row.inside_wait ? 1 : 0;
  EXPECT_EQ(inside, 0u);
}

TEST(call_queue, a_wait_of_minutes_costs_no_mailbox_its_outcome) {
  auto tenant = one_tenant(60);
  tenant.freeze = std::chrono::minutes{12};
  tenant.timed.push_back({timed_fault::kind::throttled, duration{2'000}, duration{2'200}});
  simulation x{only(tenant), {}};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(count(x, 0, cause::throttled), 0u);
}

TEST(tenant_machine, a_slow_pioneer_costs_its_siblings_no_outcome) {
  auto tenant = one_tenant(30);
  tenant.mailboxes[1].signatures.push_back({"Privat", "<p>x</p>", "x"});
  tenant.mailboxes[1].writes_hang = true;
  simulation x{only(tenant), {}};
  ASSERT_TRUE(x.run_night().finished);
  for (const auto& row : x.records(0))
    EXPECT_TRUE(row.end.kind == outcome_kind::written
                || row.mailbox == x.services().tenants()[0].mailboxes[1].address)
        << row.mailbox << " " << to_string(row.end.why);
}

TEST(bridge, hanging_tenants_do_not_take_the_node_from_the_others) {
  auto finish = [](std::size_t hanging) {
    std::vector<sim_tenant> tenants{one_tenant(20)};
    for (std::size_t i = 1; i <= hanging; ++i) {
      tenants.push_back(one_tenant(60, i));
      for (auto& box : tenants.back().mailboxes)
        box.hangs = true;
    }
    node_options options;
    options.egress = {.allowed = {.lanes = 500, .rate = 200, .burst = 201}, .stuck_max = 1'500};
    simulation x{std::move(tenants), options};
    EXPECT_TRUE(x.run_night().finished);
    return *x.run_of(0).finished - *x.run_of(0).started;
  };
  // The healthy tenant is the smallest and starts last, when the others hold 500 places.
  EXPECT_LE(finish(300), finish(0) + std::chrono::seconds{30});
}

TEST(bridge, no_call_waits_behind_the_gate_when_the_service_asks_to_wait) {
  std::vector<sim_tenant> tenants;
  for (std::size_t i = 0; i < 60; ++i) {
    tenants.push_back(one_tenant(20, i));
    tenants.back().faults.throttled = 0.02;
    tenants.back().freeze = duration{2'000};
  }
  node_options options;
  options.egress = {.allowed = {.lanes = 500, .rate = 20, .burst = 21}};
  simulation x{std::move(tenants), options};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(lines(judge_limits(x)), "");
}

TEST(directory_machine, a_throttled_directory_is_waited_for) {
  auto tenant = one_tenant(10);
  tenant.timed.push_back({timed_fault::kind::directory_throttled, duration{0}, duration{60'000}});
  tenant.directory_wait = duration{150'000};
  simulation x{only(tenant), {}};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(x.run_of(0).state, tenant_state::done) << to_string(x.run_of(0).why);
}

TEST(directory_machine, managers_are_asked_for_in_batches_whose_parts_fail_by_themselves) {
  for (auto seed : seeds()) {
    SCOPED_TRACE(replay(seed));
    auto tenant = make_tenant(seed, 0, 70, mixed(), make_managed_catalogue());
    for (std::size_t i = 0; i < tenant.members.size(); i += 2)
      tenant.members[i].attributes["manager.displayName"] = "Boss " + std::to_string(i);
    tenant.faults.directory_fails = 0.2;
    simulation x{only(tenant), {}};
    ASSERT_TRUE(x.run_night().finished);
    EXPECT_EQ(x.run_of(0).state, tenant_state::done) << to_string(x.run_of(0).why);
    EXPECT_EQ(lines(judge_outcomes(x)), "");
    EXPECT_EQ(lines(judge_limits(x)), "");
  }
}

TEST(directory_machine, a_manager_that_is_refused_costs_that_mailbox_only) {
  auto tenant = make_tenant(1, 0, 40, {.own_signatures = 0}, make_managed_catalogue());
  for (auto& who : tenant.members)
    who.attributes["manager.displayName"] = "Boss";
  for (const auto i : {0U, 17U, 39U})
    tenant.untold.insert(tenant.members[i].user_id);
  simulation x{only(tenant), {}};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(x.run_of(0).state, tenant_state::done) << to_string(x.run_of(0).why);
  EXPECT_EQ(lines(judge_outcomes(x)), "");
  for (const auto& row : x.records(0)) {
    const bool told = !tenant.untold.contains(row.user_id);
    EXPECT_EQ(row.end.kind, told ? outcome_kind::written : outcome_kind::failed) << row.user_id;
    EXPECT_EQ(row.end.why, told ? cause::none : cause::request_refused) << row.user_id;
    const auto& now = x.services().tenants()[0];
    EXPECT_EQ(now.mailboxes[now.by_user.at(row.user_id)].signatures.empty(), !told) << row.user_id;
  }
}

TEST(tenant_machine, a_tenant_that_starts_after_its_window_defers_its_mailboxes_by_name) {
  std::vector<sim_tenant> tenants;
  for (std::size_t i = 0; i < 3; ++i)
    tenants.push_back(one_tenant(40, i));
  for (auto& y : tenants)
    y.latency = duration{5'000};
  node_options options;
  options.supervisor.tenants_at_once = 1;
  options.window = std::chrono::minutes{1};
  simulation x{std::move(tenants), options};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(lines(judge_outcomes(x)), "");
}

TEST(tenant_machine, a_window_that_closes_while_the_group_is_read_leaves_outcomes) {
  auto tenant = one_tenant(40);
  tenant.page_size = 2;
  tenant.latency = duration{5'000};
  node_options options;
  options.window = std::chrono::minutes{1};
  simulation x{only(tenant), options};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(lines(judge_outcomes(x)), "");
}

TEST(tenant_machine, one_mailbox_of_another_scope_does_not_end_the_tenant) {
  auto tenant = one_tenant(30);
  tenant.mailboxes[1].signatures.push_back({"Privat", "<p>x</p>", "x"});
  tenant.mailboxes[1].scope = "name.before.marriage@old.example";
  simulation x{only(tenant), {}};
  ASSERT_TRUE(x.run_night().finished);
  EXPECT_EQ(count(x, 0, cause::wrong_mailbox), 1u);
}

} // namespace
} // namespace roamsync::simulation
