#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// Answers POST /{tenant}/oauth2/v2.0/token: password, client_credentials, refresh_token (wire.md 6.1, 6.2).
response answer_token(world& w, call& c);

} // namespace mock_exchange
