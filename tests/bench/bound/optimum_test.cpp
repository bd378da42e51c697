#include "bench/bound/bound.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <vector>

/// The bound against the true optimum of small instances, found by trying every order of starts. To start
/// each request as early as its place in the order allows loses nothing: any schedule can be moved left that
/// far.
namespace roamsync::bench {
namespace {

struct tenant_progress {
  std::vector<std::size_t> next;       ///< of each mailbox
  std::vector<double> mailbox_free_at; ///< of each mailbox
  std::vector<double> lanes_free_at;   ///< empty: no limit
  double tokens = 0;
  double tokens_at = 0;
};

struct schedule {
  std::vector<tenant_progress> tenants;
  std::vector<double> connections_free_at; ///< empty: no limit
  double last_start = 0;
  double end = 0;
};

schedule begin(const std::vector<tenant_load>& load, const shared_limits& shared) {
  schedule result;
  for (const auto& x : load) {
    tenant_progress p;
    p.next.resize(x.mailboxes.size());
    p.mailbox_free_at.assign(x.mailboxes.size(), x.ready + x.freeze); // the freeze comes first
    p.lanes_free_at.resize(static_cast<std::size_t>(x.lanes));
    p.tokens = x.burst;
    result.tenants.push_back(std::move(p));
  }
  result.connections_free_at.resize(static_cast<std::size_t>(shared.connections));
  return result;
}

double earliest(const std::vector<double>& places) {
  return places.empty() ? 0 : *std::min_element(places.begin(), places.end());
}

void take(std::vector<double>& places, double until) {
  if (!places.empty())
    *std::min_element(places.begin(), places.end()) = until;
}

void start_next(schedule& x, const tenant_load& load, std::size_t tenant, std::size_t mailbox) {
  auto& p = x.tenants[tenant];
  auto start = std::max(
      {x.last_start, p.mailbox_free_at[mailbox], earliest(p.lanes_free_at), earliest(x.connections_free_at)});
  if (load.rate > 0) {
    const auto tokens = [&](double t) {
      return std::min(load.burst, p.tokens + load.rate * (t - p.tokens_at));
    };
    if (tokens(start) < 1)
      start = p.tokens_at + (1 - p.tokens) / load.rate;
    p.tokens = std::max(0.0, tokens(start) - 1);
    p.tokens_at = start;
  }
  const auto end = start + load.mailboxes[mailbox][p.next[mailbox]];
  ++p.next[mailbox];
  p.mailbox_free_at[mailbox] = end;
  take(p.lanes_free_at, end);
  take(x.connections_free_at, end);
  x.last_start = start;
  x.end = std::max(x.end, end);
}

void search(const schedule& now, const std::vector<tenant_load>& load, double& best) {
  if (now.end >= best)
    return;
  bool done = true;
  for (std::size_t i = 0; i < load.size(); ++i)
    for (std::size_t j = 0; j < load[i].mailboxes.size(); ++j)
      if (now.tenants[i].next[j] < load[i].mailboxes[j].size()) {
        done = false;
        auto then = now;
        start_next(then, load[i], i, j);
        search(then, load, best);
      }
  if (done)
    best = now.end;
}

double optimum(const std::vector<tenant_load>& load, const shared_limits& shared) {
  auto best = std::numeric_limits<double>::infinity();
  search(begin(load, shared), load, best);
  return best;
}

std::vector<tenant_load> random_load(std::mt19937& random, int tenants, int requests) {
  const auto between = [&random](int low, int high) {
    return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
  };
  std::vector<tenant_load> load(static_cast<std::size_t>(tenants));
  for (auto& x : load) {
    x.ready = between(0, 3) * 0.5;
    if (between(0, 2) > 0) {
      x.rate = between(1, 4);
      x.burst = between(1, 3);
    }
    x.lanes = between(1, 2);
    x.freeze = between(0, 3) == 0 ? between(1, 4) : 0;
    x.mailboxes.push_back({between(1, 8) * 0.25});
  }
  for (int i = tenants; i < requests; ++i) {
    auto& boxes = load[static_cast<std::size_t>(between(0, tenants - 1))].mailboxes;
    if (between(0, 1) == 0)
      boxes.emplace_back();
    boxes.back().push_back(between(1, 8) * 0.25);
  }
  return load;
}

TEST(bound_and_optimum, the_bound_is_never_above_the_optimum) {
  int tight = 0;
  for (unsigned seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    std::mt19937 random{seed};
    const auto load = random_load(random, seed % 8 == 0 ? 5 : 2, 7);
    const shared_limits shared{.connections = static_cast<double>(random() % 4)};
    const auto bound = makespan_bound(load, shared).seconds;
    const auto best = optimum(load, shared);
    EXPECT_LE(bound, best + 1e-9);
    tight += bound > 0.999 * best;
  }
  // A bound of zero would pass the line above; this one is the optimum itself in many instances.
  EXPECT_GT(tight, 100);
}

TEST(bound_and_optimum, the_search_finds_an_optimum_known_by_hand) {
  // Two lanes, mailboxes of 3, 2 and 2 seconds: one lane gets 3, the other 4.
  const std::vector<tenant_load> lanes{{.tenant = "a", .lanes = 2, .mailboxes = {{3}, {2}, {2}}}};
  EXPECT_DOUBLE_EQ(optimum(lanes, {}), 4);
  // One token at once, then one a second: the last of three starts at 2.
  const std::vector<tenant_load> rate{{.tenant = "a", .rate = 1, .burst = 1, .mailboxes = {{1}, {1}, {1}}}};
  EXPECT_DOUBLE_EQ(optimum(rate, {}), 3);
}

} // namespace
} // namespace roamsync::bench
