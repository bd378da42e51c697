#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

#include <string>
#include <string_view>

namespace mock_exchange {

/// Gives the flow fresh canaries, context and token, keeps it, and returns the token. Each page renews them.
std::string keep_flow(world& w, sign_in_flow flow, instant now);

/// The flow that the posted form continues: flowToken, ctx, canary and hpgrequestid must be those of the last
/// page. Null if they are not; the flow token is spent either way.
std::optional<sign_in_flow> continue_flow(world& w, const call& c);

/// The page behind a password that was right: KMSI or the hand-back form (wire.md 1.2.2 steps 4 and 5).
response signed_in_page(world& w, call& c, sign_in_flow flow, bool may_ask_kmsi);

/// A fresh page of the login host that says that the form was not understood.
response broken_form_page(world& w, call& c);

/// "; path=/; HttpOnly" and, over TLS, "; secure".
std::string cookie_tail(const call& c, bool script_may_read = false);

} // namespace mock_exchange
