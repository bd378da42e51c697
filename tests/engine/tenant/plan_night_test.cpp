#include "engine/signature/digest.hpp"
#include "engine/signature/render.hpp"
#include "engine/tenant/plan_night.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace roamsync {
namespace {

/// One signature for everybody but those of the department "none".
catalogue plain_catalogue() {
  auto lookup = [](std::string_view) { return std::optional<std::string>{"<p>{{displayName}}</p>"}; };
  return parse_catalogue(R"(
[[signature]]
name = "Standard"
html = "a.html"
[[rule]]
when = { department = ["", "Sales"] }
signatures = ["Standard"]
)",
                         lookup)
      .value();
}

member user(const std::string& id) {
  member out{.user_id = id, .mail = id + "@contoso.com"};
  out.attributes["displayName"] = "User " + id;
  return out;
}

class planning : public testing::Test {
protected:
  night_plan plan() {
    return plan_night({.tenant = "t",
                       .members = members,
                       .signatures = &signatures,
                       .receipts = receipts,
                       .recorded = recorded,
                       .deferred = deferred,
                       .seen_since_broken_off = seen,
                       .day = 100,
                       .check_days = 7,
                       .drift = drift});
  }
  receipt seen_at(const member& who, std::int64_t checked) {
    return {who.user_id, who.mail, digest(render(signatures, who).wanted), {"Standard"}, checked};
  }

  catalogue signatures = plain_catalogue();
  std::vector<member> members{user("1"), user("2"), user("3")};
  std::vector<receipt> receipts;
  std::set<std::string> recorded;
  std::set<std::string> deferred;
  std::optional<std::set<std::string>> seen;
  drift_rule drift = drift_rule::repair;
};

std::vector<std::string> ids(const night_plan& x) {
  std::vector<std::string> out;
  for (const auto& one : x.jobs)
    out.push_back(one.job.user_id);
  return out;
}

TEST_F(planning, puts_deferred_ones_first_then_changed_then_checked) {
  receipts = {seen_at(members[0], 90)}; // in line, and due for a look
  deferred = {"3"};
  EXPECT_EQ(ids(plan()), (std::vector<std::string>{"3", "2", "1"}));
}

TEST_F(planning, tells_the_mailbox_what_to_do_about_drift) {
  receipts = {seen_at(members[0], 90)};
  for (const auto rule : {drift_rule::repair, drift_rule::keep, drift_rule::ask}) {
    drift = rule;
    for (const auto& x : plan().jobs)
      EXPECT_EQ(x.job.drift, rule);
  }
}

TEST_F(planning, asks_nothing_of_a_mailbox_that_is_in_line_and_not_due) {
  receipts = {seen_at(members[0], 100)};
  auto out = plan();
  EXPECT_EQ(ids(out), (std::vector<std::string>{"2", "3"}));
  ASSERT_EQ(out.ended.size(), 1U);
  EXPECT_EQ(out.ended[0].end.kind, outcome_kind::unchanged);
}

TEST_F(planning, relies_on_no_receipt_of_a_mailbox_that_was_not_seen_since_a_run_broke_off) {
  receipts = {seen_at(members[0], 100), seen_at(members[1], 100)};
  EXPECT_EQ(ids(plan()), (std::vector<std::string>{"3"}));
  seen = {"2"};
  const auto out = plan();
  EXPECT_EQ(ids(out), (std::vector<std::string>{"3", "1"})) << "what is only searched goes last";
  EXPECT_TRUE(out.jobs[0].job.search);
  EXPECT_TRUE(out.jobs[1].job.search);
  ASSERT_EQ(out.ended.size(), 1U);
  EXPECT_EQ(out.ended[0].user_id, "2");
}

TEST_F(planning, leaves_out_who_has_an_outcome_in_this_run) {
  recorded = {"1", "2"};
  EXPECT_EQ(ids(plan()), (std::vector<std::string>{"3"}));
}

TEST_F(planning, skips_whom_no_rule_gives_a_signature) {
  members[1].attributes["department"] = "none";
  auto out = plan();
  EXPECT_EQ(ids(out), (std::vector<std::string>{"1", "3"}));
  ASSERT_EQ(out.ended.size(), 1U);
  EXPECT_EQ(out.ended[0].end.why, cause::no_signature_assigned);
}

