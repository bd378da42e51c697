#include "bench/demo/files.hpp"
#include "tests/integration/honesty.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <filesystem>

namespace roamsync::integration {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

const std::string good_password = "A-new-password-that-is-long-enough-for-it";

json::object shown(lab& in, const std::string& id) {
  return json::parse(in.run({"--json", "tenant", "show", id}).out).as_object();
}

std::size_t tenants(lab& in) {
  return json::parse(in.run({"--json", "tenant", "list"}).out).at("tenants").as_array().size();
}

std::string import_file(const lab& in, const std::string& text) {
  const auto file = in.folder() / "import.toml";
  demo::write_file(file, text);
  return file.string();
}

TEST(import, of_tenants_that_are_there_stores_nothing_unless_they_are_to_be_replaced) {
  lab in{{}};
  EXPECT_EQ(in.run({"tenant", "add", "one", "--lanes", "7", "--no-automate", "--password-stdin"},
                   good_password + "\n")
                .code,
            0);
  const auto file = import_file(in, "[[tenant]]\nid = \"new\"\n[[tenant]]\nid = \"one\"\nname = \"One\"\n");
  const auto refused = in.run({"tenant", "add", "--file", file});
  EXPECT_EQ(refused.code, 2);
  for (const auto* word : {"nothing was stored", "one", "--replace", "roamsync tenant set"})
    EXPECT_NE(refused.err.find(word), std::string::npos) << refused.err;
  EXPECT_EQ(tenants(in), 1U);
  EXPECT_EQ(shown(in, "one").at("lanes").to_number<int>(), 7);
  const auto done = in.run({"--json", "tenant", "add", "--file", file, "--replace"});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_EQ(json::parse(done.out), (json::object{{"added", 1}, {"replaced", 1}}));
  EXPECT_EQ(tenants(in), 2U);
  const auto now = shown(in, "one");
  EXPECT_EQ(now.at("name").as_string(), "One");
  EXPECT_EQ(now.at("lanes").to_number<int>(), 0) << "what the file leaves out goes back to the default";
  EXPECT_TRUE(now.at("has_password").as_bool()) << "the file names no password";
}

TEST(import, stores_nothing_if_the_last_of_it_cannot_be_stored) {
  lab in{{}};
  ASSERT_EQ(in.run({"tenant", "add", "sealed", "--password-stdin"}, good_password + "\n").code, 0);
  const auto key = in.folder() / "secrets" / "key";
  fs::remove(key); // what was sealed cannot be opened any more, and nothing be added to it
  ASSERT_EQ(in.run({"keygen", key.string()}).code, 0);
  const auto password = in.folder() / "given";
  demo::write_file(password, good_password + "\n", true);
  const auto with_password = "password_file = \"" + password.string() + "\"\n";
  const auto file = import_file(in, "[[tenant]]\nid = \"new\"\n" + with_password
                                        + "[[tenant]]\nid = \"sealed\"\nname = \"S\"\n" + with_password);
  const auto refused = in.run({"tenant", "add", "--file", file, "--replace"});
  EXPECT_EQ(refused.code, 3) << refused.err;
  EXPECT_EQ(tenants(in), 1U) << "not the one before it either";
  EXPECT_EQ(shown(in, "sealed").at("name").as_string(), "");
}

TEST(import, of_a_file_without_tenants_says_so) {
  lab in{{}};
  const auto done = in.run({"tenant", "add", "--file", import_file(in, "# nothing\n")});
  EXPECT_EQ(done.code, 2);
  EXPECT_NE(done.err.find("has no tenant"), std::string::npos) << done.err;
}

TEST(import, stores_nothing_if_one_password_cannot_be_taken) {
  lab in{{}};
  const auto password = in.folder() / "given";
  const auto file = import_file(in, "[[tenant]]\nid = \"one\"\n[[tenant]]\nid = \"two\"\npassword_file = \""
                                        + password.string() + "\"\n");
  demo::write_file(password, "short\n", true);
  EXPECT_NE(in.run({"tenant", "add", "--file", file}).err.find("two: The password has 5"), std::string::npos);
  demo::write_file(password, good_password + "\n", true);
  fs::permissions(password, fs::perms{0640});
  EXPECT_NE(in.run({"tenant", "add", "--file", file}).err.find("chmod 600"), std::string::npos);
  fs::permissions(password, fs::perms{0600});
  const auto key = in.folder() / "secrets" / "key";
  fs::rename(key, in.folder() / "key-away");
  EXPECT_EQ(in.run({"tenant", "add", "--file", file}).code, 3) << "no key for the second one's password";
  demo::write_file(key, "not a key\n", true);
  EXPECT_EQ(in.run({"tenant", "add", "--file", file}).code, 3);
  EXPECT_EQ(tenants(in), 0U);
  fs::rename(in.folder() / "key-away", key);
  EXPECT_EQ(in.run({"tenant", "add", "--file", file}).code, 0);
  EXPECT_EQ(tenants(in), 2U);
}

TEST(secret_file, that_others_may_read_is_refused_wherever_it_is_named) {
  lab in{{make_customer("firm", 1)}};
  const auto file = in.folder() / "given";
  demo::write_file(file, good_password + "\n", true);
  fs::permissions(file, fs::perms{0640});
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"tenant", "add", "new", "--password-file", file.string()},
        {"tenant", "password", "firm", "--file", file.string()},
        {"tenant", "password", "firm", "--field", "client_secret", "--file", file.string()}}) {
    const auto done = in.run(words);
    EXPECT_EQ(done.code, 2) << testing::PrintToString(words);
    EXPECT_NE(done.err.find("chmod 600"), std::string::npos) << done.err;
    fs::permissions(file, fs::perms{0600});
    EXPECT_EQ(in.run(words).code, 0) << testing::PrintToString(words);
    fs::permissions(file, fs::perms{0640});
  }
}

TEST(cloud, may_have_applications_and_scopes_of_its_own) {
  std::vector<customer> both{make_customer("pages", 2), make_customer("ticket", 2)};
  both[1].sign_in = "token";
  lab in{std::move(both)};
  in.change_config("[identity]\nclient_id = \"11111111-2222-4333-8444-555555555555\"",
                   "client_id = \"11111111-2222-4333-8444-555555555555\"\n"
                   "token_scope = \"https://outlook.office.com/.default\"\n"
                   "graph_scope = \"https://graph.microsoft.com/.default\"\n"
                   "[identity]\nclient_id = \"99999999-2222-4333-8444-555555555555\"\n"
                   "token_client_id = \"99999999-2222-4333-8444-555555555555\"\n"
                   "token_scope = \"nonsense\"\ngraph_scope = \"nonsense\"");
  const auto without = in.night();
  EXPECT_EQ(without.what.count("written"), 0U) << "the product's secret went to another application";
  const auto secret = in.folder() / "own-secret";
  demo::write_file(secret, "secret-of-the-directory-reader", true);
  for (const auto* id : {"pages", "ticket"})
    EXPECT_EQ(in.run({"tenant", "password", id, "--field", "client_secret", "--file", secret.string()}).code,
              0);
  demo::write_file(in.folder() / "secrets" / "client", "the-secret-of-the-other-application", true);
  EXPECT_EQ(in.run({"check"}).code, 0);
  const auto end = in.night();
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.what.count("written"), 4U);
}

} // namespace
} // namespace roamsync::integration
