#pragma once

#include "bench/mock_exchange/exchange/call.hpp"
#include "bench/mock_exchange/throttle/scope.hpp"

namespace mock_exchange {

/// Adds Retry-After in the form that `rules` ask for and books what was told. `wall` is the present
/// (wire.md 5.6).
void tell_retry_after(response& answer, record& entry, double wait_s, const throttle_settings& rules,
                      wall_time wall);

/// The answer to a request that broke a limit, in the manner of the host it went to
/// (wire.md 5.1, 5.3, 5.4, 5.5).
response throttle_answer(call& c, const refusal& why, const throttle_settings& rules, world& w);

} // namespace mock_exchange
