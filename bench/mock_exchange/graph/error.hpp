#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

#include <string_view>

namespace mock_exchange {

/// {"error":{"code","message","innerError":{...}}} as Graph and the Outlook gateway send it
/// (wire.md 5.1, 6.5).
response graph_error(const call& c, unsigned status, std::string_view code, std::string_view message,
                     world& w);

} // namespace mock_exchange
