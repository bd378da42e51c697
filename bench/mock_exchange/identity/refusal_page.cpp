#include "bench/mock_exchange/identity/refusal_page.hpp"

#include "bench/mock_exchange/identity/pages.hpp"

#include <boost/json/array.hpp>

namespace mock_exchange {

namespace json = boost::json;

namespace {

json::object second_factor(const call& c) {
  auto host = c.address_of(service::identity);
  json::array proofs{{{"authMethodId", "PhoneAppNotification"},
                      {"data", "PhoneAppNotification"},
                      {"display", "+XX XXXXXXX89"},
                      {"isDefault", true}},
                     {{"authMethodId", "PhoneAppOTP"}, {"data", "PhoneAppOTP"}, {"display", ""}}};
  return {{"arrUserProofs", std::move(proofs)},
          {"urlBeginAuth", host + "/common/SAS/BeginAuth"},
          {"urlEndAuth", host + "/common/SAS/EndAuth"},
          {"urlPost", host + "/common/SAS/ProcessAuth"}};
}

json::object consent_needed(const call& c) {
  return {{"arrScopes", json::array{"User.Read", "Mail.ReadWrite"}},
          {"urlPostRedirect", c.address_of(service::identity) + "/common/Consent/Set"},
          {"urlPost", c.address_of(service::identity) + "/common/Consent/Set"}};
}

json::object error_code(const call& c, std::string_view code) {
  return {{"sErrorCode", code}, {"urlPost", c.address_of(service::identity) + "/common/login"}};
}

} // namespace

response refusal_page(world& w, call& c, std::string_view flow_token, const sign_in_flow& flow,
                      std::optional<sign_in_result> why) {
  auto page = [&](std::string_view id, json::object more) {
    return config_page(w, flow_token, flow, id, std::move(more));
  };
  if (!why)
    return page("ConvergedSignIn", error_code(c, "50128"));
  switch (*why) {
  case sign_in_result::user_not_found:
    return page("ConvergedSignIn", error_code(c, "50034"));
  case sign_in_result::locked:
    return page("ConvergedSignIn", error_code(c, "50053"));
  case sign_in_result::disabled:
    return page("ConvergedSignIn", error_code(c, "50057"));
  case sign_in_result::expired:
    return page("ConvergedChangePassword",
                {{"urlPost", c.address_of(service::identity) + "/common/SSPR/end"}});
  case sign_in_result::mfa:
    return page("ConvergedTFA", second_factor(c));
  case sign_in_result::security_info:
    return page("ConvergedProofUpRedirect", error_code(c, "50125"));
  case sign_in_result::conditional_access:
    return page("ConvergedConditionalAccess", error_code(c, "53003"));
  case sign_in_result::consent:
    return page("ConvergedConsent", consent_needed(c));
  case sign_in_result::service_exception:
    return page("ConvergedError", {{"strServiceExceptionMessage",
                                    "AADSTS90033: A transient error has occurred. Please try again."}});
  default:
    return page("ConvergedSignIn", error_code(c, "50126"));
  }
}

} // namespace mock_exchange
