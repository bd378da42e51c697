#include "tests/console/cli/parse.hpp"

#include <gmock/gmock.h>

namespace roamsync::console::testing {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

TEST(tune, shows_turns_and_resets_knobs) {
  const auto all = command_of<tune_command>({"tune"});
  EXPECT_TRUE(all.set.empty() && all.reset.empty() && !all.history);
  const auto x = command_of<tune_command>({"tune", "limits.lanes=4", "tenant.contoso.paused=true", "--reset",
                                           "night.closes", "--reset=limits.rate", "--note", "maintenance"});
  EXPECT_THAT(x.set, ElementsAre(Pair("limits.lanes", "4"), Pair("tenant.contoso.paused", "true")));
  EXPECT_THAT(x.reset, ElementsAre("night.closes", "limits.rate"));
  EXPECT_EQ(x.note, "maintenance");
  EXPECT_TRUE(command_of<tune_command>({"tune", "--history"}).history);
}

TEST(tune, refuses_what_is_no_knob_or_no_value) {
  EXPECT_THAT(misuse_of({"tune", "limits.lane=4"}), HasSubstr("Did you mean limits.lanes?"));
  EXPECT_THAT(misuse_of({"tune", "limits.lanes=99"}), HasSubstr("a whole number from 1 to 64"));
  EXPECT_THAT(misuse_of({"tune", "limits.lanes="}), HasSubstr("--reset limits.lanes"));
  EXPECT_THAT(misuse_of({"tune", "limits.lanes"}), HasSubstr("KNOB=VALUE"));
  EXPECT_THAT(misuse_of({"tune", "night.closes=soon"}), HasSubstr("HH:MM"));
  EXPECT_THAT(misuse_of({"tune", "--reset", "x"}), HasSubstr("is not a knob"));
  EXPECT_THAT(misuse_of({"tune", "--reset"}), HasSubstr("--reset needs a value"));
}

TEST(tune, refuses_what_does_not_go_together) {
  EXPECT_THAT(misuse_of({"tune", "limits.lanes=4", "limits.lanes=5"}),
              HasSubstr("limits.lanes is given twice"));
  EXPECT_THAT(misuse_of({"tune", "limits.lanes=4", "--reset", "limits.lanes"}), HasSubstr("given twice"));
  EXPECT_THAT(misuse_of({"tune", "--history", "limits.lanes=4"}), HasSubstr("stands alone"));
  EXPECT_THAT(misuse_of({"tune", "--note", "why"}), HasSubstr("--note goes with a knob"));
  EXPECT_THAT(misuse_of({"tune", "limits.lanes=4", "--note", "two\nlines"}), HasSubstr("one line"));
}

TEST(tune, shows_no_secret) {
  EXPECT_THAT(misuse_of({"tune", "password=hunter22"}), Not(HasSubstr("hunter22")));
  EXPECT_THAT(misuse_of({"tune", "vault.key_file=hunter22"}),
              AllOf(HasSubstr("knob"), Not(HasSubstr("hunter22"))));
}

} // namespace roamsync::console::testing
