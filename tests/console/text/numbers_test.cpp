#include "console/text/bar.hpp"
#include "console/text/display.hpp"
#include "console/text/numbers.hpp"

#include <gtest/gtest.h>

namespace roamsync::console {

using namespace std::chrono_literals;

TEST(numbers, are_grouped_by_three) {
  EXPECT_EQ(grouped(0, language::english), "0");
  EXPECT_EQ(grouped(999, language::english), "999");
  EXPECT_EQ(grouped(1000, language::english), "1,000");
  EXPECT_EQ(grouped(1234567, language::german), "1.234.567");
}

TEST(numbers, percentages_have_one_decimal) {
  EXPECT_EQ(percentage(1, 3, language::english), "33.3 %");
  EXPECT_EQ(percentage(1, 3, language::german), "33,3 %");
  EXPECT_EQ(percentage(0, 0, language::english), "-");
}

TEST(numbers, spans_have_two_units) {
  EXPECT_EQ(span_text(0ms), "0 s");
  EXPECT_EQ(span_text(-5s), "0 s");
  EXPECT_EQ(span_text(850ms), "850 ms");
  EXPECT_EQ(span_text(59999ms), "59 s");
  EXPECT_EQ(span_text(247s), "4 min 07 s");
  EXPECT_EQ(span_text(3h + 5min), "3 h 05 min");
  EXPECT_EQ(span_text(52h), "2 d 04 h");
  EXPECT_EQ(short_span(12s), "12s");
  EXPECT_EQ(short_span(247s), "4m07s");
  EXPECT_EQ(short_span(3h + 5min), "3h05m");
}

TEST(numbers, times_are_utc) {
  const utc_time x = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + 1h + 47min + 12s + 34ms;
  EXPECT_EQ(rfc3339(x), "2026-03-02T01:47:12.034Z");
  EXPECT_EQ(clock_text(x), "01:47:12");
  EXPECT_EQ(date_text(std::chrono::year{2026} / 3 / 2), "2026-03-02");
  EXPECT_EQ(rfc3339(utc_time{-1ms}), "1969-12-31T23:59:59.999Z");
}

TEST(bars, show_the_share) {
  EXPECT_EQ(bar(1, 2, 4), "██");
  EXPECT_EQ(bar(1, 16, 1), "▏") << "rounded up to an eighth";
  EXPECT_EQ(bar(1, 1'000'000, 10), "▏") << "never nothing for something";
  EXPECT_EQ(bar(0, 5, 10), "");
  EXPECT_EQ(bar(5, 0, 10), "");
  EXPECT_EQ(display_width(bar(9, 5, 10)), 10U) << "more than all";
}

TEST(bars, sparklines_have_one_column_a_value) {
  EXPECT_EQ(sparkline(std::vector<double>{0, 7, 3.5}), "▁█▅");
  EXPECT_EQ(sparkline(std::vector<double>{0, 0}), "▁▁");
  EXPECT_EQ(sparkline({}), "");
}

} // namespace roamsync::console
