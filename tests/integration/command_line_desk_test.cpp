#include "bench/demo/files.hpp"
#include "tests/integration/honesty.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <csignal>

namespace roamsync::integration {
namespace {

namespace json = boost::json;

constexpr const char* open_posts = "SELECT max(open_posts) FROM standings";
constexpr const char* not_before = "SELECT max(not_before) FROM standings WHERE service = 'outlook'";

std::size_t requests_of_service_user(const lab& in) {
  const auto lines = in.ledger();
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [](const auto& x) { return x.service_user.starts_with("svc@"); }));
}

std::size_t posts(const lab& in) {
  return password_posts(in.ledger(), "firm");
}

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

/// A customer whose service user may send one request at once and is then told to wait.
customer strict(const std::string& form, double rate) {
  auto out = make_customer("firm", 3);
  out.sign_in = "token"; // Of one request, and that to another host: the limit is hit in a mailbox.
  out.service_user()["limit"] = json::object{{"rate", rate}, {"burst", 1}};
  out.mock["throttle"] = json::object{{"retry_after", form}, {"seconds", 1}, {"grows", true}};
  return out;
}

/// What the check said of one prerequisite.
std::string status_of(const finished& done, const std::string& name) {
  const auto said = json::parse(done.out);
  for (const auto& one : said.at("lists").as_array().at(0).at("checks").as_array())
    if (one.at("check").as_string() == name)
      return std::string{one.at("status").as_string()};
  return "not said";
}

// -- waits (I2) -------------------------------------------------------------------

TEST(desk_waits, for_a_night_that_was_told_to_wait) {
  lab in{{strict("huge", 0.01)}};
  EXPECT_EQ(in.night().code, 1);
  const auto before = requests_of_service_user(in);
  for (const std::vector<std::string>& words : {std::vector<std::string>{"check", "firm"},
                                                {"signature", "get", "firm", "ann-0@firm.example"},
                                                {"signature", "delete", "firm", "ann-0@firm.example"}}) {
    const auto done = in.run(words);
    EXPECT_EQ(done.code, 1) << done.err;
    EXPECT_NE((done.out + done.err).find("the service asked to wait until"), std::string::npos)
        << done.out << done.err;
  }
  EXPECT_NE(in.run({"--lang", "de", "check", "firm"}).out.find("der Dienst bat um eine Pause bis"),
            std::string::npos);
  EXPECT_EQ(requests_of_service_user(in), before);
  EXPECT_EQ(posts(in), 1U);
}

TEST(desk_waits, and_keeps_for_others_what_it_was_told) {
  lab in{{strict("huge", 0.01)}};
  const auto done = in.run({"--json", "check", "firm"});
  EXPECT_EQ(done.code, 1);
  EXPECT_EQ(status_of(done, "full_access"), "gap") << "a wait is no fault: " << done.out;
  EXPECT_GT(in.number_in_store(not_before), now_ms());
  const auto before = requests_of_service_user(in);
  EXPECT_EQ(in.night().what.tenants.at("firm").cause, "throttled");
  EXPECT_EQ(requests_of_service_user(in), before);
}

TEST(desk_waits, for_a_short_time_itself) {
  lab in{{strict("seconds", 20)}};
  const auto done = in.run({"check", "firm"});
  EXPECT_EQ(done.code, 0) << done.out;
  auto refused = 0;
  for (const auto& x : in.ledger()) {
    refused += x.status == 429 ? 1 : 0;
    EXPECT_NE(x.breach, "retry_after") << x.kind << " at " << x.t;
  }
  EXPECT_GT(refused, 0) << "nothing was tried";
}

TEST(desk_waits, for_the_directory_too) {
  auto c = make_customer("firm", 1);
  c.mock["graph_limit"] = json::object{{"rate", 0.001}, {"burst", 1}};
  c.mock["throttle"] = json::object{{"retry_after", "huge"}};
  lab in{{std::move(c)}};
  const auto asked = [&] { return count(in.ledger(), "firm", "members"); };
  EXPECT_EQ(in.run({"check", "firm"}).code, 0) << "one reading is allowed";
  EXPECT_EQ(status_of(in.run({"--json", "check", "firm"}), "group"), "gap");
  const auto before = asked();
  EXPECT_EQ(before, 2U);
  EXPECT_EQ(status_of(in.run({"--json", "check", "firm"}), "group"), "gap");
  EXPECT_EQ(asked(), before);
}

// -- passwords (I10) --------------------------------------------------------------

class desk_refused : public testing::TestWithParam<const char*> {};

