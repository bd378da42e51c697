#include "tests/integration/honesty.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace roamsync::integration {
namespace {

namespace json = boost::json;

double last_request(const std::vector<ledger_line>& lines, const std::string& tenant) {
  double out = 0;
  for (const auto& x : lines)
    if (x.tenant == tenant)
      out = std::max(out, x.t);
  return out;
}

/// A customer that is a burden to the node, and five small ones beside it.
class neighbour : public testing::TestWithParam<const char*> {};

TEST_P(neighbour, that_does_not_answer_well_keeps_nobody_up) {
  auto bad = make_customer("bad", 12);
  bad.mock["fault"] = json::object{{"kind", GetParam()}, {"on", json::array{"list", "content", "patch"}}};
  std::vector<customer> all{std::move(bad)};
  for (const auto* id : {"small-1", "small-2", "small-3", "small-4", "small-5"})
    all.push_back(make_customer(id, 4));
  lab in{std::move(all), quick_answers(),
         "tenants_per_second = 100\n[net]\nrequest_timeout_ms = 2000\n[limits]\nnode_requests = 8"};
  const auto end = in.night();
  EXPECT_EQ(end.code, 1);
  expect_honest(in, end.what, "version-one");
  const auto lines = in.ledger();
  for (std::size_t i = 1; i < in.customers().size(); ++i) {
    const auto& c = in.customers()[i];
    for (std::size_t k = 0; k < 4; ++k)
      EXPECT_EQ(end.what.of(address_of(c, k)).outcome, "written") << address_of(c, k);
    EXPECT_EQ(end.what.tenants.at(c.id).outcome, "done");
    EXPECT_LT(last_request(lines, c.id), last_request(lines, "bad"))
        << c.id << " ended after the customer that is broken";
  }
  for (std::size_t k = 0; k < 12; ++k)
    EXPECT_EQ(end.what.of(address_of(in.customers()[0], k)).outcome, "failed");
}

INSTANTIATE_TEST_SUITE_P(promise_i05, neighbour, testing::Values("hang", "endless"),
                         [](const auto& x) { return std::string{x.param}; });

TEST(promise_i05, a_giant_leaves_the_small_their_share_of_a_full_node) {
  std::vector<customer> all{make_customer("giant", 150)};
  all[0].settings = "lanes = 30";
  for (const auto* id : {"small-1", "small-2", "small-3"})
    all.push_back(make_customer(id, 5));
  lab in{std::move(all), quick_answers(), "tenants_per_second = 100\n[limits]\nnode_requests = 6"};
  const auto end = in.night();
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.what.count("written"), 165U);
  const auto lines = in.ledger();
  // A small customer sends some 45 requests, three side by side; with its share of six places it is through
  // long before the 1000 of the giant.
  for (const auto* id : {"small-1", "small-2", "small-3"}) {
    double until = 0;
    for (const auto& x : lines)
      until = x.tenant == id ? std::max(until, x.t) : until;
    const auto before = std::count_if(lines.begin(), lines.end(), [&](const auto& x) {
      return x.tenant == "giant" && x.kind == "patch" && x.t < until;
    });
    EXPECT_LT(before, 75) << id << " had to wait for the giant";
  }
}

} // namespace
} // namespace roamsync::integration
