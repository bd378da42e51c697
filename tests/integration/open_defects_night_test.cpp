#include "tests/integration/honesty.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>

// Not in CMakeLists.txt: each of these fails until its defect is mended, then it moves to its promise's file.

namespace roamsync::integration {
namespace {

namespace json = boost::json;

customer slow_customer(const std::string& id, std::size_t mailboxes) {
  auto out = make_customer(id, mailboxes);
  out.settings = "lanes = 1";
  out.mock["latency"] = json::object{{"median_ms", 20}, {"sigma", 0.1}, {"min_ms", 15}, {"max_ms", 30}};
  return out;
}

TEST(open_i03, a_night_joined_for_one_tenant_stays_open_for_the_others) {
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

TEST(open_i03, what_signature_delete_took_away_is_not_said_to_be_in_line) {
  lab in{{make_customer("firm", 1)}};
  EXPECT_EQ(in.run({"signature", "set", "firm", "ann-0@firm.example"}).code, 0);
  EXPECT_EQ(in.run({"signature", "delete", "firm", "ann-0@firm.example"}).code, 0);
  const auto box = in.truth("firm", "ann-0@firm.example");
  for (const auto* key : {"default_new", "default_reply"})
    EXPECT_TRUE(box.at(key).is_null() || box.at(key).as_string().empty())
        << key << " points to the deleted " << box.at(key).as_string();
  expect_honest(in, in.night().what, "version-one");
}

TEST(open_i08, what_the_cap_on_deletions_left_goes_in_the_next_night) {
  lab in{{make_customer("firm", 5)}};
  EXPECT_EQ(in.night().code, 0);
  in.change_config("catalogue_dir", "deletions_max = 2\ncatalogue_dir");
  in.set_catalogue("version-two", {short_name});
  (void)in.night();
  EXPECT_EQ(count(in.ledger(), "firm", "delete"), 2U);
  (void)in.night();
  EXPECT_EQ(count(in.ledger(), "firm", "delete"), 4U);
}

TEST(open_i02, a_told_wait_passes_also_if_the_process_is_started_again) {
  auto c = make_customer("strict", 8);
  c.service_user()["limit"] = json::object{{"rate", 25}, {"burst", 12}};
  c.mock["throttle"] = json::object{{"retry_after", "seconds"}, {"seconds", 6}, {"grows", true}};
  lab in{{std::move(c)}};
  auto process = in.start({"--json", "night", "--now"}, "killed");
  EXPECT_TRUE(wait_until([&] {
    const auto lines = in.ledger();
    return process.exit_code()
           || std::any_of(lines.begin(), lines.end(), [](const auto& x) { return x.status == 429; });
  }));
  process.end(SIGKILL);
  EXPECT_EQ(in.night().code, 0);
  for (const auto& x : in.ledger())
    EXPECT_NE(x.breach, "retry_after") << x.kind << " at " << x.t;
}

TEST(open_i10, a_refused_password_is_not_sent_again_if_the_process_is_killed_right_after_it) {
  auto c = make_customer("firm", 4);
  c.service_user()["sign_in"] = "wrong_password";
  lab in{{std::move(c)}};
  for (int i = 0; i < 5; ++i) {
    const auto before = password_posts(in.ledger(), "firm");
    auto process = in.start({"--json", "night", "--now"}, "killed-" + std::to_string(i));
    EXPECT_TRUE(
        wait_until([&] { return process.exit_code() || password_posts(in.ledger(), "firm") > before; }));
    process.end(SIGKILL);
  }
  (void)in.night();
  EXPECT_EQ(password_posts(in.ledger(), "firm"), 1U);
}

} // namespace
} // namespace roamsync::integration
