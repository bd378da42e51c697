#include "tests/engine/tenant/tenant_run_harness.hpp"

#include <algorithm>

namespace roamsync {
namespace {

tenant_options two_lines(std::uint32_t lanes) {
  return {.lanes = lanes, .own_mailboxes = {"one@x.example", "two@x.example"}};
}

std::size_t begun_by(const tenant_run_harness& x, lines::number line) {
  return static_cast<std::size_t>(
      std::count_if(x.line_of.begin(), x.line_of.end(), [&](const auto& at) { return at.second == line; }));
}

TEST(lines, a_further_service_user_signs_in_where_there_is_work_enough_for_it) {
  tenant_run_harness small{two_lines(2)};
  small.open(plan(20));
  EXPECT_EQ(small.sessions, 1);
  tenant_run_harness large{two_lines(2)};
  large.open(plan(21));
  EXPECT_EQ(large.sessions, 2);
}

TEST(lines, each_has_lanes_of_its_own_and_works_from_its_own_mailbox) {
  tenant_run_harness x{two_lines(2)};
  x.open(plan(30));
  EXPECT_EQ(x.started.size(), 2U);
  x.take(x.machine.on_session_ready(1, at(3)));
  ASSERT_EQ(x.started.size(), 4U);
  EXPECT_EQ(begun_by(x, 0), 2U);
  EXPECT_EQ(begun_by(x, 1), 2U);
  for (const auto& [id, line] : x.line_of)
    EXPECT_EQ(x.own_of.at(id), line == 0 ? "one@x.example" : "two@x.example");
  EXPECT_EQ(x.machine.view(at(4).mono).lanes, 4U);
  EXPECT_EQ(x.machine.view(at(4).mono).lines, 2U);
  auto id =
      std::find_if(x.line_of.begin(), x.line_of.end(), [](const auto& at) { return at.second == 1; })->first;
  x.end(id);
  EXPECT_EQ(x.line_of.at(x.started.back()), 1U) << "the line that has a lane free takes the next one";
}

TEST(lines, what_waits_is_shared_by_those_that_are_alive) {
  tenant_run_harness x{two_lines(2)};
  x.open(plan(31));
  x.take(x.machine.on_session_ready(1, at(3)));
  EXPECT_EQ(x.machine.ahead(0), (mailboxes_ahead{.waiting = 14, .open = 2, .ended = 0, .lines = 2}));
  x.end(x.started.front());
  EXPECT_EQ(x.machine.ahead(0), (mailboxes_ahead{.waiting = 13, .open = 2, .ended = 1, .lines = 2}));
  x.take(x.machine.on_session_failed(1, {.what = verdict::failed, .why = cause::password_expired}, at(4)));
  EXPECT_EQ(x.machine.ahead(0).waiting, 26U);
  EXPECT_EQ(x.machine.ahead(1).waiting, 0U);
}

TEST(lines, the_others_do_the_work_of_one_that_fails) {
  tenant_run_harness x{two_lines(2)};
  x.open(plan(30));
  x.take(x.machine.on_session_ready(1, at(3)));
  x.take(x.machine.on_session_failed(1, {.what = verdict::failed, .why = cause::password_expired}, at(4)));
  EXPECT_TRUE(x.rows.empty());
  for (const auto& [id, line] : std::map{x.line_of})
    if (line == 1)
      x.end(id, {outcome_kind::failed, cause::password_expired, ""});
  EXPECT_TRUE(x.rows.empty()) << "begun anew by the other";
  while (x.done == 0) {
    // The one that works on them is the first: those of the second are done once they were begun anew.
    auto busy = std::find_if(x.line_of.begin(), x.line_of.end(), [&](const auto& at) {
      const auto ended = [&](const auto& row) { return row.user_id == at.first; };
      return at.second == 0 && std::none_of(x.rows.begin(), x.rows.end(), ended);
    });
    ASSERT_NE(busy, x.line_of.end()) << "a mailbox was lost";
    x.end(std::string{busy->first});
  }
  EXPECT_EQ(x.rows.size(), 30U);
  EXPECT_EQ(x.machine.run().state, tenant_state::done);
}

TEST(lines, a_mailbox_that_ends_before_its_line_says_that_it_failed_is_begun_anew_as_well) {
  tenant_run_harness x{two_lines(1)};
  x.open(plan(12));
  x.take(x.machine.on_session_ready(1, at(3)));
  auto of_two =
      std::find_if(x.line_of.begin(), x.line_of.end(), [](const auto& at) { return at.second == 1; })->first;
  x.end(of_two, {outcome_kind::failed, cause::password_expired, ""});
  EXPECT_TRUE(x.rows.empty());
}

TEST(lines, the_next_one_is_tried_where_the_first_cannot_sign_in) {
  tenant_run_harness x{two_lines(2)};
  x.take(x.machine.start(at(0)));
  x.take(x.machine.on_planned(plan(3), "group", at(1)));
  EXPECT_EQ(x.sessions, 1);
  x.take(x.machine.on_session_failed(0, {.what = verdict::failed, .why = cause::mfa_demanded}, at(2)));
  EXPECT_EQ(x.sessions, 2);
  EXPECT_EQ(x.done, 0);
  x.take(x.machine.on_session_failed(1, {.what = verdict::failed, .why = cause::password_expired}, at(3)));
  ASSERT_EQ(x.rows.size(), 3U);
  EXPECT_EQ(x.rows[0].end, (outcome{outcome_kind::failed, cause::password_expired, ""}));
  EXPECT_EQ(x.done, 1);
}

TEST(lines, none_is_opened_after_the_end) {
  tenant_run_harness x{two_lines(2)};
  x.open(plan(3));
  x.take(x.machine.close(cause::window_closed, at(4)));
  x.take(x.machine.on_session_failed(0, {.what = verdict::failed, .why = cause::mfa_demanded}, at(5)));
  EXPECT_EQ(x.sessions, 1);
}

} // namespace
} // namespace roamsync
