#include "bench/demo/files.hpp"
#include "tests/integration/honesty.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <filesystem>

namespace roamsync::integration {
namespace {

namespace json = boost::json;

const std::string good_password = "A-new-password-that-is-long-enough-for-it";

TEST(tenant, is_added_shown_changed_and_removed) {
  lab in{{make_customer("firm", 2)}};
  EXPECT_EQ(in.run({"tenant", "add", "new", "--name", "The New", "--service-user", "svc@new.example",
                    "--group", "00000000-0000-4000-8000-000000000001", "--lanes", "7", "--password-stdin"},
                   good_password + "\n")
                .code,
            0);
  EXPECT_EQ(in.run({"tenant", "add", "new"}).code, 2) << "added twice";
  auto shown = json::parse(in.run({"--json", "tenant", "show", "new"}).out).as_object();
  EXPECT_EQ(shown.at("lanes").to_number<int>(), 7);
  EXPECT_EQ(shown.at("name").as_string(), "The New");
  EXPECT_TRUE(shown.at("has_password").as_bool());
  EXPECT_EQ(shown.at("drift").as_string(), "repair");
  EXPECT_EQ(in.run({"tenant", "set", "new", "lanes=2", "sign_in=token", "drift=keep"}).code, 0);
  EXPECT_EQ(in.run({"tenant", "set", "new", "drift=leave"}).code, 2);
  EXPECT_EQ(in.run({"tenant", "set", "new", "cloud=nowhere"}).code, 2);
  shown = json::parse(in.run({"--json", "tenant", "show", "new"}).out).as_object();
  EXPECT_EQ(shown.at("lanes").to_number<int>(), 2);
  EXPECT_EQ(shown.at("sign_in").as_string(), "token");
  EXPECT_EQ(shown.at("drift").as_string(), "keep");
  const auto listed = in.run({"tenant", "list"}).out;
  EXPECT_NE(listed.find("firm"), std::string::npos);
  EXPECT_NE(listed.find("The New"), std::string::npos);
  EXPECT_EQ(in.run({"tenant", "remove", "new"}).code, 2) << "nobody said yes";
  EXPECT_EQ(in.run({"tenant", "remove", "new", "--yes"}).code, 0);
  for (const std::vector<std::string>& words : {std::vector<std::string>{"tenant", "show", "new"},
                                                {"tenant", "remove", "new", "--yes"},
                                                {"tenant", "set", "new", "lanes=1"},
                                                {"check", "new"},
                                                {"group", "push", "new", "--yes"},
                                                {"signature", "get", "new", "a@new.example"}}) {
    const auto done = in.run(words);
    EXPECT_EQ(done.code, 2) << testing::PrintToString(words);
    EXPECT_NE(done.err.find("no tenant \"new\""), std::string::npos)
        << testing::PrintToString(words) << done.err;
  }
}

TEST(tenant, a_change_of_its_settings_forgets_posts_only_if_passwords_go_elsewhere) {
  lab in{{make_customer("firm", 2)}};
  in.change_store("INSERT INTO standings (tenant, service, service_user, not_before, open_posts, posted)"
                  " SELECT id, 'outlook', service_user, 12345, 2, 678 FROM tenants WHERE id = 'firm'");
  EXPECT_EQ(in.run({"tenant", "set", "firm", "weight=2", "name=Firm"}).code, 0);
  EXPECT_EQ(in.number_in_store("SELECT open_posts FROM standings"), 2);
  EXPECT_EQ(in.number_in_store("SELECT weight FROM tenants"), 2);
  EXPECT_EQ(in.run({"tenant", "set", "firm", "service_user=other@firm.example"}).code, 0);
  EXPECT_EQ(in.number_in_store("SELECT open_posts FROM standings"), 0);
  EXPECT_EQ(in.number_in_store("SELECT not_before FROM standings"), 12'345);
}

TEST(tenant, a_new_password_is_used_from_the_next_sign_in_on) {
  auto c = make_customer("firm", 2);
  c.service_user()["password"] = good_password;
  lab in{{std::move(c)}};
  EXPECT_EQ(in.night().what.tenants.at("firm").cause, "wrong_password");
  demo::write_file(in.folder() / "given", good_password + "\n", true);
  EXPECT_EQ(in.run({"tenant", "password", "firm", "--file", (in.folder() / "given").string()}).code, 0);
  const auto next = in.night();
  EXPECT_EQ(next.code, 0);
  EXPECT_EQ(next.what.count("written"), 2U);
}

TEST(tenant, an_import_with_one_mistake_adds_nobody) {
  lab in{{}};
  const auto file = (in.folder() / "import.toml").string();
  demo::write_file(file, "[[tenant]]\nid = \"one\"\n[[tenant]]\nid = \"two\"\nlanes = 999\n");
  const auto done = in.run({"tenant", "add", "--file", file});
  EXPECT_EQ(done.code, 2);
  EXPECT_NE(done.err.find("lanes"), std::string::npos) << done.err;
  EXPECT_EQ(json::parse(in.run({"--json", "tenant", "list"}).out).at("tenants").as_array().size(), 0U);
  demo::write_file(file, "\x01\x02 not toml");
  EXPECT_EQ(in.run({"tenant", "add", "--file", file}).code, 2);
}

TEST(vault, a_new_master_key_takes_the_place_of_the_old_one) {
  lab in{{make_customer("firm", 2), make_customer("other", 2)}};
  const auto key = in.folder() / "secrets" / "key";
  const auto fresh = in.folder() / "secrets" / "fresh";
  EXPECT_EQ(in.run({"vault", "rotate", fresh.string()}).code, 2) << "there is no such file";
  ASSERT_EQ(in.run({"keygen", fresh.string()}).code, 0);
  const auto done = json::parse(in.run({"--json", "vault", "rotate", fresh.string()}).out).as_object();
  EXPECT_EQ(done.at("tenants").to_number<int>(), 2);
  EXPECT_EQ(in.run({"night", "--now"}).code, 3) << "the old key still opens";
  EXPECT_NE(in.run({"vault", "rotate", fresh.string()}).out.find("0 tenants"), std::string::npos) << "again";
  in.change_config(key.string(), fresh.string());
  const auto end = in.night();
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.what.tenants.at("firm").outcome, "done");
}

TEST(vault, keeps_its_key_while_a_run_is_under_way) {
  auto c = make_customer("firm", 2);
  c.mock["fault"] = json::object{{"kind", "hang"}, {"on", json::array{"list"}}};
  lab in{{std::move(c)}};
  const auto fresh = in.folder() / "secrets" / "fresh";
  ASSERT_EQ(in.run({"keygen", fresh.string()}).code, 0);
  auto night = in.start({"night", "--now"}, "night");
  EXPECT_TRUE(wait_until([&] { return night.exit_code() || count(in.ledger(), "firm", "owa") > 0; }));
  EXPECT_EQ(in.run({"vault", "rotate", fresh.string()}).code, 4);
  ::kill(night.pid(), SIGKILL);
}

TEST(signature, is_set_read_and_deleted_for_one_user_and_for_nobody_else) {
  auto c = make_customer("firm", 3);
  give_own_signature(c, 0, "Mine", "<p>my own words</p>");
  lab in{{std::move(c)}};
  const auto set = in.run({"signature", "set", "firm", "Ann-0@Firm.example"});
  EXPECT_EQ(set.code, 0) << set.err;
  EXPECT_NE(set.out.find("version-one"), std::string::npos) << set.out;
  EXPECT_TRUE(in.in_line("firm", "ann-0@firm.example", "version-one"));
  EXPECT_TRUE(in.truth("firm", "ann-1@firm.example").at("signatures").as_object().empty());
  const auto get = in.run({"--json", "signature", "get", "firm", "ann-0@firm.example"});
  EXPECT_EQ(get.code, 0);
  EXPECT_NE(get.out.find("my own words"), std::string::npos);
  EXPECT_EQ(in.run({"signature", "get", "firm", "ann-0@firm.example", "--name", "None such"}).code, 2);
  EXPECT_EQ(in.run({"signature", "delete", "firm", "ann-0@firm.example", "--all"}).code, 2)
      << "nobody said yes";
  EXPECT_EQ(in.run({"signature", "delete", "firm", "ann-0@firm.example"}).code, 0);
  const auto left = in.truth("firm", "ann-0@firm.example").at("signatures").as_object();
  EXPECT_TRUE(left.contains("Mine"));
  EXPECT_EQ(left.size(), 1U);
  EXPECT_EQ(in.run({"signature", "delete", "firm", "ann-0@firm.example", "--all", "--yes"}).code, 0);
  EXPECT_TRUE(in.truth("firm", "ann-0@firm.example").at("signatures").as_object().empty());
  EXPECT_EQ(in.run({"signature", "set", "firm", "nobody@firm.example"}).code, 2);
}

TEST(signature, set_again_after_a_change_writes_the_change) {
  lab in{{make_customer("firm", 2)}};
  EXPECT_EQ(in.run({"signature", "set", "firm", "ann-0@firm.example"}).code, 0);
  in.set_catalogue("version-two");
  EXPECT_EQ(in.run({"signature", "set", "firm", "ann-0@firm.example"}).code, 0);
  EXPECT_TRUE(in.in_line("firm", "ann-0@firm.example", "version-two"));
}

TEST(signature, of_a_mailbox_that_cannot_be_opened_tells_why) {
  auto c = make_customer("firm", 2);
  c.user(0)["mailbox"] = json::object{{"kind", "user"}, {"full_access", false}};
  lab in{{std::move(c)}};
  for (const auto* what : {"set", "get", "delete"}) {
    const auto done = in.run({"signature", what, "firm", "ann-0@firm.example"});
    EXPECT_EQ(done.code, 1) << what;
    EXPECT_NE(done.err.find("FullAccess"), std::string::npos) << what << ": " << done.err;
  }
}

TEST(group, push_sets_all_members_outside_the_night) {
  lab in{{make_customer("firm", 5), make_customer("other", 2)}};
  EXPECT_EQ(in.run({"group", "push", "firm"}).code, 2) << "nobody said yes";
  EXPECT_TRUE(in.ledger().empty());
  EXPECT_EQ(in.run({"group", "push", "firm", "--yes"}).code, 0);
  for (std::size_t i = 0; i < 5; ++i)
    EXPECT_TRUE(in.in_line("firm", address_of(in.customers()[0], i), "version-one"));
  EXPECT_EQ(count(in.ledger(), "other", "list"), 0U);
  EXPECT_EQ(in.run({"report"}).code, 2) << "a push is no night";
}

TEST(push, of_one_user_is_done_also_if_an_earlier_push_was_killed) {
  auto c = make_customer("firm", 20);
  c.settings = "lanes = 1";
  lab in{{std::move(c)}};
  {
    auto process = in.start({"--json", "group", "push", "firm", "--yes"}, "killed");
    EXPECT_TRUE(
        wait_until([&] { return process.exit_code() || count(in.ledger(), "firm", "defaults") >= 8; }));
    process.end(SIGKILL);
  }
  in.set_catalogue("version-two");
  EXPECT_EQ(in.run({"signature", "set", "firm", "ann-0@firm.example"}).code, 0);
  EXPECT_TRUE(in.in_line("firm", "ann-0@firm.example", "version-two"))
      << "exit code 0, but the new catalogue is not in the mailbox";
}

TEST(check, is_green_for_the_healthy_and_says_what_is_wrong_for_the_others) {
  std::vector<customer> all{make_customer("well", 2), make_customer("ill", 2), make_customer("shut", 2)};
  all[1].service_user()["sign_in"] = "mfa";
  all[2].main_group()["fault"] = "403";
  lab in{std::move(all)};
  EXPECT_EQ(in.run({"check", "well"}).code, 0);
  const auto done = in.run({"--json", "check"});
  EXPECT_EQ(done.code, 1);
  EXPECT_NO_THROW((void)json::parse(done.out)) << done.out;
  EXPECT_EQ(in.run({"check", "ill"}).code, 1);
  EXPECT_NE(in.run({"check", "ill"}).out.find("MFA"), std::string::npos);
  const auto shut = in.run({"check", "shut"});
  EXPECT_EQ(shut.code, 1);
  EXPECT_EQ(shut.out.find("CLIENT-ID"), std::string::npos) << shut.out;
  EXPECT_EQ(shut.out.find("SIGN-IN-HOST"), std::string::npos) << shut.out;
  const auto lines = in.ledger();
  EXPECT_TRUE(std::none_of(lines.begin(), lines.end(), [](const auto& x) { return x.is_write(); }));
}

TEST(report, of_a_night_is_there_afterwards_whole_and_in_parts) {
  auto c = make_customer("firm", 3);
  c.user(1)["mailbox"] = json::object{{"kind", "user"}, {"full_access", false}};
  lab in{{std::move(c), make_customer("other", 1)}};
  EXPECT_EQ(in.run({"report"}).code, 2) << "there was no night yet";
  const auto end = in.night();
  const auto again = parse_report(in.run({"--json", "report"}).out);
  EXPECT_EQ(again.mailboxes.size(), 4U);
  EXPECT_EQ(again.whole, end.what.whole);
  const auto failed = parse_report(in.run({"--json", "report", "--failed"}).out);
  EXPECT_EQ(failed.mailboxes.size(), 1U);
  EXPECT_EQ(parse_report(in.run({"--json", "report", "--tenant", "other"}).out).mailboxes.size(), 1U);
  const auto typo = in.run({"report", "--tenant", "othre"});
  EXPECT_EQ(typo.code, 2) << "an empty report would read as if all were well";
  EXPECT_NE(typo.err.find("othre"), std::string::npos) << typo.err;
  EXPECT_EQ(in.run({"report", "--night", "77"}).code, 2);
  EXPECT_EQ(in.run({"report", "--night", "1"}).code, 1);
}

} // namespace
} // namespace roamsync::integration
