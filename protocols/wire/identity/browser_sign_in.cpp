#include "protocols/wire/identity/browser_sign_in.hpp"

#include "engine/base/ascii.hpp"
#include "protocols/wire/http/json.hpp"
#include "protocols/wire/http/outcome.hpp"
#include "protocols/wire/http/text.hpp"
#include "protocols/wire/identity/page_config.hpp"

#include <utility>

namespace roamsync::wire {

namespace {

/// Some sign-in pages refuse programs that do not look like a browser.
constexpr std::string_view user_agent = "Mozilla/5.0 (compatible; roamsync)";

bool is_redirect(int status) noexcept {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// The first form that carries the identity service's answer back (wire.md 1.2.2, step 5).
const html_form* find_hand_back(const std::vector<html_form>& forms) {
  for (const auto& form : forms)
    for (const auto* name : {"code", "id_token", "error"})
      if (!field_of(form.fields, name).empty())
        return &form;
  return nullptr;
}

} // namespace

browser_sign_in::browser_sign_in(cloud services, std::string user_name, secret password, id_source new_id)
    : services_(std::move(services)), user_name_(std::move(user_name)), password_(std::move(password)),
      new_id_(std::move(new_id)) {}

sign_in_step browser_sign_in::start() {
  return get(url_of(services_.outlook, "/owa/"), utc_time{});
}

sign_in_step browser_sign_in::on_result(const http_result& x, utc_time now) {
  auto posted = std::exchange(posts_password_, false);
  if (auto lost = transport_failure(x, posted)) {
    auto why = x.error == transport_error::aborted ? cause::stopped : cause::sign_in_unreachable;
    auto step = fail(why, verdict::transient, lost->detail + " at " + at_.host, {});
    std::get<sign_in_failed>(step).call.maybe_applied = lost->maybe_applied;
    return step;
  }
  const auto& response = x.response;
  cookies_.absorb(at_, response.fields, now);
  if (auto refusal = response.field("X-Auth-Error"); !refusal.empty() && is_at(at_, services_.outlook))
    return refused_by_owa("X-Auth-Error " + one_line(refusal), response);
  if (response.status == 429 || response.status == 408 || response.status >= 500)
    return overloaded(response, now);
  if (stage_ == stage::asking)
    return on_credential_type(response, now);
  page_ = {}; // what is said from here on is about this answer
  if (is_redirect(response.status))
    return on_redirect(response, now);
  return at_outlook() ? on_outlook_page(response, now) : on_page(response, now);
}

sign_in_step browser_sign_in::on_redirect(const http_response& response, utc_time now) {
  auto to = resolve(at_, response.field("Location"));
  if (!to)
    return not_handed_back("redirect without a usable Location: " + to.failure().message, response);
  if (!same_cloud(*to, services_)) {
    auto text = "redirect to " + one_line(to->host, 100) + ", which is no host of the tenant's cloud";
    if (stage_ == stage::opening && is_at(at_, services_.identity))
      return fail(cause::federated_sign_in, verdict::failed, std::move(text), response);
    return not_handed_back(std::move(text), response);
  }
  auto path = path_of(*to);
  auto query = form_decode(query_of(*to));
  if (contains_text(path, "/errorfe.aspx"))
    return refused_by_owa("errorfe.aspx " + one_line(field_of(query, "owaError"), 100) + " "
                              + one_line(field_of(query, "msg"), 100),
                          response);
  if (contains_text(path, "/languageselection.aspx"))
    return refused_by_owa(
        "the service user has never signed in to Outlook on the web: sign in there once by hand", response);
  if (contains_text(path, "/owa/auth/logon.aspx"))
    return not_handed_back("Outlook shows the logon page of Exchange on premises", response);
  if (auto problem = problem_of_hand_back(query); problem && is_at(at_, services_.identity))
    return fail_with(*problem, response);
  bool to_outlook = endpoint_of(*to, services_) == services_.outlook;
  if (stage_ == stage::handing_back && !to_outlook)
    return refused_by_owa("Outlook asked for another sign-in right after this one", response);
  if (stage_ == stage::posting && to_outlook)
    stage_ = stage::handing_back;
  // 307 and 308 would repeat a POST with its body; a sign-in never needs that.
  if (response.status >= 307 && stage_ == stage::posting)
    return not_handed_back("redirect that would repeat a form", response);
  return get(*to, now);
}

sign_in_step browser_sign_in::on_outlook_page(const http_response& response, utc_time now) {
  auto status = "status " + std::to_string(response.status);
  if (stage_ != stage::handing_back)
    return not_handed_back("Outlook did not send us to the sign-in page, " + status, response);
  if (response.status < 200 || response.status >= 300)
    return refused_by_owa(status, response);
  if (cookies_.header_for(url_of(services_.outlook, "/owa/"), now).empty())
    return refused_by_owa("no session cookie", response);
  auto cookies = cookies_;
  cookies.keep_only(services_.outlook);
  return signed_in{credentials(std::move(cookies))};
}

sign_in_step browser_sign_in::on_page(const http_response& response, utc_time now) {
  auto config = extract_page_config(response.body);
  if (config) {
    page_ = read_sign_in_page(*config);
    page_at_ = at_;
    if (!page_.correlation_id.empty())
      correlation_id_ = page_.correlation_id;
    if (page_.problem)
      return fail_with(*page_.problem, response);
  }
  auto forms = extract_forms(response.body);
  if (const auto* form = find_hand_back(forms)) {
    auto to = resolve(at_, form->action);
    if (to && is_at(*to, services_.outlook)) {
      if (auto problem = problem_of_hand_back(form->fields))
        return fail_with(*problem, response);
      return hand_back(*form, *to, now);
    }
    return not_handed_back("the hand-back form does not lead to the tenant's Outlook"
                               + (to ? ", but to " + one_line(to->host, 100) : std::string{}),
                           response);
  }
  if (!config)
    return on_page_without_config(response, forms);
  if (page_.stay_signed_in)
    return post_stay_signed_in(now);
  if (stage_ == stage::opening && !page_.flow_token.empty())
    return ask_credential_type(now);
  return not_handed_back("the page leads no further", response);
}

sign_in_step browser_sign_in::on_page_without_config(const http_response& response,
                                                     const std::vector<html_form>& forms) {
  for (const auto& form : forms)
    if (auto to = resolve(at_, form.action); to && !same_cloud(*to, services_))
      return fail(cause::federated_sign_in, verdict::failed, "form of " + one_line(to->host, 100), response);
  return not_handed_back("page without $Config, Location and form, status " + std::to_string(response.status),
                         response);
}

sign_in_step browser_sign_in::on_credential_type(const http_response& response, utc_time now) {
  constexpr std::size_t bytes_max = 256 * 1024;
  // Only a clear word stops the sign-in here: the login step tells all other failures better.
  auto body = read_json(response.body, bytes_max);
  const auto* object = body ? body->if_object() : nullptr;
  const auto* kinds = object ? find_object(*object, "Credentials") : nullptr;
  auto elsewhere = kinds ? text_of(*kinds, "FederationRedirectUrl") : std::string{};
  if (!elsewhere.empty()) {
    auto to = resolve(at_, elsewhere);
    if (!to || !same_cloud(*to, services_))
      return fail(cause::federated_sign_in, verdict::failed,
                  "the domain signs in at " + (to ? one_line(to->host, 100) : "an unreadable address"),
                  response);
  }
  return post_password(now);
}

sign_in_step browser_sign_in::ask_credential_type(utc_time now) {
  stage_ = stage::asking;
  auto request = make_request("POST", services_.identity, "/" + tenant_segment() + "/GetCredentialType");
  request.fields = {{"Content-Type", "application/json; charset=UTF-8"},
                    {"Accept", "application/json"},
                    {"canary", one_line(page_.api_canary, 4096)},
                    {"client-request-id", new_id_()},
                    {"hpgact", one_line(page_.hpgact, 64)},
                    {"hpgid", one_line(page_.hpgid, 64)},
                    {"hpgrequestid", one_line(page_.session_id, 128)}};
  request.body = boost::json::serialize(boost::json::object{{"username", user_name_},
                                                            {"isOtherIdpSupported", true},
                                                            {"checkPhones", false},
                                                            {"isRemoteNGCSupported", false},
                                                            {"isCookieBannerShown", false},
                                                            {"isFidoSupported", false},
                                                            {"flowToken", page_.flow_token},
                                                            {"originalRequest", page_.context}});
  return send(std::move(request), now);
}

sign_in_step browser_sign_in::post_password(utc_time now) {
  stage_ = stage::posting;
  posts_password_ = true;
  return post_to_identity("/" + tenant_segment() + "/login",
                          {{"type", "11"},
                           {"LoginOptions", "3"},
                           {"i13", "0"},
                           {"ps", "2"},
                           {"login", user_name_},
                           {"loginfmt", user_name_},
                           {"passwd", std::string(password_.reveal())},
                           {"canary", page_.canary},
                           {"ctx", page_.context},
                           {"flowToken", page_.flow_token},
                           {"hpgrequestid", page_.session_id}},
                          now);
}

sign_in_step browser_sign_in::post_stay_signed_in(utc_time now) {
  constexpr int posts_max = 2;
  if (++stay_signed_in_posts_ > posts_max)
    return not_handed_back("the question whether to stay signed in comes again and again", {});
  return post_to_identity("/kmsi",
                          {{"LoginOptions", "3"},
                           {"type", "28"},
                           {"ctx", page_.context},
                           {"flowToken", page_.flow_token},
                           {"canary", page_.canary},
                           {"hpgrequestid", page_.session_id}},
                          now);
}

sign_in_step browser_sign_in::post_to_identity(std::string_view fallback, const form_fields& fields,
                                               utc_time now) {
  auto to = page_.url_post.empty() ? result<url>(url_of(services_.identity, fallback))
                                   : resolve(page_at_, page_.url_post);
  if (!to || !is_at(*to, services_.identity))
    return not_handed_back("the page wants its form posted outside the identity endpoint", {});
  http_request request;
  request.method = "POST";
  request.to = services_.identity;
  request.target = to->target;
  request.fields = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "text/html"}};
  request.body = form_encode(fields);
  return send(std::move(request), now);
}

