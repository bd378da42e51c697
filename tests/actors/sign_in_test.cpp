#include "tests/actors/answers.hpp"
#include "tests/actors/stage.hpp"

#include <gtest/gtest.h>

#include <string>

// What a session counts of the passwords that it posts (docs/decisions/0005).
namespace roamsync::actors {
namespace {

stage quick() {
  stage out;
  out.kind = run_kind::push; // reads the group without change feeds
  out.settings.retry.base = duration{1};
  out.settings.retry.cap = duration{1};
  return out;
}

bool posts_password(const net_call& call) {
  return call.request.body.find("grant_type=password") != std::string::npos;
}

TEST(sign_in, a_post_that_never_left_is_not_counted_and_settles_no_other) {
  auto x = quick();
  x.open_posts_before = 2;
  auto posts = 0;
  x.on_call = [&](auto* self, int, net_call& call) {
    if (!posts_password(call))
      EXPECT_TRUE(directory_answers(self, call));
    else if (++posts == 1)
      self->send(call.to, net_reply{.id = call.id, .unsent = true});
    else if (posts == 2)
      self->send(call.to, net_reply{.id = call.id, .result = {.error = wire::transport_error::connect}});
    else
      refuse(self, call);
  };
  ASSERT_TRUE(x.play()) << "the run hangs";
  EXPECT_EQ(posts, 3);
  EXPECT_EQ(x.open_posts, (std::vector<std::uint32_t>{3, 2, 3, 2, 3})) << "a refusal stays on the count";
}

} // namespace
} // namespace roamsync::actors
