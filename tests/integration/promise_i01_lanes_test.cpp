#include "tests/integration/honesty.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace roamsync::integration {
namespace {

namespace json = boost::json;

customer limited(const std::string& id, json::object limit, const std::string& told) {
  auto out = make_customer(id, 20);
  out.service_user()["limit"] = std::move(limit);
  out.settings = told;
  return out;
}

std::uint64_t most_in_flight(const std::vector<ledger_line>& lines, const std::string& tenant) {
  std::uint64_t out = 0;
  for (const auto& x : lines)
    if (x.service_user == "svc@" + tenant + ".example")
      out = std::max(out, x.in_flight);
  return out;
}

TEST(promise_i01, never_more_in_flight_for_a_service_user_than_its_lanes) {
  lab in{{limited("usual", {{"lanes", 3}}, ""), limited("wide", {{"lanes", 6}}, "lanes = 6"),
          limited("narrow", {{"lanes", 1}}, "lanes = 1")}};
  const auto end = in.night();
  EXPECT_EQ(end.code, 0);
  expect_honest(in, end.what, "version-one");
  EXPECT_EQ(end.what.count("written"), 60U);
  const auto lines = in.ledger();
  expect_no_breach(lines);
  expect_one_writer(lines);
  EXPECT_LE(most_in_flight(lines, "usual"), 3U);
  EXPECT_GT(most_in_flight(lines, "usual"), 1U) << "the lanes were not used";
  EXPECT_LE(most_in_flight(lines, "wide"), 6U);
  EXPECT_GT(most_in_flight(lines, "wide"), 3U) << "the told lanes were not used";
  EXPECT_EQ(most_in_flight(lines, "narrow"), 1U);
}

TEST(promise_i01, a_told_rate_is_kept_without_a_single_refusal) {
  lab in{{limited("paced", {{"rate", 60}, {"burst", 10}, {"lanes", 3}}, "rate = 60\nburst = 10")}};
  const auto end = in.night();
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.what.count("written"), 20U);
  const auto lines = in.ledger();
  expect_no_breach(lines);
  EXPECT_TRUE(std::none_of(lines.begin(), lines.end(), [](const auto& x) { return x.status == 429; }));
}

} // namespace
} // namespace roamsync::integration
