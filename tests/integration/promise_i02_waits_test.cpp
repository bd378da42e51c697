#include "tests/integration/honesty.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>

namespace roamsync::integration {
namespace {

namespace json = boost::json;

/// A customer that refuses after some requests, in that form, and whose limit roamsync does not know.
customer refusing(const std::string& form, double seconds) {
  auto out = make_customer("strict", 8);
  out.service_user()["limit"] = json::object{{"rate", 25}, {"burst", 12}};
  out.mock["throttle"] = json::object{{"retry_after", form}, {"seconds", seconds}, {"grows", true}};
  return out;
}

std::vector<ledger_line> refusals(const std::vector<ledger_line>& lines, const std::string& tenant) {
  std::vector<ledger_line> out;
  std::copy_if(lines.begin(), lines.end(), std::back_inserter(out),
               [&](const auto& x) { return x.tenant == tenant && x.status == 429; });
  return out;
}

class told_wait : public testing::TestWithParam<const char*> {};

TEST_P(told_wait, passes_before_the_next_request_and_others_go_on) {
  lab in{{refusing(GetParam(), 1), make_customer("other", 60)}};
  const auto end = in.night();
  expect_honest(in, end.what, "version-one");
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.what.count("written"), 68U);
  const auto lines = in.ledger();
  const auto refused = refusals(lines, "strict");
  ASSERT_FALSE(refused.empty());
  for (const auto& x : lines)
    EXPECT_NE(x.breach, "retry_after") << x.kind << " came too early, at " << x.t;
  const auto& first = refused.front();
  EXPECT_TRUE(std::any_of(lines.begin(), lines.end(), [&](const auto& x) {
    return x.tenant == "other" && x.t > first.t && x.t < first.t + first.retry_after_s;
  })) << "the other customer waited as well";
}

INSTANTIATE_TEST_SUITE_P(promise_i02, told_wait, testing::Values("seconds", "date"),
                         [](const auto& x) { return std::string{x.param}; });

class untold_wait : public testing::TestWithParam<const char*> {};

TEST_P(untold_wait, slows_the_customer_down_and_nothing_is_lost) {
  lab in{{refusing(GetParam(), 0.3), make_customer("other", 3)}, quick_answers()};
  const auto end = in.night();
  expect_honest(in, end.what, "version-one");
  ASSERT_FALSE(refusals(in.ledger(), "strict").empty());
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_EQ(end.what.of(address_of(in.customers()[1], i)).outcome, "written");
  for (std::size_t i = 0; i < 8; ++i) {
    const auto x = end.what.of(address_of(in.customers()[0], i));
    EXPECT_TRUE(x.outcome == "written" || x.cause == "throttled") << x.outcome << ' ' << x.cause;
  }
}

INSTANTIATE_TEST_SUITE_P(promise_i02, untold_wait, testing::Values("absent", "negative", "garbage"),
                         [](const auto& x) { return std::string{x.param}; });

/// What the customer's service user sent.
std::size_t requests_to_outlook(const std::vector<ledger_line>& lines, const std::string& tenant) {
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [&](const auto& x) {
    return x.tenant == tenant && x.service_user.starts_with("svc@");
  }));
}

TEST(promise_i02, a_wait_beyond_all_bounds_ends_the_customer_until_it_is_over) {
  lab in{{refusing("huge", 1), make_customer("other", 3)}};
  const auto end = in.night();
  EXPECT_EQ(end.code, 1);
  expect_honest(in, end.what, "version-one");
  EXPECT_GT(end.what.count("failed") + end.what.count("deferred"), 0U);
  const auto lines = in.ledger();
  for (const auto& x : lines)
    EXPECT_NE(x.breach, "retry_after") << x.kind << " at " << x.t;
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_EQ(end.what.of(address_of(in.customers()[1], i)).outcome, "written");

  // The mock forgets its limits, roamsync does not forget what it was told.
  in.tell("/control/tenants", {{"tenants", json::array{make_customer("strict", 8).mock}}});
  const auto next = in.night();
  EXPECT_EQ(next.code, 1);
  EXPECT_GT(next.what.number, end.what.number);
  EXPECT_EQ(next.what.tenants.at("strict").cause, "throttled");
  const auto later = in.ledger();
  EXPECT_EQ(requests_to_outlook(later, "strict"), requests_to_outlook(lines, "strict"));
  EXPECT_EQ(in.run({"tenant", "remove", "strict", "--yes"}).code, 0);
  EXPECT_EQ(in.night().code, 0) << "and nobody else has to wait";
}

TEST(promise_i02, a_told_wait_passes_also_if_the_process_is_started_again) {
  auto c = refusing("seconds", 6);
  c.service_user()["limit"].as_object()["lanes"] = 1;
  c.settings = "lanes = 1"; // No other answer is on its way when the process is killed.
  lab in{{std::move(c)}};
  const auto now = [] {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  };
  auto process = in.start({"--json", "night", "--now"}, "killed");
  EXPECT_TRUE(wait_until([&] {
    return process.exit_code() || in.number_in_store("SELECT max(not_before) FROM standings") > now();
  }));
  process.end(SIGKILL);
  EXPECT_EQ(in.night().code, 0);
  const auto lines = in.ledger();
  const auto refused = refusals(lines, "strict");
  ASSERT_FALSE(refused.empty());
  EXPECT_TRUE(
      std::any_of(lines.begin(), lines.end(), [&](const auto& x) { return x.t > refused.front().t; }));
  for (const auto& x : lines)
    EXPECT_NE(x.breach, "retry_after") << x.kind << " at " << x.t;
}

} // namespace
} // namespace roamsync::integration
