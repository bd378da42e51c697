#include "engine/readiness/readiness.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

readiness_colour colour_with(std::vector<check_status> all) {
  readiness list;
  for (auto x : all)
    list.checks.push_back({.is = x});
  return colour_of(list);
}

TEST(readiness, colour_sums_the_checks_up) {
  EXPECT_EQ(colour_with({}), readiness_colour::red) << "nothing set up";
  EXPECT_EQ(colour_with({check_status::ok}), readiness_colour::green);
  EXPECT_EQ(colour_with({check_status::ok, check_status::gap}), readiness_colour::orange);
  EXPECT_EQ(colour_with({check_status::broken, check_status::gap}), readiness_colour::red);
}

} // namespace
} // namespace roamsync
