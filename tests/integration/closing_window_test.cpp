#include "tests/integration/honesty.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <set>

namespace roamsync::integration {
namespace {

/// Lets the newest run's window close that many milliseconds from now; no program may use the database.
void close_window_in(const lab& in, int milliseconds) {
  in.change_store("UPDATE runs SET closes = CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) + "
                  + std::to_string(milliseconds));
}

TEST(closing_window, begins_no_mailbox_any_more_and_the_rest_goes_first_next_night) {
  auto c = make_customer("firm", 60);
  c.settings = "lanes = 2";
  lab in{{std::move(c)}};
  auto process = in.start({"--json", "night", "--now"}, "killed");
  EXPECT_TRUE(wait_until([&] { return process.exit_code() || count(in.ledger(), "firm", "defaults") >= 4; }));
  process.end(SIGKILL);
  close_window_in(in, 600);
  const auto first = in.night();
  EXPECT_EQ(first.code, 1);
  EXPECT_EQ(first.what.number, 1);
  EXPECT_TRUE(first.what.finished);
  expect_honest(in, first.what, "version-one");
  EXPECT_GT(first.what.count("deferred"), 0U) << "the window closed too late for this test";
  // Those begun are finished: no mailbox is half done.
  for (const auto& x : in.ledger())
    EXPECT_TRUE(x.kind != "patch" || in.in_line("firm", x.mailbox, "version-one")) << x.mailbox;
  std::set<std::string> deferred;
  for (const auto& [address, ends] : first.what.mailboxes)
    if (ends.front().outcome == "deferred") {
      EXPECT_EQ(ends.front().cause, "window_closed");
      deferred.insert(address);
    }
  // All have something to do in the next night; those deferred come first.
  in.set_catalogue("version-two");
  const auto from = in.ledger().size();
  const auto second = in.night();
  EXPECT_EQ(second.code, 0);
  EXPECT_EQ(second.what.number, 2);
  expect_honest(in, second.what, "version-two");
  const auto lines = in.ledger();
  std::set<std::string> left = deferred;
  for (std::size_t i = from; i < lines.size(); ++i) {
    if (lines[i].kind != "list" || lines[i].mailbox == service_address(in.customers()[0]))
      continue;
    // The second lane may be one mailbox ahead.
    EXPECT_TRUE(deferred.contains(lines[i].mailbox) || left.size() <= 1)
        << lines[i].mailbox << " was taken before one that was deferred";
    left.erase(lines[i].mailbox);
  }
  EXPECT_TRUE(left.empty());
}

} // namespace
} // namespace roamsync::integration
