#include "engine/bound/bound.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <vector>

/// The bound against the true optimum of small instances, found by trying every order of starts. To start
/// each request as early as its place in the order allows loses nothing: any schedule can be moved left that
/// far.
namespace roamsync {
namespace {

/// A tenant and the time at which its freeze begins.
struct instance_tenant {
  tenant_load load;
  double freeze_at = 0;
  std::vector<std::vector<double>> mailboxes;

  [[nodiscard]] double freeze_end() const { return freeze_at + load.freeze; }
};
using instance = std::vector<instance_tenant>;

struct tenant_progress {
  std::vector<std::size_t> next;       ///< of each mailbox
  std::vector<double> mailbox_free_at; ///< of each mailbox
  std::vector<double> lanes_free_at;   ///< empty: no limit
  double tokens = 0;
  double tokens_at = 0;
  double last_start = 0;
};

struct schedule {
  std::vector<tenant_progress> tenants;
  std::vector<double> connections_free_at; ///< empty: no limit
  double last_start = 0;
  double end = 0;
};

schedule begin(const instance& tenants, const shared_limits& shared) {
  schedule result;
  for (const auto& [x, freeze_at, mailboxes] : tenants) {
    tenant_progress p;
    p.next.resize(mailboxes.size());
    p.mailbox_free_at.assign(mailboxes.size(), x.ready);
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

void start_next(schedule& x, const instance_tenant& of, std::size_t tenant, std::size_t mailbox) {
  const auto& load = of.load;
  auto& p = x.tenants[tenant];
  auto start = std::max(
      {x.last_start, p.mailbox_free_at[mailbox], earliest(p.lanes_free_at), earliest(x.connections_free_at)});
  const auto after_freeze = [&of](double t) {
    return t >= of.freeze_at && t < of.freeze_end() ? of.freeze_end() : t;
  };
  start = after_freeze(start);
  if (load.rate > 0) {
    const auto tokens = [&](double t) {
      return std::min(load.burst, p.tokens + load.rate * (t - p.tokens_at));
    };
    if (tokens(start) < 1)
      start = after_freeze(p.tokens_at + (1 - p.tokens) / load.rate);
    p.tokens = std::max(0.0, tokens(start) - 1);
    p.tokens_at = start;
  }
  const auto end = start + of.mailboxes[mailbox][p.next[mailbox]];
  ++p.next[mailbox];
  p.mailbox_free_at[mailbox] = end;
  take(p.lanes_free_at, end);
  take(x.connections_free_at, end);
  p.last_start = start;
  x.last_start = start;
  x.end = std::max(x.end, end);
}

void search(const schedule& now, const instance& tenants, schedule& best) {
  if (now.end >= best.end)
    return;
  bool done = true;
  for (std::size_t i = 0; i < tenants.size(); ++i)
    for (std::size_t j = 0; j < tenants[i].mailboxes.size(); ++j)
      if (now.tenants[i].next[j] < tenants[i].mailboxes[j].size()) {
        done = false;
        auto then = now;
        start_next(then, tenants[i], i, j);
        search(then, tenants, best);
      }
  if (done)
    best = now;
}

schedule optimum(const instance& tenants, const shared_limits& shared) {
  schedule best;
  best.end = std::numeric_limits<double>::infinity();
  search(begin(tenants, shared), tenants, best);
  return best;
}

/// The bound for what this schedule went through: a freeze after a tenant's last start is none of its
/// freezes.
double bound_of(const schedule& run, const instance& tenants, const shared_limits& shared) {
  std::vector<tenant_load> load;
  for (std::size_t i = 0; i < tenants.size(); ++i) {
    load.push_back(tenants[i].load);
    for (const auto& box : tenants[i].mailboxes)
      load.back().work.add(box);
    if (tenants[i].freeze_end() > run.tenants[i].last_start)
      load.back().freeze = 0;
  }
  return makespan_bound(load, shared).seconds;
}

instance random_instance(std::mt19937& random, int tenants, int requests) {
  const auto between = [&random](int low, int high) {
    return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
  };
  instance result(static_cast<std::size_t>(tenants));
  for (auto& [x, freeze_at, mailboxes] : result) {
    x.ready = between(0, 3) * 0.5;
    if (between(0, 2) > 0) {
      x.rate = between(1, 4);
      x.burst = between(1, 3);
    }
    x.lanes = between(1, 2);
    x.freeze = between(0, 2) == 0 ? between(1, 4) : 0;
    freeze_at = x.ready + between(0, 5) * 0.25;
    mailboxes.push_back({between(1, 8) * 0.25});
  }
  for (int i = tenants; i < requests; ++i) {
    auto& boxes = result[static_cast<std::size_t>(between(0, tenants - 1))].mailboxes;
    if (between(0, 1) == 0)
      boxes.emplace_back();
    boxes.back().push_back(between(1, 8) * 0.25);
  }
  return result;
}

TEST(bound_and_optimum, the_bound_is_never_above_the_optimum) {
  int tight = 0;
  int frozen = 0;
  for (unsigned seed = 0; seed < 600; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    std::mt19937 random{seed};
    const auto tenants = random_instance(random, seed % 8 == 0 ? 5 : 2, 7);
    const shared_limits shared{.connections = static_cast<double>(random() % 4)};
    const auto best = optimum(tenants, shared);
    const auto bound = bound_of(best, tenants, shared);
    EXPECT_LE(bound, best.end + 1e-9);
    tight += bound > 0.999 * best.end;
    for (std::size_t i = 0; i < tenants.size(); ++i)
      frozen += tenants[i].load.freeze > 0 && tenants[i].freeze_end() <= best.tenants[i].last_start;
  }
  // A bound of zero would pass the line above; this one is the optimum itself in many instances.
  EXPECT_GT(tight, 100);
  EXPECT_GT(frozen, 100);
}

TEST(bound_and_optimum, the_search_finds_an_optimum_known_by_hand) {
  // Two lanes, mailboxes of 3, 2 and 2 seconds: one lane gets 3, the other 4.
  const tenant_load lanes{.tenant = "a", .lanes = 2};
  EXPECT_DOUBLE_EQ(optimum({{lanes, 0, {{3}, {2}, {2}}}}, {}).end, 4);
  // One token at once, then one a second: the last of three starts at 2.
  const tenant_load rate{.tenant = "a", .rate = 1, .burst = 1};
  EXPECT_DOUBLE_EQ(optimum({{rate, 0, {{1}, {1}, {1}}}}, {}).end, 3);
  // Frozen from 0.5 to 5.5: one before it, one with the token that came meanwhile, one a second later.
  const tenant_load freeze{.tenant = "a", .rate = 1, .burst = 1, .freeze = 5};
  EXPECT_DOUBLE_EQ(optimum({{freeze, 0.5, {{1}, {1}, {1}}}}, {}).end, 7.5);
}

} // namespace
} // namespace roamsync
