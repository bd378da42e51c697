#include "tests/integration/honesty.hpp"

#include <gtest/gtest.h>

#include <algorithm>

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

} // namespace
} // namespace roamsync::integration
