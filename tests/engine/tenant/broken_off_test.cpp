#include "engine/tenant/broken_off.hpp"

#include <gtest/gtest.h>

namespace roamsync {
namespace {

using runs = std::vector<std::int64_t>;

earlier_part part(std::int64_t run, tenant_state state, bool ended = true) {
  return {run, {.tenant = "t", .state = state, .finished = ended ? std::optional{utc_time{}} : std::nullopt}};
}

TEST(broken_off, is_a_part_that_never_ended_or_was_stopped) {
  EXPECT_TRUE(is_broken_off(part(1, tenant_state::waiting, false).part)) << "killed";
  EXPECT_TRUE(is_broken_off(part(1, tenant_state::waiting).part)) << "stopped";
  EXPECT_TRUE(is_broken_off(part(1, tenant_state::failed, false).part)) << "closed after its window";
  EXPECT_FALSE(is_broken_off(part(1, tenant_state::failed).part));
  EXPECT_FALSE(is_broken_off(part(1, tenant_state::done).part));
}

TEST(broken_off, a_mailbox_is_settled_once_a_receipt_names_all_that_is_ours) {
  EXPECT_TRUE(is_settled({.kind = outcome_kind::written}));
  EXPECT_TRUE(is_settled({.kind = outcome_kind::unchanged}));
  EXPECT_FALSE(is_settled({.kind = outcome_kind::skipped, .why = cause::signature_name_taken}));
  EXPECT_FALSE(is_settled({.kind = outcome_kind::failed, .why = cause::read_back_differs}));
  EXPECT_FALSE(is_settled({.kind = outcome_kind::deferred, .why = cause::stopped}));
}

TEST(broken_off, the_runs_since_then_say_which_mailboxes_are_settled) {
  EXPECT_EQ(runs_since_broken_off({}), std::nullopt);
  EXPECT_EQ(runs_since_broken_off(std::vector{part(2, tenant_state::done), part(1, tenant_state::done)}),
            std::nullopt);
  EXPECT_EQ(runs_since_broken_off(std::vector{part(9, tenant_state::done), part(7, tenant_state::failed),
                                              part(4, tenant_state::waiting, false),
                                              part(3, tenant_state::waiting, false)}),
            (runs{9, 7, 4}));
}

} // namespace
} // namespace roamsync