TEST_P(desk_refused, a_password_that_the_night_found_refused_is_not_posted_again) {
  auto c = make_customer("firm", 2);
  c.sign_in = GetParam();
  const auto right = std::exchange(c.password, "Another-password-that-is-long-enough");
  lab in{{std::move(c)}};
  EXPECT_EQ(in.night().what.tenants.at("firm").cause, "wrong_password");
  ASSERT_EQ(posts(in), 1U);
  // A night that is killed before it signs in takes nothing of that back.
  in.tell("/control/fault",
          {{"tenant", "firm"}, {"fault", {{"kind", "hang"}, {"on", json::array{"members", "delta"}}}}});
  auto process = in.start({"--json", "night", "--now"}, "killed");
  EXPECT_TRUE(wait_until([&] {
    return process.exit_code()
           || in.number_in_store("SELECT count(*) FROM tenant_runs WHERE state = 'waiting'") == 1;
  }));
  process.end(SIGKILL);
  in.tell("/control/fault", {{"tenant", "firm"}, {"fault", nullptr}});
  const auto done = in.run({"check", "firm"});
  EXPECT_EQ(done.code, 1);
  EXPECT_NE(done.out.find("roamsync tenant password firm"), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("not posted again"), std::string::npos) << done.out;
  EXPECT_EQ(in.run({"signature", "get", "firm", "ann-0@firm.example"}).code, 1);
  EXPECT_EQ(posts(in), 1U);
  EXPECT_EQ(in.run({"tenant", "password", "firm", "--stdin"}, right + "\n").code, 0);
  EXPECT_EQ(in.run({"check", "firm"}).code, 0);
  EXPECT_EQ(in.run({"check", "firm"}).code, 0) << "a good answer is no reason to stop";
  EXPECT_EQ(in.number_in_store(open_posts), 0);
}

TEST_P(desk_refused, nor_if_something_of_that_night_was_lost) {
  auto c = make_customer("firm", 2);
  c.sign_in = GetParam();
  c.password = "Another-password-that-is-long-enough";
  lab in{{std::move(c)}};
  EXPECT_EQ(in.night().what.tenants.at("firm").cause, "wrong_password");
  in.change_store("UPDATE tenant_runs SET finished = NULL"); // a part whose records may have gaps
  const auto done = in.run({"check", "firm"});
  EXPECT_NE(done.out.find("not posted again"), std::string::npos) << done.out;
  EXPECT_EQ(posts(in), 1U);
}

TEST_P(desk_refused, nor_one_that_the_desk_itself_found_refused) {
  auto c = make_customer("firm", 2);
  c.sign_in = GetParam();
  c.service_user()["sign_in"] = "mfa";
  lab in{{std::move(c)}};
  EXPECT_EQ(in.run({"check", "firm"}).code, 1);
  const auto again = in.run({"check", "firm"});
  EXPECT_NE(again.out.find("MFA"), std::string::npos) << again.out;
  EXPECT_NE(again.out.find("not posted again"), std::string::npos) << again.out;
  EXPECT_EQ(posts(in), 1U);
  EXPECT_EQ(in.night().what.tenants.at("firm").cause, "mfa_demanded") << "a new night may try once";
  EXPECT_EQ(posts(in), 2U);
}

INSTANTIATE_TEST_SUITE_P(by, desk_refused, testing::Values("browser", "token"),
                         [](const auto& x) { return std::string{x.param}; });

TEST(desk_password, whose_answer_nobody_read_is_posted_three_times_and_no_more) {
  auto c = make_customer("firm", 2);
  c.mock["fault"] = json::object{{"kind", "hang"}, {"on", json::array{"login"}}};
  lab in{{std::move(c)}};
  for (int i = 1; i <= 3; ++i) {
    auto process = in.start({"check", "firm"}, "killed-" + std::to_string(i));
    EXPECT_TRUE(wait_until([&] { return process.exit_code() || in.number_in_store(open_posts) == i; }))
        << "the post is not counted before it is sent";
    process.end(SIGKILL);
  }
  const auto done = in.run({"check", "firm"});
  EXPECT_EQ(done.code, 1);
  EXPECT_NE(done.out.find("without an answer that was read"), std::string::npos) << done.out;
  EXPECT_EQ(in.number_in_store(open_posts), 3);
  EXPECT_LE(posts(in), 3U);
}

/// What happens to the post, and the count that it leaves.
class desk_post : public testing::TestWithParam<std::pair<const char*, int>> {};

