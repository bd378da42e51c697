#include "tests/engine/session/harness.hpp"

// What a session says in a round of the watchdog: whoever waits for the service says so, and whoever waits for nothing
// says nothing.
namespace roamsync {
namespace {

constexpr bool sent = true;
constexpr bool not_sent = false;

TEST(session_word, follows_a_sign_in_and_its_renewal) {
  session_harness x;
  EXPECT_EQ(x.machine.word(not_sent), session_word::signs_in) << "it is about to begin";
  x.take(x.machine.start(at(0)));
  EXPECT_EQ(x.machine.word(sent), session_word::signs_in);
  EXPECT_EQ(x.machine.word(not_sent), session_word::nothing) << "who would answer?";
  x.take(x.machine.on_signed_in(duration{100'000}, at(10)));
  EXPECT_EQ(x.machine.word(not_sent), session_word::signed_in);
  x.take(x.machine.on_wake(at(90'000)));
  ASSERT_EQ(x.sign_ins, 2);
  EXPECT_EQ(x.machine.word(sent), session_word::signed_in) << "the old session is in use";
  EXPECT_EQ(x.machine.word(not_sent), session_word::nothing);
}

TEST(session_word, of_one_that_rests_is_that_it_signs_in_and_of_one_that_failed_nothing) {
  session_harness x;
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_sign_in_failed(throttled(duration{600'000}), at(10), 0.5));
  EXPECT_EQ(x.machine.word(not_sent), session_word::signs_in);
  x.take(x.machine.stop(cause::stopped, at(20)));
  ASSERT_TRUE(x.failed);
  EXPECT_EQ(x.machine.word(not_sent), session_word::nothing);
}

} // namespace
} // namespace roamsync
