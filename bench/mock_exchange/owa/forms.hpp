#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

#include <string_view>

namespace mock_exchange {

/// Whether the request is for a page that needs no session: logon, auth.owa, expired password, language,
/// errorfe.
bool is_forms_page(const call& c);

/// Finds the account that a posted sign-in form names.
void classify_forms(world& w, call& c);

/// The forms-based sign-in of on-premises servers (wire.md 1.1) and the error page of the front end.
response answer_forms(world& w, call& c);

/// 302 to the error page with X-Auth-Error: Outlook refuses what the login host handed over (wire.md 1.2.3).
response errorfe(const call& c, std::string_view exception);

} // namespace mock_exchange
