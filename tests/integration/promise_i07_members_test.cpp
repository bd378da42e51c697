#include "tests/integration/honesty.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace roamsync::integration {
namespace {

namespace json = boost::json;

bool nobody_is_touched(const std::vector<ledger_line>& lines, const std::string& tenant) {
  return std::none_of(lines.begin(), lines.end(),
                      [&](const auto& x) { return x.tenant == tenant && x.is_write(); });
}

TEST(promise_i07, only_members_of_the_group_are_written_nested_ones_included) {
  auto c = make_customer("firm", 6);
  const auto id = [&](std::size_t number) { return c.user(number).at("id"); };
  c.main_group()["members"] = json::array{id(0), "99999999-0000-4000-8000-000000000001"};
  c.mock["groups"].as_array().push_back({{"id", "99999999-0000-4000-8000-000000000001"},
                                         {"displayName", "In it"},
                                         {"members", json::array{id(1)}}});
  c.mock["groups"].as_array().push_back({{"id", "99999999-0000-4000-8000-000000000002"},
                                         {"displayName", "Not"},
                                         {"members", json::array{id(2), id(3)}}});
  lab in{{std::move(c)}};
  const auto end = in.night();
  EXPECT_EQ(end.code, 0);
  const auto& firm = in.customers()[0];
  for (const auto& x : in.ledger())
    EXPECT_TRUE(!x.is_write() || x.mailbox == address_of(firm, 0) || x.mailbox == address_of(firm, 1))
        << x.mailbox;
  EXPECT_EQ(end.what.mailboxes.size(), 2U);
  EXPECT_EQ(end.what.count("written"), 2U);
}

TEST(promise_i07, a_group_that_is_empty_or_unreadable_means_nobody_and_says_why) {
  const auto broken = [](const char* id, json::object fault) {
    auto out = make_customer(id, 150);
    out.mock["fault"] = std::move(fault);
    return out;
  };
  std::vector<customer> all{make_customer("empty", 3), make_customer("denied", 3), make_customer("gone", 3),
                            make_customer("unset", 3)};
  all[0].main_group()["members"] = json::array{};
  all[1].main_group()["fault"] = "403";
  all[2].main_group()["fault"] = "404";
  all[3].group.clear();
  // The first page comes, all others are broken off for good.
  all.push_back(broken("half", {{"kind", "truncated_json"}, {"on", json::array{"members"}}, {"ratio", 0.5}}));
  all.push_back(broken("cut", {{"kind", "reset_mid"}, {"on", json::array{"members"}}}));
  all.push_back(broken("page", {{"kind", "html"}, {"on", json::array{"members"}}}));
  lab in{std::move(all)};
  const auto end = in.night();
  EXPECT_EQ(end.code, 1);
  const auto lines = in.ledger();
  const auto cause_of = [&](const char* id) { return end.what.tenants.at(id).cause; };
  EXPECT_EQ(cause_of("empty"), "group_empty");
  EXPECT_EQ(cause_of("denied"), "group_unreadable");
  EXPECT_EQ(cause_of("gone"), "group_not_found");
  EXPECT_EQ(cause_of("unset"), "group_not_set");
  for (const auto* id : {"empty", "denied", "gone", "unset", "cut", "page"}) {
    EXPECT_TRUE(nobody_is_touched(lines, id)) << id;
    EXPECT_EQ(end.what.tenants.at(id).outcome, "failed") << id;
    EXPECT_NE(cause_of(id), "") << id;
  }
  // Either all of it was read in the end, or nobody was touched.
  const auto read_all = end.what.tenants.at("half").outcome == "done";
  EXPECT_TRUE(nobody_is_touched(lines, "half") || read_all);
  EXPECT_EQ(end.what.mailboxes.size(), read_all ? 150U : 0U);
}

TEST(promise_i07, who_has_left_the_group_is_left_alone_from_then_on) {
  lab in{{make_customer("firm", 3)}};
  EXPECT_EQ(in.night().code, 0);
  in.tell("/control/group",
          {{"tenant", "firm"},
           {"group", {{"id", in.customers()[0].group}}},
           {"remove_members", json::array{in.customers()[0].mock.at("users").at(1).at("id")}}});
  in.set_catalogue("version-two");
  const auto from = in.ledger().size();
  const auto end = in.night();
  EXPECT_EQ(end.what.count("written"), 2U);
  EXPECT_FALSE(end.what.mailboxes.contains(address_of(in.customers()[0], 1)));
  const auto lines = in.ledger();
  for (std::size_t i = from; i < lines.size(); ++i)
    EXPECT_NE(lines[i].mailbox, address_of(in.customers()[0], 1));
}

} // namespace
} // namespace roamsync::integration
