#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// Reads an address /ows/[user@domain/]v1/OutlookCloudSettings/settings[/leaf] and finds caller and mailbox.
void classify_ows(world& w, call& c);

/// Answers it (wire.md 4.1).
response answer_ows(world& w, call& c);

} // namespace mock_exchange
