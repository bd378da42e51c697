#include "tests/integration/honesty.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>

namespace roamsync::integration {
namespace {

namespace json = boost::json;

json::object held(const lab& in, std::size_t number) {
  const auto& c = in.customers()[0];
  return in.truth(c.id, address_of(c, number)).at("signatures").as_object();
}

std::vector<ledger_line> since(const lab& in, std::size_t from) {
  auto lines = in.ledger();
  lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(from));
  return lines;
}

TEST(promise_i08, the_users_own_signatures_stay_and_the_order_is_kept) {
  auto c = make_customer("firm", 3);
  give_own_signature(c, 0, "Mine", "<p>only mine</p>");
  give_own_signature(c, 1, long_name, "<p>mine under the name of the firm</p>");
  lab in{{std::move(c)}};
  const auto before = held(in, 0).at("Mine");
  const auto clash = held(in, 1).at(long_name);
  const auto end = in.night();
  EXPECT_EQ(held(in, 0).at("Mine"), before);
  EXPECT_EQ(held(in, 1).at(long_name), clash);
  EXPECT_EQ(end.what.of("ann-0@firm.example").outcome, "written");
  EXPECT_EQ(end.what.of("ann-1@firm.example").cause, "signature_name_taken");
  in.set_catalogue("version-two", {short_name});
  const auto from = in.ledger().size();
  const auto next = in.night();
  EXPECT_EQ(next.what.of("ann-0@firm.example").outcome, "written");
  const auto lines = since(in, from);
  for (const auto* address : {"ann-0@firm.example", "ann-2@firm.example"}) {
    expect_write_order(lines, address);
    EXPECT_TRUE(std::any_of(lines.begin(), lines.end(),
                            [&](const auto& x) { return x.kind == "delete" && x.mailbox == address; }));
  }
  EXPECT_TRUE(held(in, 0).contains("Mine"));
  EXPECT_FALSE(held(in, 0).contains(long_name)) << "an orphan of ours is still there";
  EXPECT_EQ(held(in, 1).at(long_name), clash) << "the user's own signature was taken for an orphan";
  const auto box = in.truth("firm", "ann-0@firm.example");
  EXPECT_EQ(box.at("default_new").as_string(), short_name);
}

TEST(promise_i08, an_orphan_is_kept_where_the_user_has_made_it_their_own) {
  lab in{{make_customer("firm", 2)}};
  EXPECT_EQ(in.night().code, 0);
  // Ann rewrites it in Outlook, so that our mark is gone.
  auto changed = in.customers()[0];
  give_own_signature(changed, 0, long_name, "<p>rewritten by Ann</p>");
  in.tell("/control/tenants", {{"tenants", json::array{changed.mock}}});
  const auto now = held(in, 0);
  in.set_catalogue("version-two", {short_name});
  const auto end = in.night();
  EXPECT_TRUE(held(in, 0).contains(long_name));
  EXPECT_EQ(held(in, 0).at(long_name).at("html"), now.at(long_name).at("html"));
  EXPECT_EQ(end.what.of("ann-0@firm.example").outcome, "written");
  EXPECT_EQ(count(in.ledger(), "firm", "delete"), 0U);
}

customer slow_firm() {
  auto c = make_customer("firm", 6);
  give_own_signature(c, 5, "Mine", "<p>only mine</p>");
  c.mock["latency"] = json::object{{"median_ms", 80}, {"sigma", 0.1}, {"min_ms", 70}, {"max_ms", 90}};
  return c;
}

/// Kills a night that has written long_name without a receipt, and takes it out of the catalogue.
void break_off(lab& in) {
  auto process = in.start({"--json", "night", "--now"}, "killed");
  EXPECT_TRUE(wait_until([&] { return process.exit_code() || count(in.ledger(), "firm", "patch") >= 3; }));
  process.end(SIGKILL);
  EXPECT_LT(in.number_in_store("SELECT count(*) FROM receipts"), 3) << "nothing was left without a receipt";
  in.set_catalogue("version-two", {short_name});
}

void expect_no_orphans(const lab& in) {
  for (std::size_t i = 0; i < 6; ++i)
    EXPECT_FALSE(held(in, i).contains(long_name)) << i;
  EXPECT_TRUE(held(in, 5).contains("Mine"));
}

TEST(promise_i08, what_a_killed_process_wrote_without_a_receipt_is_an_orphan_too) {
  lab in{{slow_firm()}};
  break_off(in);
  EXPECT_EQ(in.night().code,
            0); // The same run: it deletes nothing, as nobody knows what it has deleted before.
  EXPECT_EQ(in.night().code, 0);
  expect_no_orphans(in);
}

TEST(promise_i08, what_a_killed_process_wrote_is_found_by_a_run_of_its_own_too) {
  lab in{{slow_firm()}};
  break_off(in);
  EXPECT_EQ(in.night({"--tenant", "firm"}).code, 0);
  expect_no_orphans(in);
}

TEST(promise_i08, what_a_killed_process_wrote_is_not_taken_for_a_change_of_the_user) {
  auto c = slow_firm();
  c.settings = "drift = \"ask\"";
  lab in{{std::move(c)}};
  EXPECT_EQ(in.night().code, 0);
  const auto before = count(in.ledger(), "firm", "patch");
  in.set_catalogue("version-two");
  auto process = in.start({"--json", "night", "--now"}, "killed");
  EXPECT_TRUE(
      wait_until([&] { return process.exit_code() || count(in.ledger(), "firm", "patch") >= before + 3; }));
  process.end(SIGKILL);
  in.set_catalogue("version-one"); // What the receipts say again.
  // The same run leaves what it has recorded, and the next one brings it back.
  for (const auto& end : {in.night(), in.night()}) {
    EXPECT_EQ(end.code, 0);
    for (std::size_t i = 0; i < 6; ++i)
      EXPECT_NE(end.what.of(address_of(in.customers()[0], i)).cause, "changed_by_user") << i;
  }
  for (std::size_t i = 0; i < 6; ++i)
    EXPECT_TRUE(in.in_line("firm", address_of(in.customers()[0], i), "version-one")) << i;
}

TEST(promise_i08, no_night_deletes_more_than_the_cap) {
  lab in{{make_customer("firm", 5)}, quick_answers(), "check_days = 1"};
  EXPECT_EQ(in.night().code, 0);
  in.set_catalogue("version-two", {short_name});
  in.change_config("catalogue_dir", "deletions_max = 2\ncatalogue_dir");
  const auto deletions = [&] { return count(in.ledger(), "firm", "delete"); };
  const auto first = in.night();
  EXPECT_EQ(deletions(), 2U);
  EXPECT_EQ(first.what.count("written"), 5U);
  (void)in.night();
  EXPECT_LE(deletions(), 4U);
}

TEST(promise_i08, the_cap_on_deletions_is_that_of_the_night_and_not_of_the_start) {
  auto c = make_customer("firm", 30);
  c.settings = "lanes = 1";
  lab in{{std::move(c)}};
  EXPECT_EQ(in.night().code, 0);
  in.change_config("catalogue_dir", "deletions_max = 2\ncatalogue_dir");
  in.set_catalogue("version-two", {short_name});
  {
    auto process = in.start({"--json", "night", "--now"}, "killed");
    EXPECT_TRUE(wait_until([&] { return process.exit_code() || count(in.ledger(), "firm", "delete") >= 2; }));
    process.end(SIGKILL);
  }
  const auto end = in.night();
  EXPECT_EQ(end.what.number, 2);
  EXPECT_LE(count(in.ledger(), "firm", "delete"), 2U);
}

TEST(promise_i08, what_the_cap_on_deletions_left_goes_in_the_next_night) {
  lab in{{make_customer("firm", 5)}};
  EXPECT_EQ(in.night().code, 0);
  in.change_config("catalogue_dir", "deletions_max = 2\ncatalogue_dir");
  in.set_catalogue("version-two", {short_name});
  (void)in.night();
  EXPECT_EQ(count(in.ledger(), "firm", "delete"), 2U);
  (void)in.night();
  EXPECT_EQ(count(in.ledger(), "firm", "delete"), 4U);
}

} // namespace
} // namespace roamsync::integration
