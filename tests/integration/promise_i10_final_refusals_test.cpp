#include "tests/integration/honesty.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <iterator>
#include <string>

namespace roamsync::integration {
namespace {

constexpr const char* open_posts = "SELECT max(open_posts) FROM standings";

/// sign_in of the mock, cause of roamsync, and the pages on which no password is asked for.
struct refusal {
  const char* sign_in;
  const char* cause;
  std::size_t posts = 1;
};

constexpr refusal by_browser[] = {{"wrong_password", "wrong_password"},
                                  {"user_not_found", "user_not_found"},
                                  {"locked", "account_locked"},
                                  {"disabled", "account_disabled"},
                                  {"expired", "password_expired"},
                                  {"mfa", "mfa_demanded"},
                                  {"security_info", "security_info_required"},
                                  {"conditional_access", "conditional_access_block"},
                                  {"consent", "consent_missing"},
                                  {"blank_page", "sign_in_not_handed_back"},
                                  {"errorfe", "owa_refused_sign_in"}};
constexpr refusal by_token[] = {
    {"wrong_password", "wrong_password"}, {"user_not_found", "user_not_found"},
    {"locked", "account_locked"},         {"disabled", "account_disabled"},
    {"expired", "password_expired"},      {"mfa", "mfa_demanded"},
    {"security_info", "mfa_demanded"},    {"conditional_access", "conditional_access_block"},
    {"consent", "consent_missing"}};

template <std::size_t count>
std::vector<customer> refused(const refusal (&all)[count], const char* way) {
  std::vector<customer> out;
  for (const auto& x : all) {
    std::string id = x.sign_in;
    std::replace(id.begin(), id.end(), '_', '-');
    auto& c = out.emplace_back(make_customer(id, 4));
    c.sign_in = way;
    c.service_user()["sign_in"] = x.sign_in;
  }
  return out;
}

template <std::size_t count>
void expect_one_post(const lab& in, const report& end, const refusal (&all)[count]) {
  const auto lines = in.ledger();
  for (std::size_t i = 0; i < count; ++i) {
    const auto& id = in.customers()[i].id;
    EXPECT_EQ(password_posts(lines, id), all[i].posts) << id;
    EXPECT_EQ(end.tenants.at(id).cause, all[i].cause) << id << ": " << end.tenants.at(id).detail;
    for (std::size_t k = 0; k < 4; ++k)
      EXPECT_EQ(end.of(address_of(in.customers()[i], k)).outcome, "failed") << id;
  }
}

TEST(promise_i10, a_refused_password_is_sent_once_a_night_by_browser) {
  lab in{refused(by_browser, "browser")};
  const auto end = in.night();
  EXPECT_EQ(end.code, 1);
  expect_one_post(in, end.what, by_browser);
}

TEST(promise_i10, a_refused_password_is_sent_once_a_night_for_a_token) {
  lab in{refused(by_token, "token")};
  const auto end = in.night();
  EXPECT_EQ(end.code, 1);
  expect_one_post(in, end.what, by_token);
}

TEST(promise_i10, a_night_that_is_killed_and_joined_does_not_send_it_again) {
  auto c = refused(by_browser, "browser");
  c.push_back(make_customer("long", 60)); // keeps the night open
  c.back().service_user()["limit"] = boost::json::object{{"lanes", 1}};
  c.back().settings = "lanes = 1";
  lab in{std::move(c)};
  auto process = in.start({"night", "--now", "--plain"}, "killed");
  // Once roamsync itself has it on disk that the refused ones have ended.
  EXPECT_TRUE(wait_until([&] {
    if (process.exit_code())
      return true;
    const auto said = in.run({"--json", "report"});
    if (said.code > 1)
      return false;
    const auto now = parse_report(said.out);
    return std::all_of(std::begin(by_browser), std::end(by_browser), [&](const refusal& x) {
      std::string id = x.sign_in;
      std::replace(id.begin(), id.end(), '_', '-');
      return now.tenants.contains(id) && now.tenants.at(id).outcome == "failed";
    });
  }));
  ASSERT_FALSE(process.exit_code()) << in.output("killed");
  process.end(SIGKILL);
  const auto end = in.night();
  EXPECT_EQ(end.what.sequence, 1);
  expect_one_post(in, end.what, by_browser);
}

TEST(promise_i10, a_password_whose_answer_nobody_read_is_posted_three_times_and_no_more) {
  auto c = make_customer("firm", 4);
  c.mock["fault"] = boost::json::object{{"kind", "hang"}, {"on", boost::json::array{"login"}}};
  lab in{{std::move(c)}};
  for (int i = 1; i <= 3; ++i) {
    auto process = in.start({"--json", "night", "--now"}, "killed-" + std::to_string(i));
    EXPECT_TRUE(wait_until([&] { return process.exit_code() || in.number_in_store(open_posts) == i; }));
    process.end(SIGKILL);
  }
  EXPECT_EQ(in.night().what.tenants.at("firm").cause, "sign_in_unanswered");
  EXPECT_EQ(in.number_in_store(open_posts), 3);
  EXPECT_LE(password_posts(in.ledger(), "firm"), 3U);

  in.tell("/control/fault", {{"tenant", "firm"}, {"fault", nullptr}});
  const auto stored = in.run({"tenant", "password", "firm", "--stdin"}, in.customers()[0].password + "\n");
  ASSERT_EQ(stored.code, 0) << stored.err;
  EXPECT_EQ(in.night().code, 0) << "a password that was stored anew may be tried at once";
}

} // namespace
} // namespace roamsync::integration
