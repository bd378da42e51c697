#include "tests/engine/directory/harness.hpp"

// What a directory holds, as the watchdog of its tenant asks.
namespace roamsync {
namespace {

using kinds = std::vector<std::string>;

TEST_F(directory_machine_test, holds_the_group_from_the_first_request_to_the_last) {
  EXPECT_FALSE(machine_.holds().reading);
  add_people(3);
  take(machine_.read_members({}, feeds_, now_));
  EXPECT_TRUE(machine_.holds().reading) << "the page waits for the token";
  while (!open_.empty()) {
    EXPECT_TRUE(machine_.holds().reading);
    const auto [id, call] = open_.front();
    open_.pop_front();
    take(machine_.on_reply(id, answer(call), now_, 0.5));
  }
  ASSERT_TRUE(done_);
  EXPECT_FALSE(machine_.holds().reading);
}

TEST_F(directory_machine_test, holds_the_group_while_the_service_asks_to_wait) {
  take(machine_.read_members({}, feeds_, now_));
  const auto [id, call] = open_.front();
  take(machine_.on_reply(id,
                         {.call = {.what = verdict::throttled,
                                   .why = cause::throttled,
                                   .retry_after = std::chrono::minutes{20},
                                   .status = 429}},
                         now_, 0.5));
  EXPECT_TRUE(machine_.holds().reading);
}

TEST_F(directory_machine_test, holds_a_question_about_a_kind_until_it_is_answered) {
  take(machine_.ask_kind("u1", now_));
  EXPECT_EQ(machine_.holds().kinds, kinds{"u1"}) << "it waits for the token";
  EXPECT_FALSE(machine_.holds().reading) << "the group was not asked for";
  while (!open_.empty()) {
    const auto [id, call] = open_.front();
    open_.pop_front();
    EXPECT_EQ(machine_.holds().kinds, kinds{"u1"});
    auto reply = std::holds_alternative<directory_call::token>(call) ? answer(call) : directory_reply{};
    take(machine_.on_reply(id, std::move(reply), now_, 0.5));
  }
  EXPECT_EQ(machine_.holds().kinds, kinds{});
}

} // namespace
} // namespace roamsync
