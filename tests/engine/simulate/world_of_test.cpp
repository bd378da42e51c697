#include "engine/simulate/figures.hpp"
#include "engine/simulate/made_up.hpp"
#include "engine/simulate/world_of.hpp"

#include <gmock/gmock.h>

#include <map>
#include <numeric>

namespace roamsync {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using namespace std::chrono_literals;

/// Tenants a (limit learned), b (told), c (nothing known).
night_facts some_night() {
  night_facts out;
  out.opens = utc_time{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}} + 1h;
  out.window = 4h;
  for (const auto* id : {"a", "b", "c"}) {
    tenant_settings x;
    x.id = id;
    x.service_user = std::string{"user@"} + id;
    out.with.tenants.push_back(x);
  }
  out.with.tenants[1].rate = 2;
  out.with.tenants[1].burst = 6;
  out.tenants.resize(3);
  out.tenants[0] = {.mailboxes = 40,
                    .known = known_limit{.tenant = "a",
                                         .service_user = "user@a",
                                         .limit = {.rate = 4, .burst = 9, .lanes = 2, .wait = 30s},
                                         .cost = {.calls = 3.25, .latency_ms = 400, .mailboxes = 50}},
                    .takes = {}};
  out.tenants[1].mailboxes = 10;
  return out;
}

simulated_world made(const night_facts& facts, const what_if& other = {}, const stand_ins& instead = {}) {
  auto out = world_of(facts, other, instead, 1);
  EXPECT_TRUE(out) << out.failure().message;
  return std::move(*out);
}

std::string why_not(const std::vector<knob_value>& set) {
  const auto x = world_of(some_night(), {.set = set, .window = {}}, {}, 1);
  return x ? "" : x.failure().message;
}

TEST(world_of, takes_what_is_known_and_counts_what_is_not) {
  const auto x = made(some_night());
  ASSERT_EQ(x.tenants.size(), 3U);
  const auto& a = x.tenants[0];
  EXPECT_EQ(a.mailboxes, 40U);
  EXPECT_EQ(a.calls, 3U);
  EXPECT_DOUBLE_EQ(a.one_more, 0.25);
  EXPECT_DOUBLE_EQ(a.service.takes.rate, 4);
  EXPECT_EQ(a.service.takes.lanes, 2U);
  EXPECT_EQ(a.service.retry_after, 30s);
  EXPECT_LT(a.service.latency, 400ms) << "the median is below the mean";
  ASSERT_TRUE(a.learned);
  EXPECT_EQ(a.told.lanes, limits_config{}.lanes);
  EXPECT_DOUBLE_EQ(x.tenants[1].service.takes.rate, 2) << "what was told is believed";
  EXPECT_EQ(x.tenants[1].service.takes.lanes, 0U);
  EXPECT_DOUBLE_EQ(x.tenants[2].service.takes.rate, 0) << "no limit is known";
  EXPECT_EQ(x.tenants[2].mailboxes, stand_ins{}.mailboxes);
  EXPECT_EQ(x.known, (known_counts{.tenants = 3,
                                   .without_mailboxes = 1,
                                   .learned = 1,
                                   .told = 1,
                                   .unlimited = 1,
                                   .without_cost = 2,
                                   .without_wait = 2}));
  EXPECT_EQ(x.mailboxes, 40U + 10U + 50U);
  EXPECT_EQ(x.node.window, 4h);
  EXPECT_EQ(x.node.allowed.allowed.lanes, limits_config{}.node_requests);
  EXPECT_EQ(x.node.allowed.stuck_max, net_config{}.connections_max - limits_config{}.node_requests);
}

TEST(world_of, gives_each_service_user_the_limits_of_one) {
  auto facts = some_night();
  const auto one = made(facts);
  for (auto& x : facts.with.tenants)
    x.more_service_users = {"second@x", "third@x", "second@x"};
  const auto three = made(facts);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(one.tenants[i].service_users, 1U);
    EXPECT_EQ(three.tenants[i].service_users, 3U) << "who is named twice comes once";
    EXPECT_EQ(three.tenants[i].told.lanes, one.tenants[i].told.lanes);
    EXPECT_DOUBLE_EQ(three.tenants[i].service.takes.rate, one.tenants[i].service.takes.rate);
  }
  EXPECT_DOUBLE_EQ(three.tenants[0].learned->rate, one.tenants[0].learned->rate);
}

TEST(world_of, takes_a_group_that_was_seen_to_be_empty_for_empty) {
  const auto seen = [](std::uint32_t mailboxes, tenant_state state, cause why) {
    return mailboxes_seen({.tenant = "a", .state = state, .why = why, .mailboxes = mailboxes});
  };
  EXPECT_EQ(seen(0, tenant_state::failed, cause::group_empty), 0U);
  EXPECT_EQ(seen(0, tenant_state::done, cause::none), 0U);
  EXPECT_EQ(seen(7, tenant_state::done, cause::none), 7U);
  EXPECT_EQ(seen(7, tenant_state::failed, cause::mfa_demanded), 7U);
  EXPECT_EQ(seen(0, tenant_state::failed, cause::wrong_password), std::nullopt) << "it did not get so far";

  auto facts = some_night();
  facts.tenants[2].mailboxes = seen(0, tenant_state::failed, cause::group_empty);
  const auto x = made(facts, {.mailboxes_times = 3}, {.mailboxes = 7});
  EXPECT_EQ(x.tenants[2].mailboxes, 0U);
  EXPECT_EQ(x.known.without_mailboxes, 0U);
}

