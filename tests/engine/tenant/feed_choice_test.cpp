#include "engine/tenant/feed_choice.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

const feed_question tonight{.tenant = "t", .service = "graph tenant", .group = "g", .wanted = {}, .day = 100};

known_group read_on(std::int64_t day) {
  known_group x;
  x.full_day = day;
  return x;
}

TEST(feed_choice, a_night_follows_the_feeds_of_what_is_known) {
  const auto x = choose_feeds(tonight, read_on(100));
  EXPECT_EQ(x.source, feed_source("graph tenant", "g", {}, {}));
  EXPECT_EQ(x.group, "g");
  EXPECT_EQ(x.day, 100);
  EXPECT_TRUE(x.known);
  EXPECT_FALSE(x.check) << "it was read in full today";
}

TEST(feed_choice, what_was_not_read_in_full_for_long_is_checked) {
  EXPECT_TRUE(choose_feeds(tonight, read_on(93)).check);
  EXPECT_FALSE(choose_feeds(tonight, std::nullopt).check) << "there is nothing to check";
}

TEST(feed_choice, by_hand_and_each_night_of_one_day_read_all) {
  auto x = tonight;
  x.by_hand = true;
  EXPECT_EQ(choose_feeds(x, read_on(100)).source, "");
  EXPECT_FALSE(choose_feeds(x, read_on(100)).known);
  x = tonight;
  x.group_days = 1;
  EXPECT_EQ(choose_feeds(x, read_on(100)).source, "");
}

} // namespace
} // namespace roamsync
