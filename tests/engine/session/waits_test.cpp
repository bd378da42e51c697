#include "engine/limit/policies.hpp"
#include "tests/engine/session/harness.hpp"

namespace roamsync {
namespace {

using std::chrono::minutes;

TEST(session, one_throttled_call_holds_all_lanes_until_its_wait_is_over) {
  session_harness x;
  x.open();
  for (auto id = 1U; id <= 3; ++id)
    x.take(x.machine.call(id, at(0) + later, at(1)));
  x.take(x.machine.on_reply(1, throttled(duration{5'000}), at(100), 0.0));
  x.take(x.machine.on_reply(2, ok(), at(110), 0.5));
  x.take(x.machine.call(4, at(0) + later, at(120)));
  EXPECT_EQ(x.sent.size(), 3U);
  x.take(x.machine.on_wake(at(5'099)));
  EXPECT_EQ(x.sent.size(), 3U) << "too early";
  x.take(x.machine.on_reply(3, ok(), at(5'100), 0.5));
  EXPECT_EQ(x.sent.size(), 4U) << "one call goes first";
  EXPECT_EQ(x.sent.back(), 1U) << "and it is the one that was refused";
  x.take(x.machine.on_reply(1, ok(), at(5'200), 0.5));
  EXPECT_EQ(x.sent.size(), 5U);
}

TEST(session, another_policy_takes_over_once_nothing_is_in_flight_and_keeps_the_wait) {
  session_harness x{{.lanes = 2}};
  x.open();
  for (auto id = 1U; id <= 3; ++id)
    x.take(x.machine.call(id, at(0) + later, at(1)));
  ASSERT_EQ(x.sent.size(), 2U);
  x.take(x.machine.set_limiter(make_limiter(limit_policy::fixed, {.lanes = 1}, {}, at(50)), at(50)));
  x.take(x.machine.set_limit({.lanes = 3}, at(60)));
  x.take(x.machine.on_reply(1, throttled(duration{5'000}), at(100), 0.0));
  EXPECT_EQ(x.sent.size(), 2U) << "the other call is still in flight";
  x.take(x.machine.on_reply(2, ok(), at(110), 0.5));
  x.take(x.machine.on_wake(at(5'099)));
  EXPECT_EQ(x.sent.size(), 2U) << "too early";
  x.take(x.machine.on_wake(at(5'100)));
  x.take(x.machine.call(4, at(0) + later, at(5'101)));
  EXPECT_EQ(x.sent.size(), 3U) << "one call goes first";
  x.take(x.machine.on_reply(1, ok(), at(5'150), 0.5));
  x.take(x.machine.call(5, at(0) + later, at(5'151)));
  EXPECT_EQ(x.sent.size(), 6U) << "the limit that was set last holds for it";
  for (const auto id : {3U, 4U, 5U})
    x.take(x.machine.on_reply(id, ok(), at(5'200), 0.5));
  EXPECT_EQ(x.finished.size(), 5U);
}

TEST(session, throttling_costs_no_attempt) {
  session_harness x{{.lanes = 1}, {.attempts_max = 2}};
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  auto now = at(100);
  for (auto i = 0; i < 10; ++i) {
    x.take(x.machine.on_reply(1, throttled(duration{1'000}), now, 0.0));
    ASSERT_TRUE(x.finished.empty());
    now += duration{1'000};
    x.take(x.machine.on_wake(now));
  }
  EXPECT_EQ(x.sent.size(), 11U);
}

TEST(session, a_wait_of_minutes_costs_no_call_its_time) {
  session_harness x{{.lanes = 1}};
  x.open();
  x.take(x.machine.call(1, at(10'000), at(1)));
  x.take(x.machine.call(2, at(10'000), at(1)));
  x.take(x.machine.on_reply(1, throttled(minutes{12}), at(100), 0.0));
  x.take(x.machine.on_wake(at(100) + minutes{12}));
  EXPECT_TRUE(x.finished.empty());
  EXPECT_EQ(x.sent.size(), 2U);
}

TEST(session, endless_throttling_ends_a_call_after_the_longest_wait) {
  session_harness x{{.lanes = 1}, {.throttle_wait_max = minutes{1}}};
  x.open();
  x.take(x.machine.call(1, at(10'000), at(1)));
  auto now = at(1);
  for (auto i = 0; i < 1'000 && x.finished.empty(); ++i) {
    x.take(x.machine.on_reply(1, throttled(duration{5'000}), now, 0.0));
    now += duration{5'000};
    x.take(x.machine.on_wake(now));
  }
  ASSERT_TRUE(x.finished.contains(1));
  EXPECT_EQ(x.finished.at(1).why, cause::throttled);
  EXPECT_LE(now, at(1) + minutes{2});
}

TEST(session, a_throttled_sign_in_waits_as_long_as_it_was_told) {
  session_harness x;
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_sign_in_failed(throttled(duration{30'000}), at(100), 0.0));
  x.take(x.machine.on_wake(at(30'099)));
  EXPECT_EQ(x.sign_ins, 1);
  x.take(x.machine.on_wake(at(30'100)));
  EXPECT_EQ(x.sign_ins, 2);
}

TEST(session, no_sign_in_is_sent_inside_a_wait) {
  session_harness x{{.lanes = 2}};
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  x.take(x.machine.call(2, at(0) + later, at(1)));
  x.take(x.machine.on_reply(1, throttled(duration{5'000}), at(100), 0.0));
  x.take(x.machine.on_reply(2, session_over(), at(110), 0.5));
  x.take(x.machine.on_wake(at(5'099)));
  EXPECT_EQ(x.sign_ins, 1);
  x.take(x.machine.on_wake(at(5'100)));
  EXPECT_EQ(x.sent.back(), 1U) << "the throttled call tries first, and tells whether the session lives";
}

TEST(session, a_wait_that_the_service_asked_for_is_kept_for_the_next_process) {
  session_harness x;
  x.open();
  x.take(x.machine.call(1, at(0) + later, at(1)));
  x.take(x.machine.on_reply(1, throttled(duration{5'000}), at(100), 0.5));
  ASSERT_EQ(x.kept.size(), 1U);
  EXPECT_GE(x.kept[0].past.not_before, at(5'100));
  EXPECT_FALSE(x.kept[0].first);
  x.take(x.machine.on_sign_in_failed(throttled(duration{60'000}), at(200), 0.5));
  ASSERT_EQ(x.kept.size(), 2U);
  EXPECT_GE(x.kept[1].past.not_before, at(60'200));

  session_harness next{{.lanes = 3}, {}, {}, x.kept[1].past};
  next.take(next.machine.start(at(0)));
  EXPECT_EQ(next.sign_ins, 0);
  ASSERT_TRUE(next.wake);
  EXPECT_EQ(*next.wake, x.kept[1].past.not_before);
  next.take(next.machine.on_wake(*next.wake));
  EXPECT_EQ(next.sign_ins, 1);
}

TEST(session, a_wait_that_is_too_long_ends_the_next_process_too) {
  session_harness x;
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_sign_in_failed(throttled(std::chrono::hours{5}), at(200), 0.5));
  ASSERT_TRUE(x.failed);
  ASSERT_EQ(x.kept.size(), 1U);
  session_harness next{{.lanes = 3}, {}, {}, x.kept[0].past};
  next.take(next.machine.start(at(0)));
  EXPECT_EQ(next.sign_ins, 0);
  ASSERT_TRUE(next.failed);
  EXPECT_EQ(next.failed->why, cause::throttled);
}

} // namespace
} // namespace roamsync