TEST(world_of, lets_stand_ins_take_the_place_of_what_is_not_known_only) {
  const auto x = made(some_night(), {}, {.mailboxes = 7, .rate = 1.5, .lanes = 4, .first_night = true});
  EXPECT_DOUBLE_EQ(x.tenants[0].service.takes.rate, 4);
  EXPECT_FALSE(x.tenants[0].learned) << "the service keeps its limit, and roamsync does not know it";
  EXPECT_DOUBLE_EQ(x.tenants[1].service.takes.rate, 1.5);
  EXPECT_EQ(x.tenants[2].service.takes.lanes, 4U);
  EXPECT_EQ(x.tenants[2].mailboxes, 7U);
  EXPECT_EQ(x.known.given, 2U);
  EXPECT_EQ(x.known.unlimited, 0U);
}

TEST(world_of, sets_knobs_and_says_what_held_before) {
  auto facts = some_night();
  facts.with.overrides.push_back({.knob = "limits.lanes", .value = "5", .who = "ada", .at = {}});
  const auto x = made(facts, {.set = {{"limits.lanes", "8"},
                                      {"net.connections_max", "600"},
                                      {"tenant.b.lanes", "2"},
                                      {"tenant.c.paused", "true"},
                                      {"retry.patience_s", "60"},
                                      {"night.tenants_per_second", "3"}},
                              .window = 90min});
  EXPECT_THAT(x.before, ElementsAre("5", "2000", "0", "false", "900", "20"));
  ASSERT_EQ(x.tenants.size(), 2U) << "who is paused is left out";
  EXPECT_EQ(x.known.paused, 1U);
  EXPECT_EQ(x.tenants[0].told.lanes, 8U);
  EXPECT_EQ(x.tenants[1].told.lanes, 2U);
  EXPECT_EQ(x.node.allowed.stuck_max, 100U);
  EXPECT_EQ(x.node.retry.patience, 60s);
  EXPECT_DOUBLE_EQ(x.node.starts.tenants_per_second, 3);
  EXPECT_EQ(x.node.window, 90min);
  EXPECT_THAT(why_not({{"tenant.x.lanes", "2"}}), HasSubstr("there is no tenant \"x\""));
}

