#include "engine/limit/told_waits.hpp"

#include <gtest/gtest.h>

// Who may send although an answer asked to wait (I2).
namespace roamsync {
namespace {

constexpr told_waits::caller_id session = 7;
constexpr told_waits::caller_id other = 8;

TEST(told_waits, nothing_was_told) {
  told_waits x;
  EXPECT_EQ(x.on_call("t", session, 0), 0U);
}

TEST(told_waits, a_caller_must_have_read_the_newest) {
  told_waits x;
  const auto first = x.tell("t", session);
  const auto second = x.tell("t", session);
  EXPECT_EQ(first, 1U);
  EXPECT_GT(second, first);
  EXPECT_EQ(x.on_call("t", session, 0), second);
  EXPECT_EQ(x.on_call("t", session, first), second);
  EXPECT_EQ(x.on_call("t", session, second), 0U);
}

TEST(told_waits, what_was_told_one_concerns_no_other) {
  told_waits x;
  const auto number = x.tell("t", session);
  EXPECT_EQ(x.on_call("t", other, 0), 0U) << "another session of the tenant";
  EXPECT_EQ(x.on_call("u", session, 0), 0U);
  EXPECT_EQ(x.on_call("t", session, 0), number);
}

TEST(told_waits, numbers_go_on_after_one_was_read) {
  told_waits x;
  const auto first = x.tell("t", session);
  EXPECT_EQ(x.on_call("t", session, first), 0U);
  const auto second = x.tell("t", session);
  EXPECT_EQ(x.on_call("t", session, first), second);
}

TEST(told_waits, a_flow_is_forgotten_as_a_whole) {
  told_waits x;
  (void)x.tell("t", session);
  (void)x.tell("t", other);
  x.forget("t");
  EXPECT_EQ(x.on_call("t", session, 0), 0U);
  EXPECT_EQ(x.on_call("t", other, 0), 0U);
}

} // namespace
} // namespace roamsync
