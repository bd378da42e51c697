#include "bench/demo/telling.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace roamsync::demo {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(telling, spans_are_for_people) {
  EXPECT_EQ(span_text(0.44), "0.4 s");
  EXPECT_EQ(span_text(59.94), "59.9 s");
  EXPECT_EQ(span_text(72), "1 min 12 s");
  EXPECT_EQ(span_text(3 * 3600 + 42 * 60 + 10), "3 h 42 min");
}

TEST(telling, counts_have_separators) {
  EXPECT_EQ(count_text(0), "0");
  EXPECT_EQ(count_text(999), "999");
  EXPECT_EQ(count_text(10'000), "10,000");
  EXPECT_EQ(count_text(1'234'567), "1,234,567");
}

TEST(telling, the_baseline_is_extrapolated_by_mailboxes_and_says_so) {
  const auto x = make_world({.seed = 1, .tenants = 20, .mailboxes = 200});
  report said;
  said.makespan = 10;
  const auto text =
      tell_times(x, said, {.seconds = 8, .binds = bound_term::lanes, .tenant = x.companies[0].id},
                 loop_result{.tenants = 3, .mailboxes = 20, .seconds = 30});
  EXPECT_THAT(text, HasSubstr("1.25 times"));
  EXPECT_THAT(text, HasSubstr(x.companies[0].name));
  EXPECT_THAT(text, HasSubstr("5 min 0 s")); // 200 mailboxes at 1.5 s
  EXPECT_THAT(text, HasSubstr("extrapolated"));
  EXPECT_THAT(text, HasSubstr("30 times"));
}

TEST(telling, without_a_baseline_nothing_is_said_of_it) {
  const auto x = make_world({.seed = 1, .tenants = 20, .mailboxes = 200});
  EXPECT_THAT(tell_times(x, {}, {}, std::nullopt), Not(HasSubstr("one after another")));
}

TEST(telling, what_fails_shows_its_examples_and_colours_are_for_terminals) {
  const std::vector<finding> findings{{true, "this holds", {}}, {false, "that fails", {"a@x: why"}}};
  const auto plain = tell_findings(findings, false);
  EXPECT_THAT(plain, HasSubstr("holds  this holds"));
  EXPECT_THAT(plain, HasSubstr("FAILS  that fails"));
  EXPECT_THAT(plain, HasSubstr("a@x: why"));
  EXPECT_THAT(plain, Not(HasSubstr("\x1b")));
  EXPECT_THAT(tell_findings(findings, true), HasSubstr("\x1b[31mFAILS"));
}

TEST(telling, what_is_unsure_neither_holds_nor_fails) {
  const std::vector<finding> found{{.what = "limits", .unsure = true}, {.good = true, .what = "writes"}};
  EXPECT_EQ(tell_findings(found, false), "  unsure limits\n  holds  writes\n");
}

} // namespace
} // namespace roamsync::demo
