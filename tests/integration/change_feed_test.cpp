#include "bench/demo/files.hpp"
#include "tests/integration/honesty.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <string>
#include <utility>
#include <vector>

// A night asks for changes, not for the group (wire.md 6.5.1); the mock's ledger is the witness.
namespace roamsync::integration {
namespace {

namespace json = boost::json;

constexpr auto inner_group = "99999999-0000-4000-8000-000000000001";

class change_feed_test : public ::testing::Test {
protected:
  /// Users 0 to 5 are in the group, 6 and 7 in a group inside it, 8 and 9 in none.
  static customer firm() {
    auto c = make_customer("firm", 10);
    json::array outer{inner_group};
    for (std::size_t i = 0; i < 6; ++i)
      outer.push_back(c.user(i).at("id"));
    json::array inner{c.user(6).at("id"), c.user(7).at("id")};
    c.main_group()["members"] = std::move(outer);
    c.mock["groups"].as_array().push_back(
        {{"id", inner_group}, {"displayName", "Inner"}, {"members", std::move(inner)}});
    return c;
  }

  static std::string id_of(const lab& in, std::size_t number) {
    return std::string(customer{in.customers()[0]}.user(number).at("id").as_string());
  }

  static void change_group(const lab& in, const std::string& group, const std::vector<std::size_t>& add,
                           const std::vector<std::size_t>& remove) {
    json::array come;
    json::array leave;
    for (auto i : add)
      come.emplace_back(id_of(in, i));
    for (auto i : remove)
      leave.emplace_back(id_of(in, i));
    in.tell("/control/group", {{"tenant", "firm"},
                               {"group", {{"id", group}}},
                               {"add_members", std::move(come)},
                               {"remove_members", std::move(leave)}});
  }

  static void rename(const lab& in, std::size_t number, const char* name) {
    in.tell("/control/user", {{"tenant", "firm"},
                              {"user",
                               {{"id", id_of(in, number)},
                                {"upn", address_of(in.customers()[0], number)},
                                {"displayName", name}}}});
  }

  /// The kinds of the requests since the ledger's line `from`, in order of the alphabet.
  static std::vector<std::string> kinds_since(const lab& in, std::size_t from) {
    const auto lines = in.ledger();
    std::vector<std::string> out;
    for (auto i = from; i < lines.size(); ++i)
      out.push_back(lines[i].kind);
    std::sort(out.begin(), out.end());
    return out;
  }

