#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// GET /users/delta and /groups/delta: the change feed (wire.md 6.5). A token of a tenant that has been
/// replaced since is answered by 410 Gone.
response answer_delta(world& w, call& c);

} // namespace mock_exchange
