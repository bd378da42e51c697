#include "engine/mailbox/fingerprint.hpp"
#include "tests/engine/mailbox/harness.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace roamsync {
namespace {

/// A mailbox as an earlier run left it and the service normalised it.
mailbox_run in_line(const mailbox_job& job) {
  mailbox_run out{job};
  out.target.apply(write_contents{job_for(job.mailbox).wanted.signatures});
  out.target.apply(write_defaults{"Standard", "Standard"});
  out.target.contents.at("Standard").first = "<html><body><p>Anna</p></body></html>";
  out.target.contents["Mine"] = {"<p>mine</p>", "mine"};
  out.wanted = job_for(job.mailbox).wanted;
  return out;
}

/// The night after one that found it so.
mailbox_run next_night(drift_rule drift = drift_rule::repair) {
  auto job = job_for("anna@x.example");
  auto before = in_line(job);
  const auto end = before.run();
  EXPECT_EQ(end.how.kind, outcome_kind::unchanged);
  EXPECT_EQ(before.log, (steps{"list", "contents"}));
  job.known = end.proof;
  job.known_look = true;
  job.wanted = {};
  job.drift = drift;
  return in_line(job);
}

std::string shown_by(const mailbox_run& x) {
  std::vector<shown_signature> all;
  shown_defaults defaults{.default_new = x.target.default_new, .default_reply = x.target.default_reply};
  for (const auto& [name, forms] : x.target.contents) {
    all.push_back({name, forms.first, forms.second});
    defaults.names.push_back(name);
  }
  return fingerprint(std::vector<std::string>{"Standard"}, all, defaults);
}

TEST(known_look, a_look_that_finds_what_is_wanted_is_kept_in_the_receipt) {
  auto x = next_night();
  EXPECT_EQ(x.machine.job().known->shown, shown_by(x));
  EXPECT_EQ(x.machine.job().known->shown.size(), 32U);
}

TEST(known_look, a_write_that_was_read_back_is_such_a_look) {
  mailbox_run x{job_for("anna@x.example")};
  const auto end = x.run();
  ASSERT_EQ(end.how.kind, outcome_kind::written);
  EXPECT_EQ(end.proof->shown, shown_by(x));
}

TEST(known_look, what_was_found_right_is_neither_rendered_nor_compared_again) {
  auto x = next_night();
  const auto known = x.machine.job().known;
  const auto end = x.run();
  EXPECT_EQ(end.how.kind, outcome_kind::unchanged);
  EXPECT_EQ(x.log, (steps{"list", "contents"}));
  auto checked = *known;
  checked.checked = 100;
  EXPECT_EQ(end.proof, checked);
}

TEST(known_look, what_the_user_does_elsewhere_in_the_mailbox_is_nothing) {
  auto x = next_night();
  x.target.contents["Another"] = {"<p>x</p>", "x"};
  x.target.contents.erase("Mine");
  EXPECT_EQ(x.run().how.kind, outcome_kind::unchanged);
  EXPECT_EQ(x.log, (steps{"list", "contents"}));
}

TEST(known_look, any_byte_that_differs_is_compared) {
  auto same = next_night();
  same.target.contents.at("Standard").first = "<p>Anna</p>\r\n";
  const auto end = same.run();
  EXPECT_EQ(end.how.kind, outcome_kind::unchanged);
  EXPECT_EQ(same.log, (steps{"list", "contents", "wanted"}));
  EXPECT_EQ(end.proof->shown, shown_by(same)) << "the new look is the known one from now on";

  const std::vector<std::function<void(fake_mailbox&)>> changes{
      [](auto& x) { x.contents.at("Standard").first = "<p>Anne</p>"; },
      [](auto& x) { x.contents.at("Standard").second = "Anne"; },
      [](auto& x) { x.contents.erase("Standard"); },
      [](auto& x) { x.default_new = "Mine"; },
      [](auto& x) { x.default_reply.clear(); },
  };
  for (const auto& change : changes) {
    auto x = next_night();
    change(x.target);
    EXPECT_EQ(x.run().how.kind, outcome_kind::written);
    EXPECT_EQ(x.target.contents.at("Standard").second, "Anna");
    EXPECT_EQ(x.target.default_new, "Standard");
    EXPECT_EQ(x.target.default_reply, "Standard");
  }
}

TEST(known_look, what_the_user_keeps_otherwise_is_none) {
  auto x = next_night(drift_rule::keep);
  x.target.contents.at("Standard").first = "<p>Anne</p>";
  const auto end = x.run();
  EXPECT_EQ(end.how.kind, outcome_kind::unchanged);
  EXPECT_EQ(end.how.detail, "the user changed Standard");
  EXPECT_EQ(end.proof->shown, "");
  auto moved = next_night(drift_rule::keep);
  moved.target.default_new = "Mine";
  EXPECT_EQ(moved.run().proof->shown, "");
}

TEST(known_look, it_stays_known_when_a_night_only_failed_to_read) {
  for (const std::size_t place : {0U, 1U}) {
    auto x = next_night();
    x.faults[place] = {.what = verdict::failed, .why = cause::server_error, .status = 500};
    const auto end = x.run();
    ASSERT_EQ(end.how.kind, outcome_kind::failed);
    EXPECT_EQ(end.proof->shown, x.machine.job().known->shown);
    EXPECT_EQ(end.proof->digest, x.machine.job().known->digest);
  }
}

TEST(known_look, a_write_that_was_not_seen_again_leaves_none) {
  auto x = next_night();
  x.target.contents.at("Standard").first = "<p>Anne</p>";
  x.faults[3] = {.what = verdict::failed, .why = cause::server_error, .status = 500}; // the read back
  const auto end = x.run();
  ASSERT_EQ(end.how.kind, outcome_kind::failed);
  EXPECT_EQ(end.proof->shown, "");
}

TEST(known_look, a_users_own_signature_of_a_wanted_name_is_read_before_it_is_judged) {
  auto x = next_night();
  auto job = x.machine.job();
  job.known->owned.clear(); // an earlier run found it deleted, and could not write it anew
  mailbox_run y = in_line(job);
  y.target.contents["Standard"] = {"<p>made by Anna</p>", "made by Anna"};
  const auto end = y.run();
  EXPECT_EQ(end.how.why, cause::signature_name_taken);
  EXPECT_EQ(y.target.contents.at("Standard").second, "made by Anna");
}

TEST(known_look, it_goes_with_the_names_that_it_shows) {
  auto x = next_night();
  x.target.contents.erase("Standard");
  x.permit = {.granted = false, .refused = cause::window_closed};
  const auto end = x.run();
  ASSERT_EQ(end.how.kind, outcome_kind::deferred);
  EXPECT_TRUE(end.proof->owned.empty());
  EXPECT_EQ(end.proof->shown, "");
}

TEST(known_look, a_name_that_is_not_shown_leaves_no_fingerprint) {
  const std::vector<std::string> names{"Standard"};
  const shown_defaults listed{.names = {"standard"}};
  const std::vector<shown_signature> shown{{"STANDARD", "a", "b"}};
  const std::vector<shown_signature> moved{{"Standard", "ab", ""}};
  EXPECT_EQ(fingerprint(names, {}, listed), "");
  EXPECT_EQ(fingerprint(names, shown, {}), "");
  EXPECT_NE(fingerprint(names, shown, listed), "");
  EXPECT_NE(fingerprint(names, shown, listed), fingerprint(names, moved, listed))
      << "the border between the forms counts";
}

} // namespace
} // namespace roamsync
