#include "bench/demo/files.hpp"
#include "tests/integration/honesty.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <filesystem>

namespace roamsync::integration {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

std::string bytes_of(const fs::path& file) {
  return fs::exists(file) && fs::file_size(file) > 0 ? demo::read_file(file) : std::string{};
}

/// Words that must stand nowhere: passwords, the secret of the application, names of cookies with a value,
/// the beginning of tokens.
std::vector<std::string> forbidden(const lab& in) {
  std::vector<std::string> out{
      "secret-of-the-directory-reader", "Bearer ey",     "eyJ",       "ESTSAUTH=",       "esctx=",
      "OpenIdConnect.token.v1=",        "X-OWA-CANARY=", "id_token=", "access_token\":", "passwd="};
  for (const auto& c : in.customers())
    out.push_back(c.password);
  return out;
}

void expect_clean(const lab& in, const std::string& where, const std::string& text) {
  for (const auto& word : forbidden(in))
    EXPECT_EQ(text.find(word), std::string::npos) << where << " holds " << word;
}

std::vector<customer> in_both_ways() {
  std::vector<customer> out{make_customer("pages", 4), make_customer("ticket", 4), make_customer("wrong", 2),
                            make_customer("refused", 2), make_customer("odd", 3)};
  out[1].sign_in = "token";
  out[2].service_user()["password"] = "Another-one-that-is-not-the-one-given";
  out[3].sign_in = "token";
  out[3].service_user()["sign_in"] = "mfa";
  out[4].mock["canary"] = "cookie";
  out[4].mock["session_seconds"] = 2;
  out[4].mock["fault"] = json::object{{"kind", "html"}, {"ratio", 0.2}};
  return out;
}

TEST(promise_i06, no_secret_leaves_the_process_but_to_whom_it_is_for) {
  lab in{in_both_ways()};
  const auto end = in.night();
  EXPECT_EQ(end.code, 1);
  EXPECT_EQ(end.what.tenants.at("wrong").cause, "wrong_password");
  EXPECT_EQ(end.what.tenants.at("refused").cause, "mfa_demanded");
  EXPECT_EQ(end.what.of("ann-0@pages.example").outcome, "written");
  EXPECT_EQ(end.what.of("ann-0@ticket.example").outcome, "written");
  const std::vector<std::vector<std::string>> said{
      {"check"},
      {"--json", "check"},
      {"config", "print"},
      {"tenant", "list"},
      {"--json", "tenant", "show", "wrong"},
      {"tenant", "show", "pages"},
      {"report"},
      {"--json", "report"},
      {"--help"},
      {"signature", "get", "wrong", "ann-0@wrong.example"},
      {"signature", "get", "refused", "ann-0@refused.example"},
      {"signature", "get", "pages", "ann-0@pages.example"},
      {"tenant", "set", "pages", "password=" + in.customers()[0].password},
      {"tenant", "password", "pages", "--password", in.customers()[0].password}};
  for (const auto& arguments : said) {
    const auto done = in.run(arguments);
    const auto where = testing::PrintToString(arguments.front());
    expect_clean(in, where, done.out);
    expect_clean(in, where + " (errors)", done.err);
  }
  for (const auto* name : {"roamsync.log", "roamsync.db", "roamsync.db-wal", "roamsync.db-shm"})
    expect_clean(in, name, bytes_of(in.folder() / name));
  EXPECT_FALSE(bytes_of(in.folder() / "roamsync.log").empty());
  EXPECT_FALSE(bytes_of(in.folder() / "roamsync.db").empty());
  expect_clean(in, "the report", json::serialize(end.what.whole));
}

TEST(promise_i06, a_password_that_breaks_the_rules_is_not_repeated) {
  lab in{{make_customer("pages", 1)}};
  const std::string too_short = "Short-but-secret";
  demo::write_file(in.folder() / "given", too_short + "\n", true);
  for (const auto& done :
       {in.run({"tenant", "password", "pages", "--stdin"}, too_short + "\n"),
        in.run({"tenant", "password", "pages", "--file", (in.folder() / "given").string()}),
        in.run({"tenant", "add", "new", "--password-stdin"}, too_short + "\n")}) {
    EXPECT_EQ(done.code, 2);
    EXPECT_EQ((done.out + done.err).find(too_short), std::string::npos);
    EXPECT_NE(done.err.find("32"), std::string::npos) << done.err;
  }
}

} // namespace
} // namespace roamsync::integration
