#include "engine/mailbox/fingerprint.hpp"
#include "tests/engine/mailbox/harness.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace roamsync {
namespace {

/// A mailbox as an earlier run left it and the service normalised it, and the receipt of that run.
struct known_mailbox {
  std::string html = "<html><body><p>Anna</p></body></html>";

  [[nodiscard]] mailbox_run next_night(const std::function<void(mailbox_job&)>& change = {}) const {
    auto job = job_for("anna@x.example");
    mailbox_run first{job};
    first.target.apply(write_contents{job.wanted.signatures});
    first.target.apply(write_defaults{"Standard", "Standard"});
    first.target.contents.at("Standard").first = html;
    const auto end = first.run();
    EXPECT_EQ(end.how.kind, outcome_kind::unchanged);
    job.known = end.proof;
    if (change)
      change(job);
    mailbox_run out{job};
    out.target = first.target;
    return out;
  }
};

std::string shown_by(const mailbox_run& x) {
  std::vector<shown_signature> all;
  for (const auto& [name, forms] : x.target.contents)
    all.push_back({name, forms.first, forms.second});
  return fingerprint(x.machine.job().wanted.signatures, all);
}

TEST(known_look, a_look_that_finds_what_is_wanted_is_kept_in_the_receipt) {
  auto x = known_mailbox{}.next_night();
  ASSERT_TRUE(x.machine.job().known);
  EXPECT_EQ(x.machine.job().known->shown, shown_by(x));
  EXPECT_EQ(x.machine.job().known->shown.size(), 32U);
}

TEST(known_look, a_write_that_was_read_back_is_such_a_look) {
  mailbox_run x{job_for("anna@x.example")};
  const auto end = x.run();
  ASSERT_EQ(end.how.kind, outcome_kind::written);
  EXPECT_EQ(end.proof->shown, shown_by(x));
}

TEST(known_look, what_was_found_right_is_not_compared_again) {
  // A receipt that names a look at something else shows that there was no comparison.
  auto x = known_mailbox{}.next_night();
  x.target.contents.at("Standard").first = "<p>what no comparison would let pass</p>";
  auto job = x.machine.job();
  job.known->shown = shown_by(x);
  mailbox_run trusting{job};
  trusting.target = x.target;
  EXPECT_EQ(trusting.run().how.kind, outcome_kind::unchanged);
}

TEST(known_look, any_byte_that_differs_is_compared) {
  auto same = known_mailbox{}.next_night();
  same.target.contents.at("Standard").first = "<p>Anna</p>\r\n";
  const auto end = same.run();
  EXPECT_EQ(end.how.kind, outcome_kind::unchanged);
  EXPECT_EQ(end.proof->shown, shown_by(same)) << "the new look is the known one from now on";

  auto html = known_mailbox{}.next_night();
  html.target.contents.at("Standard").first = "<p>Anne</p>";
  EXPECT_EQ(html.run().how.kind, outcome_kind::written);
  auto text = known_mailbox{}.next_night();
  text.target.contents.at("Standard").second = "Anne";
  EXPECT_EQ(text.run().how.kind, outcome_kind::written);
}

TEST(known_look, it_says_nothing_about_another_wish) {
  auto x = known_mailbox{}.next_night([](mailbox_job& job) {
    job.digest = "another";
    job.wanted.signatures.front().html = "<p>Anna Smith</p>";
  });
  EXPECT_EQ(x.run().how.kind, outcome_kind::written);
}

TEST(known_look, what_the_user_keeps_otherwise_is_none) {
  auto x = known_mailbox{}.next_night([](mailbox_job& job) { job.drift = drift_rule::keep; });
  x.target.contents.at("Standard").first = "<p>Anne</p>";
  const auto end = x.run();
  EXPECT_EQ(end.how.kind, outcome_kind::unchanged);
  EXPECT_EQ(end.proof->shown, "");
}

TEST(known_look, it_stays_known_when_a_night_only_failed_to_read) {
  auto x = known_mailbox{}.next_night();
  x.faults[0] = {.what = verdict::failed, .why = cause::server_error, .status = 500};
  const auto end = x.run();
  ASSERT_EQ(end.how.kind, outcome_kind::failed);
  EXPECT_EQ(end.proof->shown, x.machine.job().known->shown);
  EXPECT_EQ(end.proof->digest, x.machine.job().known->digest);
}

TEST(known_look, a_name_that_is_not_shown_leaves_no_fingerprint) {
  const auto wanted = job_for("anna@x.example").wanted.signatures;
  EXPECT_EQ(fingerprint(wanted, {}), "");
  const std::vector<shown_signature> shown{{"STANDARD", "a", "b"}};
  const std::vector<shown_signature> moved{{"Standard", "ab", ""}};
  EXPECT_NE(fingerprint(wanted, shown), "");
  EXPECT_NE(fingerprint(wanted, shown), fingerprint(wanted, moved)) << "the border between the forms counts";
}

} // namespace
} // namespace roamsync
