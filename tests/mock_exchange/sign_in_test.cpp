#include "tests/mock_exchange/playground.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

#include <regex>

namespace mock_exchange {

namespace json = boost::json;

namespace {

std::string path_of(std::string_view address) {
  auto begin = address.find('/', address.find("//") + 2);
  return std::string(address.substr(begin));
}

/// Goes to the sign-in page as a browser does.
response open_page(playground& mock) {
  auto start = mock.ask(make_request("GET", "/outlook/owa/"));
  EXPECT_EQ(start.status, 302u);
  auto page = mock.ask(make_request("GET", path_of(start.header("location"))));
  mock.keep_cookies(page);
  return page;
}

pairs login_form(const json::object& config, std::string_view password = "pw",
                 std::string_view upn = "svc@t1.example") {
  return {{"canary", text_of(config, "canary")}, {"ctx", text_of(config, "sCtx")},
          {"flowToken", text_of(config, "sFT")}, {"hpgrequestid", text_of(config, "sessionId")},
          {"login", std::string(upn)},           {"loginfmt", std::string(upn)},
          {"passwd", std::string(password)}};
}

/// The page behind name and password.
response sign_in(playground& mock, std::string_view password = "pw",
                 std::string_view upn = "svc@t1.example") {
  auto config = config_of(open_page(mock));
  auto page = mock.ask(
      mock.with_cookies(make_form(path_of(text_of(config, "urlPost")), login_form(config, password, upn))));
  mock.keep_cookies(page);
  return page;
}

response pass_kmsi(playground& mock, const response& page) {
  auto config = config_of(page);
  auto form = login_form(config, "", "");
  form.insert(form.end(), {{"LoginOptions", "3"}, {"type", "28"}});
  return mock.ask(mock.with_cookies(make_form(path_of(text_of(config, "urlPost")), form)));
}

/// The address and the fields of a self-sending form.
std::pair<std::string, pairs> form_of(const response& page) {
  std::pair<std::string, pairs> out;
  std::smatch hit;
  if (std::regex_search(page.body, hit, std::regex("action=\"([^\"]*)\"")))
    out.first = hit[1];
  std::regex field("name=\"([^\"]*)\" value=\"([^\"]*)\"");
  for (std::sregex_iterator each(page.body.begin(), page.body.end(), field), end; each != end; ++each)
    out.second.emplace_back((*each)[1], (*each)[2]);
  return out;
}

response hand_back(playground& mock, const response& page) {
  auto [action, fields] = form_of(page);
  auto answer = mock.ask(make_form(path_of(action), fields));
  mock.keep_cookies(answer);
  return answer;
}

/// The whole way; true if a session stands at its end.
bool whole_way(playground& mock, std::string_view password = "pw", std::string_view upn = "svc@t1.example") {
  auto answer = hand_back(mock, pass_kmsi(mock, sign_in(mock, password, upn)));
  return answer.status == 302 && answer.header("x-auth-error").empty();
}

} // namespace

TEST(sign_in, start_leads_to_authorize_with_all_parameters) {
  playground mock;
  auto start = mock.ask(make_request("GET", "/outlook/owa/"));
  std::string location(start.header("location"));
  EXPECT_TRUE(location.starts_with("http://mock.test/identity/common/oauth2/authorize?client_id="
                                   "00000002-0000-0ff1-ce00-000000000000&redirect_uri="
                                   "http%3A%2F%2Fmock.test%2Foutlook%2Fowa%2F&"))
      << location;
  for (auto part : {"&response_mode=form_post", "&response_type=code+id_token", "&nonce=", "&state="})
    EXPECT_NE(location.find(part), std::string::npos) << part;
}

TEST(sign_in, without_prefix_the_addresses_have_none_either) {
  playground mock;
  auto start = mock.ask(make_request("GET", "/owa/"));
  EXPECT_TRUE(start.header("location").starts_with("http://mock.test/common/oauth2/authorize?"));
}

TEST(sign_in, page_tells_its_config) {
  playground mock;
  auto config = config_of(open_page(mock));
  EXPECT_EQ(text_of(config, "pgid"), "ConvergedSignIn");
  EXPECT_EQ(text_of(config, "urlPost"), "http://mock.test/identity/common/login");
  for (auto name : {"sFT", "sCtx", "canary", "apiCanary", "correlationId", "sessionId"})
    EXPECT_NE(text_of(config, name), "") << name;
}

TEST(sign_in, whole_way_ends_with_a_session) {
  playground mock;
  ASSERT_TRUE(whole_way(mock));
  EXPECT_EQ(mock.ask(mock.with_cookies(make_request("GET", "/outlook/owa/"))).status, 200u);
  auto list = mock.ask(mock.with_cookies(
      make_request("GET", settings_path("ann@t1.example", "/?settingname=roaming_signature_list"))));
  EXPECT_EQ(list.status, 200u) << list.body;
}

TEST(sign_in, kmsi_page_comes_only_if_the_tenant_has_it) {
  playground with;
  EXPECT_EQ(text_of(config_of(sign_in(with)), "urlPost"), "http://mock.test/identity/kmsi");
  playground without(scenario_text("\"kmsi\":false"));
  EXPECT_EQ(form_of(sign_in(without)).first, "http://mock.test/outlook/owa/");
}

TEST(sign_in, each_page_renews_the_flow_token_and_takes_it_once) {
  playground mock;
  auto config = config_of(open_page(mock));
  auto form = make_form("/identity/common/login", login_form(config));
  auto first = mock.ask(mock.with_cookies(form));
  EXPECT_EQ(text_of(config_of(first), "pgid"), "KmsiInterrupt");
  EXPECT_NE(text_of(config_of(first), "sFT"), text_of(config, "sFT"));
  auto second = mock.ask(mock.with_cookies(form));
  EXPECT_TRUE(text_of(config_of(second), "strServiceExceptionMessage").starts_with("AADSTS"));
}

TEST(sign_in, form_must_carry_what_the_page_told) {
  for (auto name : {"canary", "ctx", "flowToken", "hpgrequestid"}) {
    playground mock;
    auto form = login_form(config_of(open_page(mock)));
    for (auto& field : form)
      if (field.first == name)
        field.second += "x";
    auto page = mock.ask(mock.with_cookies(make_form("/identity/common/login", form)));
    EXPECT_NE(text_of(config_of(page), "strServiceExceptionMessage"), "") << name;
  }
}

TEST(sign_in, cookies_of_the_sign_in_host_are_needed) {
  playground mock;
  auto config = config_of(open_page(mock));
  auto page = mock.ask(make_form("/identity/common/login", login_form(config)));
  EXPECT_NE(text_of(config_of(page), "strServiceExceptionMessage"), "");
}

TEST(sign_in, failures_are_200_pages_without_location_and_form) {
  const std::vector<std::pair<std::string, std::string>> codes{
      {"wrong_password", "50126"}, {"user_not_found", "50034"}, {"locked", "50053"},
      {"disabled", "50057"},       {"security_info", "50125"},  {"conditional_access", "53003"}};
  for (const auto& [result, code] : codes) {
    playground mock(scenario_text("", "\"sign_in\":\"" + result + "\""));
    auto page = sign_in(mock);
    EXPECT_EQ(page.status, 200u) << result;
    EXPECT_EQ(page.header("location"), "") << result;
    EXPECT_EQ(form_of(page).first, "") << result;
    EXPECT_EQ(text_of(config_of(page), "sErrorCode"), code) << result;
  }
}

TEST(sign_in, wrong_password_is_50126_and_unknown_domain_50128) {
  playground mock;
  EXPECT_EQ(text_of(config_of(sign_in(mock, "no")), "sErrorCode"), "50126");
  EXPECT_EQ(text_of(config_of(sign_in(mock, "pw", "svc@nowhere.example")), "sErrorCode"), "50128");
}

TEST(sign_in, expired_password_is_told_by_the_page_id) {
  playground mock(scenario_text("", R"("sign_in":"expired")"));
  EXPECT_EQ(text_of(config_of(sign_in(mock)), "pgid"), "ConvergedChangePassword");
}

TEST(sign_in, second_factor_page_lists_the_proofs) {
  playground mock(scenario_text("", R"("sign_in":"mfa")"));
  auto config = config_of(sign_in(mock));
  EXPECT_EQ(text_of(config.at("arrUserProofs").at(0), "authMethodId"), "PhoneAppNotification");
  auto end = mock.ask(make_request("POST", path_of(text_of(config, "urlEndAuth")), "{}"));
  EXPECT_EQ(text_of(json_of(end), "ResultValue"), "PhoneAppNoResponse");
}

TEST(sign_in, consent_page_lists_scopes_also_if_the_tenant_has_not_consented) {
  playground asked(scenario_text("", R"("sign_in":"consent")"));
  EXPECT_TRUE(config_of(sign_in(asked)).contains("arrScopes"));
  playground missing(scenario_text("\"consent\":false"));
  EXPECT_TRUE(config_of(sign_in(missing)).contains("urlPostRedirect"));
}

TEST(sign_in, service_exception_text_starts_with_aadsts) {
  playground mock(scenario_text("", R"("sign_in":"service_exception")"));
  EXPECT_TRUE(text_of(config_of(sign_in(mock)), "strServiceExceptionMessage").starts_with("AADSTS"));
}

TEST(sign_in, blank_page_has_no_config_no_form_no_location) {
  playground mock(scenario_text("", R"("sign_in":"blank_page")"));
  auto page = sign_in(mock);
  EXPECT_EQ(page.status, 200u);
  EXPECT_TRUE(config_of(page).empty());
  EXPECT_EQ(form_of(page).first, "");
  EXPECT_EQ(page.header("location"), "");
}

TEST(sign_in, throttled_sign_in_is_429_with_retry_after) {
  playground mock(scenario_text("", R"("sign_in":"throttled")"));
  auto page = sign_in(mock);
  EXPECT_EQ(page.status, 429u);
  EXPECT_EQ(page.header("retry-after"), "2");
}

TEST(sign_in, refused_hand_back_leads_to_errorfe) {
  playground mock(scenario_text("", R"("sign_in":"errorfe")"));
  auto answer = hand_back(mock, pass_kmsi(mock, sign_in(mock)));
  EXPECT_EQ(answer.status, 302u);
  EXPECT_TRUE(
      answer.header("location").starts_with("http://mock.test/outlook/owa/auth/errorfe.aspx?httpCode=500"));
  EXPECT_EQ(answer.header("x-auth-error"),
            "OpenIdConnect Microsoft.Exchange.Security.OpenIdConnect.OpenIdConnectIdpException");
}

TEST(sign_in, hand_back_code_is_good_once_and_bound_to_its_state) {
  playground mock;
  auto page = pass_kmsi(mock, sign_in(mock));
  auto [action, fields] = form_of(page);
  auto foreign = fields;
  for (auto& field : foreign)
    if (field.first == "state")
      field.second = "other";
  EXPECT_NE(mock.ask(make_form(path_of(action), foreign)).header("x-auth-error"), "");
  EXPECT_EQ(hand_back(mock, page).header("x-auth-error"), "");
  EXPECT_NE(hand_back(mock, page).header("x-auth-error"), "");
}

TEST(sign_in, federated_domain_has_a_page_of_its_own) {
  playground mock(scenario_text("", R"("sign_in":"federated")"));
  auto config = config_of(open_page(mock));
  json::object question{{"username", "svc@t1.example"}, {"flowToken", text_of(config, "sFT")}};
  auto kind = mock.ask(make_request("POST", path_of(text_of(config, "urlGetCredentialType")),
                                    json::serialize(question), {{"canary", text_of(config, "apiCanary")}}));
  auto page = mock.ask(
      make_request("GET", path_of(text_of(json_of(kind).at("Credentials"), "FederationRedirectUrl"))));
  auto back = mock.ask(
      make_form(path_of(form_of(page).first),
                {{"UserName", "svc@t1.example"}, {"Password", "pw"}, {"AuthMethod", "FormsAuthentication"}}));
  auto [action, fields] = form_of(back);
  EXPECT_EQ(action, "http://mock.test/identity/login.srf");
  auto kmsi = mock.ask(make_form(path_of(action), fields));
  mock.keep_cookies(kmsi);
  EXPECT_EQ(hand_back(mock, pass_kmsi(mock, kmsi)).header("x-auth-error"), "");
}

TEST(sign_in, credential_type_needs_its_canary) {
  playground mock;
  auto config = config_of(open_page(mock));
  json::object question{{"username", "svc@t1.example"}, {"flowToken", text_of(config, "sFT")}};
  auto ask = [&](std::string canary) {
    return mock.ask(make_request("POST", "/identity/common/GetCredentialType", json::serialize(question),
                                 {{"canary", std::move(canary)}}));
  };
  EXPECT_EQ(ask("wrong").status, 400u);
  EXPECT_EQ(ask(text_of(config, "apiCanary")).status, 200u);
}

TEST(session, ends_after_its_time_440_for_writes_302_for_reads) {
  playground mock(scenario_text("\"session_seconds\":100"));
  ASSERT_TRUE(whole_way(mock));
  auto get = make_request("GET", settings_path("", "?settingname=roaming_signature_list"));
  auto patch = make_request("PATCH", settings_path("", "/account"), "[]");
  EXPECT_EQ(mock.ask(mock.with_cookies(get)).header("x-owa-sto"), "");
  mock.advance(95);
  EXPECT_EQ(mock.ask(mock.with_cookies(get)).header("x-owa-sto"), "1");
  mock.advance(6);
  auto read = mock.ask(mock.with_cookies(get));
  EXPECT_EQ(read.status, 302u);
  EXPECT_NE(read.header("location").find("/oauth2/authorize?"), std::string_view::npos);
  auto write = mock.ask(mock.with_cookies(patch));
  EXPECT_EQ(write.status, 440u);
  EXPECT_EQ(write.header("content-type"), "text/html");
  EXPECT_TRUE(write.close);
}

TEST(session, canary_of_the_cloud_is_the_literal_until_one_is_given_out) {
  playground mock(scenario_text("", "", R"("fault":{"kind":"canary_449","times":1})"));
  ASSERT_TRUE(whole_way(mock));
  auto write = [&](std::string canary) {
    header_list headers{{"Content-Type", "application/json"}, {"x-islargesetting", "false"}};
    if (!canary.empty())
      headers.emplace_back("X-OWA-CANARY", canary);
    auto answer = mock.ask(
        mock.with_cookies(make_request("PATCH", settings_path("ann@t1.example", "/account"),
                                       "[" + small_item("roaming_new_signature", "x") + "]", headers)));
    mock.keep_cookies(answer);
    return answer.status;
  };
  EXPECT_EQ(write("X-OWA-CANARY_cookie_is_null_or_empty"), 449u) << "the fault";
  EXPECT_EQ(write("X-OWA-CANARY_cookie_is_null_or_empty"), 449u) << "there is a cookie now";
  EXPECT_EQ(write(mock.jar.at("X-OWA-CANARY")), 200u);
  EXPECT_EQ(write(""), 449u);
}

TEST(session, canary_can_be_a_cookie_that_renews_after_an_hour) {
  playground mock(scenario_text("\"canary\":\"cookie\""));
  ASSERT_TRUE(whole_way(mock));
  auto first = mock.jar.at("X-OWA-CANARY");
  EXPECT_EQ(first.size(), 76u);
  auto get = make_request("GET", settings_path("", "?settingname=roaming_signature_list"));
  mock.keep_cookies(mock.ask(mock.with_cookies(get)));
  EXPECT_EQ(mock.jar.at("X-OWA-CANARY"), first);
  mock.advance(3601);
  mock.keep_cookies(mock.ask(mock.with_cookies(get)));
  EXPECT_NE(mock.jar.at("X-OWA-CANARY"), first);
}

TEST(sign_in, each_service_user_comes_to_a_session_of_its_own) {
  playground mock(scenario_text("", R"("sign_in":"ok"},{"upn":"two@t1.example","password":"pw-2")"));
  ASSERT_TRUE(whole_way(mock));
  auto first = std::move(mock.jar);
  mock.jar.clear();
  ASSERT_TRUE(whole_way(mock, "pw-2", "two@t1.example"));
  auto second = mock.jar;
  EXPECT_NE(first.at("OpenIdConnect.token.v1"), second.at("OpenIdConnect.token.v1"));
  for (const auto& line : mock.lines()) {
    auto kind = text_of(line, "kind");
    auto is_nameless = kind == "owa" || kind == "authorize";
    EXPECT_EQ(text_of(line, "service_user").empty(), is_nameless) << kind;
  }
  auto holder_of = [&](const std::map<std::string, std::string>& jar) {
    mock.jar = jar;
    mock.ask(mock.with_cookies(make_request("GET", "/outlook/owa/")));
    return text_of(mock.lines().back(), "service_user");
  };
  EXPECT_EQ(holder_of(first), "svc@t1.example");
  EXPECT_EQ(holder_of(second), "two@t1.example");
}

} // namespace mock_exchange
