#include "bench/mock_exchange/identity/browser.hpp"

#include "bench/mock_exchange/base/encoding.hpp"
#include "bench/mock_exchange/base/text.hpp"
#include "bench/mock_exchange/identity/flow.hpp"
#include "bench/mock_exchange/identity/pages.hpp"
#include "bench/mock_exchange/identity/refusal_page.hpp"
#include "bench/mock_exchange/identity/sign_in.hpp"
#include "bench/mock_exchange/throttle/answer.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace mock_exchange {

namespace json = boost::json;

namespace {

constexpr std::string_view owa_client_id = "00000002-0000-0ff1-ce00-000000000000";

json::object sign_in_fields(const call& c) {
  auto host = c.address_of(service::identity);
  return {{"urlPost", host + "/common/login"},
          {"urlGetCredentialType", host + "/common/GetCredentialType"},
          {"fHideForgotPassword", false}};
}

std::string_view text_at(const json::value& from, std::string_view name) {
  const auto* object = from.if_object();
  const auto* found = object ? object->if_contains(name) : nullptr;
  const auto* text = found ? found->if_string() : nullptr;
  return text ? std::string_view{text->data(), text->size()} : std::string_view{};
}

bool asks_for_hand_back(const pair_list& query) {
  auto types = query.get("response_type");
  return same_text(query.get("client_id"), owa_client_id) && query.get("response_mode") == "form_post"
         && types.find("code") != std::string_view::npos && types.find("id_token") != std::string_view::npos
         && begins_with(query.get("redirect_uri"), "http");
}

/// The page for a sign-in that is neither right nor a `$Config` refusal, if there is one.
std::optional<response> special_page(world& w, call& c, sign_in_result result) {
  switch (result) {
  case sign_in_result::hang:
    c.forced = fault_kind::hang;
    return response{};
  case sign_in_result::html_500:
    return html_answer(500, "<html><body><h1>Server Error</h1></body></html>");
  case sign_in_result::blank_page:
    return blank_page();
  case sign_in_result::throttled: {
    auto out = html_answer(429, "<html><body><h1>Too many requests</h1></body></html>");
    tell_retry_after(out, c.entry, c.home->rules.throttle.seconds, c.home->rules.throttle, w.wall(c.now));
    return out;
  }
  default:
    return std::nullopt;
  }
}

} // namespace

response answer_authorize(world& w, call& c) {
  const auto& query = c.url.query;
  sign_in_flow flow{.client_id = std::string(query.get("client_id")),
                    .redirect_uri = std::string(query.get("redirect_uri")),
                    .state = std::string(query.get("state")),
                    .nonce = std::string(query.get("nonce"))};
  auto understood = asks_for_hand_back(query);
  auto token = keep_flow(w, std::move(flow), c.now);
  const auto& kept = *w.tickets.flows.find(token, c.now);
  auto more = sign_in_fields(c);
  if (!understood)
    more = {{"strServiceExceptionMessage", "AADSTS900144: The request must contain client_id, redirect_uri, "
                                           "response_mode=form_post and response_type=code id_token."}};
  auto page = config_page(w, token, kept, understood ? "ConvergedSignIn" : "ConvergedError", std::move(more));
  page.with("Set-Cookie", "buid=" + w.random.opaque(60) + cookie_tail(c));
  page.with("Set-Cookie", "esctx=" + w.random.opaque(80) + cookie_tail(c));
  page.with("Set-Cookie", "fpc=" + w.random.opaque(20) + cookie_tail(c));
  page.with("Set-Cookie", "x-ms-gateway-slice=estsfd" + cookie_tail(c));
  return page.with("Set-Cookie", "stsservicecookie=estsfd" + cookie_tail(c));
}

response answer_credential_type(world& w, call& c) {
  json::error_code broken;
  auto body = json::parse(json::string_view(c.in.body.data(), c.in.body.size()), broken);
  auto* flow = broken ? nullptr : w.tickets.flows.find(text_at(body, "flowToken"), c.now);
  if (!flow || c.in.header("canary") != flow->api_canary)
    return json_answer(400,
                       R"({"error":{"code":"6000","message":"The canary or the flow token is not valid."}})");
  auto upn = text_at(body, "username");
  auto* account = c.home ? c.home->account(upn) : nullptr;
  json::object credentials{{"PrefCredential", 1}, {"HasPassword", true}, {"FederationRedirectUrl", nullptr}};
  if (account && account->plan.sign_in == sign_in_result::federated)
    credentials["FederationRedirectUrl"] =
        c.address_of(service::identity) + "/adfs/ls/?client-request-id=" + flow->correlation_id
        + "&wa=wsignin1.0&username=" + percent_encoded(upn) + "&wctx=" + percent_encoded(flow->context);
  json::object answer{{"Username", upn},
                      {"Display", upn},
                      {"IfExistsResult", account ? 0 : 1},
                      {"ThrottleStatus", 0},
                      {"Credentials", std::move(credentials)},
                      {"FlowToken", text_at(body, "flowToken")},
                      {"apiCanary", flow->api_canary}};
  return json_answer(200, json::serialize(answer));
}

response answer_login(world& w, call& c) {
  auto flow = continue_flow(w, c);
  if (!flow || c.in.cookie("esctx").empty() || c.form.get("login").empty())
    return broken_form_page(w, c);
  auto upn = lower(c.form.get("login"));
  auto result = judge_sign_in(c.home.get(), upn, c.form.get("passwd"));
  if (auto page = special_page(w, c, result))
    return std::move(*page);
  auto passes =
      result == sign_in_result::ok || result == sign_in_result::errorfe || result == sign_in_result::language;
  if (!passes || !c.home->consent) {
    auto token = keep_flow(w, std::move(*flow), c.now);
    const auto& kept = *w.tickets.flows.find(token, c.now);
    auto shown = passes ? sign_in_result::consent : result;
    return refusal_page(w, c, token, kept, c.home ? std::optional{shown} : std::nullopt);
  }
  flow->tenant_id = c.home->id;
  flow->upn = upn;
  return signed_in_page(w, c, std::move(*flow), true);
}

response answer_kmsi(world& w, call& c) {
  auto flow = continue_flow(w, c);
  c.home = flow ? w.find_tenant(flow->tenant_id) : nullptr;
  if (!c.home || c.in.cookie("ESTSAUTH").empty())
    return broken_form_page(w, c);
  return signed_in_page(w, c, std::move(*flow), false);
}

response answer_second_factor(world& w, call& c) {
  json::object answer{{"Success", true},
                      {"ResultValue", "Success"},
                      {"Ctx", w.random.opaque(40)},
                      {"FlowToken", w.random.opaque(80)},
                      {"SessionId", w.random.guid()},
                      {"Entropy", 42},
                      {"Retry", false}};
  if (same_text(c.at(2), "EndAuth")) {
    answer["Success"] = false;
    answer["ResultValue"] = "PhoneAppNoResponse";
  }
  return json_answer(200, json::serialize(answer));
}

} // namespace mock_exchange
