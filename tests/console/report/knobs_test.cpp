#include "console/report/knobs.hpp"

#include <gmock/gmock.h>

namespace roamsync::console {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const utc_time noon =
    utc_time{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}} + std::chrono::hours{12};

std::vector<knob_row> knobs() {
  return {{.knob = "limits.lanes", .value = "3"},
          {.knob = "limits.rate", .value = "2", .source = knob_source::file},
          {.knob = "limits.burst", .value = "9", .source = knob_source::by_time, .rule = "06:00-18:00"},
          {.knob = "limits.weight",
           .value = "50",
           .source = knob_source::by_hand,
           .configured = "10",
           .who = "ada",
           .at = noon},
          {.knob = "tenant.a.lanes", .value = "7", .source = knob_source::tenant},
          {.knob = "night.closes"}};
}

TEST(knobs_text, says_where_each_value_comes_from) {
  const auto text = knobs_text(knobs(), {.width = 120});
  EXPECT_THAT(text,
              AllOf(HasSubstr("default"), HasSubstr("file"), HasSubstr("time of day 06:00-18:00"),
                    HasSubstr("set by ada, 2026-03-01 12:00; else 10"), HasSubstr("the tenant's setting")));
  const auto german = knobs_text(knobs(), {.width = 120, .lang = language::german});
  EXPECT_THAT(german,
              AllOf(HasSubstr("Vorgabe"), HasSubstr("gesetzt von ada"), HasSubstr("Einstellung des Tenants"),
                    HasSubstr("Tageszeit 06:00-18:00"), Not(HasSubstr("default"))));
}

TEST(changes_text, shows_who_when_before_and_after) {
  const std::vector<change_row> rows{{.at = noon,
                                      .who = "ada",
                                      .way = tune_way::file,
                                      .knob = "night.closes",
                                      .after = "2026-03-01T05:30:00Z",
                                      .note = "bad \x1b[31m note"}};
  const auto text = changes_text(rows, {.width = 160});
  EXPECT_THAT(text, AllOf(HasSubstr("2026-03-01 12:00"), HasSubstr("ada"), HasSubstr("file"),
                          HasSubstr(" - "), HasSubstr("2026-03-01 05:30"), Not(HasSubstr("\x1b"))));
  EXPECT_THAT(text, HasSubstr("2026-03-01 12:00  night.closes  - -> 2026-03-01 05:30  ada  file  bad"));
  const std::string long_one = "tenant.ee4d60ed-a4c1-4f5e-9a25-0d5b8f1c7a11.lanes";
  const std::vector<change_row> narrow{{.at = noon,
                                        .who = "ada",
                                        .way = tune_way::api,
                                        .knob = long_one,
                                        .before = "3",
                                        .after = "4",
                                        .note = "n"}};
  EXPECT_EQ(changes_text(narrow, {.width = 80}), "WHEN              KNOB" + std::string(47, ' ')
                                                     + "CHANGE  WHO\n2026-03-01 12:00  " + long_one
                                                     + "  3 -> 4  ada\n    api · n\n");
  EXPECT_THAT(knobs_text(std::vector<knob_row>{{.knob = long_one, .value = "3"}}, {.width = 60}),
              HasSubstr(long_one));
  EXPECT_EQ(turned_text(rows, {}), "night.closes: - -> 2026-03-01 05:30\n");
  EXPECT_THAT(changes_text({}, {}), HasSubstr("No knob was turned yet"));
}

} // namespace
} // namespace roamsync::console
