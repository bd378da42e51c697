#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// GET /{tenant}/adminconsent and /{tenant}/v2.0/adminconsent (wire.md 6.3). Nobody is there to click: the
/// tenant's `consent_answer` decides, and a granted consent holds from then on.
response answer_consent(world& w, call& c);

} // namespace mock_exchange
