#include "protocols/wire/http/retry_after.hpp"
#include "tests/protocols/wire/support.hpp"

#include <gtest/gtest.h>

namespace roamsync::wire {
namespace {

using test::one_o_clock;
using namespace std::chrono_literals;

struct value_case {
  std::string_view value;
  std::optional<duration> expected;
};

void expect_all(std::initializer_list<value_case> cases) {
  for (const auto& x : cases)
    EXPECT_EQ(parse_retry_after(x.value, one_o_clock), x.expected) << '"' << x.value << '"';
}

TEST(retry_after, seconds_are_read_with_blanks_around_them) {
  expect_all({{"0", 0ms}, {"1", 1s}, {"120", 120s}, {"  7\t", 7s}, {"007", 7s}});
}

TEST(retry_after, fractions_are_rounded_up_to_the_next_millisecond) {
  expect_all({{"1.5", 1500ms}, {"0.001", 1ms}, {"0.0001", 1ms}, {"0.0000", 0ms}, {"2.9994", 3000ms}});
}

TEST(retry_after, dates_in_all_three_forms_count_from_now) {
  expect_all({{"Mon, 05 Oct 2026 01:02:00 GMT", 120s},
              {"Monday, 05-Oct-26 01:02:00 GMT", 120s},
              {"Mon Oct  5 01:02:00 2026", 120s}});
}

TEST(retry_after, a_date_that_has_passed_means_no_wait) {
  expect_all({{"Mon, 05 Oct 2026 00:59:59 GMT", 0ms}, {"Sun, 06 Nov 1994 08:49:37 GMT", 0ms}});
}

TEST(retry_after, garbage_counts_as_absent) {
  expect_all({{"", std::nullopt},
              {"   ", std::nullopt},
              {"-5", std::nullopt},
              {"-0", std::nullopt},
              {"+5", std::nullopt},
              {"soon", std::nullopt},
              {"5 s", std::nullopt},
              {"1.", std::nullopt},
              {".5", std::nullopt},
              {"1.2.3", std::nullopt},
              {"1e3", std::nullopt},
              {"0x10", std::nullopt},
              {"Mon, 05 Oct 2026", std::nullopt},
              {"Mon, 32 Oct 2026 01:02:00 GMT", std::nullopt},
              {"Mon, 05 Oct 2026 25:02:00 GMT", std::nullopt},
              {std::string_view("\0\xff", 2), std::nullopt}});
}

TEST(retry_after, huge_values_are_clamped_to_a_day) {
  expect_all({{"86400", retry_after_max},
              {"86401", retry_after_max},
              {"99999999999999999999999999999999999", retry_after_max},
              {"99999999999999999999.999", retry_after_max},
              {"Fri, 31 Dec 9999 23:59:59 GMT", retry_after_max}});
}

TEST(retry_after, a_joined_list_gives_the_largest_and_one_bad_part_spoils_it) {
  expect_all({{"120, 60", 120s}, {"1,2,3", 3s}, {"120, soon", std::nullopt}, {"1,", std::nullopt}});
}

TEST(retry_after, several_fields_give_the_largest_and_bad_ones_are_passed_over) {
  http_fields fields = {
      {"retry-after", "9"}, {"Retry-After", "never"}, {"RETRY-AFTER", "5"}, {"Other", "99"}};
  EXPECT_EQ(retry_after(fields, one_o_clock), 9s);
  EXPECT_EQ(retry_after({{"Retry-After", "never"}}, one_o_clock), std::nullopt);
  EXPECT_EQ(retry_after({}, one_o_clock), std::nullopt);
}

} // namespace
} // namespace roamsync::wire
