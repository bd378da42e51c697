#include "tests/integration/honesty.hpp"

#include <boost/json/array.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace roamsync::integration {
namespace {

namespace json = boost::json;

constexpr const char* first = "svc@large.example";
constexpr const char* second = "svc-2@large.example";
constexpr const char* second_password = "A-second-password-that-nobody-else-has";

/// A customer with two service users and two lanes for each.
customer large(std::size_t mailboxes) {
  auto x = make_customer("large", mailboxes);
  x.mock["service_users"].as_array().push_back(json::object{{"upn", second}, {"password", second_password}});
  x.settings = "lanes = 2\nmore_service_users = [\"" + std::string{second} + "\"]";
  return x;
}

json::object& second_of(customer& x) {
  return x.mock["service_users"].as_array().at(1).as_object();
}

void store_second_password(lab& in, const std::string& password = second_password) {
  EXPECT_EQ(
      in.run({"tenant", "password", "large", "--service-user", second, "--stdin"}, password + "\n").code, 0);
}

std::vector<ledger_line> lines_of(const lab& in, std::string_view service_user, std::string_view kind = {}) {
  std::vector<ledger_line> out;
  for (auto& x : in.ledger())
    if (x.service_user == service_user && (kind.empty() || x.kind == kind))
      out.push_back(std::move(x));
  return out;
}

TEST(service_users, of_one_customer_work_side_by_side_each_within_its_limit) {
  auto c = large(60);
  for (auto& x : c.mock["service_users"].as_array())
    x.as_object()["limit"] = json::object{{"lanes", 2}};
  lab in{{std::move(c)}};
  store_second_password(in);
  const auto end = in.night();
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.what.count("written"), 60U);
  expect_honest(in, end.what, "version-one");
  for (const auto* user : {first, second}) {
    EXPECT_GE(lines_of(in, user, "patch").size(), 20U) << user;
    for (const auto& x : lines_of(in, user))
      EXPECT_EQ(x.breach, "") << user;
  }
  EXPECT_EQ(password_posts(in.ledger(), "large"), 2U) << "one sign-in each (I11)";
}

TEST(service_users, wait_each_for_itself) {
  auto c = large(60);
  second_of(c)["limit"] = json::object{{"rate", 25}, {"burst", 12}};
  c.mock["throttle"] = json::object{{"retry_after", "seconds"}, {"seconds", 1}};
  lab in{{std::move(c)}};
  store_second_password(in);
  const auto end = in.night();
  EXPECT_EQ(end.what.count("written"), 60U);
  expect_honest(in, end.what, "version-one");
  const auto of_second = lines_of(in, second);
  const auto refused =
      std::find_if(of_second.begin(), of_second.end(), [](const auto& x) { return x.status == 429; });
  ASSERT_NE(refused, of_second.end());
  for (const auto& x : of_second)
    EXPECT_NE(x.breach, "retry_after") << x.kind << " came too early, at " << x.t;
  const auto of_first = lines_of(in, first);
  EXPECT_TRUE(std::any_of(of_first.begin(), of_first.end(), [&](const auto& x) {
    return x.t > refused->t && x.t < refused->t + refused->retry_after_s;
  })) << "the other service user waited as well";
}

TEST(service_users, do_the_work_of_one_that_cannot_sign_in) {
  for (const auto* who : {first, second}) {
    auto c = large(60);
    for (auto& x : c.mock["service_users"].as_array())
      if (x.at("upn") == who)
        x.as_object()["sign_in"] = "disabled";
    lab in{{std::move(c)}};
    store_second_password(in);
    const auto end = in.night();
    EXPECT_EQ(end.what.count("written"), 60U) << who;
    expect_honest(in, end.what, "version-one");
    EXPECT_TRUE(lines_of(in, who, "patch").empty());
    EXPECT_TRUE(in.log_has(std::string{who} + " cannot go on"));
  }
}

TEST(service_users, without_a_password_leave_the_work_to_the_first) {
  lab in{{large(60)}};
  const auto end = in.night();
  EXPECT_EQ(end.code, 0);
  EXPECT_EQ(end.what.count("written"), 60U);
  EXPECT_TRUE(lines_of(in, second).empty());
  const auto shown = in.run({"tenant", "show", "large"});
  EXPECT_NE(shown.out.find("not set (" + std::string{second} + ")"), std::string::npos) << shown.out;
  const auto checked = in.run({"check", "large"});
  EXPECT_NE(checked.out.find("roamsync tenant password large --service-user " + std::string{second}),
            std::string::npos)
      << checked.out;
}

TEST(service_users, that_are_taken_off_the_list_leave_no_password) {
  lab in{{large(1)}};
  store_second_password(in);
  constexpr const char* further = "SELECT count(*) FROM sealed WHERE field LIKE 'password %'";
  EXPECT_EQ(in.number_in_store(further), 1);
  EXPECT_EQ(in.run({"tenant", "set", "large", "more_service_users="}).code, 0);
  EXPECT_EQ(in.number_in_store(further), 0);
  EXPECT_EQ(in.run({"tenant", "set", "large", "more_service_users=" + std::string{second}}).code, 0);
  const auto shown = in.run({"tenant", "show", "large"});
  EXPECT_NE(shown.out.find("not set (" + std::string{second} + ")"), std::string::npos) << shown.out;
}

TEST(service_users, are_checked_each_and_get_their_own_command) {
  auto c = large(5);
  second_of(c)["sign_in"] = "wrong_password";
  lab in{{std::move(c)}};
  store_second_password(in);
  for (auto i = 0; i < 2; ++i) { // refused by the service, then by what is kept of that
    const auto checked = in.run({"check", "large"});
    EXPECT_EQ(checked.code, 1);
    EXPECT_NE(checked.out.find(std::string{second} + ":"), std::string::npos) << checked.out;
    EXPECT_NE(checked.out.find("--service-user " + std::string{second}), std::string::npos) << checked.out;
    EXPECT_EQ(checked.out.find("tenant password large\n"), std::string::npos) << "the first one's is good\n"
                                                                              << checked.out;
  }
}

TEST(service_users, of_an_empty_name_get_no_password) {
  lab in{{large(1)}};
  EXPECT_EQ(in.run({"tenant", "password", "large", "--service-user", "", "--stdin"}, "x\n").code, 2);
}

TEST(service_users, that_nobody_named_get_no_password) {
  lab in{{large(1)}};
  const auto end = in.run({"tenant", "password", "large", "--service-user", "other@large.example", "--stdin"},
                          std::string{second_password} + "\n");
  EXPECT_EQ(end.code, 2);
  EXPECT_NE(end.err.find(first), std::string::npos) << end.err;
  EXPECT_NE(end.err.find(second), std::string::npos) << end.err;
}

TEST(service_users, do_not_change_places_with_their_passwords) {
  lab in{{large(1)}};
  const auto end =
      in.run({"tenant", "set", "large", "service_user=" + std::string{second}, "more_service_users="});
  EXPECT_EQ(end.code, 2);
  EXPECT_NE(end.err.find("with a password of its own"), std::string::npos) << end.err;
  EXPECT_EQ(in.run({"tenant", "set", "large", "more_service_users="}).code, 0);
  EXPECT_EQ(in.run({"tenant", "set", "large", "service_user=" + std::string{second}}).code, 0);
  const auto back = in.run({"tenant", "set", "large", "service_user=" + std::string{first},
                            "more_service_users=" + std::string{second}});
  EXPECT_EQ(back.code, 2);
  EXPECT_NE(back.err.find("was service_user until now"), std::string::npos) << back.err;
}

} // namespace
} // namespace roamsync::integration
