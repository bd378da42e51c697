#include "tests/mock_exchange/playground.hpp"

#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/json_text.hpp"
#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/scenario/loader.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <regex>

namespace mock_exchange {

namespace json = boost::json;

namespace {

scenario loaded(const std::string& text) {
  problem wrong;
  auto plan = load_scenario(text, wrong);
  EXPECT_TRUE(plan) << wrong.text;
  return plan ? std::move(*plan) : scenario{};
}

/// 2026-01-01 00:00:00 UTC
constexpr auto started = wall_time{std::chrono::seconds{1'767'225'600}};

std::string member(std::string_view more) {
  return more.empty() ? "" : "," + std::string(more);
}

std::string user(std::string_view number, std::string_view name, std::string_view more) {
  auto address = std::string(name) + "@t1.example";
  return R"({"id":"00000000-0000-0000-0000-00000000000)" + std::string(number) + R"(","upn":")" + address
         + R"(","mail":")" + address + R"(","displayName":")" + std::string(name)
         + R"(","proxyAddresses":["SMTP:)" + address + R"(","smtp:alias-)" + address + "\"]" + member(more)
         + "}";
}

} // namespace

std::string scenario_text(std::string_view tenant_more, std::string_view user_more,
                          std::string_view ann_more) {
  return R"({"seed":7,"apps":[{"client_id":"app-1","client_secret":"s3cret"}],"tenants":[{
    "id":"11111111-1111-1111-1111-111111111111","domain":"t1.example",
    "service_users":[{"upn":"svc@t1.example","password":"pw")"
         + member(user_more) + R"(}],"users":[)"
         + user(
             "1", "ann",
             R"("jobTitle":"Chief","mailbox":{"signatures":[{"name":"Old","html":"<p>old</p>","text":"old"}],
                "default_new":"Old"})"
                 + member(ann_more))
         + "," + user("2", "bob", R"("mailbox":{"full_access":false})") + ","
         + user("3", "carl", R"("mailbox":{"kind":"shared"})") + ","
         + user("4", "dora", R"("mailbox":{"kind":"unlicensed"})") + ","
         + user("5", "eve", R"("accountEnabled":false)") + R"(],
    "groups":[{"id":"g-all","displayName":"All","members":["g-sub","00000000-0000-0000-0000-000000000001"]},
              {"id":"g-sub","displayName":"Sub","members":["00000000-0000-0000-0000-000000000002","g-all"]},
              {"id":"g-denied","members":[],"fault":"403"}])"
         + member(tenant_more) + "}]}";
}

playground::playground(const std::string& scenario_json) : mock(loaded(scenario_json), started, book) {}

response playground::ask(request in) {
  auto open = begin(in);
  end(open);
  return std::move(open.answer);
}

std::string playground::outlook_token(std::string_view upn, std::string_view password) {
  auto answer = ask(make_form("/identity/organizations/oauth2/v2.0/token",
                              {{"client_id", "app-1"},
                               {"client_secret", "s3cret"},
                               {"grant_type", "password"},
                               {"scope", "https://outlook.office.com/.default"},
                               {"username", std::string(upn)},
                               {"password", std::string(password)}}));
  return text_of(json_of(answer), "access_token");
}

std::string playground::app_token(std::string_view resource) {
  auto answer = ask(
      make_form("/identity/t1.example/oauth2/v2.0/token", {{"client_id", "app-1"},
                                                           {"client_secret", "s3cret"},
                                                           {"grant_type", "client_credentials"},
                                                           {"scope", std::string(resource) + "/.default"}}));
  return text_of(json_of(answer), "access_token");
}

response playground::outlook_get(std::string_view target, header_list more) {
  return outlook_send("GET", target, "", std::move(more));
}

response playground::outlook_send(std::string_view method, std::string_view target, std::string body,
                                  header_list more) {
  if (outlook_token_.empty())
    outlook_token_ = outlook_token();
  more.emplace_back("Authorization", "Bearer " + outlook_token_);
  if (!body.empty())
    more.emplace_back("Content-Type", "application/json");
  return ask(make_request(method, target, std::move(body), std::move(more)));
}

json::value playground::graph_get(std::string_view target, header_list more, unsigned status) {
  if (graph_token_.empty())
    graph_token_ = graph_token();
  more.emplace_back("Authorization", "Bearer " + graph_token_);
  auto answer = ask(make_request("GET", target, "", std::move(more)));
  EXPECT_EQ(answer.status, status) << target << ' ' << answer.body;
  return json_of(answer);
}

std::vector<json::value> playground::lines() {
  std::vector<json::value> out;
  auto text = book.read(0, ~std::uint64_t{0});
  for (auto line : split(text, '\n'))
    if (!line.empty())
      out.push_back(json::parse(json::string_view(line.data(), line.size())));
  return out;
}

void playground::keep_cookies(const response& answer) {
  for (const auto& [name, value] : answer.headers) {
    if (name != "Set-Cookie")
      continue;
    auto pair = value.substr(0, value.find(';'));
    auto equals = pair.find('=');
    if (value.find("1970") == std::string::npos)
      jar[pair.substr(0, equals)] = pair.substr(equals + 1);
    else
      jar.erase(pair.substr(0, equals));
  }
}

request playground::with_cookies(request in) const {
  std::string line;
  for (const auto& [name, value] : jar)
    line += (line.empty() ? "" : "; ") + name + '=' + value;
  if (!line.empty())
    in.headers.emplace_back("Cookie", line);
  return in;
}

request make_request(std::string_view method, std::string_view target, std::string body,
                     header_list headers) {
  request out{.method = std::string(method),
              .target = std::string(target),
              .headers = std::move(headers),
              .body = std::move(body),
              .peer = "127.0.0.1"};
  out.headers.emplace_back("Host", "mock.test");
  return out;
}

request make_form(std::string_view target, const pairs& fields) {
  std::string body;
  for (const auto& [name, value] : fields)
    body += (body.empty() ? "" : "&") + percent_encoded(name) + '=' + percent_encoded(value);
  return make_request("POST", target, std::move(body),
                      {{"Content-Type", "application/x-www-form-urlencoded"}});
}

json::object config_of(const response& page) {
  std::smatch hit;
  static const std::regex line(R"(\$Config=(\{.*\});)");
  if (!std::regex_search(page.body, hit, line))
    return {};
  return json::parse(hit[1].str()).as_object();
}

std::string text_of(const json::value& from, std::string_view name) {
  const auto* object = from.if_object();
  const auto* held = object ? object->if_contains(name) : nullptr;
  const auto* text = held ? held->if_string() : nullptr;
  return text ? std::string(text->data(), text->size()) : std::string{};
}

json::value json_of(const response& answer) {
  json::error_code broken;
  auto out = json::parse(answer.body, broken);
  EXPECT_FALSE(broken) << answer.status << ' ' << answer.body;
  return out;
}

std::string content_item(std::string_view name, std::string_view key, std::string_view value,
                         std::string_view scope) {
  return R"({"itemClass":"RoamingSetting","name":)" + quoted(name) + R"(,"scope":)" + quoted(scope)
         + R"(,"secondaryKey":)" + quoted(key) + R"(,"type":"Blob","value":)" + quoted(value)
         + R"(,"parentSetting":"roaming_signature_list","metadata":"encoding:utf-8","timestamp":639000000000000000,)"
           R"("value@is.Large":true})";
}

std::string small_item(std::string_view name, std::string_view value, std::string_view type,
                       std::string_view scope) {
  return R"({"itemClass":"RoamingSetting","name":)" + quoted(name) + R"(,"scope":)" + quoted(scope)
         + R"(,"secondaryKey":)" + quoted(name) + R"(,"type":)" + quoted(type) + R"(,"value":)"
         + quoted(value) + R"(,"metadata":"encoding:utf-8","timestamp":639000000000000000})";
}

std::string settings_path(std::string_view address, std::string_view tail) {
  return "/outlook/ows/" + std::string(address) + (address.empty() ? "" : "/")
         + "v1/OutlookCloudSettings/settings" + std::string(tail);
}

std::string path_of_link(const json::value& link) {
  std::string text(link.as_string().c_str());
  return text.substr(text.find('/', 8));
}

std::string code_of(const json::value& body) {
  return text_of(body.at("error"), "code");
}

std::vector<std::string> ids_of(const json::value& body) {
  std::vector<std::string> out;
  for (const auto& each : body.at("value").as_array())
    out.push_back(text_of(each, "id"));
  return out;
}

} // namespace mock_exchange
