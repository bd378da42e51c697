#pragma once

#include "bench/mock_exchange/http/message.hpp"
#include "bench/mock_exchange/world/world.hpp"

#include <string_view>

namespace mock_exchange {

/// One refusal of the login host (wire.md 6.1).
struct token_error {
  unsigned code;             ///< The number behind AADSTS.
  unsigned status;           ///< HTTP status of the token endpoint.
  std::string_view error;    ///< The OAuth error word.
  std::string_view suberror; ///< Empty = absent.
  bool claims;               ///< A `claims` field is told.
  std::string_view text;
};

inline constexpr token_error wrong_password{
    50126, 400,   "invalid_grant",
    "",    false, "Error validating credentials due to invalid username or password."};
inline constexpr token_error user_not_found{50034,
                                            400,
                                            "invalid_grant",
                                            "",
                                            false,
                                            "The user account does not exist in the directory. To sign into "
                                            "this application, the account must be added to "
                                            "the directory."};
inline constexpr token_error account_locked{
    50053,
    400,
    "invalid_grant",
    "",
    false,
    "The account is locked, you've tried to sign in too many times with an incorrect user ID or password."};
inline constexpr token_error password_expired{
    50055, 400, "invalid_grant", "user_password_expired", false, "The password is expired."};
inline constexpr token_error account_disabled{50057, 400,   "invalid_grant",
                                              "",    false, "The user account is disabled."};
inline constexpr token_error mfa_needed{50076,
                                        400,
                                        "interaction_required",
                                        "basic_action",
                                        true,
                                        "Due to a configuration change made by your administrator, or "
                                        "because you moved to a new location, you must use "
                                        "multi-factor authentication."};
inline constexpr token_error mfa_enrolment_needed{50079,
                                                  400,
                                                  "interaction_required",
                                                  "basic_action",
                                                  true,
                                                  "Due to a configuration change made by your administrator, "
                                                  "you must enroll in multi-factor authentication."};
inline constexpr token_error blocked_by_policy{53003,
                                               400,
                                               "interaction_required",
                                               "message_only",
                                               true,
                                               "Access has been blocked by Conditional Access policies. The "
                                               "access policy does not allow token issuance."};
inline constexpr token_error consent_missing{65001,
                                             400,
                                             "invalid_grant",
                                             "consent_required",
                                             false,
                                             "The user or administrator has not consented to use the "
                                             "application. Send an interactive authorization request "
                                             "for this user and resource."};
inline constexpr token_error app_unknown{
    700016, 400,   "unauthorized_client",
    "",     false, "Application was not found in the directory of the tenant."};
inline constexpr token_error wrong_secret{7000215, 401,   "invalid_client",
                                          "",      false, "Invalid client secret provided."};
inline constexpr token_error secret_missing{
    7000218,
    401,
    "invalid_client",
    "",
    false,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."};
inline constexpr token_error tenant_unknown{90002, 400, "invalid_request", "", false, "Tenant not found."};
inline constexpr token_error tenant_not_told{
    50059,
    400,
    "invalid_request",
    "",
    false,
    "No tenant-identifying information found in either the request or implied by any provided credentials."};
inline constexpr token_error domain_unknown{50128,
                                            400,
                                            "invalid_request",
                                            "",
                                            false,
                                            "Invalid domain name - No tenant-identifying information found "
                                            "in either the request or implied by any provided "
                                            "credentials."};
inline constexpr token_error password_tenant_refused{9001023,
                                                     400,
                                                     "invalid_request",
                                                     "",
                                                     false,
                                                     "The grant type is not supported over the /common or "
                                                     "/consumers endpoints. Please use the /organizations or "
                                                     "tenant-specific endpoint."};
inline constexpr token_error refresh_over{
    700082, 400,   "invalid_grant",
    "",     false, "The refresh token has expired due to inactivity or is not known."};
inline constexpr token_error tenant_throttled{
    90055, 429,   "temporarily_unavailable",
    "",    false, "The tenant is throttled because of too many requests."};
inline constexpr token_error service_broken{
    90033, 503, "temporarily_unavailable", "", false, "A transient error has occurred. Please try again."};
inline constexpr token_error parameter_missing{
    900144, 400, "invalid_request", "", false, "The request body must contain the parameters of the grant."};
inline constexpr token_error grant_unsupported{70003, 400,   "unsupported_grant_type",
                                               "",    false, "The app requested an unsupported grant type."};
inline constexpr token_error scope_invalid{
    70011, 400,   "invalid_scope",
    "",    false, "The provided value for the input parameter 'scope' is not valid."};
inline constexpr token_error resource_unknown{
    500011, 400, "invalid_resource", "", false, "The resource principal was not found in the tenant."};

/// The full error body of the token endpoint with trace and correlation ids.
response token_error_answer(const token_error& why, world& w, wall_time wall);

} // namespace mock_exchange
