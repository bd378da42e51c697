#include "bench/demo/mock_scenario.hpp"

#include <boost/json/array.hpp>

namespace roamsync::demo {
namespace {

namespace json = boost::json;

const char* sign_in_of(trouble x) {
  switch (x) {
  case trouble::wrong_password:
    return "wrong_password";
  case trouble::mfa:
    return "mfa";
  case trouble::conditional_access:
    return "conditional_access";
  case trouble::expired_password:
    return "expired";
  default:
    return "ok";
  }
}

json::object mailbox_of(const person& x) {
  json::object result;
  switch (x.box) {
  case box_kind::user:
    result["kind"] = "user";
    break;
  case box_kind::shared:
    result["kind"] = "shared";
    break;
  case box_kind::unlicensed:
    result["kind"] = "unlicensed";
    break;
  }
  result["full_access"] = x.full_access;
  if (x.own_signature)
    result["signatures"] = json::array{{{"name", own_signature_name},
                                        {"html", own_signature_html(x)},
                                        {"text", "Liebe Grüße\r\n" + x.given_name}}};
  return result;
}

json::object user_of(const person& x, const company& of) {
  json::object result{{"id", x.id},
                      {"upn", x.address},
                      {"mail", x.address},
                      {"displayName", x.display_name},
                      {"givenName", x.given_name},
                      {"surname", x.family_name},
                      {"jobTitle", x.job_title},
                      {"department", x.department},
                      {"companyName", of.name},
                      {"streetAddress", of.street},
                      {"postalCode", of.postal_code},
                      {"city", of.city},
                      {"businessPhones", json::array{x.phone}},
                      {"accountEnabled", true},
                      {"proxyAddresses", json::array{"SMTP:" + x.address}},
                      {"mailbox", mailbox_of(x)}};
  if (!x.mobile.empty())
    result["mobilePhone"] = x.mobile;
  return result;
}

json::array groups_of(const company& x) {
  json::array direct;
  json::array nested;
  for (const auto& p : x.people)
    if (p.in_group)
      (p.nested ? nested : direct).emplace_back(p.id);
  json::array result;
  if (!nested.empty()) {
    direct.emplace_back(x.nested_group_id);
    result.push_back(
        {{"id", x.nested_group_id}, {"displayName", "Außendienst"}, {"members", std::move(nested)}});
  }
  result.push_back({{"id", x.group_id}, {"displayName", "Signaturen"}, {"members", std::move(direct)}});
  return result;
}

json::object tenant_of(const company& x) {
  const bool wrong = x.what == trouble::wrong_password;
  json::array users;
  for (const auto& p : x.people)
    users.emplace_back(user_of(p, x));
  json::object result{
      {"id", x.id},
      {"domain", x.domain},
      {"consent", x.what != trouble::consent_missing},
      {"service_users",
       json::array{
           {{"upn", x.service_user},
            {"password", wrong ? "another-one-" + x.password : x.password},
            {"mailbox", x.service_user},
            {"sign_in", sign_in_of(x.what)},
            {"limit", {{"rate", x.server.rate}, {"burst", x.server.burst}, {"lanes", x.server.lanes}}}}}},
      {"users", std::move(users)},
      {"groups", groups_of(x)}};
  if (x.what == trouble::throttled_hard)
    result["throttle"] = json::object{{"seconds", 4}, {"grows", true}};
  if (x.what == trouble::hanging_server)
    result["fault"] = json::object{{"kind", "hang"}};
  if (x.what == trouble::html_for_json)
    result["fault"] =
        json::object{{"kind", "html"}, {"on", json::array{"list", "content", "patch", "defaults"}}};
  return result;
}

} // namespace

std::string own_signature_html(const person& x) {
  return "<p>Liebe Gr&uuml;&szlig;e<br>" + x.given_name + "</p>";
}

json::object mock_tenants(std::span<const company> some) {
  json::array tenants;
  for (const auto& c : some)
    tenants.emplace_back(tenant_of(c));
  return {{"tenants", std::move(tenants)}};
}

json::object mock_scenario(const world& x) {
  auto result = mock_tenants(x.companies);
  result.insert({{"seed", x.seed},
                 {"defaults",
                  {{"latency",
                    {{"median_ms", x.answers.median_ms},
                     {"sigma", x.answers.sigma},
                     {"min_ms", x.answers.min_ms},
                     {"max_ms", x.answers.max_ms}}},
                   {"throttle", {{"seconds", 2}, {"grows", true}}}}},
                 {"apps", json::array{{{"client_id", x.client_id}, {"client_secret", x.client_secret}}}}});
  return result;
}

} // namespace roamsync::demo
