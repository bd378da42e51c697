#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// Books tenant and service user of the ticket that the request carries, also of one that is over: what a service
/// user gets 401, 440 or a new sign-in for belongs to its lines too. Leaves a request without ticket as it is.
void name_holder(world& w, call& c);

} // namespace mock_exchange
