#include "bench/demo/judge.hpp"
#include "tests/bench/demo/honest_night.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace roamsync::demo {
namespace {

/// The statements that do not hold.
std::vector<std::string> broken(const std::vector<finding>& findings) {
  std::vector<std::string> result;
  for (const auto& x : findings)
    if (!x.good)
      result.push_back(x.what);
  return result;
}

std::vector<std::string> judged(const honest_night& night) {
  return broken(judge_first_night(night.x, night.said, night.lines, night.held));
}

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

TEST(judge, an_honest_night_passes) {
  EXPECT_THAT(judged({}), IsEmpty());
}

TEST(judge, written_without_a_write_is_a_lie) {
  honest_night night;
  night.forget(honest_night::good_member(night.with(trouble::none)).address);
  EXPECT_THAT(judged(night), ElementsAre(HasSubstr("written: ")));
}

TEST(judge, written_but_not_held_is_a_lie) {
  honest_night night;
  auto& c = night.with(trouble::none);
  night.held[c.id][honest_night::good_member(c).address].default_reply = "Privat";
  EXPECT_THAT(judged(night), ElementsAre(HasSubstr("written: ")));
}

TEST(judge, a_colleagues_signature_is_not_the_one_wanted) {
  honest_night night;
  auto& c = night.with(trouble::none);
  auto other = honest_night::good_member(c);
  other.phone = "+49 30 000000-00";
  honest_night::fill(night.held[c.id][honest_night::good_member(c).address], other);
  EXPECT_THAT(judged(night), ElementsAre(HasSubstr("written: ")));
}

TEST(judge, a_night_that_wrote_nothing_proves_nothing) {
  honest_night night;
  night.lines.clear();
  for (auto& m : night.said.mailboxes)
    if (m.outcome == "written")
      m.outcome = "unchanged";
  EXPECT_THAT(judged(night), Contains(StartsWith("0 written: ")));
}

TEST(judge, unchanged_with_a_write_is_a_lie) {
  honest_night night;
  night.report_of(honest_night::good_member(night.with(trouble::none)).address).outcome = "unchanged";
  EXPECT_THAT(judged(night), ElementsAre(StartsWith("unchanged: ")));
}

TEST(judge, unchanged_but_not_held_is_a_lie) {
  honest_night night;
  auto& c = night.with(trouble::none);
  const auto& address = honest_night::good_member(c).address;
  night.forget(address);
  night.report_of(address).outcome = "unchanged";
  night.held[c.id][address] = {};
  EXPECT_THAT(judged(night), Contains(StartsWith("unchanged: ")));
}

TEST(judge, a_failed_mailbox_with_a_write_is_half_done) {
  honest_night night;
  auto& c = night.with(trouble::html_for_json);
  night.record(c, c.people.front().address, "patch", true);
  EXPECT_THAT(judged(night), ElementsAre(StartsWith("failed, skipped")));
}

TEST(judge, a_write_for_a_customer_that_failed_is_half_done) {
  honest_night night;
  auto& c = night.with(trouble::mfa);
  night.record(c, c.people.front().address, "defaults", true);
  EXPECT_THAT(judged(night), ElementsAre(StartsWith("failed, skipped")));
}

TEST(judge, each_member_is_named_once) {
  honest_night missing;
  const auto address = honest_night::good_member(missing.with(trouble::none)).address;
  std::erase_if(missing.said.mailboxes, [&](const auto& m) { return m.mailbox == address; });
  EXPECT_THAT(judged(missing), Contains(StartsWith("every member")));

  honest_night twice;
  twice.said.mailboxes.push_back(twice.report_of(address));
  EXPECT_THAT(judged(twice), ElementsAre(StartsWith("every member")));

  honest_night stranger;
  stranger.said.mailboxes.push_back(
      {stranger.x.companies.front().id, "nobody@nowhere.example", "failed", "x"});
  EXPECT_THAT(judged(stranger), ElementsAre(StartsWith("every member")));
}

TEST(judge, who_is_not_in_the_group_is_not_even_read) {
  honest_night night;
  auto& c = night.with(trouble::empty_group);
  night.record(c, c.people.front().address, "content", false);
  EXPECT_THAT(judged(night), ElementsAre(StartsWith("nobody outside")));
}

TEST(judge, own_signatures_stay) {
  honest_night night;
  for (auto& c : night.x.companies)
    for (auto& p : c.people)
      if (p.own_signature) {
        night.held[c.id][p.address].signatures[own_signature_name].html += "<p>Werbung</p>";
        EXPECT_THAT(judged(night), ElementsAre(StartsWith("nobody outside")));
        return;
      }
  FAIL() << "nobody in this world has a signature of their own";
}

TEST(judge, a_told_limit_must_hold_and_a_hidden_one_may_break) {
  honest_night told;
  told.lines.push_back({.t = 1,
                        .ms = 1,
                        .tenant = told.with(trouble::none, true).id,
                        .mailbox = {},
                        .kind = "list",
                        .breach = "lanes",
                        .status = 429,
                        .applied = false,
                        .names = {}});
  EXPECT_THAT(judged(told), ElementsAre(StartsWith("no limit")));

  honest_night hidden;
  auto& c = hidden.with(trouble::none);
  c.told = false;
  hidden.lines.push_back({.t = 1,
                          .ms = 1,
                          .tenant = c.id,
                          .mailbox = {},
                          .kind = "list",
                          .breach = "lanes",
                          .status = 429,
                          .applied = false,
                          .names = {}});
  EXPECT_THAT(judged(hidden), IsEmpty());
}

TEST(judge, each_trouble_has_its_own_name) {
  for (std::size_t i = 1; i < trouble_count; ++i) {
    const auto what = static_cast<trouble>(i);
    SCOPED_TRACE(to_string(what));
    honest_night night;
    auto& c = night.with(what);
    if (what == trouble::throttled_hard)
      std::erase_if(night.lines, [](const auto& line) { return line.status == 429; });
    else if (fails_as_a_whole(what))
      night.report_of(c).cause = "sign_in_failed";
    else
      for (auto& m : night.said.mailboxes)
        if (m.tenant == c.id && !m.cause.empty())
          m.cause = "request_refused";
    EXPECT_THAT(judged(night), Contains(StartsWith("each of the 12 troubles")));
  }
}

TEST(judge, healthy_customers_are_done) {
  honest_night late;
  late.report_of(late.with(trouble::none)).state = "working";
  EXPECT_THAT(judged(late), ElementsAre(StartsWith("everything else")));

  honest_night deferred;
  auto& c = deferred.with(trouble::none);
  auto& m = deferred.report_of(honest_night::good_member(c).address);
  m.outcome = "deferred";
  deferred.forget(m.mailbox);
  EXPECT_THAT(judged(deferred), ElementsAre(StartsWith("everything else")));
}

std::vector<std::string> judged_quiet(const honest_night& before, const honest_night& night) {
  return broken(judge_quiet_night(night.x, before.said, night.said, night.lines, night.held, 7));
}

TEST(judge_quiet_night, a_share_of_reads_and_no_write_passes) {
  const honest_night before;
  EXPECT_THAT(judged_quiet(before, before.next(1)), IsEmpty());
}

TEST(judge_quiet_night, a_write_is_against_it) {
  const honest_night before;
  auto night = before.next(0);
  auto& c = night.with(trouble::none);
  night.record(c, honest_night::good_member(c).address, "patch", true);
  EXPECT_THAT(judged_quiet(before, night), Contains(StartsWith("nothing had changed")));
}

TEST(judge_quiet_night, reading_everything_is_against_it) {
  const honest_night before;
  EXPECT_THAT(judged_quiet(before, before.next(1'000)), ElementsAre(StartsWith("the rolling check")));
}

TEST(judge_quiet_night, what_was_in_line_stays_so) {
  const honest_night before;
  auto night = before.next(0);
  night.report_of(honest_night::good_member(night.with(trouble::none)).address).outcome = "skipped";
  EXPECT_THAT(judged_quiet(before, night), ElementsAre(StartsWith("what was brought in line")));
}

TEST(judge, a_broken_limit_is_held_against_roamsync_on_a_quiet_machine_alone) {
  std::vector<finding> found{{.what = limits_kept, .examples = {"one.example: 2 requests beyond its limits"}},
                             {.good = true, .what = "something else"}};
  doubt_limits(found, 0.04);
  EXPECT_FALSE(all_good(found));
  doubt_limits(found, 0.37);
  EXPECT_TRUE(all_good(found));
  EXPECT_TRUE(found[0].unsure);
  EXPECT_THAT(found[0].examples.back(), HasSubstr("37 %"));
  EXPECT_FALSE(found[1].unsure);
}

TEST(judge, another_statement_that_does_not_hold_is_bad_on_any_machine) {
  std::vector<finding> found{{.what = "written is true"}};
  doubt_limits(found, 0.9);
  EXPECT_FALSE(all_good(found));
}

} // namespace
} // namespace roamsync::demo
