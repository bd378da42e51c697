#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// Whether a service.svc request changes something.
bool writes_classic(const call& c);

/// Answers service.svc (wire.md 2.4, 4.2.2): the classic signature and the "am I signed in" probe.
response answer_classic(world& w, call& c);

} // namespace mock_exchange
