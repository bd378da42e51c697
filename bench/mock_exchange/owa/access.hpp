#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

#include <string_view>

namespace mock_exchange {

/// Finds the mailbox that an authenticated request acts on and judges the caller's rights (wire.md 3.2, 3.3,
/// U1-U3). `path_user` is the explicit-logon segment, empty if there is none. Sets `box` or `decided`.
void open_mailbox(call& c, std::string_view path_user, bool writes);

} // namespace mock_exchange
