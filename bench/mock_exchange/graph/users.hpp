#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// Sets target and mailbox of a request to /users/{id}/... or /me/...
void find_mailbox(call& c);

/// /users, /users/{id}, /me and what hangs below them (wire.md 6.5).
response answer_users(world& w, call& c);

} // namespace mock_exchange
