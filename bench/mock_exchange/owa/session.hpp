#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

#include <string>
#include <string_view>

namespace mock_exchange {

/// The cookies that stand for a session: of the cloud (names guessed, U8) and of forms-based sign-in
/// (wire.md 1.1.3).
inline constexpr std::string_view cloud_cookie = "OpenIdConnect.token.v1";
inline constexpr std::string_view forms_cookie = "cadata";
inline constexpr std::string_view canary_name = "X-OWA-CANARY";
/// What Outlook on the web sends while it has no canary cookie (wire.md 2.2).
inline constexpr std::string_view canary_literal = "X-OWA-CANARY_cookie_is_null_or_empty";

/// Finds out who asks: bearer token first, then cookies (wire.md 1.3, 2.3). Sets `decided` if nobody does.
void authenticate_outlook(world& w, call& c);

/// Where a browser without a session is sent: authorize of the cloud or the forms-based page
/// (wire.md 1.1.1, 1.2.1).
std::string sign_in_location(world& w, const call& c, unsigned reason);

/// Makes a session and appends its cookies to `answer`.
void open_session(world& w, call& c, response& answer, owa_session session);

/// The 449 that is due if a cookie session lacks its canary (wire.md 2.1, 2.2); nothing for bearer tokens.
std::optional<response> judge_canary(world& w, call& c);

/// A 449 with a new canary cookie.
response canary_answer(world& w, call& c);

/// Marks an answer of a cookie session that ends soon with X-OWA-STO (wire.md 2.3) and renews an old canary.
void tell_session_state(world& w, call& c, response& answer);

} // namespace mock_exchange
