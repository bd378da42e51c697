#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// GET settings: list and defaults, or with x-islargesetting the content of signatures
/// (wire.md 4.1.2, 4.1.3).
response read_settings_entries(world& w, call& c);

} // namespace mock_exchange
