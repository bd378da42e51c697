#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// Finds out what a request to the login host is for and which tenant it belongs to.
void classify_identity(world& w, call& c);

/// Answers a request to the login host.
response answer_identity(world& w, call& c);

} // namespace mock_exchange
