#include "tests/simulation/scenario.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace roamsync::simulation {

namespace {
constexpr std::uint64_t seeds_of_a_test = 100;

constexpr std::array final_failures{
    cause::wrong_password,   cause::user_not_found,           cause::account_locked,
    cause::account_disabled, cause::password_expired,         cause::mfa_demanded,
    cause::consent_missing,  cause::conditional_access_block, cause::federated_sign_in};

void give_fault(sim_tenant& x, dice& luck) {
  switch (luck.between(0, 13)) {
  case 0:
    x.sign_in_refused = final_failures[static_cast<std::size_t>(luck.between(0, final_failures.size() - 1))];
    break;
  case 1:
    x.faults.throttled = 0.1;
    x.freeze = duration{luck.between(1'000, 60'000)};
    break;
  case 2:
    x.faults.unavailable = 0.2;
    break;
  case 3:
    x.faults.timed_out = 0.02;
    break;
  case 4:
    x.faults.lost_answer = 0.1;
    break;
  case 5:
    x.faults.session_ends = 0.03;
    break;
  case 6:
    x.faults.sign_in_fails = 0.3;
    x.faults.session_ends = 0.02;
    break;
  case 7:
    x.faults.sign_in_throttled = 0.3;
    break;
  case 8:
    x.group = static_cast<group_state>(luck.between(0, 4));
    x.page_size = 3;
    if (x.group == group_state::not_set)
      x.settings.group.clear();
    break;
  case 9:
    x.faults.directory_fails = 0.2;
    x.page_size = 2;
    break;
  case 10:
    x.hangs = true;
    break;
  case 11:
    x.session_life = duration{luck.between(2'000, 20'000)};
    break;
  case 12:
    x.enforced = {.lanes = static_cast<std::uint32_t>(luck.between(1, 3)),
                  .rate = 2.0 + luck.unit() * 20,
                  .burst = static_cast<std::uint32_t>(luck.between(2, 10))};
    break;
  default:
    break;
  }
}
} // namespace

std::vector<std::uint64_t> seeds() {
  if (const char* one = std::getenv("ROAMSYNC_SEED"))
    return {std::strtoull(one, nullptr, 10)};
  std::vector<std::uint64_t> out;
  for (std::uint64_t i = 1; i <= seeds_of_a_test; ++i)
    out.push_back(i);
  return out;
}

std::string replay(std::uint64_t seed) {
  return "seed " + std::to_string(seed) + "; play it again with ROAMSYNC_SEED=" + std::to_string(seed)
         + " and this test's --gtest_filter";
}

mailbox_mix mixed() {
  return {.name_taken = 0.05,
          .stale_names = 0.1,
          .other_case = 0.1,
          .foreign_scopes = 0.1,
          .scope_is_alias = 0.1,
          .no_access = 0.08,
          .unlicensed = 0.05,
          .shared = 0.05,
          .disabled = 0.05,
          .slow = 0.05};
}

std::vector<sim_tenant> small_world(std::uint64_t seed, const mailbox_mix& mix) {
  auto luck = dice::of(seed, "world", 0);
  std::vector<sim_tenant> out;
  auto catalogue = make_catalogue(1);
  auto count = luck.between(3, 8);
  for (std::int64_t i = 0; i < count; ++i) {
    out.push_back(make_tenant(seed, static_cast<std::size_t>(i),
                              static_cast<std::size_t>(luck.between(1, 20)), mix, catalogue));
    out.back().settings.lanes = static_cast<std::uint32_t>(luck.between(1, 6));
    out.back().latency = duration{luck.between(5, 200)};
  }
  return out;
}

std::vector<sim_tenant> large_world(std::uint64_t seed, std::size_t tenants) {
  std::vector<sim_tenant> out;
  out.reserve(tenants);
  auto luck = dice::of(seed, "large world", 0);
  auto catalogue = make_catalogue(1);
  for (std::size_t i = 0; i < tenants; ++i) {
    // The share of tenants above a size falls with the square of the size.
    auto size = std::min(200.0, 3.0 / std::sqrt(1.0 - luck.unit()));
    out.push_back(make_tenant(seed, i, static_cast<std::size_t>(size), mixed(), catalogue));
    if (luck.chance(0.33))
      give_fault(out.back(), luck);
  }
  return out;
}

void add_faults(std::vector<sim_tenant>& tenants, std::uint64_t seed) {
  auto luck = dice::of(seed, "faults", 0);
  for (auto& x : tenants)
    for (auto n = luck.between(0, 2); n > 0; --n)
      give_fault(x, luck);
}

} // namespace roamsync::simulation
