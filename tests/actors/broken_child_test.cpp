#include "engine/tenant/broken_off.hpp"
#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

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

} // namespace
} // namespace roamsync::actors