  static bool asks(const std::vector<std::string>& kinds, const char* kind) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  }
};

const std::vector<std::string> quiet{"delta", "delta", "token"};

TEST_F(change_feed_test, an_unchanged_night_is_three_requests_and_opens_no_mailbox) {
  lab in{{firm()}};
  EXPECT_EQ(in.night().what.count("written"), 8U);
  for (int night = 0; night < 3; ++night) {
    const auto from = in.ledger().size();
    EXPECT_EQ(in.night().what.count("unchanged"), 8U);
    EXPECT_EQ(kinds_since(in, from), quiet);
  }
}

TEST_F(change_feed_test, who_came_left_moved_or_was_renamed_is_seen_however_the_feed_tells_it) {
  auto c = firm();
  c.mock["feed"] = json::object{{"page", 2}, {"members", 2}, {"disorder", true}};
  lab in{{std::move(c)}};
  const auto address = [&](std::size_t i) { return address_of(in.customers()[0], i); };
  EXPECT_EQ(in.night().what.count("written"), 8U);
  const auto before = in.truth("firm", address(1));

  change_group(in, in.customers()[0].group, {8}, {1, 3});
  change_group(in, inner_group, {3}, {7});
  rename(in, 2, "Zoe");
  rename(in, 9, "Nobody");
  in.tell("/control/user", {{"tenant", "firm"}, {"remove", id_of(in, 4)}});
  const auto from = in.ledger().size();
  const auto end = in.night().what;
  EXPECT_FALSE(asks(kinds_since(in, from), "members"));
  EXPECT_EQ(end.mailboxes.size(), 6U) << "1, 4 and 7 are gone, 8 is new";
  EXPECT_EQ(end.of(address(8)).outcome, "written");
  EXPECT_EQ(end.of(address(2)).outcome, "written");
  for (const auto i : {0U, 3U, 5U, 6U})
    EXPECT_EQ(end.of(address(i)).outcome, "unchanged") << i;
  EXPECT_EQ(in.truth("firm", address(1)), before) << "who has left is left alone (I7)";
  EXPECT_NE(json::serialize(in.truth("firm", address(2))).find("Zoe"), std::string::npos);

  change_group(in, in.customers()[0].group, {1}, {});
  EXPECT_EQ(in.night().what.of(address(1)).outcome, "unchanged") << "and is there again";
}

TEST_F(change_feed_test, a_feed_that_forgot_or_grew_too_old_is_begun_anew) {
  for (const auto* expired : {"410", "400"}) {
    auto c = firm();
    c.mock["feed"] = json::object{{"expired", expired}};
    lab in{{std::move(c)}};
    EXPECT_EQ(in.night().what.count("written"), 8U);
    for (const auto& [path, body] :
         {std::pair{"/control/feed", json::object{{"tenant", "firm"}, {"forget", true}}},
          std::pair{"/control/clock", json::object{{"advance_s", 8 * 86'400}}}}) {
      in.tell(path, body);
      rename(in, 0, path);
      auto from = in.ledger().size();
      EXPECT_EQ(in.night().what.of(address_of(in.customers()[0], 0)).outcome, "written");
      EXPECT_TRUE(asks(kinds_since(in, from), "members")) << path;
      from = in.ledger().size();
      EXPECT_EQ(in.night().what.count("unchanged"), 8U);
      EXPECT_EQ(kinds_since(in, from), quiet) << path;
    }
  }
}

TEST_F(change_feed_test, a_group_that_comes_into_the_group_is_read_with_its_members) {
  constexpr auto late_group = "99999999-0000-4000-8000-000000000002";
  lab in{{firm()}};
  EXPECT_EQ(in.night().what.count("written"), 8U);
  in.tell("/control/group", {{"tenant", "firm"},
                             {"group", {{"id", late_group}, {"displayName", "Late"}}},
                             {"add_members", json::array{id_of(in, 8)}}});
  in.tell("/control/group",
          {{"tenant", "firm"}, {"group", {{"id", inner_group}}}, {"add_members", json::array{late_group}}});
  EXPECT_EQ(in.night().what.of(address_of(in.customers()[0], 8)).outcome, "written");
  change_group(in, late_group, {9}, {});
  const auto from = in.ledger().size();
  EXPECT_EQ(in.night().what.of(address_of(in.customers()[0], 9)).outcome, "written");
  EXPECT_FALSE(asks(kinds_since(in, from), "members")) << "its feed is followed now";
}

TEST_F(change_feed_test, a_group_that_the_feed_says_is_empty_means_nobody_and_says_why) {
  lab in{{firm()}};
  EXPECT_EQ(in.night().what.count("written"), 8U);
  change_group(in, in.customers()[0].group, {}, {0, 1, 2, 3, 4, 5});
  change_group(in, inner_group, {}, {6, 7});
  const auto from = in.ledger().size();
  const auto end = in.night();
  EXPECT_EQ(end.what.tenants.at("firm").cause, "group_empty");
  EXPECT_TRUE(end.what.mailboxes.empty());
  EXPECT_TRUE(asks(kinds_since(in, from), "members")) << "the group itself was asked";
}

TEST_F(change_feed_test, a_kill_in_the_middle_of_a_feed_loses_no_change) {
  auto c = firm();
  c.mock["feed"] = json::object{{"page", 1}};
  lab in{{std::move(c)}};
  EXPECT_EQ(in.night().what.count("written"), 8U);
  rename(in, 0, "Zoe");
  change_group(in, in.customers()[0].group, {8}, {1});
  in.tell("/control/fault",
          {{"tenant", "firm"},
           {"fault", {{"kind", "hang"}, {"ratio", 0.5}, {"on", json::array{"delta", "batch"}}}}});
  for (int kill = 0; kill < 4; ++kill) {
    const auto from = in.ledger().size();
    auto process = in.start({"night", "--now"}, "killed-" + std::to_string(kill));
    EXPECT_TRUE(wait_until([&] { return process.exit_code() || asks(kinds_since(in, from), "token"); }));
    process.end(SIGKILL);
  }
  in.tell("/control/fault", {{"tenant", "firm"}, {"fault", nullptr}});
  (void)in.night(); // joins the night that was broken off
  const auto end = in.night().what;
  EXPECT_EQ(end.mailboxes.size(), 8U);
  const auto held = json::serialize(in.truth("firm", address_of(in.customers()[0], 0)));
  EXPECT_NE(held.find("Zoe"), std::string::npos);
  EXPECT_EQ(end.of(address_of(in.customers()[0], 8)).outcome, "unchanged");
  const auto from = in.ledger().size();
  EXPECT_EQ(in.night().what.count("unchanged"), 8U);
  EXPECT_EQ(kinds_since(in, from), quiet);
}

TEST_F(change_feed_test, without_feeds_the_group_is_read_each_night) {
  auto c = firm();
  c.mock["feed"] = json::object{{"available", false}}; // as in some national clouds
  lab in{{std::move(c)}};
  EXPECT_EQ(in.night().what.count("written"), 8U);
  rename(in, 0, "Zoe");
  EXPECT_EQ(in.night().what.of(address_of(in.customers()[0], 0)).outcome, "written");
  EXPECT_TRUE(in.log_has("there are no change feeds of the group")) << "and the log says so";
}

TEST_F(change_feed_test, are_not_asked_when_every_night_is_to_read_in_full) {
  lab in{{firm()}, quick_answers(), "group_days = 1"};
  EXPECT_EQ(in.night().what.count("written"), 8U);
  EXPECT_EQ(in.night().what.count("unchanged"), 8U);
  EXPECT_EQ(count(in.ledger(), "firm", "delta"), 0U);
}

TEST_F(change_feed_test, a_stored_group_that_is_damaged_is_read_again_and_the_log_says_so_once) {
  lab in{{firm()}};
  EXPECT_EQ(in.night().what.count("written"), 8U);
  in.change_store("UPDATE known_members SET value = '{' WHERE rowid = 1");
  const auto from = in.ledger().size();
  EXPECT_EQ(in.night().what.count("unchanged"), 8U);
  EXPECT_TRUE(asks(kinds_since(in, from), "members"));
  EXPECT_EQ(in.night().what.count("unchanged"), 8U);
  const auto log = demo::read_file(in.folder() / "roamsync.log");
  const std::string told =
      "tenant firm: what the database has of its group is damaged (known_members, 1 of 8 "
      "rows); the group is read anew";
  const auto first = log.find(told);
  ASSERT_NE(first, std::string::npos) << log;
  EXPECT_EQ(log.find(told, first + 1), std::string::npos) << "and not again";
}

TEST_F(change_feed_test, what_is_damaged_is_told_once_even_if_a_kill_comes_before_the_reading) {
  lab in{{firm()}};
  EXPECT_EQ(in.night().what.count("written"), 8U);
  in.change_store("UPDATE known_groups SET groups = ''");
  in.tell("/control/fault",
          {{"tenant", "firm"}, {"fault", {{"kind", "hang"}, {"on", json::array{"delta", "members"}}}}});
  auto process = in.start({"night", "--now"}, "killed");
  EXPECT_TRUE(wait_until(
      [&] { return process.exit_code() || in.number_in_store("SELECT count(*) FROM known_groups") == 0; }));
  EXPECT_FALSE(process.exit_code());
  process.end(SIGKILL);
  in.tell("/control/fault", {{"tenant", "firm"}, {"fault", nullptr}});
  (void)in.night();
  const auto log = demo::read_file(in.folder() / "roamsync.log");
  const auto first = log.find("is damaged (known_groups.groups)");
  ASSERT_NE(first, std::string::npos) << log;
  EXPECT_EQ(log.find("is damaged", first + 1), std::string::npos) << log;
}

TEST_F(change_feed_test, a_night_in_full_comes_once_in_seven) {
  lab in{{firm()}};
  EXPECT_EQ(in.night().what.count("written"), 8U);
  in.change_store("UPDATE known_groups SET full_day = full_day - 7");
  auto from = in.ledger().size();
  EXPECT_EQ(in.night().what.count("unchanged"), 8U);
  EXPECT_TRUE(asks(kinds_since(in, from), "members"));
  from = in.ledger().size();
  EXPECT_EQ(in.night().what.count("unchanged"), 8U);
  EXPECT_EQ(kinds_since(in, from), quiet);
}

} // namespace
} // namespace roamsync::integration
