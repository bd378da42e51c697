#include "tests/integration/honesty.hpp"

#include <boost/json/array.hpp>
#include <gtest/gtest.h>

#include <algorithm>

namespace roamsync::integration {
namespace {

namespace json = boost::json;

const auto edited = std::string{"ann-0@firm.example"};
const auto deleted = std::string{"ann-1@firm.example"};
const auto moved = std::string{"ann-2@firm.example"};
const auto untouched = std::string{"ann-3@firm.example"};

/// A mailbox for the mock, with what it holds now.
json::object as_it_is(const lab& in, const std::string& address) {
  const auto box = in.truth("firm", address);
  json::array signatures;
  for (const auto& [name, forms] : box.at("signatures").as_object())
    signatures.push_back({{"name", name}, {"html", forms.at("html")}, {"text", forms.at("text")}});
  return {{"kind", "user"},
          {"signatures", std::move(signatures)},
          {"default_new", box.at("default_new")},
          {"default_reply", box.at("default_reply")}};
}

/// Four mailboxes in line; then three users change theirs, each in another way, and a week goes by.
class drifted {
public:
  drifted() {
    EXPECT_EQ(in.night().code, 0);
    auto users = in.customers()[0];
    for (std::size_t i = 0; i < 4; ++i)
      users.user(i)["mailbox"] = as_it_is(in, address_of(users, i));
    const auto held = [&](std::size_t i) -> json::object& { return users.user(i)["mailbox"].as_object(); };
    for (auto& x : held(0)["signatures"].as_array())
      if (x.at("name") == long_name)
        x.as_object()["html"] = "<p>edited by Ann</p>";
    held(1)["signatures"] = json::array{};
    held(2)["signatures"].as_array().push_back({{"name", "Mine"}, {"html", "<p>mine</p>"}, {"text", "mine"}});
    held(2)["default_new"] = "Mine";
    in.tell("/control/tenants", {{"tenants", json::array{users.mock}}});
    week_later();
    for (const auto& address : {edited, deleted, moved})
      EXPECT_FALSE(in.in_line("firm", address, "version-one")) << address;
    EXPECT_TRUE(in.in_line("firm", untouched, "version-one"));
    left_ = boxes();
    writes_ = writes();
  }

  void week_later() const { in.change_store("UPDATE receipts SET checked = checked - 7"); }
  void set(const std::string& rule) { EXPECT_EQ(in.run({"tenant", "set", "firm", "drift=" + rule}).code, 0); }
  [[nodiscard]] std::size_t reads() const { return count(in.ledger(), "firm", "list"); }
  void expect_all_in_line(const std::string& version) const {
    for (const auto& address : {edited, deleted, moved, untouched})
      EXPECT_TRUE(in.in_line("firm", address, version)) << address;
  }

  /// Nothing was written since.
  void expect_left_alone() const {
    EXPECT_EQ(boxes(), left_);
    EXPECT_EQ(writes(), writes_);
  }

  lab in{{make_customer("firm", 4)}};

private:
  /// What the mailboxes hold.
  [[nodiscard]] std::vector<json::object> boxes() const {
    std::vector<json::object> out;
    for (const auto& address : {edited, deleted, moved, untouched})
      out.push_back(as_it_is(in, address));
    return out;
  }
  [[nodiscard]] std::size_t writes() const {
    const auto lines = in.ledger();
    return static_cast<std::size_t>(
        std::count_if(lines.begin(), lines.end(), [](const auto& x) { return x.is_write() && x.applied; }));
  }

  std::vector<json::object> left_; ///< by the users
  std::size_t writes_ = 0;
};

TEST(drift, is_repaired_unless_the_tenant_says_otherwise) {
  drifted x;
  const auto end = x.in.night();
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.what.count("written"), 3U);
  EXPECT_EQ(end.what.of(untouched).outcome, "unchanged");
  x.expect_all_in_line("version-one");
}

TEST(drift, is_kept_night_after_night_until_another_signature_is_wanted) {
  drifted x;
  x.set("keep");
  const auto end = x.in.night();
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.what.count("unchanged"), 4U);
  EXPECT_EQ(end.what.of(edited).detail, std::string{"the user changed "} + long_name);
  EXPECT_NE(end.what.of(deleted).detail.find(std::string{"deleted "} + short_name), std::string::npos);
  EXPECT_EQ(end.what.of(moved).detail, "the user moved the default for new mails");
  EXPECT_EQ(end.what.of(untouched).detail, "");

  const auto reads = x.reads();
  EXPECT_EQ(x.in.night().what.count("unchanged"), 4U);
  EXPECT_EQ(x.reads(), reads) << "a mailbox that was looked at is not looked at again the same day";

  x.week_later();
  EXPECT_EQ(x.in.night().what.of(edited).detail, std::string{"the user changed "} + long_name);
  x.expect_left_alone();

  x.in.set_catalogue("version-two");
  EXPECT_EQ(x.in.night().what.count("written"), 4U);
  x.expect_all_in_line("version-two");
}

TEST(drift, is_reported_and_left_where_the_tenant_asks_and_a_push_answers) {
  drifted x;
  x.set("ask");
  for (const auto* kind : {"--dry-run", "--plain"}) {
    const auto end = x.in.night({kind});
    EXPECT_EQ(end.code, 0) << "nothing failed";
    for (const auto& address : {edited, deleted, moved}) {
      EXPECT_EQ(end.what.of(address).outcome, "skipped") << kind << address;
      EXPECT_EQ(end.what.of(address).cause, "changed_by_user") << kind << address;
    }
    EXPECT_EQ(end.what.of(untouched).outcome, "unchanged") << kind;
  }
  x.expect_left_alone();
  const auto told = x.in.run({"report"}).out;
  EXPECT_NE(told.find("The user changed what was written"), std::string::npos) << told;

  EXPECT_EQ(x.in.run({"signature", "set", "firm", edited}).code, 0);
  EXPECT_TRUE(x.in.in_line("firm", edited, "version-one"));
  EXPECT_FALSE(x.in.in_line("firm", deleted, "version-one"));
  EXPECT_EQ(x.in.run({"group", "push", "firm", "--yes"}).code, 0);
  x.expect_all_in_line("version-one");
  EXPECT_TRUE(x.in.truth("firm", moved).at("signatures").as_object().contains("Mine"));
}

TEST(drift, is_repaired_once_the_tenant_wants_that_again) {
  drifted x;
  x.set("ask");
  EXPECT_EQ(x.in.night().what.of(edited).cause, "changed_by_user");
  x.set("repair");
  x.week_later();
  EXPECT_EQ(x.in.night().what.count("written"), 3U);
  x.expect_all_in_line("version-one");
}

} // namespace
} // namespace roamsync::integration
