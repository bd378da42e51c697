#include "engine/retry/watchdog.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace roamsync {
namespace {

using names = std::vector<std::string>;

TEST(watchdog, ends_what_nobody_vouched_for_in_a_whole_length) {
  watchdog<std::string> x;
  x.begin("a");
  // A round may come right after it was begun: three more make a whole length.
  for (auto i = 0U; i < watchdog_rounds; ++i)
    EXPECT_EQ(x.round(), names{});
  EXPECT_EQ(x.round(), names{"a"});
}

TEST(watchdog, a_word_in_its_favour_lets_it_begin_anew) {
  watchdog<std::string> x;
  x.begin("a");
  x.begin("b");
  for (auto i = 0; i < 100; ++i) {
    if (i % watchdog_rounds == 0)
      x.vouch("a");
    for (const auto& stuck : x.round())
      EXPECT_EQ(stuck, "b");
  }
}

TEST(watchdog, what_has_ended_is_watched_no_more_and_a_late_word_does_not_bring_it_back) {
  watchdog<std::string> x;
  x.begin("a");
  EXPECT_TRUE(x.watches("a"));
  x.end("a");
  x.vouch("a");
  EXPECT_FALSE(x.watches("a"));
  for (auto i = 0U; i <= watchdog_rounds; ++i)
    EXPECT_EQ(x.round(), names{});
}

TEST(watchdog, what_is_told_of_once_is_told_of_again_a_length_later) {
  silence x;
  auto told = 0;
  for (auto i = 0U; i < 3 * (watchdog_rounds + 1); ++i)
    told += x.round() ? 1 : 0;
  EXPECT_EQ(told, 3);
}

} // namespace
} // namespace roamsync
