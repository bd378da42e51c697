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

double first_request(const std::vector<ledger_line>& lines, const std::string& tenant) {
  double out = 1e9;
  for (const auto& x : lines)
    if (x.tenant == tenant)
      out = std::min(out, x.t);
  return out;
}

TEST(promise_i05, a_giant_leaves_the_small_their_share_of_a_full_node) {
  std::vector<customer> all{make_customer("giant", 150)};
  all[0].settings = "lanes = 30";
  for (const auto* id : {"small-1", "small-2", "small-3"})
    all.push_back(make_customer(id, 5));
  lab in{std::move(all), quick_answers(), "[limits]\nnode_requests = 6\n[night]\ntenants_per_second = 100"};
  const auto end = in.night();
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.what.count("written"), 165U);
  const auto lines = in.ledger();
  // A small customer has 5 mailboxes of about 8 requests; with its share of the node at least one request of
  // its goes out for each round of the others, so the giant cannot be most of the way through by then.
  const auto all_of_giant = static_cast<double>(count(lines, "giant", "patch"));
  for (std::size_t i = 1; i < in.customers().size(); ++i) {
    const auto until = last_request(lines, in.customers()[i].id);
    const auto before = std::count_if(lines.begin(), lines.end(), [&](const auto& x) {
      return x.tenant == "giant" && x.kind == "patch" && x.t < until;
    });
    EXPECT_LT(static_cast<double>(before), all_of_giant / 2) << in.customers()[i].id << " had to wait";
    EXPECT_LT(first_request(lines, in.customers()[i].id), last_request(lines, "giant"));
  }
}

} // namespace
} // namespace roamsync::integration
