#include "console/top/top_model.hpp"
#include "tests/console/live/fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace roamsync::console {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

TEST(top_text, has_rates_by_two_looks_and_none_by_one) {
  const auto night = testing::sample_view(60, 0);
  const text_options wide{.width = 120};
  auto later = night;
  later.now += 1'500ms;
  later.requests += 300;
  later.outcomes[outcome_kind::written] += 6;
  const auto two = top_text(night, {.reached = true, .night = later, .page = {}}, "s", wide);
  EXPECT_THAT(two, AllOf(HasSubstr("· 200/s"), HasSubstr("· 4.0/s ·")));
  const auto one = top_text({}, {.reached = true, .night = later, .page = {}}, "s", wide);
  EXPECT_THAT(one, AllOf(HasSubstr("· –/s"), HasSubstr("· –/s ·"), Not(HasSubstr("0/s"))))
      << "not known is not 0";
}

} // namespace
} // namespace roamsync::console
