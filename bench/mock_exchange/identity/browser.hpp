#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// The pages of the browser sign-in (wire.md 1.2.2, 1.2.3). Each answers one request of the table there.
response answer_authorize(world& w, call& c);
response answer_credential_type(world& w, call& c);
response answer_login(world& w, call& c);
response answer_kmsi(world& w, call& c);

/// The second-factor calls (wire.md 1.2.3): BeginAuth starts, EndAuth never hears from a telephone.
response answer_second_factor(world& w, call& c);

} // namespace mock_exchange