TEST(world_of, lets_tenants_and_mailboxes_grow) {
  const auto x = made(some_night(), {.tenants_times = 3, .mailboxes_times = 1.5, .window = {}});
  ASSERT_EQ(x.tenants.size(), 9U);
  EXPECT_EQ(x.tenants[3].id, "a#2");
  EXPECT_EQ(x.tenants[0].mailboxes, 60U);
  EXPECT_EQ(made(some_night(), {.mailboxes_times = 0.01, .window = {}}).tenants[1].mailboxes, 1U)
      << "none that has mailboxes loses all";
  night_facts many;
  many.opens = some_night().opens;
  make_up(many, {.tenants = 1'000, .mailboxes = 1'000, .zipf = 0});
  const auto half = made(many, {.tenants_times = 1.5, .window = {}}).tenants.size();
  EXPECT_GT(half, 1'400U);
  EXPECT_LT(half, 1'600U);
}

TEST(simulated_knobs, are_those_of_tune_and_some_of_the_configuration) {
  EXPECT_EQ(parse_simulated_knob("limits.lanes=8").value(), (knob_value{"limits.lanes", "8"}));
  EXPECT_EQ(parse_simulated_knob("net.connections_max=4000").value(),
            (knob_value{"net.connections_max", "4000"}));
  EXPECT_EQ(parse_simulated_knob("tenant.a.paused=true").value(), (knob_value{"tenant.a.paused", "true"}));
  const auto why = [](std::string_view word) {
    const auto x = parse_simulated_knob(word);
    return x ? "" : x.failure().message;
  };
  EXPECT_THAT(why("limits.lane=8"), HasSubstr("Did you mean limits.lanes?"));
  EXPECT_THAT(why("store.path=x"), HasSubstr("cannot be simulated. What can: night.tenants_per_second"));
  EXPECT_THAT(why("limits.lanes=0"), HasSubstr("from 1 to 64"));
  EXPECT_THAT(why("net.connections_max=0"), HasSubstr("from 1 to 20000"));
  EXPECT_THAT(why("net.connections_max="), HasSubstr("the value is missing"));
  EXPECT_THAT(why("night.closes=05:00"), HasSubstr("--window"));
  EXPECT_THAT(why("limits.lanes"), HasSubstr("KNOB=VALUE"));
  EXPECT_THAT(why("=8"), HasSubstr("KNOB=VALUE"));
}

TEST(made_up, has_as_many_mailboxes_as_asked_for_by_zipf) {
  for (const double zipf : {0.0, 1.0, 3.0})
    for (const std::uint64_t mailboxes : {100ULL, 1'000ULL, 54'321ULL}) {
      night_facts x;
      make_up(x, {.tenants = 100, .mailboxes = mailboxes, .zipf = zipf});
      ASSERT_EQ(x.tenants.size(), 100U);
      ASSERT_EQ(x.with.tenants.size(), 100U);
      std::uint64_t sum = 0;
      for (const auto& t : x.tenants) {
        EXPECT_GE(*t.mailboxes, 1U);
        sum += *t.mailboxes;
      }
      EXPECT_EQ(sum, mailboxes) << zipf;
      EXPECT_GE(*x.tenants.front().mailboxes, *x.tenants.back().mailboxes);
    }
}

TEST(figures, of_a_night_are_never_better_than_its_bound) {
  night_facts facts;
  facts.window = 10h;
  make_up(facts, {.tenants = 200, .mailboxes = 3'000, .zipf = 1});
  for (const auto& set : std::vector<std::vector<knob_value>>{{},
                                                              {{"limits.egress_rate", "10"}},
                                                              {{"limits.node_requests", "3"}},
                                                              {{"night.tenants_per_second", "0.1"}}}) {
    const auto world = made(facts, {.set = set, .window = {}});
    const auto x = figures_of(world, simulate(world.tenants, world.node));
    EXPECT_EQ(x.done, 3'000U);
    EXPECT_EQ(x.failed + x.deferred, 0U);
    EXPECT_GE(x.times_bound, 1);
    EXPECT_LT(x.times_bound, 1.6) << to_string(x.bound.binds);
    const auto knob = set.empty() ? std::string{} : set[0].first;
    const std::map<std::string, bound_term> terms{{"limits.egress_rate", bound_term::egress},
                                                  {"limits.node_requests", bound_term::connections},
                                                  {"night.tenants_per_second", bound_term::starts},
                                                  {"", x.bound.binds}};
    EXPECT_EQ(to_string(x.bound.binds), to_string(terms.at(knob)));
    EXPECT_EQ(x.last.size(), night_figures::last_shown);
    EXPECT_EQ(x.last.front().ends, x.ends);
    EXPECT_GE(x.last[0].ends, x.last[1].ends);
    EXPECT_LE(x.rates.size(), night_figures::rates_max);
    const auto each = std::chrono::duration<double>(x.rates_each).count();
    EXPECT_NEAR(std::accumulate(x.rates.begin(), x.rates.end(), 0.0) * each, static_cast<double>(x.requests),
                0.5);
    EXPECT_GE(x.peak_rate, x.mean_rate);
  }
}

TEST(figures, name_settings_that_bind_where_the_service_would_take_more) {
  night_facts facts;
  facts.window = 10h;
  make_up(facts, {.tenants = 20, .mailboxes = 5'000, .zipf = 1});
  const auto play = [&](const char* lanes) {
    const auto world = made(facts, {.set = {{"limits.lanes", lanes}}, .window = {}});
    return figures_of(world, simulate(world.tenants, world.node));
  };
  const auto few = play("1");
  EXPECT_EQ(to_string(few.bound.binds), to_string(bound_term::lanes));
  EXPECT_EQ(few.bound.tenant, "t1");
  EXPECT_LT(few.times_bound, 1.1);
  const auto many = play("30");
  EXPECT_EQ(to_string(many.bound.binds), to_string(bound_term::rate));
  EXPECT_LT(many.ends, few.ends);
}

TEST(figures, of_the_seed_in_the_middle) {
  std::vector<night_figures> nights(3);
  nights[0].ends = 30s;
  nights[1].ends = 10s;
  nights[2].ends = 20s;
  EXPECT_EQ(median_of(nights), 2U);
}

TEST(figures, tell_of_a_window_that_was_too_short) {
  auto facts = some_night();
  facts.window = 1min;
  facts.tenants[0].mailboxes = 1'000;
  const auto world = made(facts);
  const auto x = figures_of(world, simulate(world.tenants, world.node));
  EXPECT_GT(x.deferred, 500U);
  EXPECT_EQ(x.last.front().id, "a");
  EXPECT_EQ(x.last.front().deferred, x.deferred);
}

TEST(simulate, a_mailbox_may_take_one_call_more_and_who_watches_changes_nothing) {
  std::vector<simulated_tenant> tenants{{.id = "a", .mailboxes = 40'000, .calls = 3, .one_more = 0.25}};
  simulated_node node;
  node.allowed.allowed.lanes = 100;
  node.window = 100h;
  const auto plain = simulate(tenants, node);
  EXPECT_NEAR(static_cast<double>(plain.tenants[0].requests), 40'000 * 3.25, 1'000);
  std::uint64_t told = 0;
  node.watch = [&](time_point, std::uint64_t ended) {
    EXPECT_GE(ended, told);
    told = ended;
  };
  EXPECT_EQ(simulate(tenants, node).makespan, plain.makespan);
  EXPECT_GT(told, 0U);
}

} // namespace
} // namespace roamsync
