#include "tests/integration/honesty.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>

namespace roamsync::integration {
namespace {

namespace json = boost::json;

json::object sometimes(const char* kind, double ratio, json::array on) {
  return {{"kind", kind}, {"ratio", ratio}, {"on", std::move(on)}};
}

/// A fault on that share of the requests of these kinds; a request that hangs is given up soon.
class answer : public testing::TestWithParam<const char*> {};

TEST_P(answer, that_is_lost_or_broken_makes_no_outcome_a_lie) {
  auto troubled = make_customer("troubled", 12);
  troubled.mock["fault"] = sometimes(GetParam(), GetParam() == std::string{"hang"} ? 0.05 : 0.3,
                                     {"list", "content", "patch", "defaults", "delete"});
  lab in{{std::move(troubled)}, quick_answers(), "[net]\nrequest_timeout_ms = 1000"};
  const auto first = in.night();
  EXPECT_TRUE(first.what.finished);
  expect_honest(in, first.what, "version-one");
  // The second night changes and deletes as well.
  in.set_catalogue("version-two");
  const auto second = in.night();
  expect_honest(in, second.what, "version-two");
  const auto lines = in.ledger();
  EXPECT_TRUE(std::any_of(lines.begin(), lines.end(), [](const auto& x) { return !x.fault.empty(); }));
  // Once the service is well again, a night brings everybody in line.
  in.tell("/control/fault", {{"tenant", "troubled"}, {"fault", nullptr}});
  const auto last = in.night();
  EXPECT_EQ(last.code, 0);
  expect_honest(in, last.what, "version-two");
  EXPECT_EQ(last.what.count("written") + last.what.count("unchanged"), 12U);
}

INSTANTIATE_TEST_SUITE_P(promise_i03, answer,
                         testing::Values("applied_lost", "reset_mid", "reset_before", "hang", "html", "500",
                                         "503", "truncated_json", "deep_json", "redirect_foreign",
                                         "canary_449", "huge_headers"),
                         [](const auto& x) { return "of_fault_" + std::string{x.param}; });

TEST(promise_i03, each_odd_member_has_one_outcome_with_its_cause) {
  auto odd = make_customer("odd", 7);
  odd.user(1)["mailbox"] = json::object{{"kind", "shared"}};
  odd.user(2)["mailbox"] = json::object{{"kind", "unlicensed"}};
  odd.user(3)["mailbox"] = json::object{{"kind", "user"}, {"full_access", false}};
  odd.user(4)["accountEnabled"] = false;
  odd.user(5)["proxyAddresses"] = json::array{};
  odd.user(5)["mail"] = nullptr;
  odd.user(6)["mailbox"] = json::object{{"kind", "none"}};
  lab in{{std::move(odd)}};
  const auto end = in.night();
  EXPECT_EQ(end.code, 1);
  const auto& c = in.customers()[0];
  const auto expect = [&](std::size_t number, const char* outcome, const char* cause) {
    const auto x = end.what.of(address_of(c, number));
    EXPECT_EQ(x.outcome, outcome) << number;
    EXPECT_EQ(x.cause, cause) << number;
  };
  expect(0, "written", "");
  expect(1, "skipped", "mailbox_shared");
  expect(2, "skipped", "mailbox_unlicensed");
  expect(3, "failed", "full_access_missing");
  expect(4, "skipped", "user_disabled");
  EXPECT_EQ(end.what.count("written"), 1U);
  EXPECT_TRUE(in.in_line("odd", address_of(c, 0), "version-one"));
}

TEST(promise_i03, what_the_server_makes_of_the_html_is_still_recognised) {
  auto changing = make_customer("changing", 3);
  changing.mock["html"] = json::object{
      {"crlf", true}, {"wrap", true}, {"x_prefix", true}, {"fragment", true}, {"strip_data", true}};
  changing.mock["name_case"] = "capitalised";
  changing.mock["stale_names"] = true;
  changing.mock["empty_as"] = "value";
  lab in{{std::move(changing)}};
  const auto end = in.night();
  EXPECT_EQ(end.code, 0);
  expect_honest(in, end.what, "version-one");
  EXPECT_EQ(end.what.count("written"), 3U);
}

customer slow_customer(const std::string& id, std::size_t mailboxes) {
  auto out = make_customer(id, mailboxes);
  out.settings = "lanes = 1";
  out.mock["latency"] = json::object{{"median_ms", 20}, {"sigma", 0.1}, {"min_ms", 15}, {"max_ms", 30}};
  return out;
}

TEST(promise_i03, a_night_joined_for_one_tenant_stays_open_for_the_others) {
  lab in{{slow_customer("firm", 12), slow_customer("other", 12)}};
  auto process = in.start({"--json", "night", "--now"}, "stopped");
  EXPECT_TRUE(
      wait_until([&] { return process.exit_code() || count(in.ledger(), "other", "defaults") >= 3; }));
  ::kill(process.pid(), SIGINT);
  EXPECT_TRUE(wait_until([&] { return process.exit_code().has_value(); }));
  (void)in.night({"--tenant", "firm"});
  (void)in.night();
  const auto first = parse_report(in.run({"--json", "report", "--night", "1"}).out);
  EXPECT_TRUE(!first.finished || first.mailboxes.size() == 24U)
      << "night 1 is finished with " << first.mailboxes.size() << " outcomes of 24";
}

TEST(promise_i03, what_signature_delete_took_away_is_not_said_to_be_in_line) {
  lab in{{make_customer("firm", 1)}};
  EXPECT_EQ(in.run({"signature", "set", "firm", "ann-0@firm.example"}).code, 0);
  EXPECT_EQ(in.run({"signature", "delete", "firm", "ann-0@firm.example"}).code, 0);
  const auto box = in.truth("firm", "ann-0@firm.example");
  for (const auto* key : {"default_new", "default_reply"})
    EXPECT_TRUE(box.at(key).is_null() || box.at(key).as_string().empty())
        << key << " points to the deleted " << box.at(key).as_string();
  expect_honest(in, in.night().what, "version-one");
}

} // namespace
} // namespace roamsync::integration
