#include "engine/base/nearest.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace roamsync {

namespace {
const std::vector<std::string> words{"tenant", "report", "group", "night"};
}

TEST(nearest, finds_one_edit_of_each_kind) {
  EXPECT_EQ(nearest("tennant", words), "tenant") << "inserted";
  EXPECT_EQ(nearest("tnant", words), "tenant") << "deleted";
  EXPECT_EQ(nearest("renant", words), "tenant") << "replaced";
  EXPECT_EQ(nearest("nigth", words), "night") << "swapped";
}

TEST(nearest, takes_the_start_of_a_word) {
  EXPECT_EQ(nearest("rep", words), "report");
  EXPECT_EQ(nearest("gr", words), std::nullopt) << "too short to say";
}

TEST(nearest, gives_nothing_for_what_is_far) {
  EXPECT_EQ(nearest("serve", words), std::nullopt);
  EXPECT_EQ(nearest("", words), std::nullopt);
  EXPECT_EQ(nearest(std::string(65, 'n'), words), std::nullopt);
}

TEST(nearest, prefers_the_nearer_one) {
  const std::vector<std::string> two{"--lanes", "--lines"};
  EXPECT_EQ(nearest("--lines", two), "--lines");
  EXPECT_EQ(nearest("--lane", two), "--lanes");
}

TEST(nearest, compares_keys_without_their_sections) {
  const std::vector<std::string> keys{"night.opens", "limits.lanes", "serve.lane"};
  EXPECT_EQ(nearest("night.opns", keys), "night.opens");
  EXPECT_EQ(nearest("night.lanes", keys), "limits.lanes") << "in another section";
  EXPECT_EQ(nearest("limits.lane", keys), "limits.lanes") << "the same section is nearer";
  EXPECT_EQ(nearest("night.burst", keys), std::nullopt);
}

} // namespace roamsync
