#include "bench/demo/http_get.hpp"
#include "tests/integration/honesty.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <regex>

namespace roamsync::integration {
namespace {

/// The port that roamsync says it serves on; 0 if it does not.
std::uint16_t port_of(const lab& in, const std::string& name, demo::child& process) {
  std::smatch found;
  std::string said;
  (void)wait_until([&] {
    said = in.output(name);
    return process.exit_code() || said.find("/metrics") != std::string::npos;
  });
  if (!std::regex_search(said, found, std::regex{"127\\.0\\.0\\.1:([0-9]+)"}))
    return 0;
  return static_cast<std::uint16_t>(std::stoi(found[1]));
}

report newest(lab& in) {
  const auto said = in.run({"--json", "report"});
  return said.code <= 1 ? parse_report(said.out) : report{};
}

TEST(serve, opens_the_night_by_itself_and_a_second_start_joins_it) {
  lab in{{make_customer("firm", 4), make_customer("other", 4)}};
  in.set_window(minute_of_day());
  {
    auto process = in.start({"serve"}, "serve");
    const auto port = port_of(in, "serve", process);
    ASSERT_NE(port, 0) << in.errors("serve");
    EXPECT_TRUE(wait_until([&] { return process.exit_code() || newest(in).finished; }));
    EXPECT_TRUE(wait_until([&] {
      return demo::http_get(port, "/metrics").find("written\"} 8") != std::string::npos;
    })) << demo::http_get(port, "/metrics");
    EXPECT_NE(demo::http_get(port, "/metrics").find("roamsync_night_active 0\n"), std::string::npos);
    EXPECT_NE(demo::http_get(port, "/metrics").find("roamsync_night_finished_timestamp_seconds"),
              std::string::npos);
    EXPECT_FALSE(demo::http_get(port, "/healthz").empty());
    EXPECT_THROW((void)demo::http_get(port, "/nothing"), std::runtime_error);
    for (const auto& c : in.customers())
      EXPECT_EQ(demo::http_get(port, "/metrics").find(c.password), std::string::npos);
    ::kill(process.pid(), SIGTERM);
    EXPECT_TRUE(wait_until([&] { return process.exit_code().has_value(); }));
    EXPECT_EQ(process.exit_code(), 143);
  }
  const auto first = newest(in);
  EXPECT_EQ(first.count("written"), 8U);
  const auto requests = in.ledger().size();
  {
    auto process = in.start({"serve"}, "again");
    EXPECT_NE(port_of(in, "again", process), 0);
    // It joins the night of today, in which nothing is left to do.
    EXPECT_TRUE(wait_until(
        [&] { return in.run({"report"}).code <= 1 && in.log_has("run 1 of 2 tenants opened", 2); }));
    ::kill(process.pid(), SIGINT);
    EXPECT_TRUE(wait_until([&] { return process.exit_code().has_value(); }));
    EXPECT_EQ(process.exit_code(), 130);
  }
  EXPECT_EQ(newest(in).number, first.number);
  EXPECT_EQ(in.ledger().size(), requests);
}

TEST(serve, that_is_killed_goes_on_with_the_night_when_started_again) {
  auto c = make_customer("firm", 30);
  c.settings = "lanes = 1";
  lab in{{std::move(c)}};
  in.set_window(minute_of_day());
  auto first = in.start({"serve"}, "first");
  EXPECT_TRUE(wait_until([&] { return first.exit_code() || count(in.ledger(), "firm", "defaults") >= 5; }));
  first.end(SIGKILL);
  EXPECT_FALSE(newest(in).finished);
  auto second = in.start({"serve"}, "second");
  EXPECT_TRUE(wait_until([&] { return second.exit_code() || newest(in).finished; }));
  const auto end = newest(in);
  EXPECT_EQ(end.number, 1);
  // What was written but not yet recorded when the kill came is found to be in line.
  EXPECT_EQ(end.count("written") + end.count("unchanged"), 30U);
  expect_honest(in, end, "version-one");
}

TEST(serve, in_the_middle_of_a_night_ends_in_order_on_SIGTERM) {
  auto c = make_customer("firm", 40);
  c.settings = "lanes = 1";
  lab in{{std::move(c)}};
  in.set_window(minute_of_day());
  auto process = in.start({"serve"}, "serve");
  EXPECT_TRUE(wait_until([&] { return process.exit_code() || count(in.ledger(), "firm", "defaults") >= 5; }));
  ::kill(process.pid(), SIGTERM);
  EXPECT_TRUE(wait_until([&] { return process.exit_code().has_value(); }));
  EXPECT_EQ(process.exit_code(), 143);
  // One that the stop found between two calls has no outcome.
  const auto stopped = newest(in);
  EXPECT_FALSE(stopped.finished);
  EXPECT_GE(stopped.count("written"), 1U);
  for (const auto& [address, ends] : stopped.mailboxes)
    EXPECT_TRUE(ends.front().outcome != "written" || in.in_line("firm", address, "version-one")) << address;
  const auto end = in.night();
  EXPECT_EQ(end.what.number, 1);
  EXPECT_EQ(end.what.count("written"), 40U);
}

TEST(serve, is_alone_on_its_database) {
  lab in{{make_customer("firm", 1)}};
  {
    auto first = in.start({"serve"}, "serve");
    ASSERT_NE(port_of(in, "serve", first), 0) << in.errors("serve");
    const auto second = in.run({"serve"});
    EXPECT_EQ(second.code, 4) << second.err;
    EXPECT_NE(second.err.find("roamsync.db already. Stop it or wait"), std::string::npos) << second.err;
    const auto fresh = (in.folder() / "secrets" / "fresh").string();
    ASSERT_EQ(in.run({"keygen", fresh}).code, 0);
    EXPECT_EQ(in.run({"vault", "rotate", fresh}).code, 4) << "it knows the old key only";
    EXPECT_EQ(first.exit_code(), std::nullopt);
    ::kill(first.pid(), SIGKILL);
    EXPECT_TRUE(wait_until([&] { return first.exit_code().has_value(); }));
  }
  auto next = in.start({"serve"}, "next");
  EXPECT_NE(port_of(in, "next", next), 0) << "a process that was killed stands in nobody's way";
}

TEST(serve, opens_a_run_of_its_own_for_a_tenant_whose_time_is_outside_of_the_night) {
  auto late = make_customer("late", 3);
  late.settings = "opens = \"" + minute_of_day() + "\"";
  lab in{{make_customer("firm", 3), std::move(late)}};
  in.set_window(minute_of_day(-180));
  in.change_config("[night]", "[night]\nlength_minutes = 60");
  auto process = in.start({"serve"}, "serve");
  EXPECT_TRUE(wait_until([&] { return process.exit_code() || newest(in).finished; }));
  const auto end = newest(in);
  EXPECT_EQ(end.count("written"), 3U);
  EXPECT_FALSE(end.tenants.contains("firm")) << "the night is not open";
  for (const auto& x : in.ledger())
    EXPECT_NE(x.tenant, "firm");
}

} // namespace
} // namespace roamsync::integration
