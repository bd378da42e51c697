#include "tests/integration/honesty.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>

// Not in CMakeLists.txt: each of these fails until its defect is mended, then it moves to its promise's file.

namespace roamsync::integration {
namespace {

namespace json = boost::json;

TEST(open_i02, a_told_wait_passes_also_if_the_process_is_started_again) {
  auto c = make_customer("strict", 8);
  c.service_user()["limit"] = json::object{{"rate", 25}, {"burst", 12}};
  c.mock["throttle"] = json::object{{"retry_after", "seconds"}, {"seconds", 6}, {"grows", true}};
  lab in{{std::move(c)}};
  auto process = in.start({"--json", "night", "--now"}, "killed");
  EXPECT_TRUE(wait_until([&] {
    const auto lines = in.ledger();
    return process.exit_code()
           || std::any_of(lines.begin(), lines.end(), [](const auto& x) { return x.status == 429; });
  }));
  process.end(SIGKILL);
  EXPECT_EQ(in.night().code, 0);
  for (const auto& x : in.ledger())
    EXPECT_NE(x.breach, "retry_after") << x.kind << " at " << x.t;
}

TEST(open_i10, a_refused_password_is_not_sent_again_if_the_process_is_killed_right_after_it) {
  auto c = make_customer("firm", 4);
  c.service_user()["sign_in"] = "wrong_password";
  lab in{{std::move(c)}};
  for (int i = 0; i < 5; ++i) {
    const auto before = password_posts(in.ledger(), "firm");
    auto process = in.start({"--json", "night", "--now"}, "killed-" + std::to_string(i));
    EXPECT_TRUE(
        wait_until([&] { return process.exit_code() || password_posts(in.ledger(), "firm") > before; }));
    process.end(SIGKILL);
  }
  (void)in.night();
  EXPECT_EQ(password_posts(in.ledger(), "firm"), 1U);
}

} // namespace
} // namespace roamsync::integration
