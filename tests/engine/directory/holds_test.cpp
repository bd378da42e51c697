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

TEST_F(directory_machine_test, that_is_stopped_answers_at_once_and_sends_nothing_more) {
  take(machine_.ask_kind("u1", now_));
  const auto [token, asked_token] = open_.front();
  take(machine_.on_reply(token, answer(asked_token), now_, 0.5));
  const auto [first, kind] = open_.back();
  const auto throttled = directory_reply{.call = {.what = verdict::throttled,
                                                  .why = cause::throttled,
                                                  .retry_after = std::chrono::minutes{25},
                                                  .status = 429}};
  take(machine_.on_reply(first, throttled, now_, 0.5));
  take(machine_.ask_kind("u2", now_));
  open_.clear();
  kinds unknown;
  for (const auto& effect : machine_.stop(cause::window_closed))
    if (const auto* x = std::get_if<directory_effect::kind>(&effect);
        x && x->not_asked == cause::window_closed)
      unknown.push_back(x->user_id);
  EXPECT_EQ(unknown, (kinds{"u1", "u2"}));
  EXPECT_EQ(machine_.holds().kinds, kinds{});
  now_ += std::chrono::hours{1};
  take(machine_.on_wake(now_));
  EXPECT_TRUE(open_.empty());
  const auto later = machine_.ask_kind("u3", now_);
  ASSERT_EQ(later.size(), 1U);
  EXPECT_TRUE(std::holds_alternative<directory_effect::kind>(later.front()));
}

TEST_F(directory_machine_test, that_is_stopped_ends_its_reading_and_ignores_the_last_answer) {
  take(machine_.read_members({}, feeds_, now_));
  const auto [token, asked_token] = open_.front();
  take(machine_.on_reply(token, answer(asked_token), now_, 0.5));
  const auto [page, asked_page] = open_.back();
  open_.clear();
  take(machine_.stop(cause::stopped));
  ASSERT_TRUE(failed_);
  EXPECT_EQ(failed_->why, cause::stopped);
  EXPECT_FALSE(machine_.holds().reading);
  add_people(1);
  failed_.reset();
  take(machine_.on_unsent(page, now_));
  take(machine_.on_reply(page, answer(asked_page), now_, 0.5));
  EXPECT_TRUE(open_.empty());
  EXPECT_FALSE(failed_) << "said twice";
}

} // namespace
} // namespace roamsync
