#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

namespace mock_exchange {

/// PATCH settings/account: create or change signatures, defaults, the list (wire.md 4.1.4, 4.1.5). All or
/// nothing.
response patch_settings(world& w, call& c);

/// DELETE settings/account with {"name":...} (wire.md 4.1.6).
response delete_setting(call& c);

} // namespace mock_exchange