sign_in_step browser_sign_in::hand_back(const html_form& form, const url& to, utc_time now) {
  stage_ = stage::handing_back;
  http_request request;
  request.method = "POST";
  request.to = services_.outlook;
  request.target = to.target;
  request.fields = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "text/html"}};
  request.body = form_encode(form.fields);
  return send(std::move(request), now);
}

sign_in_step browser_sign_in::get(const url& to, utc_time now) {
  http_request request;
  request.method = "GET";
  request.to = endpoint_of(to, services_).value_or(services_.outlook);
  request.target = to.target;
  request.fields = {{"Accept", "text/html"}};
  return send(std::move(request), now);
}

sign_in_step browser_sign_in::send(http_request request, utc_time now) {
  if (++requests_ > sign_in_requests_max)
    return not_handed_back("more than " + std::to_string(sign_in_requests_max) + " steps", {});
  request.fields.emplace_back("User-Agent", user_agent);
  if (request.method == "POST" && !page_at_.host.empty())
    request.fields.emplace_back("Referer", to_string(page_at_));
  at_ = url_of(request);
  if (auto line = cookies_.header_for(at_, now); !line.empty())
    request.fields.emplace_back("Cookie", line.reveal());
  return request;
}

std::string browser_sign_in::tenant_segment() const {
  auto path = path_of(page_at_);
  const auto& prefix = services_.identity.path_prefix;
  if (path.starts_with(prefix))
    path.remove_prefix(prefix.size());
  if (path.starts_with('/'))
    path.remove_prefix(1);
  auto segment = path.substr(0, path.find('/'));
  return segment.empty() || segment == path ? "common" : std::string(segment);
}

bool browser_sign_in::at_outlook() const {
  return endpoint_of(at_, services_) == services_.outlook;
}

} // namespace roamsync::wire
