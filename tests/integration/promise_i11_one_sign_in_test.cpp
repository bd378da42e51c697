#include "tests/integration/honesty.hpp"

#include <gtest/gtest.h>

namespace roamsync::integration {
namespace {

namespace json = boost::json;

TEST(promise_i11, all_lanes_of_a_service_user_share_one_sign_in) {
  std::vector<customer> all{make_customer("pages", 20), make_customer("ticket", 20)};
  all[1].sign_in = "token";
  for (auto& x : all)
    x.settings = "lanes = 8";
  lab in{std::move(all)};
  EXPECT_EQ(in.night().code, 0);
  EXPECT_EQ(password_posts(in.ledger(), "pages"), 1U);
  EXPECT_EQ(password_posts(in.ledger(), "ticket"), 1U);
}

TEST(promise_i11, a_night_without_work_signs_nobody_in) {
  lab in{{make_customer("pages", 5)}};
  EXPECT_EQ(in.night().code, 0);
  const auto before = password_posts(in.ledger(), "pages");
  const auto next = in.night();
  EXPECT_EQ(next.code, 0);
  EXPECT_EQ(next.what.count("unchanged"), 5U);
  EXPECT_EQ(password_posts(in.ledger(), "pages"), before);
}

/// A session that has ended on the server while eight lanes are at work.
class ended_session : public testing::TestWithParam<const char*> {};

TEST_P(ended_session, is_renewed_once_and_not_once_by_each_lane) {
  auto c = make_customer("firm", 60);
  c.sign_in = GetParam();
  c.settings = "lanes = 4";
  c.mock["session_seconds"] = 3600;
  c.mock["token_seconds"] = 3600;
  lab in{{std::move(c)}};
  auto process = in.start({"--json", "night", "--now"}, "night");
  EXPECT_TRUE(wait_until([&] { return process.exit_code() || count(in.ledger(), "firm", "patch") >= 6; }));
  in.tell("/control/clock", {{"advance_s", 4000}});
  EXPECT_TRUE(wait_until([&] { return process.exit_code().has_value(); }));
  EXPECT_EQ(process.exit_code(), 0) << in.errors("night");
  const auto end = parse_report(in.output("night"));
  EXPECT_EQ(end.count("written"), 60U);
  expect_honest(in, end, "version-one");
  EXPECT_EQ(password_posts(in.ledger(), "firm"), 2U);
}

INSTANTIATE_TEST_SUITE_P(promise_i11, ended_session, testing::Values("browser", "token"),
                         [](const auto& x) { return std::string{x.param}; });

TEST(promise_i11, a_token_that_lives_shortly_is_renewed_before_it_ends) {
  auto c = make_customer("firm", 40);
  c.sign_in = "token";
  c.settings = "lanes = 1";
  c.mock["token_seconds"] = 2;
  c.mock["latency"] = json::object{{"median_ms", 12}, {"sigma", 0.1}, {"min_ms", 8}, {"max_ms", 20}};
  lab in{{std::move(c)}};
  const auto end = in.night();
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.what.count("written"), 40U);
  const auto lines = in.ledger();
  EXPECT_GT(password_posts(lines, "firm"), 1U) << "the test is too short";
}

} // namespace
} // namespace roamsync::integration
