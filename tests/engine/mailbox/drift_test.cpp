#include "tests/engine/mailbox/harness.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace roamsync {
namespace {

/// One thing that a user does to a mailbox that is in line, and the words for it.
struct change {
  const char* words;
  std::function<void(fake_mailbox&)> make;
};

std::vector<change> changes() {
  return {
      {"the user changed Standard",
       [](auto& x) {
         x.contents["Standard"] = {"<p>Anna, edited</p>", "Anna"};
       }},
      {"the user deleted Standard", [](auto& x) { x.contents.erase("Standard"); }},
      {"the user moved the default for new mails",
       [](auto& x) {
         x.contents["Mine"] = {"<p>mine</p>", "mine"};
         x.default_new = "Mine";
       }},
      {"the user moved the default for replies", [](auto& x) { x.default_reply.clear(); }},
      {"the user deleted Standard, moved the default for new mails, moved the default for replies",
       [](auto& x) {
         x.contents = {{"Mine", {"<p>mine</p>", "mine"}}};
         x.default_new = x.default_reply = "Mine";
       }},
  };
}

mailbox_job in_line_job(drift_rule rule) {
  auto job = job_for("anna@x.example");
  job.drift = rule;
  job.known = receipt{
      .user_id = "id-1", .mailbox = job.mailbox, .digest = job.digest, .owned = {"Standard"}, .checked = 93};
  return job;
}

/// A mailbox as an earlier run left it.
mailbox_run in_line(mailbox_job job) {
  mailbox_run x{std::move(job)};
  x.target.apply(write_contents{x.machine.job().wanted.signatures});
  x.target.apply(write_defaults{"Standard", "Standard"});
  return x;
}

/// The digest of the receipt that a night leaves whose command at that place the service refuses; empty: what it
/// finds is not taken for the user's doing.
std::string digest_after_failing_at(mailbox_run& x, std::size_t place) {
  x.faults[place] = {.what = verdict::failed, .why = cause::server_error, .status = 500};
  const auto failed = x.run();
  EXPECT_EQ(failed.how.kind, outcome_kind::failed);
  EXPECT_TRUE(failed.proof);
  return failed.proof ? failed.proof->digest : "no receipt";
}

bool same(const fake_mailbox& a, const fake_mailbox& b) {
  return a.contents == b.contents && a.default_new == b.default_new && a.default_reply == b.default_reply;
}

TEST(drift, is_repaired_where_the_tenant_wants_that) {
  for (const auto& one : changes()) {
    SCOPED_TRACE(one.words);
    auto x = in_line(in_line_job(drift_rule::repair));
    const auto wanted = x.target;
    one.make(x.target);
    const auto end = x.run();
    EXPECT_EQ(end.how.kind, outcome_kind::written);
    EXPECT_EQ(x.target.contents["Standard"], wanted.contents.at("Standard"));
    EXPECT_EQ(x.target.default_new, "Standard");
    EXPECT_EQ(x.target.default_reply, "Standard");
  }
}

TEST(drift, is_kept_with_a_note_where_the_tenant_wants_that) {
  for (const auto& one : changes()) {
    SCOPED_TRACE(one.words);
    auto x = in_line(in_line_job(drift_rule::keep));
    one.make(x.target);
    const auto before = x.target;
    const auto end = x.run();
    EXPECT_EQ(end.how, (outcome{outcome_kind::unchanged, cause::none, one.words}));
    EXPECT_TRUE(same(x.target, before));
    ASSERT_TRUE(end.proof);
    EXPECT_EQ(end.proof->digest, "digest") << "the receipt forgot what was written";
    EXPECT_EQ(end.proof->checked, 100) << "it would be read again each night";
  }
}

TEST(drift, is_reported_and_left_where_the_tenant_wants_to_be_asked) {
  for (const auto& one : changes()) {
    SCOPED_TRACE(one.words);
    auto x = in_line(in_line_job(drift_rule::ask));
    one.make(x.target);
    const auto before = x.target;
    const auto end = x.run();
    EXPECT_EQ(end.how, (outcome{outcome_kind::skipped, cause::changed_by_user, one.words}));
    EXPECT_TRUE(same(x.target, before));
    ASSERT_TRUE(end.proof);
    EXPECT_EQ(end.proof->digest, "digest");
    EXPECT_EQ(end.proof->checked, 100);
  }
}

TEST(drift, is_not_what_a_mailbox_in_line_has) {
  for (const auto rule : {drift_rule::keep, drift_rule::ask}) {
    auto x = in_line(in_line_job(rule));
    EXPECT_EQ(x.run().how, outcome{outcome_kind::unchanged});
  }
}

TEST(drift, does_not_hold_up_what_is_wanted_anew) {
  for (const auto rule : {drift_rule::keep, drift_rule::ask})
    for (const auto& one : changes()) {
      SCOPED_TRACE(one.words);
      auto job = in_line_job(rule);
      job.known->digest = "of yesterday's template";
      auto x = in_line(std::move(job));
      one.make(x.target);
      EXPECT_EQ(x.run().how.kind, outcome_kind::written);
      EXPECT_TRUE(x.target.contents.contains("Standard"));
      EXPECT_EQ(x.target.default_new, "Standard");
    }
}

TEST(drift, is_no_reason_to_leave_a_mailbox_of_another_address_empty) {
  auto job = in_line_job(drift_rule::keep);
  job.known->mailbox = "former@x.example";
  mailbox_run x{std::move(job)};
  x.target.contents["Mine"] = {"<p>mine</p>", "mine"};
  EXPECT_EQ(x.run().how.kind, outcome_kind::written);
}

TEST(drift, a_dry_run_tells_what_the_night_would_do) {
  const auto dry = [](drift_rule rule) {
    auto job = in_line_job(rule);
    job.dry_run = true;
    auto x = in_line(std::move(job));
    x.target.contents.erase("Standard");
    const auto end = x.run();
    EXPECT_FALSE(end.proof);
    return end.how;
  };
  EXPECT_EQ(dry(drift_rule::repair), (outcome{outcome_kind::skipped, cause::dry_run, "write Standard"}));
  EXPECT_EQ(dry(drift_rule::keep),
            (outcome{outcome_kind::unchanged, cause::none, "the user deleted Standard"}));
  EXPECT_EQ(dry(drift_rule::ask),
            (outcome{outcome_kind::skipped, cause::changed_by_user, "the user deleted Standard"}));
}

TEST(drift, a_signature_that_the_user_put_in_the_place_of_a_deleted_one_is_theirs) {
  auto x = in_line(in_line_job(drift_rule::keep));
  x.target.contents.erase("Standard");
  const auto first = x.run();
  ASSERT_TRUE(first.proof);
  const auto mine = std::pair<std::string, std::string>{"<p>my own</p>", "my own"};

  auto job = in_line_job(drift_rule::keep);
  job.known = first.proof;
  auto kept = in_line(job);
  kept.target.contents["Standard"] = mine;
  const auto second = kept.run();
  EXPECT_EQ(second.how, (outcome{outcome_kind::unchanged, cause::none, "the user replaced Standard"}));

  job.known = second.proof;
  job.drift = drift_rule::repair;
  auto repaired = in_line(job);
  repaired.target.contents["Standard"] = mine;
  EXPECT_EQ(repaired.run().how.why, cause::signature_name_taken);
  EXPECT_EQ(repaired.target.contents["Standard"], mine);
}

TEST(drift, a_night_that_could_not_read_the_mailbox_does_not_undo_it_the_night_after) {
  auto x = in_line(in_line_job(drift_rule::keep));
  x.target.contents.erase("Standard");
  x.faults[1] = x.faults[0] = {.what = verdict::failed, .why = cause::throttled, .status = 429};
  const auto failed = x.run();
  EXPECT_EQ(failed.how.kind, outcome_kind::failed);
  ASSERT_TRUE(failed.proof);
  EXPECT_EQ(failed.proof->checked, 0) << "it is to be read again in the next night";

  auto job = in_line_job(drift_rule::keep);
  job.known = failed.proof;
  auto next = in_line(std::move(job));
  next.target.contents.erase("Standard");
  EXPECT_EQ(next.run().how.kind, outcome_kind::unchanged);
}

TEST(drift, a_write_that_failed_is_not_taken_for_the_users_doing) {
  auto job = in_line_job(drift_rule::keep);
  job.known->digest = "of yesterday's template";
  auto x = in_line(std::move(job));
  x.target.contents["Standard"] = {with_mark("<p>yesterday</p>"), "yesterday"};
  EXPECT_EQ(digest_after_failing_at(x, 2), "");
}

TEST(drift, old_signatures_of_ours_go_though_the_users_change_stays) {
  auto job = in_line_job(drift_rule::keep);
  job.known->owned = {"Standard", "Old"};
  auto x = in_line(std::move(job));
  x.target.contents["Old"] = {with_mark("<p>old</p>"), "old"};
  x.target.contents["Standard"] = {"<p>edited</p>", "edited"};
  const auto end = x.run();
  EXPECT_EQ(end.how, (outcome{outcome_kind::written, cause::none, "the user changed Standard"}));
  EXPECT_FALSE(x.target.contents.contains("Old"));
  EXPECT_EQ(x.target.contents.at("Standard").first, "<p>edited</p>");
  ASSERT_TRUE(end.proof);
  EXPECT_EQ(end.proof->owned, std::vector<std::string>{"Standard"});
}

TEST(drift, an_old_signature_of_ours_that_the_user_made_the_default_stays) {
  auto job = in_line_job(drift_rule::keep);
  job.known->owned = {"Standard", "Old"};
  auto x = in_line(std::move(job));
  x.target.contents["Old"] = {with_mark("<p>old</p>"), "old"};
  x.target.default_new = "Old";
  EXPECT_EQ(x.run().how.kind, outcome_kind::unchanged);
  EXPECT_TRUE(x.target.contents.contains("Old"));
  EXPECT_EQ(x.target.default_new, "Old");
}

TEST(drift, a_default_is_never_moved_to_a_signature_that_stays_deleted) {
  for (const auto deleted : {true, false}) {
    auto job = in_line_job(drift_rule::keep);
    job.wanted.default_new.clear();
    job.known->owned = {"Standard", "Old"};
    auto x = in_line(std::move(job));
    x.target.contents["Old"] = {with_mark("<p>old</p>"), "old"};
    x.target.default_new = "Old";
    if (deleted)
      x.target.contents.erase("Standard");
    else
      x.target.contents["Standard"] = {"<p>edited</p>", "edited"};
    (void)x.run();
    EXPECT_EQ(x.target.contents.contains("Old"), deleted);
    EXPECT_EQ(x.target.default_new, deleted ? "Old" : "Standard");
  }
}

TEST(drift, a_mailbox_of_another_address_that_could_not_be_read_is_written_the_night_after) {
  auto job = in_line_job(drift_rule::keep);
  job.known->mailbox = "former@x.example";
  mailbox_run x{std::move(job)};
  x.faults[0] = {.what = verdict::failed, .why = cause::throttled, .status = 429};
  const auto failed = x.run();
  ASSERT_TRUE(failed.proof);
  EXPECT_EQ(failed.proof->digest, "");
}

/// The place of that command where there is nothing to do but to delete.
constexpr std::size_t the_list_at_the_end = 3;

TEST(drift, what_a_night_deleted_before_it_failed_is_not_taken_for_the_users_doing) {
  auto job = in_line_job(drift_rule::keep);
  job.known->digest = "of two signatures";
  job.known->owned = {"Standard", "Old"};
  auto x = in_line(std::move(job));
  x.target.contents["Old"] = {with_mark("<p>old</p>"), "old"};
  EXPECT_EQ(digest_after_failing_at(x, the_list_at_the_end), "");
}

TEST(drift, a_deletion_that_was_not_confirmed_does_not_undo_it_the_night_after) {
  auto job = in_line_job(drift_rule::keep);
  job.known->owned = {"Standard", "Old"};
  auto x = in_line(std::move(job));
  x.target.contents["Old"] = {with_mark("<p>old</p>"), "old"};
  x.target.contents["Standard"] = {"<p>edited</p>", "edited"};
  EXPECT_EQ(digest_after_failing_at(x, the_list_at_the_end), "digest");
}

} // namespace
} // namespace roamsync
