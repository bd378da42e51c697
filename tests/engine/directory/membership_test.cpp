#include "engine/directory/membership.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace roamsync {
namespace {

using kind = member_change::kind;

membership two_groups() {
  return {{"root", {{"ann", "bob"}, {"sub"}}}, {"sub", {{"eve"}, {}}}};
}

std::optional<std::string> apply_round(const std::vector<group_change>& told, membership& groups) {
  membership_round round;
  for (const auto& x : told)
    round.add(x);
  return round.apply_to(groups);
}

TEST(membership_round, means_the_same_in_every_order_and_however_often_it_is_told) {
  std::vector<group_change> told{{"root", false, {{"ann", kind::user, true}}},
                                 {"root", false, {{"Max", kind::user, false}, {"sub2", kind::group, false}}},
                                 {"sub", false, {{"eve", kind::unknown, true}, {"pc", kind::other, false}}},
                                 {"SUB", false, {}},
                                 {"sub", false, {{"max", kind::user, false}}}};
  std::vector<std::size_t> order{0, 1, 2, 3, 4, 0, 2};
  do {
    std::vector<group_change> shuffled;
    for (auto i : order)
      shuffled.push_back(told[i]);
    auto groups = two_groups();
    ASSERT_EQ(apply_round(shuffled, groups), std::nullopt);
    EXPECT_EQ(groups, (membership{{"root", {{"bob", "max"}, {"sub", "sub2"}}}, {"sub", {{"max"}, {}}}}));
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(membership_round, that_contradicts_itself_is_not_relied_on_and_changes_nothing) {
  const std::vector<std::vector<group_change>> rounds{
      {{"root", false, {{"ann", kind::user, true}}}, {"root", false, {{"ann", kind::user, false}}}},
      {{"root", false, {{"x", kind::user, false}, {"x", kind::group, false}}}},
      {{"root", false, {{"x", kind::unknown, false}}}},
      {{"root", false, {{"x", kind::user, false}}}, {"sub", true, {}}},
      {{"root", true, {}}},
      {{"root", false, {{"x", kind::user, false}}}, {"other", false, {{"y", kind::user, false}}}}};
  for (const auto& round : rounds) {
    auto groups = two_groups();
    EXPECT_NE(apply_round(round, groups), std::nullopt);
    EXPECT_EQ(groups, two_groups());
  }
}

TEST(membership, ends_where_groups_hold_each_other) {
  membership groups{
      {"root", {{"ann"}, {"sub"}}}, {"sub", {{"ann", "eve"}, {"root", "far"}}}, {"apart", {{"x"}, {}}}};
  EXPECT_EQ(users_of(groups, "root"), (std::set<std::string>{"ann", "eve"}));
  EXPECT_EQ(groups_of(groups, "root"), (std::set<std::string>{"far", "root", "sub"}));
}

} // namespace
} // namespace roamsync
