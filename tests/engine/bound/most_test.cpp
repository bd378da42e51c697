#include "engine/bound/most.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

/// The bound against the true number of small instances, found by trying every order of starts.
namespace roamsync {
namespace {

struct request_state {
  std::vector<std::size_t> next;
  std::vector<double> free_at;       ///< of each mailbox
  std::vector<double> lanes_free_at; ///< empty: no limit
  double tokens = 0;
  double tokens_at = 0;
};

struct small_tenant {
  tenant_load load;
  std::vector<std::vector<double>> mailboxes;
};

struct schedule {
  std::vector<request_state> tenants;
  std::vector<double> places_free_at;
  double last_start = 0;
  std::uint64_t ended = 0;
};

double earliest(const std::vector<double>& x) {
  return x.empty() ? 0 : *std::min_element(x.begin(), x.end());
}

void take(std::vector<double>& x, double until) {
  if (!x.empty())
    *std::min_element(x.begin(), x.end()) = until;
}

/// Every order of starts, each as early as it can be: the most mailboxes that end by `end`.
std::uint64_t search(const schedule& now, const std::vector<small_tenant>& of, double end) {
  auto best = now.ended;
  for (std::size_t i = 0; i < of.size(); ++i)
    for (std::size_t j = 0; j < of[i].mailboxes.size(); ++j) {
      if (now.tenants[i].next[j] == of[i].mailboxes[j].size())
        continue;
      auto then = now;
      auto& p = then.tenants[i];
      const auto& load = of[i].load;
      auto start =
          std::max({now.last_start, p.free_at[j], earliest(p.lanes_free_at), earliest(then.places_free_at)});
      if (load.rate > 0) {
        const auto tokens = [&](double t) {
          return std::min(load.burst, p.tokens + load.rate * (t - p.tokens_at));
        };
        if (tokens(start) < 1)
          start = p.tokens_at + (1 - p.tokens) / load.rate;
        p.tokens = std::max(0.0, tokens(start) - 1);
        p.tokens_at = start;
      }
      const auto done = start + of[i].mailboxes[j][p.next[j]];
      if (done > end + 1e-9)
        continue; // A request that ends too late helps no mailbox.
      ++p.next[j];
      p.free_at[j] = done;
      take(p.lanes_free_at, done);
      take(then.places_free_at, done);
      then.last_start = start;
      then.ended += p.next[j] == of[i].mailboxes[j].size() ? 1 : 0;
      best = std::max(best, search(then, of, end));
    }
  return best;
}

std::uint64_t true_most(const std::vector<small_tenant>& of, std::size_t places, double end) {
  schedule begin;
  for (const auto& [load, mailboxes] : of) {
    request_state p;
    p.next.resize(mailboxes.size());
    p.free_at.assign(mailboxes.size(), load.ready);
    p.lanes_free_at.resize(static_cast<std::size_t>(load.lanes));
    p.tokens = load.burst;
    begin.tenants.push_back(p);
  }
  begin.places_free_at.resize(places);
  return search(begin, of, end);
}

std::uint64_t bound_of(const std::vector<small_tenant>& of, std::size_t places, double end) {
  std::vector<tenant_mailboxes> needs;
  for (const auto& [load, mailboxes] : of) {
    needs.push_back({.load = load, .mailboxes = {}});
    for (const auto& box : mailboxes) {
      mailbox_need need{.requests = static_cast<double>(box.size())};
      for (auto x : box)
        need.seconds += x;
      needs.back().mailboxes.push_back(need);
    }
  }
  return most_mailboxes(needs, {.connections = static_cast<double>(places)}, end);
}

TEST(most_mailboxes, is_never_below_what_some_schedule_ends) {
  int tight = 0;
  int short_of_time = 0;
  for (unsigned seed = 0; seed < 800; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    std::mt19937 random{seed};
    const auto between = [&](int low, int high) {
      return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
    };
    std::vector<small_tenant> tenants(static_cast<std::size_t>(between(1, 3)));
    int requests = 7;
    for (auto& [load, mailboxes] : tenants) {
      load.ready = between(0, 3) * 0.5;
      load.lanes = between(0, 2);
      if (between(0, 1) == 0) {
        load.rate = between(1, 3);
        load.burst = between(1, 3);
      }
      for (auto n = between(1, 3); n > 0 && requests > 0; --n) {
        mailboxes.emplace_back();
        for (auto k = between(1, 2); k > 0 && requests > 0; --k, --requests)
          mailboxes.back().push_back(between(1, 8) * 0.25);
      }
    }
    std::uint64_t all = 0;
    for (const auto& x : tenants)
      all += static_cast<std::uint64_t>(
          std::count_if(x.mailboxes.begin(), x.mailboxes.end(), [](const auto& b) { return !b.empty(); }));
    const auto places = static_cast<std::size_t>(between(0, 3));
    const auto end = between(2, 16) * 0.25;
    const auto most = true_most(tenants, places, end);
    const auto bound = bound_of(tenants, places, end);
    EXPECT_GE(bound, most);
    EXPECT_LE(bound, all);
    tight += bound == most;
    short_of_time += most < all;
  }
  // A bound of all mailboxes would pass the lines above.
  EXPECT_GT(tight, 500);
  EXPECT_GT(short_of_time, 400);
}

TEST(most_mailboxes, takes_the_cheapest_that_fit_into_the_places) {
  // One place for 6 s: 1 + 2 + 3, and not 4.
  const small_tenant x{.load = {.tenant = "a"}, .mailboxes = {{4}, {3}, {2}, {1}}};
  EXPECT_EQ(bound_of({x}, 1, 6), 3U);
  EXPECT_EQ(bound_of({x}, 0, 6), 4U) << "without a limit of the node";
}

TEST(most_mailboxes, a_tenant_s_own_limits_leave_the_places_to_others) {
  const small_tenant cheap{.load = {.tenant = "a", .lanes = 1}, .mailboxes = {{2}, {2}, {2}}};
  const small_tenant dear{.load = {.tenant = "b", .lanes = 1}, .mailboxes = {{3}, {3}}};
  EXPECT_EQ(bound_of({cheap, dear}, 2, 4), 3U) << "two of the cheap, one of the dear";
}

TEST(most_mailboxes, tokens_bind_by_requests) {
  const small_tenant x{.load = {.tenant = "a", .rate = 1, .burst = 2},
                       .mailboxes = {{0.1, 0.1, 0.1}, {0.1, 0.1}, {0.1}}};
  EXPECT_EQ(bound_of({x}, 0, 2), 2U) << "four tokens";
}

} // namespace
} // namespace roamsync
