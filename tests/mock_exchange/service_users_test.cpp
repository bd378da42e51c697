#include "bench/mock_exchange/control/control.hpp"
#include "tests/mock_exchange/playground.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace mock_exchange {

namespace json = boost::json;

namespace {

constexpr auto query = "?settingname=roaming_signature_list";
constexpr auto tenant_id = "11111111-1111-1111-1111-111111111111";

/// The playground's tenant with a second service user, two@t1.example, behind the first. `first` and `second` are
/// JSON members of theirs.
std::string two_users(std::string_view tenant_more = "", const std::string& first = "\"sign_in\":\"ok\"",
                      const std::string& second = "\"sign_in\":\"ok\"") {
  return scenario_text(tenant_more, first + R"(},{"upn":"Two@t1.example","password":"pw-2",)" + second);
}

/// The same, with forms-based sign-in.
std::string with_forms(const std::string& text) {
  return "{\"front\":\"forms\"," + text.substr(1);
}

struct two_accounts : playground {
  explicit two_accounts(const std::string& scenario_json = two_users()) : playground(scenario_json) {}

  std::string first = outlook_token();
  std::string second = outlook_token("two@t1.example", "pw-2");
  traffic seen;
  control port{mock, book, seen};

  static request read(const std::string& token, std::string_view address = "ann@t1.example") {
    return make_request("GET", settings_path(address, query), "", {{"Authorization", "Bearer " + token}});
  }

  std::string last(std::string_view field) { return text_of(lines().back(), field); }

  /// What the control port tells of a service user.
  json::value told(std::string_view upn) {
    auto answer = port.arrive(make_request("GET", "/control/service_users?tenant=t1.example"), now).answer;
    return json_of(answer).at(tenant_id).at(upn);
  }

  response post(std::string_view what, std::string body) {
    return port.arrive(make_request("POST", "/control/" + std::string(what), std::move(body)), now).answer;
  }

  unsigned status_of(const std::string& token, std::string_view address = "ann@t1.example") {
    return ask(read(token, address)).status;
  }
};

/// Status of a sign-in at the forms page; its cookies are in the jar afterwards, and only those.
std::string forms_sign_in(playground& mock, std::string user, std::string password) {
  mock.jar.clear();
  auto answer = mock.ask(make_form("/owa/auth.owa", {{"destination", "http://mock.test/owa/"},
                                                     {"flags", "4"},
                                                     {"username", std::move(user)},
                                                     {"password", std::move(password)}}));
  mock.keep_cookies(answer);
  return std::string(answer.header("location"));
}

} // namespace

TEST(service_users, each_has_its_own_password) {
  two_accounts mock;
  EXPECT_NE(mock.first, "");
  EXPECT_NE(mock.second, "");
  EXPECT_EQ(mock.outlook_token("two@t1.example", "pw"), "") << "the password of the other";
  EXPECT_EQ(mock.outlook_token("svc@t1.example", "pw-2"), "");
}

TEST(service_users, refusal_of_one_sign_in_is_none_of_the_other) {
  playground mock(two_users("", "\"sign_in\":\"locked\""));
  EXPECT_EQ(mock.outlook_token(), "");
  EXPECT_NE(mock.outlook_token("two@t1.example", "pw-2"), "");
}

TEST(service_users, each_has_a_mailbox_of_its_own_that_lets_in_nobody_else) {
  two_accounts mock;
  EXPECT_EQ(mock.status_of(mock.second, ""), 200u);
  EXPECT_EQ(mock.last("mailbox"), "two@t1.example");
  EXPECT_EQ(mock.status_of(mock.second, "two@t1.example"), 200u);
  EXPECT_EQ(mock.status_of(mock.first, "two@t1.example"), 403u);
  EXPECT_EQ(mock.status_of(mock.second, "svc@t1.example"), 403u);
}

