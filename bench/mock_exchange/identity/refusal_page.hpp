#pragma once

#include "bench/mock_exchange/exchange/call.hpp"

#include <optional>

namespace mock_exchange {

/// The `$Config` page of a sign-in that failed (wire.md 1.2.3). No result = the domain is unknown (50128).
response refusal_page(world& w, call& c, std::string_view flow_token, const sign_in_flow& flow,
                      std::optional<sign_in_result> why);

} // namespace mock_exchange