TEST_P(desk_post, stays_counted_only_if_its_answer_was_not_read) {
  auto c = make_customer("firm", 2);
  c.mock["fault"] = json::object{{"kind", GetParam().first}, {"on", json::array{"login"}}};
  lab in{{std::move(c)}};
  EXPECT_EQ(in.run({"check", "firm"}).code, 1);
  EXPECT_EQ(in.number_in_store(open_posts), GetParam().second);
  in.tell("/control/fault", {{"tenant", "firm"}, {"fault", nullptr}});
  EXPECT_EQ(in.run({"check", "firm"}).code, 0);
  EXPECT_EQ(in.number_in_store(open_posts), 0);
}

INSTANTIATE_TEST_SUITE_P(answered_by, desk_post,
                         testing::Values(std::pair{"reset_before", 1}, std::pair{"500", 0}),
                         [](const auto& x) { return std::string{x.param.first}; });

// -- lanes (I1) -------------------------------------------------------------------

TEST(desk_beside_a_run, asks_nothing_and_says_so) {
  auto c = make_customer("firm", 3);
  c.mock["fault"] = json::object{{"kind", "hang"}, {"on", json::array{"list"}}};
  lab in{{std::move(c)}};
  auto process = in.start({"--json", "night", "--now"}, "night");
  ASSERT_TRUE(wait_until([&] { return process.exit_code() || posts(in) > 0; }));
  const auto done = in.run({"--json", "check", "firm"});
  EXPECT_EQ(done.code, 4) << done.out;
  EXPECT_EQ(status_of(done, "services"), "gap");
  EXPECT_EQ(status_of(done, "catalogue"), "ok") << "what needs no service is checked all the same";
  EXPECT_EQ(in.run({"signature", "get", "firm", "ann-0@firm.example"}).code, 4);
  EXPECT_EQ(posts(in), 1U);
  EXPECT_FALSE(process.exit_code()) << "the run is kept from its work";
  process.end(SIGKILL);
}

// -- whose mailbox (I8, I9) -------------------------------------------------------

/// Ann has three addresses; the service shows her settings under `shown`.
customer with_aliases(const char* shown) {
  auto c = make_customer("firm", 2);
  c.user(0)["mail"] = shown;
  c.user(0)["proxyAddresses"] = json::array{"SMTP:anna@firm.example", "smtp:am@firm.example"};
  return c;
}

TEST(desk_mailbox, that_the_service_shows_under_another_address_of_the_user_is_found) {
  lab in{{with_aliases("am@firm.example")}};
  const auto set = in.run({"signature", "set", "firm", "anna@firm.example"});
  EXPECT_EQ(set.code, 0) << set.err;
  EXPECT_NE(set.out.find("version-one"), std::string::npos) << set.out;
  const auto gone = in.run({"signature", "delete", "firm", "anna@firm.example"});
  EXPECT_EQ(gone.code, 0) << gone.err;
  EXPECT_NE(gone.out.find("2 deleted"), std::string::npos) << gone.out;
  EXPECT_TRUE(in.truth("firm", "am@firm.example").at("signatures").as_object().empty());
}

TEST(desk_mailbox, of_somebody_else_is_named_and_not_read_as_empty) {
  // The directory does not list the user principal name among the addresses.
  auto c = with_aliases("anna@firm.example");
  give_own_signature(c, 0, "Mine", "<p>my own words</p>");
  lab in{{std::move(c)}};
  for (const auto* what : {"get", "delete"}) {
    const auto done = in.run({"signature", what, "firm", "ann-0@firm.example"});
    EXPECT_EQ(done.code, 1) << what << ": " << done.out;
    EXPECT_NE(done.err.find("settings of anna@firm.example"), std::string::npos) << done.err;
  }
  EXPECT_EQ(in.run({"signature", "get", "firm", "anna@firm.example", "--name", "Mine"}).code, 0);
}

TEST(desk_delete, takes_the_defaults_back_before_it_deletes) {
  lab in{{make_customer("firm", 2)}};
  ASSERT_EQ(in.run({"signature", "set", "firm", "ann-0@firm.example"}).code, 0);
  in.tell("/control/reset_ledger", {});
  EXPECT_EQ(in.run({"signature", "delete", "firm", "ann-0@firm.example"}).code, 0);
  std::vector<std::string> writes;
  for (const auto& x : in.ledger())
    if (x.is_write())
      writes.push_back(x.kind);
  EXPECT_EQ(writes, (std::vector<std::string>{"defaults", "delete", "delete"}));
}