TEST(service_users, one_can_lack_full_access_altogether) {
  two_accounts mock(two_users("", "\"full_access\":true", "\"full_access\":false"));
  EXPECT_EQ(mock.status_of(mock.first), 200u);
  EXPECT_EQ(mock.status_of(mock.second), 403u);
  EXPECT_EQ(mock.status_of(mock.second, ""), 200u) << "its own mailbox";
}

TEST(service_users, mailbox_can_let_in_some_of_them) {
  auto text = two_users();
  const std::string closed = R"("full_access":false)"; // bob's
  text.replace(text.find(closed), closed.size(), R"("full_access":["TWO@t1.example"])");
  two_accounts mock(text);
  EXPECT_EQ(mock.status_of(mock.first, "bob@t1.example"), 403u);
  EXPECT_EQ(mock.status_of(mock.second, "bob@t1.example"), 200u);
}

TEST(service_users, breach_of_one_freezes_that_one_alone) {
  auto limit = R"("limit":{"rate":1,"burst":1})";
  two_accounts mock(two_users("\"throttle\":{\"seconds\":3}", limit, limit));
  EXPECT_EQ(mock.status_of(mock.first), 200u);
  EXPECT_EQ(mock.status_of(mock.first), 429u);
  EXPECT_EQ(mock.last("service_user"), "svc@t1.example");
  EXPECT_EQ(mock.last("breach_of"), "service_user");
  EXPECT_TRUE(mock.lines().back().at("froze").as_bool());
  EXPECT_EQ(mock.status_of(mock.second), 200u);
  EXPECT_EQ(mock.last("service_user"), "two@t1.example");
  mock.advance(1);
  EXPECT_EQ(mock.status_of(mock.first), 429u);
  EXPECT_EQ(mock.last("breach"), "retry_after");
  EXPECT_FALSE(mock.lines().back().as_object().contains("froze")) << "it was frozen already";
  EXPECT_EQ(mock.status_of(mock.second), 200u);
}

TEST(service_users, lanes_are_counted_for_each) {
  two_accounts mock(two_users("", "\"limit\":{\"lanes\":1}", "\"limit\":{\"lanes\":2}"));
  auto a = mock.begin(mock.read(mock.first));
  auto b = mock.begin(mock.read(mock.second));
  auto c = mock.begin(mock.read(mock.second));
  EXPECT_EQ(a.entry.in_flight, 1u);
  EXPECT_EQ(c.entry.in_flight, 2u);
  EXPECT_EQ(c.answer.status, 200u);
  EXPECT_EQ(mock.told("two@t1.example").at("in_flight").as_int64(), 2);
  auto d = mock.begin(mock.read(mock.first));
  EXPECT_EQ(d.answer.status, 429u);
  for (auto* open : {&a, &b, &c, &d})
    mock.end(*open);
  EXPECT_EQ(mock.last("breach"), "lanes");
  EXPECT_EQ(mock.told("two@t1.example").at("in_flight").as_int64(), 0);
  EXPECT_EQ(mock.told("two@t1.example").at("peak_in_flight").as_int64(), 2);
}

TEST(service_users, lanes_of_a_mailbox_are_those_of_all_of_them) {
  two_accounts mock(two_users("\"mailbox_lanes\":1"));
  auto open = mock.begin(mock.read(mock.first));
  EXPECT_EQ(mock.status_of(mock.second), 429u);
  EXPECT_EQ(mock.last("breach"), "mailbox_lanes");
  EXPECT_EQ(mock.last("breach_of"), "mailbox");
  mock.end(open);
  auto told = mock.told("two@t1.example");
  EXPECT_EQ(told.at("refused_elsewhere").as_int64(), 1);
  EXPECT_EQ(told.at("refused").as_int64(), 0);
  EXPECT_EQ(told.at("freezes").as_int64(), 0) << "the mailbox froze, not the service user";
}

