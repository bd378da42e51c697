#include "tests/actors/answers.hpp"
#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

// The bridge sends nothing of a caller that may not have read yet that it has to wait (I2): each call says what was read.
namespace roamsync::actors {
namespace {

/// What the next call to this target says after the first one came back.
std::optional<std::uint64_t> heard_after_one_came_back(const std::string& target) {
  stage x;
  x.kind = run_kind::push; // reads the group without change feeds
  bool came_back = false;
  std::optional<std::uint64_t> heard;
  x.on_call = [&](auto* self, int, net_call& call) {
    const auto here = call.request.target.find(target) != std::string::npos;
    if (here && !came_back) {
      came_back = true;
      self->send(call.to, net_reply{.id = call.id, .unsent = true, .wait_told = 7});
      return;
    }
    if (here && !heard)
      heard = call.wait_heard;
    if (!directory_answers(self, call))
      answer(self, call, 404, "");
  };
  EXPECT_TRUE(x.play()) << "the run hangs";
  return heard;
}

TEST(wait_heard, a_session_says_what_it_read) {
  EXPECT_EQ(heard_after_one_came_back("/ows/"), 7U);
}

TEST(wait_heard, a_directory_says_what_it_read) {
  EXPECT_EQ(heard_after_one_came_back("/groups/"), 7U);
}

} // namespace
} // namespace roamsync::actors
