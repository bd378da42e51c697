#pragma once

#include "protocols/wire/identity/browser_sign_in.hpp"
#include "tests/protocols/wire/support.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

namespace roamsync::wire::test {

/// Leads one browser sign-in step by step.
class sign_in_script {
protected:
  static constexpr std::string_view authorize_url =
      "https://login.microsoftonline.com/common/oauth2/"
      "authorize?client_id=00000002-0000-0ff1-ce00-000000000000";
  static constexpr std::string_view sign_in_config =
      R"({"pgid":"ConvergedSignIn","sFT":"flow","sCtx":"context","canary":"page-canary","apiCanary":"api-canary",
          "sessionId":"session","hpgact":1800,"hpgid":1104,"correlationId":"correlation","urlPost":"/common/login?x=1"})";
  static constexpr const char* hand_back_form =
      R"page(<html><body onload="document.forms[0].submit()"><form method="POST" action="https://outlook.office.com/owa/">
         <input type="hidden" name="code" value="the-code"><input type="hidden" name="id_token" value="the-token">
         <input type="hidden" name="state" value="the-state"></form></body></html>)page";

  static http_result page(std::string_view config, http_fields fields = {}) {
    fields.emplace_back("Content-Type", "text/html; charset=utf-8");
    return answer(200, "<html><script>$Config=" + std::string(config) + ";</script></html>",
                  std::move(fields));
  }
  static http_result redirect(std::string_view to, http_fields fields = {}) {
    fields.emplace_back("Location", to);
    return answer(302, {}, std::move(fields));
  }

  http_request begin() {
    ids_ = 0;
    machine_.emplace(services, "svc@contoso.com", secret("P ss&word=1+%"),
                     [this] { return "id-" + std::to_string(++ids_); });
    last = machine_->start();
    return request();
  }
  const sign_in_step& step(const http_result& x) {
    last = machine_->on_result(x, one_o_clock);
    return last;
  }
  /// The next request; the sign-in must not end here.
  http_request then(const http_result& x) {
    step(x);
    return request();
  }
  http_request request() {
    if (const auto* next = std::get_if<http_request>(&last))
      return *next;
    ADD_FAILURE() << "the sign-in has ended: " << failure(last).detail;
    return {};
  }
  http_request at_sign_in_page() {
    begin();
    return then(redirect(authorize_url));
  }
  /// Up to the request that posts the password.
  http_request after_password() {
    at_sign_in_page();
    then(page(sign_in_config));
    return then(answer(200, "{\"Credentials\":{}}"));
  }
  /// Up to the request that hands back to Outlook.
  http_request after_hand_back() {
    after_password();
    return then(answer(200, hand_back_form));
  }
  static call_result failure(const sign_in_step& x) {
    const auto* failed = std::get_if<sign_in_failed>(&x);
    return failed ? failed->call : call_result{};
  }

  cloud services = public_cloud();
  sign_in_step last = sign_in_failed{};

protected:
  std::optional<browser_sign_in> machine_;
  int ids_ = 0;
};

} // namespace roamsync::wire::test