TEST(service_users, control_port_tells_them_apart) {
  two_accounts mock(two_users("", R"("limit":{"rate":1,"burst":2})", R"("mailbox":"ann@t1.example")"));
  mock.post("reset_ledger", "");
  for (auto times = 0; times < 4; ++times)
    mock.ask(mock.read(mock.first));
  mock.ask(mock.read(mock.second));
  auto first = mock.told("svc@t1.example");
  EXPECT_EQ(first.at("requests").as_int64(), 4);
  EXPECT_EQ(first.at("status_429").as_int64(), 2);
  EXPECT_EQ(first.at("refused").as_int64(), 2);
  EXPECT_EQ(first.at("freezes").as_int64(), 1);
  EXPECT_EQ(first.at("frozen_s").as_double(), 2.0);
  EXPECT_EQ(first.at("limit").at("burst").as_double(), 2.0);
  auto second = mock.told("two@t1.example");
  EXPECT_EQ(second.at("requests").as_int64(), 1);
  EXPECT_EQ(second.at("status_429").as_int64(), 0);
  EXPECT_EQ(second.at("frozen_s").as_double(), 0.0);
  EXPECT_EQ(text_of(second, "mailbox"), "ann@t1.example");
  EXPECT_EQ(
      mock.port.arrive(make_request("GET", "/control/service_users?tenant=other"), mock.now).answer.body,
      "{}");
}

TEST(service_users, limit_of_one_is_changed_without_the_other) {
  two_accounts mock;
  mock.post("limit", R"({"tenant":"t1.example","service_user":"TWO@t1.example","limit":{"lanes":3}})");
  EXPECT_EQ(mock.told("two@t1.example").at("limit").at("lanes").as_int64(), 3);
  EXPECT_EQ(mock.told("svc@t1.example").at("limit").at("lanes").as_int64(), 0);
  mock.post("limit", R"({"tenant":"t1.example","limit":{"lanes":5}})");
  EXPECT_EQ(mock.told("two@t1.example").at("limit").at("lanes").as_int64(), 5);
  EXPECT_EQ(mock.told("svc@t1.example").at("limit").at("lanes").as_int64(), 5);
}

TEST(service_users, one_is_added_at_run_time) {
  two_accounts mock;
  auto answer = mock.post("service_user", R"({"tenant":"t1.example","service_user":{"upn":"three@t1.example",
    "password":"pw-3","limit":{"lanes":1}}})");
  ASSERT_EQ(answer.status, 200u) << answer.body;
  auto third = mock.outlook_token("three@t1.example", "pw-3");
  EXPECT_EQ(mock.status_of(third), 200u);
  EXPECT_EQ(mock.status_of(third, ""), 200u);
  EXPECT_EQ(mock.last("mailbox"), "three@t1.example");
  EXPECT_EQ(mock.told("three@t1.example").at("limit").at("lanes").as_int64(), 1);
}

TEST(service_users, change_at_run_time_keeps_the_rest_and_what_is_in_flight) {
  two_accounts mock;
  mock.post("limit", R"({"tenant":"t1.example","service_user":"two@t1.example","limit":{"lanes":3}})");
  auto open = mock.begin(mock.read(mock.second));
  auto answer = mock.post(
      "service_user", R"({"tenant":"t1.example","service_user":{"upn":"two@t1.example","password":"new"}})");
  ASSERT_EQ(answer.status, 200u) << answer.body;
  EXPECT_EQ(mock.outlook_token("two@t1.example", "pw-2"), "");
  EXPECT_NE(mock.outlook_token("two@t1.example", "new"), "");
  EXPECT_EQ(mock.told("two@t1.example").at("limit").at("lanes").as_int64(), 3);
  EXPECT_EQ(mock.told("two@t1.example").at("in_flight").as_int64(), 1);
  EXPECT_EQ(text_of(mock.told("two@t1.example"), "mailbox"), "Two@t1.example");
  mock.end(open);
}

