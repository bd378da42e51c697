#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

#include <variant>

// The ledger says something of a run that the supervisor has ended meanwhile, and the next one is under way.
namespace roamsync::actors {
namespace {

using late_word = std::variant<store_broken, run_ended, tenant_ended>;

class late_words : public testing::TestWithParam<late_word> {};

TEST_P(late_words, are_not_taken_for_the_next_runs) {
  stage x;
  x.orders = 2;
  x.on_call = [](auto* self, int, net_call& call) { // ends the tenant; nothing else would
    self->send_exit(call.to, caf::exit_reason::unhandled_exception);
  };
  std::uint64_t first = 0;
  auto say_late = [&](ledger_actor::pointer self, const supervisor_actor& boss) {
    auto word = GetParam();
    std::visit(
        [&](auto& what) {
          what.serial = first;
          self->send(boss, what);
        },
        word);
  };
  x.on_order = [&](auto* self, const run_order& order, const supervisor_actor& boss) {
    if (first == 0) {
      first = order.serial;
      self->send(boss, store_broken{"gone", first});
      return true;
    }
    say_late(self, boss);
    return false;
  };
  x.on_load = say_late;
  const auto end = x.play();
  ASSERT_TRUE(end) << "the run hangs";
  ASSERT_EQ(x.ends.size(), 2U);
  EXPECT_TRUE(x.ends[0].broken);
  EXPECT_FALSE(end->broken);
  EXPECT_TRUE(end->failure.empty()) << end->failure;
  ASSERT_EQ(x.ended.size(), 1U) << "the run goes on until its tenant has ended";
}

std::string name_of(const testing::TestParamInfo<late_word>& x) {
  const std::vector<std::string> names = {"store_broken", "run_ended", "tenant_ended"};
  return names[x.param.index()];
}

INSTANTIATE_TEST_SUITE_P(all, late_words,
                         testing::Values(store_broken{"still gone"}, run_ended{.number = 1},
                                         tenant_ended{{.tenant = "firm"}}),
                         name_of);

} // namespace
} // namespace roamsync::actors
