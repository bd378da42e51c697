#include "engine/session/waits_seen.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

time_point at(std::int64_t seconds) {
  return time_point{std::chrono::seconds{seconds}};
}

TEST(waits_seen, counts_the_part_of_a_wait_that_has_passed) {
  waits_seen x;
  x.see(at(0), at(0), 0);
  x.see(at(5), at(9), 10);
  EXPECT_NEAR(x.share(at(7)), 2.0 / 7, 1e-9);
  x.see(at(9), at(9), 10);
  EXPECT_NEAR(x.share(at(9)), 4.0 / 9, 1e-9);
  EXPECT_EQ(x.each(at(9)), std::chrono::seconds{4});
}

TEST(waits_seen, a_wait_that_grows_is_one_wait) {
  waits_seen x;
  x.see(at(0), at(2), 0);
  x.see(at(1), at(4), 0);
  x.see(at(4), at(4), 0);
  EXPECT_EQ(x.each(at(4)), std::chrono::seconds{4});
}

TEST(waits_seen, forgets_what_was_long_ago) {
  waits_seen x;
  x.see(at(0), at(0), 0);
  x.see(at(1), at(31), 0);
  for (auto s = 31; s < 400; ++s)
    x.see(at(s), at(31), s - 30);
  EXPECT_EQ(x.share(at(400)), 0);
  EXPECT_GE(x.watched(at(400)), std::chrono::seconds{200});
}

TEST(waits_seen, knows_the_pace_between_waits) {
  waits_seen x;
  x.see(at(0), at(0), 0);
  x.see(at(4), at(9), 8);
  x.see(at(9), at(9), 8);
  EXPECT_NEAR(x.pace(at(9)), 2, 1e-9);
}

TEST(waits_seen, however_bad_it_is_there_is_an_end) {
  waits_seen x;
  x.see(at(0), at(100), 0);
  EXPECT_EQ(x.share(at(100)), 0.8);
}

} // namespace
} // namespace roamsync
