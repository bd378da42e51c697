#pragma once

#include "engine/base/secret.hpp"
#include "engine/model/call_result.hpp"
#include "protocols/wire/http/message.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace roamsync::wire {

/// An access token.
struct token {
  secret access;
  duration expires_in{}; ///< from the time of the answer; at most 28 h (wire.md 6.4)
};

/// The app registration that asks for tokens.
struct app_registration {
  std::string tenant; ///< id or domain of the Entra tenant
  std::string client_id;
  secret client_secret; ///< empty for a public client
};

/// POST of the password grant (wire.md 6.1). `scope` is blank-separated. `request_id` goes out as
/// client-request-id; empty: none.
[[nodiscard]] http_request password_grant(const cloud& services, const app_registration& app,
                                          std::string_view user_name, const secret& password,
                                          std::string_view scope, std::string_view request_id = {});

/// POST of the client credentials grant (wire.md 6.2); the tenant must be concrete.
[[nodiscard]] http_request client_credentials(const cloud& services, const app_registration& app,
                                              std::string_view scope, std::string_view request_id = {});

/// Reads the answer to either grant. Every AADSTS code has its cause (meaning_of_aadsts); 429 is throttled,
/// 5xx, lost and unreadable answers are transient with sign_in_unreachable; maybe_applied = the request went
/// out, and no answer came.
[[nodiscard]] std::variant<token, call_result> parse_token_answer(const http_result& x, utc_time now);

} // namespace roamsync::wire
