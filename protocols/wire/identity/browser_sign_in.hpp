#pragma once

#include "engine/base/secret.hpp"
#include "engine/model/call_result.hpp"
#include "protocols/wire/http/cookie_jar.hpp"
#include "protocols/wire/http/html_form.hpp"
#include "protocols/wire/http/url.hpp"
#include "protocols/wire/identity/credentials.hpp"
#include "protocols/wire/identity/sign_in_page.hpp"

#include <functional>
#include <string>
#include <variant>

namespace roamsync::wire {

/// Signed in; `session` holds the cookies of Outlook and no others.
struct signed_in {
  credentials session;
};

/// Not signed in. `call.detail` has the step, pgid, sErrorCode and the service's words, `call.request_id` the
/// correlation id. failed = the same password must not be tried again (I10). maybe_applied = the password
/// went out, and no answer to it came.
struct sign_in_failed {
  call_result call;
};

using sign_in_step = std::variant<http_request, signed_in, sign_in_failed>;

/// Requests that one sign-in may need at most; the longest known way has about ten.
constexpr int sign_in_requests_max = 24;

/// The sign-in through the pages of Outlook on the web (wire.md 1.2), sans-io: each step gives the next
/// request or the end. The password is posted at most once, and only to the identity endpoint; no host
/// outside the tenant's cloud is ever asked. One object is one sign-in. Not thread-safe.
class browser_sign_in {
public:
  /// A fresh GUID as text at each call; used as client-request-id.
  using id_source = std::function<std::string()>;

  browser_sign_in(cloud services, std::string user_name, secret password, id_source new_id);

  [[nodiscard]] sign_in_step start();
  /// Takes the result of the request that the last step gave.
  [[nodiscard]] sign_in_step on_result(const http_result& x, utc_time now);
  /// The request that the last step gave posts the password.
  [[nodiscard]] bool posts_password() const noexcept { return posts_password_; }

private:
  /// What has been done so far.
  enum class stage {
    opening,      ///< on the way to the sign-in page
    asking,       ///< GetCredentialType is out
    posting,      ///< the password has been posted
    handing_back, ///< the answer of the identity service is on its way to Outlook
  };

  sign_in_step on_redirect(const http_response& response, utc_time now);
  sign_in_step on_page(const http_response& response, utc_time now);
  sign_in_step on_outlook_page(const http_response& response, utc_time now);
  sign_in_step on_credential_type(const http_response& response, utc_time now);
  sign_in_step on_page_without_config(const http_response& response, const std::vector<html_form>& forms);

  sign_in_step ask_credential_type(utc_time now);
  sign_in_step post_password(utc_time now);
  sign_in_step post_stay_signed_in(utc_time now);
  sign_in_step hand_back(const html_form& form, const url& to, utc_time now);
  sign_in_step get(const url& to, utc_time now);
  sign_in_step send(http_request request, utc_time now);
  sign_in_step post_to_identity(std::string_view fallback, const form_fields& fields, utc_time now);

  sign_in_step fail(cause why, verdict what, std::string text, const http_response& response) const;
  sign_in_step fail_with(const sign_in_problem& problem, const http_response& response) const;
  sign_in_step not_handed_back(std::string text, const http_response& response) const;
  sign_in_step refused_by_owa(std::string text, const http_response& response) const;
  sign_in_step overloaded(const http_response& response, utc_time now) const;
  [[nodiscard]] std::string_view stage_name() const noexcept;
  [[nodiscard]] bool at_outlook() const;
  [[nodiscard]] std::string tenant_segment() const;

  cloud services_;
  std::string user_name_;
  secret password_;
  id_source new_id_;
  cookie_jar cookies_;
  stage stage_ = stage::opening;
  bool posts_password_ = false;
  int requests_ = 0;
  int stay_signed_in_posts_ = 0;
  url at_;                     ///< of the last request
  url page_at_;                ///< of the last page with a $Config
  sign_in_page page_{};        ///< that page, until its answer has come
  std::string correlation_id_; ///< the last one that a page named
};

} // namespace roamsync::wire
