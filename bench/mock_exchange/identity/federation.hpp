#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// The page of a federated domain's own sign-in and its answer to the posted form (wire.md 1.2.2 step 3b).
response answer_federation(world& w, call& c);

/// POST /login.srf: the hidden form of the federated page comes back to the login host.
response answer_federated_return(world& w, call& c);

} // namespace mock_exchange