TEST_F(planning, fails_whom_the_directory_does_not_tell_all_of_and_keeps_what_is_there) {
  receipts = {seen_at(members[1], 100)};
  members[1].unread = {cause::server_error, "photo: status 503"};
  members[2].unread = {cause::request_refused, "manager: status 403"};
  members[2].account_enabled = false;
  const auto out = plan();
  EXPECT_EQ(ids(out), (std::vector<std::string>{"1"}));
  ASSERT_EQ(out.ended.size(), 2U);
  EXPECT_EQ(out.ended[0].end.why, cause::user_disabled);
  EXPECT_EQ(out.ended[1].user_id, "2");
  EXPECT_EQ(out.ended[1].mailbox, "2@contoso.com");
  EXPECT_EQ(out.ended[1].end, (outcome{outcome_kind::failed, cause::server_error, "photo: status 503"}));
  EXPECT_FALSE(out.ended[1].proof) << "the receipt of before stays";
}

TEST_F(planning, renders_a_job_only_when_its_turn_comes) {
  auto out = plan();
  ASSERT_EQ(out.jobs.size(), 3U);
  EXPECT_TRUE(out.jobs[0].job.wanted.signatures.empty());
  const auto x = render_job(out.jobs[0].who, signatures);
  ASSERT_EQ(x.wanted.signatures.size(), 1U);
  EXPECT_NE(x.wanted.signatures[0].html.find("User 1"), std::string::npos);
  EXPECT_EQ(x.digest, digest(x.wanted));
}

TEST_F(planning, tells_where_a_known_look_will_do) {
  const auto job_with = [&](const auto& change) {
    receipts = {seen_at(members[0], 93)};
    receipts[0].shown = "look";
    change();
    const auto jobs = plan().jobs;
    const auto it =
        std::find_if(jobs.begin(), jobs.end(), [](const planned_job& x) { return x.job.user_id == "1"; });
    return it->job;
  };
  EXPECT_TRUE(job_with([] {}).known_look);
  EXPECT_FALSE(job_with([&] { receipts[0].shown.clear(); }).known_look);
  EXPECT_FALSE(job_with([&] { receipts[0].digest = "another"; }).known_look);
  EXPECT_FALSE(job_with([&] { receipts[0].mailbox = "former@contoso.com"; }).known_look);
  EXPECT_FALSE(job_with([&] { receipts[0].owned.emplace_back("Old"); }).known_look) << "one is to be deleted";
  EXPECT_FALSE(job_with([&] { seen.emplace(); }).known_look) << "all of it is to be searched";
}

TEST_F(planning, keeps_of_a_member_what_its_signatures_depend_on) {
  auto& who = members[0];
  who.attributes["department"] = "Sales";
  who.attributes["officeLocation"] = "B 3.14";
  who.lists["otherMails"] = {"a@x.example"};
  who.proxy_addresses = {"SMTP:1@contoso.com", "smtp:one@contoso.com"};
  const auto out = plan();
  const auto& kept = out.jobs.at(0);
  EXPECT_EQ(kept.who.attributes,
            (std::map<std::string, std::string>{{"department", "Sales"}, {"displayName", "User 1"}}));
  EXPECT_TRUE(kept.who.lists.empty());
  EXPECT_TRUE(kept.who.proxy_addresses.empty());
  EXPECT_EQ(kept.job.aliases, (std::vector<std::string>{"one@contoso.com"})) << "they are read before";
  EXPECT_EQ(render_job(kept.who, signatures).wanted, render(signatures, who).wanted);
}

TEST_F(planning, keeps_addresses_and_lists_that_a_template_shows) {
  const auto lookup = [](std::string_view) -> std::optional<std::string> {
    return "<p>{{mail}} {{#proxyAddresses}}{{.}} {{/proxyAddresses}}{{businessPhones}} {{manager.city}}</p>";
  };
  signatures = parse_catalogue("[[signature]]\nname = \"Standard\"\nhtml = \"a.html\"\n"
                               "[[rule]]\nsignatures = [\"Standard\"]\n",
                               lookup)
                   .value();
  auto& who = members[0];
  who.lists["businessPhones"] = {"+49 30 1", "+49 30 2"};
  who.proxy_addresses = {"SMTP:1@contoso.com", "smtp:one@contoso.com"};
  who.attributes["manager.city"] = "Köln";
  const auto wanted = render(signatures, who).wanted;
  ASSERT_NE(wanted.signatures.at(0).html.find("one@contoso.com"), std::string::npos);
  EXPECT_EQ(render_job(plan().jobs.at(0).who, signatures).wanted, wanted);
}

} // namespace
} // namespace roamsync
