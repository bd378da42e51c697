#include "engine/tune/knob.hpp"
#include "tests/engine/tune/at.hpp"

#include <gmock/gmock.h>

namespace roamsync {
namespace {

using testing::HasSubstr;

std::string value(std::string_view name, std::string_view word, utc_time after = at(0)) {
  const auto of = parse_knob(name);
  if (!of)
    return of.failure().message;
  const auto read = parse_knob_value(*of, word, after);
  return read ? *read : read.failure().message;
}

TEST(knob, of_the_process_and_of_tenants_is_known_by_name) {
  for (const auto* name :
       {"limits.node_requests", "limits.egress_rate", "limits.lanes", "limits.rate", "limits.burst",
        "limits.weight", "night.tenants_per_second", "night.tenants_at_once", "night.grace_minutes",
        "night.watchdog_minutes", "night.closes"}) {
    ASSERT_TRUE(parse_knob(name)) << name;
    EXPECT_EQ(parse_knob(name)->name(), name);
    EXPECT_FALSE(text_of(*parse_knob(name)).allowed.empty());
  }
  for (const auto* key : {"lanes", "rate", "burst", "weight", "paused"})
    EXPECT_EQ(*parse_knob("tenant.a.b-1." + std::string{key}), (knob{"a.b-1", key}));
  EXPECT_TRUE(parse_knob("tenant.a.lanes")->is_tenant_setting());
  EXPECT_FALSE(parse_knob("tenant.a.paused")->is_tenant_setting());
  EXPECT_FALSE(parse_knob("limits.lanes")->is_tenant_setting());
}

TEST(knob, that_is_unknown_names_the_nearest) {
  EXPECT_THAT(value("limits.lane", "1"), HasSubstr("Did you mean limits.lanes?"));
  EXPECT_THAT(value("tenant.a.pased", "1"), HasSubstr("Did you mean tenant.a.paused?"));
  EXPECT_THAT(value("zzz", "1"), HasSubstr("Knobs are: night.closes"));
  for (const auto* bad : {"", ".", "tenant.", "tenant..lanes", "tenant.A B.lanes", "tenant.lanes",
                          "store.path", "vault.key_file", "night.length_minutes", "night.opens"})
    EXPECT_FALSE(parse_knob(bad)) << bad;
}

TEST(knob, takes_what_the_configuration_takes_and_says_what_is_allowed) {
  EXPECT_EQ(value("limits.lanes", "64"), "64");
  EXPECT_EQ(value("limits.egress_rate", "12.5"), "12.5");
  EXPECT_EQ(value("tenant.a.paused", "true"), "true");
  EXPECT_EQ(value("tenant.a.lanes", "0"), "0") << "the configuration's";
  EXPECT_THAT(value("limits.lanes", "65"),
              HasSubstr("limits.lanes = 65: not allowed. Allowed: a whole number from 1"));
  EXPECT_THAT(value("tenant.a.lanes", "-1"), HasSubstr("tenant.a.lanes = -1: not allowed."));
  EXPECT_THAT(value("tenant.a.paused", "yes"), HasSubstr("true or false"));
  EXPECT_THAT(value("limits.lanes", ""), HasSubstr("--reset limits.lanes"));
}

TEST(knob, of_the_windows_end_is_an_instant) {
  EXPECT_EQ(value("night.closes", "05:30", at(1)), "2026-03-01T05:30:00Z");
  EXPECT_EQ(value("night.closes", "05:30", at(5, 30)), "2026-03-02T05:30:00Z") << "the next one";
  EXPECT_EQ(value("night.closes", "2026-03-01T05:30Z"), "2026-03-01T05:30:00Z");
  EXPECT_EQ(value("night.closes", "2026-03-01T05:30:07Z"), "2026-03-01T05:30:07Z");
  for (const auto* bad :
       {"25:00", "5:30", "tomorrow", "2026-02-30T05:30Z", "2026-03-01 05:30Z", "2026-03-01T05:30",
        "2026-03-01T05:30:60Z", "1999-03-01T05:30Z", "-026-03-01T05:30Z", "2026-03-01T24:30Z"})
    EXPECT_THAT(value("night.closes", bad), HasSubstr("Allowed: a time")) << bad;
}

} // namespace
} // namespace roamsync
