#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// Tells the hosts apart: by the prefix /identity, /outlook, /graph, or by the paths that only one of them
/// has. Sets `host`, `base` and `prefixed`.
void find_host(call& c);

/// Lets the host find out what the request is for, who asks and which mailbox is meant.
void classify(world& w, call& c);

/// Lets the host answer.
response answer(world& w, call& c);

} // namespace mock_exchange
