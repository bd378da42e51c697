#include "tests/actors/answers.hpp"
#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

#include <optional>

// The answer to a call that the watchdog gave up, while the call's repeat is not sent yet.
namespace roamsync::actors {
namespace {

TEST(late_answer, of_a_call_that_was_given_up_is_nobodys_while_its_repeat_waits) {
  stage x;
  x.kind = run_kind::push; // reads the group without change feeds
  x.settings.night.watchdog = duration{300};
  x.settings.retry.base = x.settings.retry.cap = duration{2'000}; // the repeat waits for some rounds
  std::optional<net_call> late;
  auto repeats = 0;
  x.on_call = [&](auto* self, int, net_call& call) {
    if (directory_answers(self, call))
      return;
    if (!late)
      late = call;
    else {
      ++repeats;
      answer(self, call, 404, "");
    }
  };
  x.on_round = [&](auto* self, int) {
    if (late && x.rounds > 5)
      answer(self, *late, 413, "");
  };
  ASSERT_TRUE(x.play()) << "the run hangs";
  EXPECT_GE(repeats, 1);
  ASSERT_EQ(x.rows.size(), 1U);
  EXPECT_EQ(x.rows[0].end.why, cause::service_mailbox_unusable) << "as the repeat was answered";
}

} // namespace
} // namespace roamsync::actors
