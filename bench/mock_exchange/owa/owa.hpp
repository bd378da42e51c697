#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// Finds out what a request below /owa, /mail or /EWS is for.
void classify_owa(world& w, call& c);

/// Answers it: pages and hand-back (wire.md 1), service.svc (wire.md 2.4, 4.2), EWS's refusal (wire.md 7).
response answer_owa(world& w, call& c);

} // namespace mock_exchange