TEST(desk_delete, that_fails_in_between_leaves_the_mailbox_to_the_next_night) {
  lab in{{make_customer("firm", 2)}};
  ASSERT_EQ(in.night().code, 0);
  in.tell("/control/fault", {{"tenant", "firm"},
                             {"mailbox", "ann-0@firm.example"},
                             {"fault", json::object{{"kind", "500"}, {"on", json::array{"delete"}}}}});
  EXPECT_EQ(in.run({"signature", "delete", "firm", "ann-0@firm.example"}).code, 1);
  EXPECT_FALSE(in.in_line("firm", "ann-0@firm.example", "version-one")) << "the defaults were taken back";
  in.tell("/control/fault", {{"tenant", "firm"}, {"mailbox", "ann-0@firm.example"}, {"fault", nullptr}});
  EXPECT_EQ(in.night().code, 0);
  EXPECT_TRUE(in.in_line("firm", "ann-0@firm.example", "version-one"));
}

TEST(desk_delete, stops_when_its_first_change_does_not_show) {
  auto c = make_customer("firm", 2);
  c.mock["u3"] = "writes_to_caller";
  give_own_signature(c, 0, "Mine", "<p>my own words</p>");
  c.mock["users"].as_array().push_back(json::object{
      {"id", "99999999-0000-4000-8000-0000000000aa"},
      {"upn", service_address(c)},
      {"mail", service_address(c)},
      {"displayName", "Service"},
      {"mailbox",
       json::object{{"kind", "user"},
                    {"signatures", json::array{{{"name", "Mine"}, {"html", "<p>s</p>"}, {"text", "s"}}}}}}});
  lab in{{std::move(c)}};
  const auto done = in.run({"signature", "delete", "firm", "ann-0@firm.example", "--all", "--yes"});
  EXPECT_EQ(done.code, 1) << done.out;
  EXPECT_NE(done.err.find("still a default"), std::string::npos) << done.err;
  EXPECT_EQ(count(in.ledger(), "firm", "delete"), 0U);
  EXPECT_TRUE(
      in.truth("firm", service_address(in.customers()[0])).at("signatures").as_object().contains("Mine"));
}

TEST(signature_get, that_fails_says_what_is_wrong_and_what_to_do_with_the_labels_of_the_report) {
  auto c = make_customer("firm", 1);
  c.user(0)["mailbox"] = json::object{{"kind", "user"}, {"full_access", false}};
  lab in{{std::move(c)}};
  const auto done = in.run({"--lang", "de", "signature", "get", "firm", "ann-0@firm.example"});
  EXPECT_EQ(done.code, 1);
  EXPECT_EQ(done.err.find("roamsync: "), done.err.rfind("roamsync: ")) << done.err;
  for (const auto* label : {"\n    was ", "\n    prüfen ", "\n    zu tun "})
    EXPECT_NE(done.err.find(label), std::string::npos) << done.err;
}

// -- check ------------------------------------------------------------------------

TEST(check, names_missing_settings_and_asks_no_service_before_they_are_there) {
  lab in{{make_customer("firm", 1)}};
  const auto before = in.ledger().size();
  EXPECT_EQ(in.run({"tenant", "set", "firm", "entra_tenant="}).code, 0);
  auto done = in.run({"--json", "check", "firm"});
  EXPECT_EQ(done.code, 1);
  EXPECT_EQ(status_of(done, "settings"), "broken") << done.out;
  EXPECT_EQ(status_of(done, "password"), "ok") << done.out;
  EXPECT_EQ(status_of(done, "sign_in"), "not said") << done.out;
  EXPECT_EQ(in.ledger().size(), before);
  EXPECT_EQ(in.night().what.tenants.at("firm").cause, "settings_missing");
}

TEST(check, of_a_wrong_master_key_does_not_ask_for_the_password) {
  lab in{{make_customer("firm", 1)}};
  const auto other = (in.folder() / "other.key").string();
  EXPECT_EQ(in.run({"keygen", other}).code, 0);
  in.change_config((in.folder() / "secrets/key").string(), other);
  const auto done = in.run({"--json", "check", "firm"});
  EXPECT_EQ(done.code, 1);
  EXPECT_EQ(status_of(done, "settings"), "ok") << done.out;
  EXPECT_EQ(status_of(done, "master_key"), "broken") << done.out;
  EXPECT_EQ(done.out.find("tenant password"), std::string::npos) << done.out;
  EXPECT_TRUE(in.ledger().empty());
}

TEST(check, of_a_group_in_which_no_mailbox_can_be_tried_is_not_green) {
  auto c = make_customer("firm", 2);
  for (std::size_t i = 0; i < 2; ++i) {
    c.user(i).erase("mail");
    c.user(i)["proxyAddresses"] = json::array{};
  }
  lab in{{std::move(c)}};
  const auto done = in.run({"--json", "check", "firm"});
  EXPECT_EQ(done.code, 1);
  EXPECT_EQ(status_of(done, "group"), "ok");
  EXPECT_EQ(status_of(done, "full_access"), "gap");
}

} // namespace
} // namespace roamsync::integration
