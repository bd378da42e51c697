#include "tests/engine/mailbox/harness.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace roamsync {
namespace {

TEST(mailbox, a_new_one_is_written_read_back_and_then_made_the_default) {
  mailbox_run x{job_for("anna@x.example")};
  x.target.contents["Private"] = {"<p>mine</p>", "mine"};
  auto end = x.run();
  EXPECT_EQ(end.how.kind, outcome_kind::written);
  EXPECT_EQ(x.log, (steps{"list", "ask", "write", "contents", "defaults", "list"}));
  EXPECT_EQ(x.target.default_new, "Standard");
  EXPECT_EQ(x.target.default_reply, "Standard");
  EXPECT_EQ(x.target.contents.at("Private").first, "<p>mine</p>");
  ASSERT_TRUE(end.proof);
  EXPECT_EQ(end.proof->digest, "digest");
  EXPECT_EQ(end.proof->owned, (std::vector<std::string>{"Standard"}));
  EXPECT_EQ(end.proof->checked, 100);
}

TEST(mailbox, one_that_is_in_line_is_not_written) {
  mailbox_run x{job_for("anna@x.example")};
  x.target.apply(write_contents{x.machine.job().wanted.signatures});
  x.target.apply(write_defaults{"standard", "STANDARD"}); // Letter case does not count.
  auto end = x.run();
  EXPECT_EQ(end.how.kind, outcome_kind::unchanged);
  EXPECT_EQ(x.log, (steps{"list", "contents"}));
  ASSERT_TRUE(end.proof);
}

TEST(mailbox, what_is_wanted_is_rendered_once_its_mailbox_has_answered) {
  auto job = job_for("anna@x.example");
  const auto wanted = std::exchange(job.wanted, {});
  job.digest.clear();
  mailbox_run x{job};
  x.wanted = wanted;
  x.target.contents["Standard"] = {with_mark("<p>old text</p>"), "old text"};
  const auto end = x.run();
  EXPECT_EQ(end.how.kind, outcome_kind::written);
  EXPECT_EQ(end.proof->digest, "digest");
  EXPECT_EQ(x.log, (steps{"list", "wanted", "contents", "ask", "write", "contents", "defaults", "list"}));

  mailbox_run refused{job};
  refused.faults[0] = refusal(cause::full_access_missing, 403);
  EXPECT_EQ(refused.run().how.kind, outcome_kind::failed);
  EXPECT_EQ(std::count(refused.log.begin(), refused.log.end(), "wanted"), 0);
}

TEST(mailbox, a_default_that_the_catalogue_leaves_alone_is_left_alone) {
  auto job = job_for("anna@x.example");
  job.wanted.default_reply.clear();
  mailbox_run x{job};
  x.target.contents["Private"] = {"<p>mine</p>", "mine"};
  x.target.default_reply = "Private";
  EXPECT_EQ(x.run().how.kind, outcome_kind::written);
  EXPECT_EQ(x.target.default_reply, "Private");
}

TEST(mailbox, written_is_said_only_after_the_read_back_shows_it) {
  mailbox_run x{job_for("anna@x.example")};
  x.target.contents["Private"] = {"<p>mine</p>", "mine"};
  x.writes_to_own = true; // Acknowledged, and nowhere to be read.
  auto end = x.run();
  EXPECT_EQ(end.how.kind, outcome_kind::failed);
  EXPECT_EQ(end.how.why, cause::wrong_mailbox) << "it was found in the own mailbox";
  EXPECT_EQ(x.target.default_new, "");
}

TEST(mailbox, a_write_whose_answer_was_lost_is_looked_at_before_it_is_repeated) {
  mailbox_run x{job_for("anna@x.example")};
  x.target.contents["Private"] = {"<p>mine</p>", "mine"};
  x.faults[1] = lost(); // The first write; it was applied.
  EXPECT_EQ(x.run().how.kind, outcome_kind::written);
  EXPECT_EQ(std::count(x.log.begin(), x.log.end(), "write"), 1);
}

TEST(mailbox, a_user_s_own_signature_of_a_wanted_name_is_kept) {
  mailbox_run x{job_for("anna@x.example")};
  x.target.contents["standard"] = {"<p>made by Anna</p>", "made by Anna"};
  auto job = x.machine.job();
  mailbox_run y{job};
  y.target.contents["Standard"] = {"<p>made by Anna</p>", "made by Anna"};
  auto end = y.run();
  EXPECT_EQ(end.how.kind, outcome_kind::skipped);
  EXPECT_EQ(end.how.why, cause::signature_name_taken);
  EXPECT_EQ(y.target.contents.at("Standard").second, "made by Anna");
}

TEST(mailbox, a_marked_signature_of_ours_is_repaired_even_without_a_receipt) {
  mailbox_run x{job_for("anna@x.example")};
  x.target.contents["Standard"] = {with_mark("<p>old text</p>"), "old text"};
  EXPECT_EQ(x.run().how.kind, outcome_kind::written);
  EXPECT_EQ(x.target.contents.at("Standard").second, "Anna");
}

TEST(mailbox, orphans_of_ours_go_last_and_the_user_s_stay) {
  auto job = job_for("anna@x.example");
  job.known = receipt{.user_id = "id-1", .mailbox = job.mailbox, .owned = {"Old", "Taken over"}};
  mailbox_run x{job};
  x.target.contents["Old"] = {with_mark("<p>old</p>"), "old"};
  x.target.contents["Taken over"] = {"<p>the user's by now</p>", "theirs"};
  x.target.contents["Private"] = {"<p>mine</p>", "mine"};
  x.target.default_new = "Old";
  auto end = x.run();
  EXPECT_EQ(end.how.kind, outcome_kind::written);
  EXPECT_EQ(x.log,
            (steps{"list", "contents", "ask", "write", "contents", "defaults", "list", "delete", "list"}));
  EXPECT_FALSE(x.target.contents.contains("Old"));
  EXPECT_TRUE(x.target.contents.contains("Taken over"));
  EXPECT_TRUE(x.target.contents.contains("Private"));
}

TEST(mailbox, a_search_finds_the_orphans_that_no_receipt_knows_by_their_mark) {
  auto job = job_for("anna@x.example");
  for (const auto search : {false, true}) {
    job.search = search;
    mailbox_run x{job};
    x.target.contents["Old"] = {with_mark("<p>old</p>"), "old"};
    x.target.contents["Private"] = {"<p>mine</p>", "mine"};
    EXPECT_EQ(x.run().how.kind, outcome_kind::written);
    EXPECT_EQ(x.target.contents.contains("Old"), !search);
    EXPECT_TRUE(x.target.contents.contains("Private"));
  }
  mailbox_run x{job};
  x.target.contents["Old"] = {with_mark("<p>old</p>"), "old"};
  x.deletions = 0;
  const auto end = x.run();
  ASSERT_TRUE(end.proof);
  EXPECT_TRUE(contains_name(end.proof->owned, "Old")) << "the cap left it for another night";
}

TEST(mailbox, a_default_on_an_orphan_is_moved_even_where_the_catalogue_names_none) {
  auto job = job_for("anna@x.example");
  job.wanted.default_new.clear();
  job.wanted.default_reply.clear();
  job.known = receipt{.user_id = "id-1", .mailbox = job.mailbox, .owned = {"Old"}};
  mailbox_run x{job};
  x.target.contents["Old"] = {with_mark("<p>old</p>"), "old"};
  x.target.default_reply = "Old";
  EXPECT_EQ(x.run().how.kind, outcome_kind::written);
  EXPECT_EQ(x.target.default_reply, "Standard");
}

TEST(mailbox, the_cap_on_deletions_leaves_orphans_owned_for_another_night) {
  auto job = job_for("anna@x.example");
  job.known = receipt{.user_id = "id-1", .mailbox = job.mailbox, .owned = {"Old", "Older"}};
  mailbox_run x{job};
  x.target.contents["Old"] = {with_mark("<p>1</p>"), "1"};
  x.target.contents["Older"] = {with_mark("<p>2</p>"), "2"};
  x.deletions = 1;
  auto end = x.run();
  EXPECT_EQ(end.how.kind, outcome_kind::written);
  EXPECT_EQ(x.target.contents.size(), 2U);
  ASSERT_TRUE(end.proof);
  EXPECT_EQ(end.proof->owned.size(), 2U);
}

mailbox_run only_an_orphan_left() {
  auto job = job_for("anna@x.example");
  job.known = receipt{.user_id = "id-1", .mailbox = job.mailbox, .owned = {"Old"}};
  mailbox_run x{job};
  x.target.contents["Standard"] = {job.wanted.signatures[0].html, job.wanted.signatures[0].text};
  x.target.default_new = x.target.default_reply = "Standard";
  x.target.contents["Old"] = {with_mark("<p>old</p>"), "old"};
  return x;
}

TEST(mailbox, is_not_called_written_where_nothing_was) {
  auto x = only_an_orphan_left();
  x.deletions = 0;
  auto end = x.run();
  EXPECT_EQ(end.how.kind, outcome_kind::unchanged);
  EXPECT_FALSE(end.how.detail.empty());
  ASSERT_TRUE(end.proof);
  EXPECT_EQ(end.proof->owned.size(), 2U) << "the orphan is left for another night";
  auto y = only_an_orphan_left();
  EXPECT_EQ(y.run().how.kind, outcome_kind::written) << "a deletion is a change";
}

TEST(mailbox, fails_if_the_one_thing_to_do_is_refused) {
  auto x = only_an_orphan_left();
  x.faults[2] = refusal(cause::request_refused, 400); // list, contents, delete
  auto end = x.run();
  EXPECT_EQ(end.how.kind, outcome_kind::failed);
  EXPECT_EQ(end.how.why, cause::request_refused);
}

TEST(mailbox, takes_names_that_differ_in_the_case_of_any_letter_for_one) {
  auto job = job_for("anna@x.example");
  job.wanted.signatures[0].name = job.wanted.default_new = job.wanted.default_reply = "\xc3\x9c"
                                                                                      "bersicht";
  mailbox_run x{job};
  x.target.contents["\xc3\xbc"
                    "bersicht"] = {job.wanted.signatures[0].html, job.wanted.signatures[0].text};
  x.target.default_new = x.target.default_reply = "\xc3\xbc"
                                                  "bersicht";
  EXPECT_EQ(x.run().how.kind, outcome_kind::unchanged);
}

TEST(mailbox, looks_once_whether_the_own_mailbox_can_be_read) {
  mailbox_run x{job_for("anna@x.example")};
  x.faults[0] = refusal(cause::full_access_missing, 403);
  EXPECT_EQ(x.run(false).how.why, cause::full_access_missing);
  EXPECT_TRUE(x.machine.readable()) << "the tenant need not look again";
}

TEST(mailbox, an_answer_of_another_mailbox_ends_it_before_any_write) {
  mailbox_run x{job_for("anna@x.example")};
  x.own.contents["Service"] = {"<p>s</p>", "s"};
  x.reads_from_own = x.writes_to_own = true;
  auto end = x.run();
  EXPECT_EQ(end.how.why, cause::wrong_mailbox);
  EXPECT_EQ(x.log, (steps{"list"}));
}

TEST(mailbox, an_empty_one_is_proven_by_an_empty_default_first) {
  mailbox_run x{job_for("anna@x.example")};
  x.permit.probe = true;
  EXPECT_EQ(x.run().how.kind, outcome_kind::written);
  EXPECT_EQ(x.log,
            (steps{"list", "ask", "own", "defaults", "list", "write", "contents", "defaults", "list"}));
}

TEST(mailbox, a_probe_that_lands_in_the_own_mailbox_changes_nothing_there_and_ends_it) {
  mailbox_run x{job_for("anna@x.example")};
  x.permit.probe = true;
  x.writes_to_own = true;
  x.own.contents["Service"] = {"<p>s</p>", "s"};
  x.own.default_reply = "Service";
  auto end = x.run();
  EXPECT_EQ(end.how.why, cause::wrong_mailbox);
  EXPECT_EQ(x.own.contents.size(), 1U);
  EXPECT_EQ(x.own.default_new, "");
  EXPECT_EQ(x.own.default_reply, "Service");
}

TEST(mailbox, a_write_that_landed_in_the_own_mailbox_is_named_for_deletion) {
  auto job = job_for("anna@x.example");
  job.wanted.signatures.push_back({"Reply", with_mark("<p>A.</p>"), "A."});
  mailbox_run x{job};
  x.writes_to_own = true;
  auto end = x.run();
  EXPECT_EQ(end.how.why, cause::wrong_mailbox);
  EXPECT_EQ(end.how.detail, "the write reached svc@x.example; delete there: Standard, Reply");
}

TEST(mailbox, a_write_that_was_never_seen_again_is_given_to_the_next_to_look_for) {
  mailbox_run x{job_for("anna@x.example")};
  x.target.contents["Private"] = {"<p>mine</p>", "mine"};
  x.writes_to_own = true;
  for (std::size_t i = 2; i < 20; ++i) // Every reading after the write.
    x.faults[i] = {.what = verdict::failed, .why = cause::server_error, .status = 503};
  EXPECT_EQ(x.run().how.why, cause::server_error);
  EXPECT_FALSE(x.machine.astray());
  ASSERT_EQ(x.machine.lost().size(), 1U);

  auto next = job_for("berta@x.example");
  next.wanted.signatures[0].html = with_mark("<p>Berta</p>");
  mailbox_run y{next};
  y.target.contents["Private"] = {"<p>mine</p>", "mine"};
  y.own.contents = x.own.contents;
  y.permit.lost = x.machine.lost();
  EXPECT_EQ(y.run().how.why, cause::wrong_mailbox);
  EXPECT_TRUE(y.machine.astray());
  EXPECT_EQ(y.log, (steps{"list", "ask", "own contents"})) << "nothing was written";
}

TEST(mailbox, a_lost_write_is_found_among_others_of_its_name) {
  mailbox_run x{job_for("carl@x.example")};
  x.target.contents["Private"] = {"<p>mine</p>", "mine"};
  x.own.contents["Standard"] = {with_mark("<p>Berta</p>"), "Berta"};
  x.permit.lost = {{"Standard", with_mark("<p>Anna</p>"), "Anna"},
                   {"Standard", with_mark("<p>Berta</p>"), "Berta"}};
  EXPECT_EQ(x.run().how.why, cause::wrong_mailbox);
  EXPECT_TRUE(x.machine.astray());
}

TEST(mailbox, a_lost_write_that_is_not_in_the_own_mailbox_lets_the_next_go_on) {
  mailbox_run x{job_for("berta@x.example")};
  x.target.contents["Private"] = {"<p>mine</p>", "mine"};
  x.permit.lost = {{"Standard", "<p>Anna</p>", "Anna"}};
  EXPECT_EQ(x.run().how.kind, outcome_kind::written);
  EXPECT_TRUE(x.machine.lost().empty());
}

TEST(mailbox, a_refusal_that_the_directory_is_not_asked_of_any_more_is_deferred) {
  mailbox_run x{job_for("anna@x.example")};
  x.faults[0] = refusal(cause::mailbox_not_found, 404);
  x.kind_not_asked = cause::window_closed;
  const auto end = x.run();
  EXPECT_EQ(end.how.kind, outcome_kind::deferred);
  EXPECT_EQ(end.how.why, cause::window_closed);
  EXPECT_EQ(x.log, (steps{"fault", "kind"}));
}

TEST(mailbox, a_refusal_is_classified_by_the_directory) {
  for (auto [kind, expected, how] :
       {std::tuple{mailbox_kind::shared, cause::mailbox_shared, outcome_kind::skipped},
        std::tuple{mailbox_kind::none, cause::mailbox_unlicensed, outcome_kind::skipped},
        std::tuple{mailbox_kind::user, cause::full_access_missing, outcome_kind::failed},
        std::tuple{mailbox_kind::unknown, cause::mailbox_not_found, outcome_kind::failed}}) {
    mailbox_run x{job_for("anna@x.example")};
    x.faults[0] = refusal(cause::mailbox_not_found, 404);
    x.kind = kind;
    auto end = x.run();
    EXPECT_EQ(end.how.why, expected);
    EXPECT_EQ(end.how.kind, how);
    EXPECT_EQ(x.log, (steps{"fault", "kind"}));
  }
}

TEST(mailbox, the_first_refusal_is_checked_against_the_own_mailbox) {
  mailbox_run x{job_for("anna@x.example")};
  x.faults[0] = refusal(cause::full_access_missing, 403);
  x.faults[1] = refusal(cause::full_access_missing, 403);
  auto end = x.run(false);
  EXPECT_EQ(end.how.why, cause::service_mailbox_unusable);
}

TEST(mailbox, a_dry_run_says_what_it_would_do_and_asks_for_nothing) {
  auto job = job_for("anna@x.example");
  job.dry_run = true;
  mailbox_run x{job};
  auto end = x.run();
  EXPECT_EQ(end.how.why, cause::dry_run);
  EXPECT_EQ(x.log, (steps{"list"}));
  EXPECT_FALSE(end.proof);
  EXPECT_NE(end.how.detail.find("Standard"), std::string::npos);
}

TEST(mailbox, a_failure_after_the_write_keeps_what_is_ours_in_the_receipt) {
  mailbox_run x{job_for("anna@x.example")};
  x.target.contents["Private"] = {"<p>mine</p>", "mine"};
  x.faults[3] = {.what = verdict::failed, .why = cause::server_error, .status = 500}; // Moving the defaults.
  auto end = x.run();
  EXPECT_EQ(end.how.kind, outcome_kind::failed);
  EXPECT_EQ(end.how.why, cause::server_error);
  ASSERT_TRUE(end.proof);
  EXPECT_EQ(end.proof->owned, (std::vector<std::string>{"Standard"}));
  EXPECT_EQ(end.proof->digest, "") << "it is not in line";
}

TEST(mailbox, every_single_failing_command_ends_in_one_outcome_that_is_true) {
  for (std::size_t at = 0; at < 8; ++at)
    for (const auto& fault :
         {call_result{.what = verdict::failed, .why = cause::server_error, .status = 500}, lost()}) {
      auto job = job_for("anna@x.example");
      job.known = receipt{.user_id = "id-1", .mailbox = job.mailbox, .owned = {"Old"}};
      mailbox_run x{job};
      x.target.contents["Old"] = {with_mark("<p>old</p>"), "old"};
      x.faults[at] = fault;
      auto end = x.run();
      SCOPED_TRACE(testing::Message() << "command " << at << (fault.maybe_applied ? " lost" : " failed"));
      auto holds = x.target.contents.contains("Standard") && x.target.default_new == "Standard";
      if (end.how.kind == outcome_kind::written) {
        EXPECT_TRUE(holds);
      }
      EXPECT_NE(end.how.kind, outcome_kind::unchanged);
      EXPECT_TRUE(x.target.contents.contains("Standard") || x.target.contents.contains("Old"))
          << "never without a signature";
    }
}

TEST(shown, entries_of_other_accounts_are_left_out) {
  auto job = job_for("anna@x.example");
  job.aliases = {"a.berg@x.example"};
  std::vector<roaming_setting> entries{
      {.name = "roaming_signature_list", .value = "Foreign", .scope = "other@y.example"},
      {.name = "Roaming_Signature_List", .value = "One, Two", .scope = "A.Berg@X.example"}};
  auto shown = read_shown_defaults(entries, job);
  EXPECT_EQ(shown.scope, shown_scope::meant);
  EXPECT_EQ(shown.names, (std::vector<std::string>{"One", "Two"}));
}

} // namespace
} // namespace roamsync