TEST(service_users, bad_changes_are_refused_with_a_reason) {
  two_accounts mock;
  auto reason = [&](std::string_view what, std::string body) {
    return text_of(json_of(mock.post(what, std::move(body))), "error");
  };
  EXPECT_EQ(reason("service_user", R"({"tenant":"t1.example"})"),
            "service_user is missing: an object with upn is needed.");
  EXPECT_EQ(reason("service_user", R"({"tenant":"t1.example","service_user":{"password":"x"}})"),
            "service_user.upn is missing: a text that is not empty is needed.");
  EXPECT_EQ(reason("user", R"({"tenant":"t1.example","user":{"id":"00000000-0000-0000-0000-000000000001",
    "upn":"ann@t1.example","mailbox":{"full_access":["thre@t1.example"]}}})"),
            "user.mailbox.full_access names thre@t1.example, which is no service user of the tenant.");
}

TEST(service_users, line_names_the_holder_of_a_ticket_that_is_over) {
  two_accounts mock;
  mock.advance(4000);
  EXPECT_EQ(mock.status_of(mock.second), 401u);
  EXPECT_EQ(mock.last("service_user"), "two@t1.example");
  EXPECT_EQ(mock.last("tenant"), tenant_id);
  EXPECT_EQ(mock.told("two@t1.example").at("requests").as_int64(), 2) << "the sign-in and this one";
}

TEST(service_users, line_of_a_refreshed_token_names_its_holder) {
  playground mock(two_users());
  auto form = [](const std::string& grant, pairs more) {
    pairs out{{"client_id", "app-1"},
              {"client_secret", "s3cret"},
              {"grant_type", grant},
              {"scope", "https://outlook.office.com/.default offline_access"}};
    out.insert(out.end(), more.begin(), more.end());
    return make_form("/identity/organizations/oauth2/v2.0/token", out);
  };
  auto given = json_of(mock.ask(form("password", {{"username", "two@t1.example"}, {"password", "pw-2"}})));
  auto again = mock.ask(form("refresh_token", {{"refresh_token", text_of(given, "refresh_token")}}));
  EXPECT_EQ(again.status, 200u) << again.body;
  EXPECT_EQ(text_of(mock.lines().back(), "service_user"), "two@t1.example");
}

TEST(service_users, cookie_sessions_and_canaries_are_those_of_one) {
  playground mock(with_forms(two_users()));
  forms_sign_in(mock, "svc@t1.example", "pw");
  auto first = mock.jar;
  forms_sign_in(mock, "T1\\two", "pw-2");
  auto second = mock.jar;
  auto status_with = [&](const std::map<std::string, std::string>& jar, const std::string& canary) {
    mock.jar = jar;
    return mock
        .ask(mock.with_cookies(make_request("POST", "/owa/service.svc?action=GetOwaUserConfiguration", "{}",
                                            {{"X-OWA-CANARY", canary}})))
        .status;
  };
  EXPECT_EQ(status_with(first, first.at("X-OWA-CANARY")), 200u);
  EXPECT_EQ(text_of(mock.lines().back(), "service_user"), "svc@t1.example");
  EXPECT_EQ(status_with(second, second.at("X-OWA-CANARY")), 200u);
  EXPECT_EQ(text_of(mock.lines().back(), "service_user"), "two@t1.example");
  EXPECT_EQ(text_of(mock.lines().back(), "mailbox"), "two@t1.example");
  EXPECT_EQ(status_with(first, second.at("X-OWA-CANARY")), 449u) << "a canary belongs to its session";
}

TEST(service_users, forms_page_knows_whose_password_it_is) {
  playground mock(with_forms(two_users()));
  EXPECT_TRUE(forms_sign_in(mock, "two@t1.example", "pw").ends_with("&reason=2"));
  EXPECT_EQ(forms_sign_in(mock, "two@t1.example", "pw-2"), "http://mock.test/owa/");
}

} // namespace mock_exchange
