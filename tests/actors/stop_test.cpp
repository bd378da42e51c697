#include "tests/actors/answers.hpp"
#include "tests/actors/services.hpp"

#include <caf/send.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <string>
#include <utility>
#include <vector>

// After a stop nothing more is sent, and what was sent is waited for.
namespace roamsync::actors {
namespace {

bool is_for_a_mailbox(const net_call& call) {
  return call.request.target.find("/ows/") != std::string::npos;
}

/// A run that the test stops.
struct stopped_run {
  services mock;
  stage play;
  supervisor_actor boss;
  std::vector<net_call> held; ///< goes back unsent with the stop
  std::atomic<bool> stopping = false;
  int late = 0; ///< calls that must not come after the stop

  explicit stopped_run(int users = 1) : mock("{}", users) {
    play.kind = run_kind::push; // reads the group without change feeds
    services::join(play);
    play.on_load = [this](auto*, const supervisor_actor& x) { boss = x; };
    play.on_closed = [this](auto* self) {
      for (auto& call : std::exchange(held, {}))
        self->send(call.to, net_reply{.id = call.id, .unsent = true});
    };
  }

  void stop() {
    stopping = true;
    caf::anon_send(boss, stop_run{});
  }

  void expect_end() {
    const auto end = play.play();
    ASSERT_TRUE(end) << "the run hangs";
    EXPECT_EQ(end->failure, "stopped");
    EXPECT_TRUE(stopping);
    EXPECT_EQ(late, 0);
  }
};

TEST(stop, lets_nothing_leave_that_waits_for_a_place_of_the_node) {
  stopped_run x;
  x.play.on_call = [&](auto* self, int, net_call& call) {
    x.late += x.stopping ? 1 : 0;
    if (!is_for_a_mailbox(call))
      return x.mock.answer(self, call);
    x.held.push_back(call);
    x.stop();
  };
  x.expect_end();
  EXPECT_TRUE(x.play.rows.empty()) << "a mailbox for which nothing was sent has no outcome yet";
}

TEST(stop, a_password_that_waits_for_a_place_of_the_node_is_taken_off_the_count) {
  stopped_run x;
  auto tokens = 0;
  x.play.on_call = [&](auto* self, int, net_call& call) {
    x.late += x.stopping ? 1 : 0;
    if (!asks_for_token(call) || ++tokens == 1) // the directory's
      return (void)directory_answers(self, call);
    x.held.push_back(call);
    x.stop();
  };
  x.expect_end();
  EXPECT_EQ(x.play.open_posts, (std::vector<std::uint32_t>{1, 0}));
}

TEST(stop, a_sign_in_by_browser_goes_no_further_and_posts_no_password) {
  stopped_run x{3};
  x.play.tenant.sign_in = sign_in_way::browser;
  auto for_mailboxes = 0;
  x.play.on_call = [&](auto* self, int, net_call& call) {
    x.late += x.stopping ? 1 : 0;
    const auto again = call.request.target.find("/authorize") != std::string::npos && for_mailboxes > 0;
    if (is_for_a_mailbox(call) && ++for_mailboxes > 1)
      return answer(self, call, 440, ""); // two of three say that the session is over
    if (!is_for_a_mailbox(call) && !again)
      return x.mock.answer(self, call);
    x.held.push_back(call);
    if (again)
      x.stop();
  };
  x.play.on_closed = [&](auto* self) {
    auto sent = std::exchange(x.held, {});
    for (auto call = sent.rbegin(); call != sent.rend(); ++call)
      x.mock.answer(self, *call); // first the page, then the mailbox
  };
  x.expect_end();
  EXPECT_EQ(for_mailboxes, 3);
  EXPECT_EQ(x.play.open_posts, (std::vector<std::uint32_t>{1, 0})) << "of the first sign-in";
}

TEST(stop, a_password_is_not_posted_whose_count_becomes_durable_after_it) {
  stopped_run x;
  std::optional<session_actor> waits;
  x.play.on_keep = [&](session_actor& from) {
    if (x.play.standings < 2)
      return false; // of the first sign-in
    waits = from;
    x.stop();
    return true;
  };
  x.play.on_call = [&](auto* self, int, net_call& call) {
    x.late += x.stopping && asks_for_token(call) ? 1 : 0;
    if (!directory_answers(self, call, 1)) // renewed after 0.8 s
      x.held.push_back(call);
  };
  x.play.on_closed = [&](auto* self) {
    if (auto session = std::exchange(waits, std::nullopt))
      self->send(*session, standing_kept{});
    for (auto& call : std::exchange(x.held, {}))
      answer(self, call, 503, "");
  };
  x.expect_end();
  EXPECT_EQ(x.play.open_posts, (std::vector<std::uint32_t>{1, 0, 1, 0})) << "it is taken off the count again";
}

} // namespace
} // namespace roamsync::actors
