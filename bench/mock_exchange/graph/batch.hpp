#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// POST /$batch: at most 20 requests, each with an answer of its own (wire.md 5.1, 6.5).
response answer_batch(world& w, call& c);

} // namespace mock_exchange
