#include "bench/demo/files.hpp"
#include "tests/integration/honesty.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>

namespace roamsync::integration {
namespace {

namespace json = boost::json;

/// A customer whose night takes long enough to be interrupted: one lane, and what it has in flight is slow.
customer slow_customer(const std::string& id, std::size_t mailboxes) {
  auto out = make_customer(id, mailboxes);
  out.settings = "lanes = 1";
  out.mock["latency"] = json::object{{"median_ms", 20}, {"sigma", 0.1}, {"min_ms", 15}, {"max_ms", 30}};
  return out;
}

std::vector<std::string> night_into(const std::filesystem::path& file) {
  return {"--json", "night", "--now", "--report", file.string()};
}

/// Waits until some mailboxes are written and some are not.
void wait_for_the_middle(const lab& in, demo::child& process) {
  EXPECT_TRUE(wait_until(
      [&] { return process.exit_code() || count(in.ledger(), in.customers()[0].id, "defaults") >= 3; }));
  EXPECT_FALSE(process.exit_code()) << "the night ended too soon";
}

TEST(night, dry_writes_and_records_nothing_and_says_what_would_be_written) {
  lab in{{make_customer("firm", 4)}};
  const auto dry = in.night({"--dry-run"});
  EXPECT_EQ(dry.code, 0);
  EXPECT_EQ(dry.what.count("skipped"), 4U);
  EXPECT_EQ(dry.what.of("ann-0@firm.example").cause, "dry_run");
  EXPECT_NE(dry.what.of("ann-0@firm.example").detail.find(long_name), std::string::npos);
  const auto lines = in.ledger();
  EXPECT_TRUE(std::none_of(lines.begin(), lines.end(), [](const auto& x) { return x.is_write(); }));
  EXPECT_GT(count(lines, "firm", "list"), 0U);
  EXPECT_EQ(in.run({"report"}).code, 2) << "a dry run was recorded";
  const auto real = in.night();
  EXPECT_EQ(real.what.number, 1);
  EXPECT_EQ(real.what.count("written"), 4U);
}

class asked_to_stop : public testing::TestWithParam<int> {};

TEST_P(asked_to_stop, ends_in_order_and_the_next_start_goes_on_with_the_same_night) {
  lab in{{slow_customer("firm", 40)}};
  const auto file = in.folder() / "stopped.json";
  auto process = in.start(night_into(file), "stopped");
  wait_for_the_middle(in, process);
  ::kill(process.pid(), GetParam());
  EXPECT_TRUE(wait_until([&] { return process.exit_code().has_value(); }));
  EXPECT_EQ(process.exit_code(), 128 + GetParam());
  ASSERT_TRUE(std::filesystem::exists(file)) << in.errors("stopped");
  const auto stopped = parse_report(demo::read_file(file));
  EXPECT_FALSE(stopped.finished);
  EXPECT_GT(stopped.count("written"), 0U);
  EXPECT_LT(stopped.count("written"), 40U);
  // One that the stop found between two calls has no outcome.
  for (const auto& [address, ends] : stopped.mailboxes)
    EXPECT_TRUE(ends.front().outcome != "written" || in.in_line("firm", address, "version-one")) << address;
  const auto next = in.night();
  EXPECT_EQ(next.code, 0);
  EXPECT_EQ(next.what.number, stopped.number);
  EXPECT_EQ(next.what.count("written"), 40U);
  expect_honest(in, next.what, "version-one");
}

INSTANTIATE_TEST_SUITE_P(night, asked_to_stop, testing::Values(SIGINT, SIGTERM),
                         [](const auto& x) { return std::string{x.param == SIGINT ? "SIGINT" : "SIGTERM"}; });

TEST(night, the_second_process_on_a_database_is_told_which_one_is_first) {
  lab in{{slow_customer("firm", 40)}};
  auto first = in.start({"night", "--now", "--plain"}, "first");
  wait_for_the_middle(in, first);
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{"night", "--now"},
                                                    {"group", "push", "firm", "--yes"},
                                                    {"signature", "set", "firm", "ann-0@firm.example"},
                                                    {"signature", "delete", "firm", "ann-0@firm.example"},
                                                    {"night", "--dry-run"}}) {
    const auto second = in.run(arguments);
    EXPECT_EQ(second.code, 4) << arguments[0] << ' ' << arguments[1];
    EXPECT_NE(second.err.find(std::to_string(first.pid())), std::string::npos) << second.err;
  }
  // Reading is allowed meanwhile.
  EXPECT_LE(in.run({"report"}).code, 1);
  EXPECT_EQ(in.run({"tenant", "list"}).code, 0);
  EXPECT_TRUE(wait_until([&] { return first.exit_code().has_value(); }));
  EXPECT_EQ(first.exit_code(), 0) << in.errors("first");
}

TEST(night, of_some_tenants_leaves_the_others_alone_and_unknown_ones_are_an_error) {
  lab in{{make_customer("firm", 2), make_customer("other", 2)}};
  EXPECT_EQ(in.run({"night", "--now", "--tenant", "nobody"}).code, 2);
  const auto end = in.night({"--tenant", "firm"});
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.what.count("written"), 2U);
  EXPECT_EQ(count(in.ledger(), "other", "members"), 0U);
}

TEST(night, a_tenant_without_automate_takes_no_part) {
  lab in{{make_customer("firm", 2), make_customer("manual", 2)}};
  EXPECT_EQ(in.run({"tenant", "set", "manual", "automate=false"}).code, 0);
  const auto end = in.night();
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.what.mailboxes.size(), 2U);
  EXPECT_EQ(in.run({"group", "push", "manual", "--yes"}).code, 0);
  EXPECT_TRUE(in.in_line("manual", "ann-1@manual.example", "version-one"));
}

TEST(night, without_now_says_when_the_window_opens) {
  lab in{{make_customer("firm", 1)}};
  const auto opens = minute_of_day(11 * 60);
  in.set_window(opens);
  const auto done = in.run({"night"});
  EXPECT_EQ(done.code, 2);
  EXPECT_NE(done.err.find(opens), std::string::npos) << done.err;
  EXPECT_TRUE(in.ledger().empty());
}

} // namespace
} // namespace roamsync::integration
