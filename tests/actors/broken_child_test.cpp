#include "engine/tenant/broken_off.hpp"
#include "tests/actors/services.hpp"
#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

#include <string>

// A defect in an actor must cost its mailbox or its tenant, never the run.
namespace roamsync::actors {
namespace {

TEST(broken_child, starts_its_tenant_again_once_and_then_ends_it) {
  stage x;
  x.on_call = [](auto* self, int, net_call& call) {
    self->send_exit(call.to, caf::exit_reason::unhandled_exception);
  };
  const auto end = x.play();
  ASSERT_TRUE(end) << "the run hangs";
  EXPECT_TRUE(end->failure.empty());
  EXPECT_EQ(x.loads, 2);
  EXPECT_EQ(x.dropped, (std::vector<std::string>{"firm", "firm"}))
      << "nothing of it leaves any more, each time";
  EXPECT_EQ(x.flows_ended, std::vector<std::string>{"firm"}) << "it does not count as work that is ahead";
  ASSERT_EQ(x.ended.size(), 1U);
  EXPECT_EQ(x.ended[0].state, tenant_state::failed);
  EXPECT_EQ(x.ended[0].why, cause::internal_error);
  EXPECT_TRUE(x.ended[0].started);
  EXPECT_TRUE(is_broken_off(x.ended[0])) << "what it wrote last may not be recorded";
}

/// The customer's one mailbox still has a signature of an earlier catalogue.
constexpr const char* with_an_orphan =
    R"({"signatures":[{"name":"Earlier","html":"<p>A</p><span id='roamsync-mark'></span>","text":"A"}]})";

class deletions : public testing::TestWithParam<bool> {};

TEST_P(deletions, are_none_by_a_tenant_that_was_started_again) {
  const auto breaks_off = GetParam();
  services mock{with_an_orphan};
  stage x;
  x.kind = run_kind::push; // reads the group without change feeds
  mock.join(x);
  x.receipts = {{.user_id = "u1", .mailbox = "u1@firm.example", .owned = {"Earlier"}}};
  x.on_call = [&](auto* self, int number, net_call& call) {
    if (breaks_off && number == 1)
      self->send_exit(call.to, caf::exit_reason::unhandled_exception);
    else
      mock.answer(self, call);
  };
  const auto end = x.play();
  ASSERT_TRUE(end) << "the run hangs";
  EXPECT_EQ(x.loads, breaks_off ? 2 : 1);
  ASSERT_EQ(x.rows.size(), 1U);
  EXPECT_EQ(x.rows[0].end.kind, outcome_kind::written);
  // How many were deleted before it broke off nobody knows, and there is a cap (I8).
  EXPECT_EQ(mock.asked("DELETE", "/outlook/"), breaks_off ? 0 : 1);
}

INSTANTIATE_TEST_SUITE_P(broken, deletions, testing::Bool(),
                         [](const auto& x) { return std::string{x.param ? "off" : "never"}; });

} // namespace
} // namespace roamsync::actors
