#include "bench/mock_exchange/identity/sign_in.hpp"

namespace mock_exchange {

sign_in_result judge_sign_in(tenant* home, std::string_view upn, std::string_view password) {
  auto* account = home ? home->account(upn) : nullptr;
  if (!account)
    return home && home->people.user(upn) ? sign_in_result::wrong_password : sign_in_result::user_not_found;
  switch (account->plan.sign_in) {
  case sign_in_result::locked:
  case sign_in_result::user_not_found:
  case sign_in_result::throttled:
  case sign_in_result::hang:
  case sign_in_result::html_500:
  case sign_in_result::blank_page:
  case sign_in_result::service_exception:
    return account->plan.sign_in;
  default:
    break;
  }
  return account->plan.password == password ? account->plan.sign_in : sign_in_result::wrong_password;
}

const token_error* error_of(sign_in_result result) {
  switch (result) {
  case sign_in_result::wrong_password:
  case sign_in_result::federated:
    return &wrong_password;
  case sign_in_result::user_not_found:
    return &user_not_found;
  case sign_in_result::locked:
    return &account_locked;
  case sign_in_result::disabled:
    return &account_disabled;
  case sign_in_result::expired:
    return &password_expired;
  case sign_in_result::mfa:
    return &mfa_needed;
  case sign_in_result::security_info:
    return &mfa_enrolment_needed;
  case sign_in_result::conditional_access:
    return &blocked_by_policy;
  case sign_in_result::consent:
    return &consent_missing;
  case sign_in_result::service_exception:
    return &service_broken;
  case sign_in_result::throttled:
    return &tenant_throttled;
  default:
    return nullptr;
  }
}

} // namespace mock_exchange
