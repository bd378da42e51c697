#include "bench/demo/evidence.hpp"
#include "bench/demo/night_bound.hpp"

#include <gtest/gtest.h>

namespace roamsync::demo {
namespace {

TEST(evidence, a_ledger_line_is_read) {
  const auto lines = parse_ledger(
      R"({"t":1.5,"ms":120,"tenant":"t1","service_user":"s","mailbox":"a@x","kind":"patch","status":200,"in_flight":1,)"
      R"("breach":null,"digest":"00","applied":true,"names":["Firma"]})"
      "\n"
      R"({"mark":"second night"})"
      "\n"
      R"({"t":2,"ms":1,"tenant":"t1","mailbox":"","kind":"list","status":429,"breach":"rate"})"
      "\n");
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].kind, "patch");
  EXPECT_TRUE(lines[0].applied);
  EXPECT_EQ(lines[0].names, std::vector<std::string>{"Firma"});
  EXPECT_EQ(lines[0].breach, "");
  EXPECT_EQ(lines[1].breach, "rate");
  EXPECT_FALSE(lines[1].applied);
}

TEST(evidence, what_is_no_ledger_is_an_error) {
  EXPECT_ANY_THROW((void)parse_ledger("<html>"));
  EXPECT_ANY_THROW((void)parse_ledger("[]"));
}

TEST(evidence, a_report_is_read) {
  const auto x = parse_report(
      R"({"night":{"opened":"2026-01-01T01:00:00.000Z","makespan":61.5,"requests":7,"throttled":1},)"
      R"("tenants":[{"tenant":"t1","name":"N","state":"failed","cause":"mfa_demanded"},)"
      R"({"tenant":"t2","name":"M","state":"done","cause":null}],)"
      R"("mailboxes":[{"tenant":"t2","mailbox":"a@x","outcome":"written","cause":null}],"causes":[]})");
  EXPECT_DOUBLE_EQ(x.makespan, 61.5);
  EXPECT_EQ(x.tenants[0].cause, "mfa_demanded");
  EXPECT_EQ(x.tenants[1].cause, "");
  EXPECT_EQ(x.mailboxes[0].outcome, "written");
}

ledger_line request(const char* kind, const char* mailbox, double ms, int status = 200,
                    const char* breach = "") {
  return {.t = 0,
          .ms = ms,
          .tenant = "t",
          .mailbox = mailbox,
          .kind = kind,
          .breach = breach,
          .status = status,
          .applied = false,
          .names = {}};
}

TEST(night_bound, counts_answered_work_only) {
  world x;
  x.companies.emplace_back().id = "t";
  x.companies.back().server = {.lanes = 2, .rate = 5, .burst = 3};
  const std::vector<ledger_line> lines{
      request("authorize", "", 300), request("authorize", "", 100),   request("login", "", 200),
      request("token", "", 50),      request("members", "", 60),      request("list", "a", 150),
      request("patch", "a", 250),    request("list", "b", 100),       request("list", "b", 5, 429, "rate"),
      request("list", "b", 5, 429),  request("patch", "b", 30'000, 0)};
  const auto loads = loads_of(x, lines);
  ASSERT_EQ(loads.size(), 1u);
  EXPECT_DOUBLE_EQ(loads[0].ready,
                   0.3); // the quicker authorize and the login; the directory is quicker than that
  EXPECT_EQ(loads[0].work.requests, 3);
  EXPECT_DOUBLE_EQ(loads[0].work.seconds, 0.5);
  EXPECT_DOUBLE_EQ(loads[0].work.longest_mailbox, 0.4);
  EXPECT_DOUBLE_EQ(loads[0].work.shortest_last, 0.1);
  EXPECT_EQ(loads[0].lanes, 2);
  EXPECT_EQ(loads[0].rate, 5);
  EXPECT_EQ(loads[0].burst, 3);
  EXPECT_DOUBLE_EQ(loads[0].lent, 0);
}

TEST(night_bound, a_slow_request_has_its_place_for_half_a_second_only) {
  world x;
  x.companies.emplace_back().id = "t";
  const std::vector<ledger_line> lines{request("authorize", "", 2'000), request("login", "", 100),
                                       request("list", "a", 4'500), request("list", "b", 100)};
  const auto loads = loads_of(x, lines);
  ASSERT_EQ(loads.size(), 1u);
  EXPECT_DOUBLE_EQ(loads[0].ready, 2.1);
  EXPECT_DOUBLE_EQ(loads[0].getting_ready, 0.6);
  EXPECT_DOUBLE_EQ(loads[0].work.seconds, 4.6);
  EXPECT_DOUBLE_EQ(loads[0].lent, 4);
}

} // namespace
} // namespace roamsync::demo
